import Configuration
import Dashboard
import Queries
import Feed
import Foundation
import Journal
import Simulation

extension ActionLogEntry {
  /// Decodes an action from a journal. Returns nil if another program wrote it.
  init?(_ recorded: JournalAct) {
    guard let entry: ActionLogEntry = try? JournalJSON.value(recorded.content) else { return nil }
    self = entry
  }
}

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
    return !isOver && (status.problem != nil || status.waiting >= JournalWriter.room)
  }

  /// Its state, for the board.
  var recording: Recording {
    let status = writer.status
    var recording = Recording(name: FilePath.name(of: writer.path), path: writer.path)
    recording.acts = status.acts
    recording.events = status.events
    recording.waiting = status.waiting
    recording.problem = status.problem?.brief
    recording.isFull = status.waiting >= JournalWriter.room
    return recording
  }

  /// Records the events of a world that is being created.
  func found(_ events: [Event], _ world: World) {
    if let batch = recorder.found(events, world) { writer.append(batch) }
  }

  /// Records feed lines and the events they made.
  func told(_ lines: [JournalLine], _ events: [Event], _ world: World) {
    if let batch = recorder.told(lines, events, world) { writer.append(batch) }
  }

  /// Keeps actions for the next batch.
  func add(_ entries: [ActionLogEntry]) { pending += entries }

  /// Records what has happened since the last call.
  ///
  /// - Returns: news of the journal for the board; nil for none.
  func record(_ board: BoardState, isLast: Bool = false) -> Message? {
    guard !isOver else { return nil }
    var batches = board.run.timeline.map { recorder.take($0, board.run.log, isLast: isLast) } ?? []
    if !pending.isEmpty {
      var batch = batches.popLast() ?? recorder.empty
      batch.isUrgent = true
      batch.acts = pending.map {
        JournalAct(time: $0.time, title: $0.title, content: (try? JournalJSON.text($0)) ?? "{}")
      }
      pending = []
      batches.append(batch)
    }
    for batch in batches { writer.append(batch) }
    let known = board.actionLog.recording
    if board.showsJournal, known != recording { return .recorded(recording) }
    // The backlog is checked while it is long. The writer reports when there is room.
    return known.map { !$0.isFull } == true && writer.status.waiting >= JournalWriter.room ? .recorded(recording) : nil
  }

  /// The journal's news, each reported once.
  var heard: Recording {
    writer.drainDescriptor()
    return recording
  }

  /// Stops recording. What is written is kept.
  func giveUp() {
    isOver = true
    _ = writer.close()
  }

  /// Writes what is left.
  ///
  /// - Returns: what is not in the file, in words; nil if everything is.
  func close(_ board: BoardState) -> String? {
    guard !isOver else { return nil }
    _ = record(board, isLast: true)
    isOver = true
    let status = writer.close()
    guard let problem = status.problem else { return nil }
    return
      "\(problem.message). Not recorded: \(Count.text(status.waiting, "event")) and the actions that caused them"
  }
}
