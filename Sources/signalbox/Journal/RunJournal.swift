import Configuration
import Dashboard
import Feed
import Foundation
import Journal
import Queries
import Simulation

/// The journal of an open board: takes what the board does, and reports its own state.
final class RunJournal {
  private let writer: JournalWriter
  private var recorder: JournalRecorder
  private(set) var isOver = false
  /// Actions that are not in a batch yet.
  private var pending: [ActionLogEntry] = []

  init(_ writer: JournalWriter, _ recorder: JournalRecorder = JournalRecorder()) {
    self.writer = writer
    self.recorder = recorder
  }

  var descriptor: Int32 { writer.descriptor }

  /// Whether nothing more should come for now.
  var isHeld: Bool {
    let status = writer.status
    return !isOver && (status.problem != nil || status.waiting >= JournalWriter.backlogLimit)
  }

  /// Its state, for the board.
  var recording: Recording {
    let status = writer.status
    var recording = Recording(name: FilePath.name(of: writer.path), path: writer.path)
    recording.acts = status.acts
    recording.events = status.events
    recording.waiting = status.waiting
    recording.problem = status.problem?.brief
    recording.isFull = status.waiting >= JournalWriter.backlogLimit
    return recording
  }

  /// Records the events of a world that is being created.
  func bootstrap(_ events: [Event], _ world: World) {
    if let batch = recorder.bootstrap(events, world) { writer.append(batch) }
  }

  /// Records feed lines and the events they made.
  func recordFeed(_ lines: [JournalLine], _ events: [Event], _ world: World) {
    if let batch = recorder.feed(lines, events, world) { writer.append(batch) }
  }

  /// Keeps actions for the next batch.
  func add(_ entries: [ActionLogEntry]) { pending += entries }

  /// Records what has happened since the last call.
  ///
  /// - Returns: news of the journal for the board.
  func record(_ board: BoardState, isLast: Bool = false) -> [Message] {
    guard !isOver else { return [] }
    let (actions, problems) = stored(pending)
    pending = []
    var batches = board.run.timeline.map { recorder.take($0, board.run.log, isLast: isLast) } ?? []
    if !actions.isEmpty {
      var batch = batches.popLast() ?? recorder.empty
      batch.isUrgent = true
      batch.acts = actions
      batches.append(batch)
    }
    for batch in batches { writer.append(batch) }
    var news = problems.map { Message.notice($0.message, isProblem: true) }
    let known = board.actionLog.recording
    // The backlog is checked while it is long. The writer reports when there is room.
    let isFilling = known.map { !$0.isFull } == true && writer.status.waiting >= JournalWriter.backlogLimit
    if isFilling || (board.showsJournal && known != recording) { news.append(.recorded(recording)) }
    return news
  }

  /// Actions as the journal stores them, and why some can't be.
  private func stored(_ entries: [ActionLogEntry]) -> (actions: [JournalAct], problems: [JournalError]) {
    var result: (actions: [JournalAct], problems: [JournalError]) = ([], [])
    for entry in entries {
      do throws(JournalError) { result.actions.append(try JournalAct(entry, for: writer.path)) } catch {
        result.problems.append(error)
      }
    }
    return result
  }

  /// The journal's news, each reported once.
  var heard: Recording {
    writer.drainDescriptor()
    return recording
  }

  /// Stops recording. What is written is kept.
  func stop() {
    isOver = true
    _ = writer.close()
  }

  /// Writes what is left.
  ///
  /// - Returns: why something is not in the file; nil if everything is.
  func close(_ board: BoardState) -> Failure? {
    guard !isOver else { return nil }
    _ = record(board, isLast: true)
    isOver = true
    let status = writer.close()
    guard let problem = status.problem else { return nil }
    return .failed(
      "\(problem.message). Not recorded: \(Count.text(status.waiting, "event")) and the actions that caused them")
  }
}
