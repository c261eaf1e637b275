import Lifecycles
import Simulation

/// An object that events are about, by the names people know.
package struct JournalObject: Equatable, Sendable {
  package let reference: ObjectRef
  package let account: String
  package let provider: String
  package let name: String
  /// Empty for sessions and datasets, which have a new id with each run.
  package let uuid: String
}

extension JournalObject {
  package init(_ object: ObjectRef, _ world: World) {
    let account = world.account(of: object).map { world.accounts[$0].name } ?? ""
    switch object.kind {
    case .provider:
      let name = world.providers[object.position].name
      self.init(reference: object, account: account, provider: name, name: name, uuid: "")
    case .feedLine:
      let name = world.anomalies.indices.contains(object.position) ? world.anomalies[object.position].text : ""
      self.init(reference: object, account: account, provider: "", name: name, uuid: "")
    case .connection, .session, .dataset, .request, .integration:
      let name =
        switch object.kind {
        case .dataset: world.datasets[object.position].type.name
        case .integration: world.name(ofIntegration: object.position)
        case .request: world.requests[object.position].right.title
        case .connection, .session, .provider, .feedLine: ""
        }
      let hasRuns = object.kind == .session || object.kind == .dataset
      self.init(
        reference: object, account: account,
        provider: world.connection(of: object).map { world.provider(ofConnection: $0).name } ?? "", name: name,
        uuid: hasRuns ? "" : world.id(of: object))
    }
  }
}

/// A person's action, as the board keeps it.
package struct JournalAct: Equatable, Sendable {
  package var time: Instant
  package var title: String
  /// JSON that the board reads back.
  package var content: String

  package init(time: Instant, title: String, content: String) {
    self.time = time
    self.title = title
    self.content = content
  }
}

/// A command given at a board.
package struct JournalCommand: Equatable, Sendable {
  package var branch: Int
  package var input: Input

  package init(branch: Int, input: Input) {
    self.branch = branch
    self.input = input
  }
}

/// A line of a feed, as it came.
package struct JournalLine: Equatable, Sendable {
  /// The bytes without the line feed. For a line that was too long, only its beginning.
  package var bytes: [UInt8]
  /// The full length in bytes.
  package var length: Int

  /// The length above which a recorded one is damage: a petabyte.
  static let longest: Int64 = 1 << 50

  package init(bytes: [UInt8], length: Int) {
    self.bytes = bytes
    self.length = length
  }
}

/// The status counts at an event, against which a replay is checked.
package struct JournalCheckpoint: Equatable, Sendable {
  package var sequence: Int64
  package var time: Instant
  /// `connection CONNECTED 118, …`
  package var counts: String
}

extension JournalCheckpoint {
  package init(_ world: World) {
    let counts = Catalog.all.flatMap { lifecycle in
      (0...UInt8.max).compactMap { raw -> String? in
        let count = world.count(lifecycle.system, raw)
        return count > 0 && raw != StatusID.absentRaw ? "\(lifecycle.system.name) \(raw) \(count)" : nil
      }
    }.joined(separator: ", ")
    self.init(sequence: world.lastSequence, time: world.now, counts: counts)
  }
}

/// What is added to a journal at once.
package struct JournalBatch: Sendable {
  package var branches: [Timeline.Branch] = []
  package var commands: [JournalCommand] = []
  /// Objects that the events are about and that this branch has not named before.
  package var objects: [JournalObject] = []
  package var events: [Event] = []
  package var acts: [JournalAct] = []
  package var lines: [JournalLine] = []
  package var checkpoints: [JournalCheckpoint] = []
  /// The branch of everything in the batch, and how far it is.
  package var branch = 1
  package var reach = Timeline.Extent(sequence: 0, time: 0)
  /// Whether a person waits for it, so that it must be on disk before it counts as written.
  package var isUrgent = false

  package init() {}

  /// The same batch in parts of at most so many events, in an order that can be written part by part: commands before
  /// their events, actions last.
  func parts(of most: Int) -> [JournalBatch] {
    // The lines of a feed and their events stay together.
    guard events.count > most, lines.isEmpty else { return [self] }
    return stride(from: 0, to: events.count, by: most).map { start in
      let end = min(events.count, start + most)
      var part = JournalBatch()
      part.branch = branch
      part.events = Array(events[start..<end])
      if start == 0 {
        part.branches = branches
        part.commands = commands
        part.objects = objects
      }
      if end == events.count {
        (part.acts, part.checkpoints) = (acts, checkpoints)
        (part.reach, part.isUrgent) = (reach, isUrgent)
      } else {
        part.reach = Timeline.Extent(sequence: events[end - 1].sequence, time: events[end - 1].time)
      }
      return part
    }
  }
}
