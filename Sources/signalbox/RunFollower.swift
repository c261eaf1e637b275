import CNcurses
import Dashboard
import Foundation
import Journal
import Simulation

/// Brings what another program adds to a journal to the board.
final class RunFollower {
  private let reader: JournalReader
  private var read: JournalRun
  private var timeline: Timeline
  private let scenario: Scenario
  private let watch: Int32
  private var isOver = false

  init?(_ journal: ReadJournal, _ timeline: Timeline) {
    guard let scenario = try? journal.scenario() else { return nil }
    reader = journal.reader
    read = journal.run
    self.timeline = timeline
    self.scenario = scenario
    let folder = (reader.path as NSString).deletingLastPathComponent
    watch = sb_watch_writing(folder.isEmpty ? "." : folder)
  }

  deinit { if watch >= 0 { Foundation.close(watch) } }

  /// Can be read when something near the journal was written.
  var descriptor: Int32 { watch }
  private var patience = Patience()
  /// Whether something may have been written that could not be read yet.
  var looksAgain: Bool { !isOver && patience.looksAgain }

  /// Takes what has come.
  ///
  /// - Returns: what the board wants done about it.
  func pump(_ model: inout Model) -> [Effect] {
    if sb_watch_drain(watch) != 0 { patience.begin() }
    var effects: [Effect] = []
    while !isOver, let batch = reader.next() {
      read.add(batch)
      if batch.courses.contains(where: { $0.number > 1 }) {
        effects += depart(&model)
        continue
      }
      timeline.extend(batch.commands.map(\.input))
      var events: [Event] = []
      var isThere = false
      while !isThere {
        let part = timeline.retrace(to: batch.reach, limit: 65_536)
        events += part.events
        isThere = part.isThere
      }
      guard events == batch.events else {
        isOver = true
        effects += model.update(
          .said(
            "what is recorded is no longer what this signalbox simulates; the journal is not followed on",
            isProblem: true))
        break
      }
      effects += model.update(.followed(events, timeline))
    }
    if !isOver, let damage = reader.damage {
      isOver = true
      effects += model.update(
        .said("the journal is damaged after event \(damage.event): \(damage.reason)", isProblem: true))
    }
    return effects
  }

  /// Another course was taken: the run is made again.
  private func depart(_ model: inout Model) -> [Effect] {
    var replay = JournalReplay(reader, read, scenario)
    while case .going = replay.goOn() {}
    timeline = replay.timeline
    return model.update(.departed(timeline))
  }
}

/// What is written to a journal is told when it is on its way to the file, a little before it can be read there: after
/// such news one looks again for a while.
struct Patience {
  private var end = Int64.min

  init() { begin() }

  var looksAgain: Bool { BoardLoop.now() < end }
  mutating func begin() { end = BoardLoop.now() + 3_000 }
}
