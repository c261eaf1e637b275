import Simulation

/// Replays a recorded run and compares each event with the recorded one.
package struct JournalReplay {
  /// The first event that differs from the record.
  package struct Difference: Equatable, Sendable {
    package let sequence: Int64
    package let recorded: Event?
    package let simulated: Event?
  }

  /// How far the replay is.
  package enum Progress {
    /// These events match the record.
    case going([Event])
    /// The last events, which match the end of the record.
    case arrived([Event])
    /// Record and simulator diverge here. The run is before the difference.
    case differs([Event], Difference)
    case unreadable(JournalError)
  }

  package private(set) var timeline: Timeline
  private let reader: JournalReader
  private let end: Timeline.Extent
  private let path: [(branch: Int, after: Int64, through: Int64)]

  /// - Parameter number: a branch other than the last one.
  package init(
    _ reader: JournalReader, _ run: JournalRun, _ scenario: Scenario, branch number: Int? = nil,
    memory: Int = Timeline.defaultMemory
  ) {
    self.reader = reader
    let number = number ?? run.records.count
    timeline = Timeline(scenario, records: Array(run.records.prefix(number)), memory: memory)
    end = run.records.isEmpty ? timeline.head : run.records[number - 1].head
    path = run.path(to: number)
  }

  /// The recorded events in a range of sequence numbers.
  private func recorded(after first: Int64, through last: Int64) throws(JournalError) -> [Event] {
    var events: [Event] = []
    for piece in path where piece.through > first && piece.after < last {
      events += try reader.events(
        ofBranch: piece.branch, after: max(first, piece.after), through: min(last, piece.through))
    }
    return events
  }

  /// The events of a piece: large enough to be fast, and small enough for frequent progress.
  package static let piece = 65_536

  /// Continues with the next piece.
  package mutating func resume(limit: Int = piece) -> Progress {
    let before = timeline.sequence
    let (events, isThere) = timeline.retrace(to: end, limit: limit)
    let wanted: [Event]
    do throws(JournalError) {
      wanted = try recorded(after: before, through: isThere ? end.sequence : events.last?.sequence ?? before)
    } catch {
      return .unreadable(error)
    }
    if events == wanted { return isThere ? .arrived(events) : .going(events) }
    let same = zip(events, wanted).prefix { $0 == $1 }.count
    let difference = Difference(
      sequence: before + Int64(same) + 1, recorded: same < wanted.count ? wanted[same] : nil,
      simulated: same < events.count ? events[same] : nil)
    timeline.end(at: before + Int64(same))
    return .differs(Array(events.prefix(same)), difference)
  }
}
