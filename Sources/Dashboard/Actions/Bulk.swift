import Lifecycles
import Simulation

/// One action on many rows.
package struct Bulk: Sendable {
  package struct Item: Sendable {
    let entity: Entity
    let command: Command
    /// The object's status when the key was pressed.
    let status: UInt8
  }

  let action: Action
  let items: [Item]
  /// The rows that the action can't apply to, and why.
  let refused: [(entity: Entity, reason: String)]

  /// The reasons with their counts, most frequent first.
  var reasons: [String] {
    var counts: [String: Int] = [:]
    for entry in refused { counts[entry.reason, default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value): \($0.key)" }
  }
}

/// A bulk action in progress, some hundred rows at a time.
struct RunningBulk: Sendable {
  let bulk: Bulk
  var position = 0
  var done: [Entity] = []
  var leftOut: [(entity: Entity, reason: String)] = []
  var undo: [Command] = []
  var events = 0
}

/// A full-screen text page with links.
package struct TextPage: Sendable {
  package let title: String
  var lines: [PageLine]
  /// Whether it is the journal page.
  var isOfJournal = false
  package var state = PageState()

  init(title: String, lines: [PageLine]) {
    self.title = title
    self.lines = lines
  }
}

extension Command {
  /// The command that undoes it; nil if none does.
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
