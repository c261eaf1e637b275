import Configuration
import Dashboard
import Feed
import Foundation
import Journal
import Simulation

extension Act {
  /// As a journal holds it; nil where that is another program's.
  init?(_ recorded: JournalAct) {
    guard let act: Act = try? JournalJSON.value(recorded.content) else { return nil }
    self = act
  }
}

/// The journal of a board that is open: what the board does goes in, how the journal is doing comes back.
final class RunJournal {
  private let writer: JournalWriter
  private var recorder: JournalRecorder
  private var isOver = false

  init(_ writer: JournalWriter, _ recorder: JournalRecorder = JournalRecorder()) {
    self.writer = writer
    self.recorder = recorder
  }

  var descriptor: Int32 { writer.descriptor }

  /// Whether nothing more should come for the moment.
  var isHeld: Bool {
    let status = writer.status
    return !isOver && (status.problem != nil || status.waiting >= JournalWriter.room)
  }

  /// How it is doing, for the board.
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

  /// The events of a world that is being made.
  func found(_ events: [Event], _ world: World) {
    if let batch = recorder.found(events, world) { writer.append(batch) }
  }

  /// Lines of a feed, and what they made.
  func told(_ lines: [JournalLine], _ events: [Event], _ world: World) {
    if let batch = recorder.told(lines, events, world) { writer.append(batch) }
  }

  /// What the board has done since the last time.
  func record(_ model: inout Model, isLast: Bool = false) {
    guard !isOver else { return }
    let acts = model.drainActs()
    var batches = model.source.timeline.map { recorder.take($0, model.log, isLast: isLast) } ?? []
    if !acts.isEmpty {
      var batch = batches.popLast() ?? recorder.empty
      batch.isUrgent = true
      batch.acts = acts.map {
        JournalAct(time: $0.time, title: $0.title, content: (try? JournalJSON.text($0)) ?? "{}")
      }
      batches.append(batch)
    }
    for batch in batches { writer.append(batch) }
    if model.showsJournal, model.recording != recording { _ = model.update(.recorded(recording)) }
    // What waits is looked at while much of it does: the writer tells when there is room.
    if model.recording.map({ !$0.isFull }) == true, writer.status.waiting >= JournalWriter.room {
      _ = model.update(.recorded(recording))
    }
  }

  /// Takes what the journal has to tell.
  func hear(_ model: inout Model) -> [Effect] { isOver ? [] : model.update(.recorded(heard)) }

  /// What it has to tell; it tells that once.
  var heard: Recording {
    writer.drainDescriptor()
    return recording
  }

  /// The board goes on without it: what is written stays.
  func giveUp() {
    isOver = true
    _ = writer.close()
  }

  /// Writes what is left.
  ///
  /// - Returns: what is not in the file, in words; nil where all is.
  func close(_ model: inout Model) -> String? {
    guard !isOver else { return nil }
    record(&model, isLast: true)
    isOver = true
    let status = writer.close()
    guard let problem = status.problem else { return nil }
    return "\(problem.message); the last \(status.waiting) events and what was done with them are not in it"
  }
}
