import Configuration
import Dashboard
import Foundation
import Journal
import Lifecycles
import Queries
import Simulation

/// A journal read as far as it is intact, and its run.
struct ReadJournal {
  let reader: JournalReader
  let run: JournalRun

  init(_ path: String, _ progress: RunPlan.Progress = { _, _ in }) throws {
    let reader = try Self.open(path)
    let name = FilePath.name(of: path)
    try self.init(reader) { _ in
      try progress(0, "Reading \(name): \(Count.text(reader.events, "event"))")
    }
  }

  /// - Parameters:
  ///   - reader: a reader that has not read anything yet.
  ///   - wantsEvents: whether `body` needs the events of each batch.
  ///   - body: called with each intact batch, so that nothing of the journal has to be kept in memory.
  init<Failed: Error>(
    _ reader: JournalReader, wantsEvents: Bool = false, _ body: (JournalReader.Batch) throws(Failed) -> Void
  ) throws(Failed) {
    self.reader = reader
    run = try reader.readRun(wantsEvents: wantsEvents, body)
  }

  /// - Parameter reader: a reader that has not read anything yet.
  init(_ reader: JournalReader) {
    self.reader = reader
    run = reader.readRun()
  }

  /// Opens a journal and reads only its header.
  static func open(_ path: String) throws(Failure) -> JournalReader {
    try Failure.naming { () throws(JournalError) in try JournalReader(path) }
  }

  /// What people did at the board.
  var actions: RecordedActions { RecordedActions(run.acts, from: reader.path) }

  /// The run's scenario.
  func scenario() throws(Failure) -> Scenario { try Self.scenario(reader) }

  static func scenario(_ reader: JournalReader) throws(Failure) -> Scenario {
    do {
      return try ScenarioFile.parse(reader.header.scenario, file: "\(reader.path) (its scenario)")
    } catch {
      throw Failure.failed(error.message)
    }
  }

  func words(_ damage: JournalReader.Damage) -> String {
    let place = damage.event == 0 ? "from the start" : "after event \(damage.event)"
    return "\(reader.path) is damaged \(place) (batch \(damage.batch): \(damage.reason))"
  }

  /// The events read at a time, so that memory stays small.
  private static let piece: Int64 = 16_384

  /// Passes on the events from the first to the end of a branch, in pieces.
  func events(ofBranch number: Int, _ body: ([Event]) throws -> Void) throws {
    for piece in run.path(to: number) {
      var after = piece.after
      while after < piece.through {
        let through = min(piece.through, after + Self.piece)
        try body(
          try Failure.naming { () throws(JournalError) in
            try reader.events(ofBranch: piece.branch, after: after, through: through)
          })
        after = through
      }
    }
  }

  /// Where a run that is simulated again differs from its record.
  struct Difference: Error {
    let text: String

    init(_ difference: JournalReplay.Difference, _ world: World) {
      func name(_ event: Event?) -> String {
        event.map { event in
          let name = world.has(event.object) ? world.name(of: event.object) : "\(event.object.kind)"
          return "\(name) \(event.trigger.name) at \(ISO8601.text(event.time))"
        } ?? "nothing"
      }
      text =
        """
        at event \(difference.sequence), the recording has \(name(difference.recorded)), the simulator \
        \(name(difference.simulated))
        """
    }
  }

  struct Replayed {
    var timeline: Timeline
    var history: [Event]
    /// The first difference between record and simulator; nil if they agree.
    var difference: Difference?

    /// Continues an interrupted warm-up.
    mutating func warmUp(_ progress: RunPlan.Progress) throws {
      var recent = Recent()
      recent.add(history)
      while true {
        let (events, isThere) = timeline.warmUp(limit: JournalReplay.piece)
        recent.add(events)
        if isThere { break }
        try progress(99, "Continuing the warm-up")
      }
      history = recent.events
    }
  }

  /// Replays the run and compares it with the record.
  ///
  /// - Parameter number: a branch other than the last one.
  func replay(branch number: Int? = nil, _ progress: RunPlan.Progress = { _, _ in }) throws -> Replayed {
    let scenario = try scenario()
    var replay = JournalReplay(reader, run, scenario, branch: number)
    var history = Recent()
    let total = max(
      1,
      (number.map { $0 - 1 }.flatMap { run.records.indices.contains($0) ? run.records[$0] : nil } ?? run.last)?.head
        .sequence ?? 1)
    while true {
      switch replay.resume() {
      case .going(let events):
        history.add(events)
        try progress(Int(min(99, replay.timeline.sequence * 100 / total)), "Replaying the run")
      case .arrived(let events):
        history.add(events)
        return Replayed(timeline: replay.timeline, history: history.events)
      case .differs(let events, let difference):
        history.add(events)
        return Replayed(
          timeline: replay.timeline, history: history.events,
          difference: Difference(difference, replay.timeline.world))
      case .unreadable(let error): throw Failure.failed(error.message)
      }
    }
  }
}
