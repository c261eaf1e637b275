import Lifecycles
import Simulation

/// One action on many rows.
package struct Bulk: Sendable {
  package struct Item: Sendable {
    let entity: Entity
    let command: Command
    /// Where the object stood when the key was pressed.
    let status: UInt8
  }

  let action: Action
  let items: [Item]
  /// What cannot be done, and why.
  let refused: [(entity: Entity, reason: String)]

  /// The reasons with how often each stands there, the most frequent first.
  var reasons: [String] {
    var counts: [String: Int] = [:]
    for entry in refused { counts[entry.reason, default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value): \($0.key)" }
  }
}

/// A bulk that is being carried out, some hundred rows at a time.
struct RunningBulk: Sendable {
  let bulk: Bulk
  var position = 0
  var done: [Entity] = []
  var leftOut: [(entity: Entity, reason: String)] = []
  var undo: [Command] = []
  var events = 0
}

/// Text over the whole screen, with links.
package struct TextPage: Sendable {
  package let title: String
  var lines: [PageLine]
  /// It says how the journal is doing.
  var isOfJournal = false
  package var state = PageState()

  init(title: String, lines: [PageLine]) {
    self.title = title
    self.lines = lines
  }
}

extension Command {
  /// What takes it back; nil where nothing does.
  var undo: Command? {
    switch self {
    case .disconnect(let connection): .reconnect(connection: connection)
    case .begin(_, let provider, _): .endCondition(provider: provider)
    case .connector(let connection, let online, _): .connector(connection: connection, online: !online)
    case .inject(let fault) where fault.status != nil: .disarm(fault)
    default: nil
    }
  }
}
