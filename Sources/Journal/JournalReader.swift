import Foundation
import GRDB
import Lifecycles
import Simulation

/// Reads a journal from the start, batch by batch, and verifies each against the hash chain. Damage ends the reading;
/// everything before it is intact.
///
/// It can stay open while another program writes, and continue with what was added.
package final class JournalReader {
  /// Where a journal stops being what was written.
  package struct Damage: Equatable, Sendable {
    /// The last intact event, by its row number; 0 for none.
    package let event: Int
    package let batch: Int
    package let reason: String
  }

  package let path: String
  package let header: JournalHeader
  /// What was read so far, from which a writer continues.
  package private(set) var ledger: JournalLedger
  package private(set) var damage: Damage?
  /// How far the batches read so far reach.
  package private(set) var reach: Timeline.Reach?
  package private(set) var course = 1
  /// When the latest of them was written, by the system clock.
  package private(set) var written = ""
  var queue: DatabaseQueue
  /// The file itself, with links resolved.
  package let file: JournalFile
  /// The file's fingerprint if it was opened as unchanging; nil if it is read as growing.
  var still: Stillness?
  /// Objects by row number, from 1.
  var objects: [JournalObject] = []
  /// The branch of each object.
  var objectCourses: [Int32] = []
  /// The row ranges of each branch's events.
  var segments: [Int: Segment] = [:]

  /// A contiguous range of a branch's events.
  struct Segment {
    var firstRow: Int64
    var firstSequence: Int64
    var count: Int64 = 0
    var lastSequence: Int64 { firstSequence + count - 1 }
  }

  /// The contents of one batch.
  package struct Batch: Sendable {
    package var courses: [Timeline.Course] = []
    package var commands: [JournalCommand] = []
    /// Filled in only if requested.
    package var events: [Event] = []
    package var acts: [JournalAct] = []
    package var lines: [JournalLine] = []
    package var checkpoints: [JournalCheckpoint] = []
    /// The branch of everything in the batch.
    package var course = 1
    package var reach = Timeline.Reach(sequence: 0, time: 0)
  }

  /// - Throws: `JournalError` if the file is not a journal, has another format, or is damaged before its first batch.
  package init(_ path: String) throws(JournalError) {
    file = try JournalFile(path)
    try Self.check(file.path)
    self.path = path
    let opened: Opened
    do {
      opened = try Self.open(file.path)
    } catch let error as JournalError {
      throw error
    } catch let mismatch as Mismatch {
      throw .cannotOpen(path: path, reason: "it is damaged: \(mismatch.reason)")
    } catch {
      throw .cannotOpen(path: path, reason: JournalError.reason(error))
    }
    (queue, still) = (opened.queue, opened.still)
    header = opened.header
    ledger = JournalLedger(hash: opened.hash)
  }

  /// The number of batches read.
  package var batches: Int { Int(ledger.totals.batches) }
  package var events: Int { ledger.events }

  package var lines: Int { Int(ledger.totals.lines) }

  /// Whether the run never left its first branch, according to the file now. This is not verified.
  package var hasOneCourse: Bool { (try? queue.read { try Self.last("courses", $0) <= 1 }) == true }

  /// The number of feed lines, according to the file now. This is not verified.
  package var recordedLines: Int { (try? queue.read { Int(try Self.last("lines", $0)) }) ?? 0 }

  // MARK: Batches

  /// Returns the next batch; nil if there is none yet, or the file is damaged.
  ///
  /// - Parameter wantsEvents: if false, events are only verified.
  package func next(wantsEvents: Bool = true) -> Batch? {
    guard damage == nil else { return nil }
    wake()
    let (whole, known) = (segments, objects.count)
    do {
      return try queue.read { db in
        guard let row = try batchRow(ledger.totals.batches + 1, db) else {
          try checkEnd(db)
          return nil
        }
        return try read(row, wantsEvents: wantsEvents, db)
      }
    } catch {
      let reason = (error as? Mismatch)?.reason ?? JournalError.reason(error)
      // What was read of the batch before the damage was found does not count.
      segments = whole
      objects.removeSubrange(known...)
      objectCourses.removeSubrange(known...)
      // Somebody has written it since: it is read again as it is now.
      if wake() { return next(wantsEvents: wantsEvents) }
      damage = Damage(event: ledger.events, batch: Int(ledger.totals.batches) + 1, reason: reason)
      return nil
    }
  }

  func takeUp(_ row: JournalBatchRow, _ batch: Batch) {
    for course in batch.courses { ledger.begin(course: course.number) }
    for index in Int(ledger.totals.objects)..<objects.count where Int(objectCourses[index]) == ledger.course {
      ledger[objects[index].entity] = UInt32(index + 1)
    }
    ledger.totals = row.totals
    ledger.hash = row.hash
    course = batch.course
    reach = batch.reach
    written = row.written
  }

  /// Verified events of a branch, by sequence number.
  ///
  /// - Throws: if the file has changed.
  package func events(ofCourse course: Int, after first: Int64, through last: Int64) throws(JournalError) -> [Event] {
    guard let segment = segments[course] else { return [] }
    let from = segment.firstRow + max(first + 1, segment.firstSequence) - segment.firstSequence
    let to = segment.firstRow + min(last, segment.lastSequence) - segment.firstSequence
    guard to >= from else { return [] }
    wake()
    do {
      return try read(from: from, to: to)
    } catch {
      if wake(), let events = try? read(from: from, to: to) { return events }
      throw .cannotOpen(path: path, reason: (error as? Mismatch)?.reason ?? JournalError.reason(error))
    }
  }

  private func read(from: Int64, to: Int64) throws -> [Event] {
    var events: [Event] = []
    events.reserveCapacity(Int(to - from + 1))
    try queue.read { db in
      try Self.scan(after: from - 1, through: to, db) { row in
        guard objects.indices.contains(Int(row.object) - 1),
          let event = row.event(objects[Int(row.object) - 1].entity)
        else { throw Mismatch(reason: "an event has no object") }
        events.append(event)
      }
    }
    guard events.count == Int(to - from + 1) else { throw Mismatch(reason: "rows of events are missing") }
    return events
  }
}
