import Configuration
import Dashboard
import Feed
import Foundation
import Journal
import Simulation

/// The journal of an open board: takes what the board does, and reports its own state.
final class RunJournal {
  private let writer: JournalWriter
  private var recorder: JournalRecorder
  private var isOver = false

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

  /// Records what the board has done since the last call.
  func record(_ model: inout Model, isLast: Bool = false) {
    guard !isOver else { return }
    let (acts, problems) = stored(model.drainActs())
    var batches = model.source.timeline.map { recorder.take($0, model.log, isLast: isLast) } ?? []
    if !acts.isEmpty {
      var batch = batches.popLast() ?? recorder.empty
      batch.isUrgent = true
      batch.acts = acts
      batches.append(batch)
    }
    for batch in batches { writer.append(batch) }
    for problem in problems { _ = model.update(.said(problem.message, isProblem: true)) }
    if model.showsJournal, model.recording != recording { _ = model.update(.recorded(recording)) }
    // The backlog is checked while it is long. The writer reports when there is room.
    if model.recording.map({ !$0.isFull }) == true, writer.status.waiting >= JournalWriter.backlogLimit {
      _ = model.update(.recorded(recording))
    }
  }

  /// Actions as the journal stores them, and why some can't be.
  private func stored(_ acts: [Act]) -> (acts: [JournalAct], problems: [JournalError]) {
    var result: (acts: [JournalAct], problems: [JournalError]) = ([], [])
    for act in acts {
      do throws(JournalError) { result.acts.append(try JournalAct(act, for: writer.path)) } catch {
        result.problems.append(error)
      }
    }
    return result
  }

  /// Passes on the journal's news.
  func hear(_ model: inout Model) -> [Effect] { isOver ? [] : model.update(.recorded(heard)) }

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
  func close(_ model: inout Model) -> Failure? {
    guard !isOver else { return nil }
    record(&model, isLast: true)
    isOver = true
    let status = writer.close()
    guard let problem = status.problem else { return nil }
    return .failed(
      "\(problem.message). Not recorded: \(Count.text(status.waiting, "event")) and the actions that caused them")
  }
}
