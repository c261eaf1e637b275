import Foundation
import GRDB
import Lifecycles
import Simulation

/// Reads a journal from its beginning, batch by batch, and holds each against the chain. What is damaged ends the
/// reading; what came before is whole.
///
/// It can stay open while another program writes, and goes on with what has been added.
package final class JournalReader {
  /// Where a journal stops being what was written.
  package struct Damage: Equatable, Sendable {
    /// The last event that is whole, by its number in the file; 0: none is.
    package let event: Int
    package let batch: Int
    package let reason: String
  }

  package let path: String
  package let header: JournalHeader
  /// What was read so far; the writer goes on from it.
  package private(set) var ledger: JournalLedger
  package private(set) var damage: Damage?
  /// How far the batches that were read have come.
  package private(set) var reach: Timeline.Reach?
  package private(set) var course = 1
  /// When the latest of them was written, by the clock on the wall.
  package private(set) var written = ""
  var queue: DatabaseQueue
  /// The file itself, whatever link leads to it.
  package let file: JournalFile
  /// How the file was when it was opened as one that nobody changes; nil where it is read as one that grows.
  var still: Stillness?
  /// Objects by the numbers of their rows, from 1.
  var objects: [JournalObject] = []
  /// The course of each object.
  var objectCourses: [Int32] = []
  /// Where the events of each course stand.
  var segments: [Int: Segment] = [:]

  /// The rows of a course's events, which stand together.
  struct Segment {
    var firstRow: Int64
    var firstSequence: Int64
    var count: Int64 = 0
    var lastSequence: Int64 { firstSequence + count - 1 }
  }

  /// What one batch holds.
  package struct Batch: Sendable {
    package var courses: [Timeline.Course] = []
    package var commands: [JournalCommand] = []
    /// Where they were wanted.
    package var events: [Event] = []
    package var acts: [JournalAct] = []
    package var lines: [JournalLine] = []
    package var checkpoints: [JournalCheckpoint] = []
    /// The course that all of it is of.
    package var course = 1
    package var reach = Timeline.Reach(sequence: 0, time: 0)
  }

  /// - Throws: `JournalError` where the file is no journal, is of another format, or is damaged so early that nothing
  ///   of it is whole.
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

  /// How many batches and events were read.
  package var batches: Int { Int(ledger.totals.batches) }
  package var events: Int { ledger.events }

  package var lines: Int { Int(ledger.totals.lines) }

  /// Whether the run has never left its first course, as the file says now: that is not held against the chain.
  package var hasOneCourse: Bool { (try? queue.read { try Self.last("courses", $0) <= 1 }) == true }

  /// How many lines of a feed there are, as the file says now: that is not held against the chain.
  package var recordedLines: Int { (try? queue.read { Int(try Self.last("lines", $0)) }) ?? 0 }

  // MARK: Batches

  /// The next batch; nil where there is none yet, or where the file is damaged.
  ///
  /// - Parameter wantsEvents: without them they are only held against the chain.
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
      // What of the batch was read before that was seen is not taken for whole.
      segments = whole
      objects.removeSubrange(known...)
      objectCourses.removeSubrange(known...)
      // Somebody writes it since: it is read as what it is by now.
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

  /// Events of a course that were read and found whole, by their sequence numbers.
  ///
  /// - Throws: where the file is no longer what it was.
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
        else { throw Mismatch(reason: "an event is about no object") }
        events.append(event)
      }
    }
    guard events.count == Int(to - from + 1) else { throw Mismatch(reason: "rows of events are missing") }
    return events
  }
}
