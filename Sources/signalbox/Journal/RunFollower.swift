import CNcurses
import Dashboard
import Foundation
import Journal
import Queries
import Simulation

/// Brings what another program adds to a journal to the board.
final class RunFollower {
  private let reader: JournalReader
  private var read: JournalRun
  private var timeline: Timeline
  private let scenario: Scenario
  private let watch: Int32
  private var isOver = false
  private var wasWritten = true

  init(_ journal: ReadJournal, _ timeline: Timeline) throws(Failure) {
    scenario = try journal.scenario()
    reader = journal.reader
    read = journal.run
    self.timeline = timeline
    watch = sb_watch_writing(FilePath.folder(of: reader.file.path))
  }

  deinit { if watch >= 0 { Foundation.close(watch) } }

  /// Readable when something near the journal was written.
  var descriptor: Int32 { watch }
  private var pollWindow = PollWindow()
  /// Whether something may have been written that couldn't be read yet.
  var looksAgain: Bool { !isOver && pollWindow.looksAgain }

  /// Takes in what was added.
  ///
  /// - Returns: the resulting effects.
  func pump(_ board: inout BoardState) -> [Effect] {
    if sb_watch_drain(watch) != 0 { pollWindow.begin() }
    var effects: [Effect] = []
    while !isOver, let batch = reader.next() {
      read.add(batch)
      defer {
        let actions = RecordedActions(batch.acts, from: reader.path)
        if !actions.entries.isEmpty { effects += board.update(.actionsLogged(actions.entries)) }
        if let problem = actions.problem { effects += board.update(.notice(problem.message, isProblem: true)) }
      }
      if batch.branches.contains(where: { $0.number > 1 }) {
        effects += depart(&board)
        continue
      }
      timeline.extend(batch.commands.map(\.input))
      var events: [Event] = []
      var isThere = false
      while !isThere {
        let part = timeline.retrace(to: batch.reach, limit: JournalReplay.piece)
        events += part.events
        isThere = part.isThere
      }
      guard events == batch.events else {
        effects += end(Self.difference, &board)
        break
      }
      effects += board.update(.followed(events, timeline))
    }
    let isWritten = JournalLock.isHeld(reader.file.path)
    if isWritten != wasWritten, !isOver {
      wasWritten = isWritten
      effects += board.update(.written(isWritten))
    }
    if !isOver, let damage = reader.damage {
      effects += end("the journal is damaged after event \(damage.event): \(damage.reason)", &board)
    }
    return effects
  }

  private static let difference =
    "the recording no longer matches this version's simulation, so following stops"

  private func end(_ problem: String, _ board: inout BoardState) -> [Effect] {
    isOver = true
    return board.update(.notice(problem, isProblem: true))
  }

  /// Replays the run, because its writer switched to another branch.
  private func depart(_ board: inout BoardState) -> [Effect] {
    var replay = JournalReplay(reader, read, scenario)
    var progress = replay.resume()
    while case .going = progress { progress = replay.resume() }
    timeline = replay.timeline
    let effects = board.update(.branchChanged(timeline))
    switch progress {
    case .going, .arrived: return effects
    case .differs: return effects + end(Self.difference, &board)
    case .unreadable(let error): return effects + end(error.message, &board)
    }
  }
}

/// Notifications of a write arrive shortly before it becomes visible, so the file is checked again for a while.
struct PollWindow {
  /// A write is visible within milliseconds, or within seconds on a busy machine. In milliseconds.
  private static let length: Int64 = 3_000

  private var end = Int64.min

  init() { begin() }

  var looksAgain: Bool { BoardLoop.now() < end }
  mutating func begin() { end = BoardLoop.now() + Self.length }
}
