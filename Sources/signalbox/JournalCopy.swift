import Configuration
import Dashboard
import Foundation
import Journal
import Simulation

/// Writes a journal anew, without the courses that were left.
enum JournalCopy {
  static func write(_ read: ReadJournal, to path: String, _ lock: JournalLock) throws -> JournalStatus {
    let writer = try Failure.naming { () throws(JournalError) in
      try JournalWriter(creating: path, read.reader.header, sync: .acts, lock: lock)
    }
    if read.reader.header.kind == .feed {
      var recorder = JournalRecorder()
      FeedReplay.run(read) { lines, events, world in
        if let batch = recorder.told(lines, events, world) { writer.append(batch) }
      }
    } else {
      try writeRun(read, writer)
    }
    return writer.close()
  }

  /// The last course becomes the first, with what of it is different from the scenario.
  private static func writeRun(_ read: ReadJournal, _ writer: JournalWriter) throws {
    let replayed = try read.replay()
    if let difference = replayed.difference { throw Failure.failed("the run does not come again: \(difference)") }
    let timeline = replayed.timeline
    var recorder = JournalRecorder()
    var sequence: Int64 = 0
    var batch = recorder.begin(timeline)
    while sequence < timeline.head.sequence {
      let through = min(timeline.head.sequence, sequence + 65_536)
      var events: [Event] = []
      for piece in read.run.path(to: read.run.records.count) where piece.through > sequence && piece.after < through {
        events += try Failure.naming { () throws(JournalError) in
          try read.reader.events(
            ofCourse: piece.course, after: max(sequence, piece.after), through: min(through, piece.through))
        }
      }
      recorder.add(events, timeline.world, to: &batch)
      if through == timeline.head.sequence {
        batch.acts = read.run.acts
        batch.reach = timeline.head
        batch.isUrgent = true
      }
      writer.append(batch)
      batch = recorder.empty
      sequence = through
    }
  }
}
