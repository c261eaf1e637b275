import Configuration
import Dashboard
import Foundation
import Journal
import Queries
import Simulation

/// Rewrites a journal without the branches that were left.
struct JournalCopy {
  private let writer: JournalWriter

  /// - Parameter reader: a reader that has not read anything yet.
  /// - Returns: the intact part of the journal, and the status of the new one.
  static func write(
    _ reader: JournalReader, to file: JournalFile, _ lock: JournalLock
  ) throws -> (read: ReadJournal, status: JournalStatus) {
    try Failure.naming { () throws(JournalError) in try file.checkOrphans() }
    // The copy gets its name once it is complete, so no partial copy is ever left behind.
    let draft = try Failure.naming { () throws(JournalError) in try JournalFile("\(file.path)-part-\(getpid())") }
    let copy = JournalCopy(
      writer: try Failure.naming { () throws(JournalError) in
        try JournalWriter(creating: draft, reader.header, sync: .acts, lock: try JournalLock(draft))
      })
    defer { draft.remove() }
    do {
      let read = reader.header.kind == .feed ? try copy.feed(reader) : try copy.run(reader)
      let status = copy.writer.close()
      if let problem = status.problem { throw Failure.failed(problem.message) }
      try Failure.naming { () throws(JournalError) in try file.take(draft.path) }
      lock.release()
      return (read, status)
    } catch {
      _ = copy.writer.close()
      throw error
    }
  }

  /// Writes what was appended before more is read, so that memory stays small for any journal.
  private func append(_ batch: JournalBatch) throws(Failure) {
    writer.append(batch)
    try Failure.naming { () throws(JournalError) in try writer.flush() }
  }

  private func feed(_ reader: JournalReader) throws(Failure) -> ReadJournal {
    var (again, recorder) = (FeedReplay(), JournalRecorder())
    return try ReadJournal(reader, wantsEvents: true) { batch throws(Failure) in
      let events = again.take(batch)
      try again.check(reader.path)
      if var batchOfLines = recorder.feed(batch.lines, events, again.world) {
        batchOfLines.acts = batch.acts
        try append(batchOfLines)
      } else if !batch.acts.isEmpty {
        var done = recorder.empty
        done.acts = batch.acts
        try append(done)
      }
    }
  }

  /// The last branch becomes the first, with its differences from the scenario.
  private func run(_ reader: JournalReader) throws -> ReadJournal {
    let read = ReadJournal(reader)
    let replayed = try read.replay()
    if let difference = replayed.difference?.text { throw Failure.failed("the run is not reproduced: \(difference)") }
    let timeline = replayed.timeline
    var recorder = JournalRecorder()
    var batch = recorder.begin(timeline)
    try read.events(ofBranch: read.run.records.count) { events in
      recorder.add(events, timeline.world, to: &batch)
      try append(batch)
      batch = recorder.empty
    }
    batch.acts = read.run.acts
    batch.reach = timeline.head
    batch.isUrgent = true
    try append(batch)
    return read
  }
}
