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
  package private(set) var index: JournalIndex
  package private(set) var damage: Damage?
  /// When the latest batch read was written, by the system clock.
  package private(set) var written = ""
  var queue: DatabaseQueue
  /// The file itself, with links resolved.
  package let file: JournalFile
  /// The file's fingerprint if it was opened as unchanging; nil if it is read as growing.
  var fingerprint: FileFingerprint?
  /// Objects by row number, from 1.
  var objects: [JournalObject] = []
  /// The branch of each object.
  var objectBranches: [Int32] = []
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
    package var branches: [Timeline.Branch] = []
    package var commands: [JournalCommand] = []
    /// Filled in only if requested.
    package var events: [Event] = []
    package var acts: [JournalAct] = []
    package var lines: [JournalLine] = []
    package var checkpoints: [JournalCheckpoint] = []
    /// The branch of everything in the batch.
    package var branch = 1
    package var reach = Timeline.Extent(sequence: 0, time: 0)
  }

  /// - Throws: `JournalError` if the file is not a journal, has another format, or is damaged before its first batch.
  package init(_ path: String) throws(JournalError) {
    file = try JournalFile(path)
    try Self.check(file.path)
    self.path = path
    let opened = try Self.open(file.path, as: path)
    (queue, fingerprint) = (opened.queue, opened.fingerprint)
    header = opened.header
    index = JournalIndex(hash: opened.hash)
  }

  /// The number of batches read.
  package var batches: Int { Int(index.totals[.batches]) }
  package var events: Int { index.events }
  package var lines: Int { Int(index.totals[.lines]) }

  /// Whether the run never left its first branch, according to the file now. Damage, which reading finds, is a no.
  package var hasOneBranch: Bool { recorded(.courses).map { $0 <= 1 } ?? false }

  /// The number of feed lines, according to the file now. Damage, which reading finds, counts as none.
  package var recordedLines: Int { recorded(.lines) ?? 0 }

  /// The number of a table's rows, which is not verified; nil if it can't be read.
  private func recorded(_ table: Table) -> Int? {
    do throws(RowError) {
      return try queue.snapshot { db throws(RowError) in Int(try Self.last(table, db)) }
    } catch {
      return nil
    }
  }

  // MARK: Batches

  /// Returns the next batch; nil if there is none yet, or the file is damaged.
  ///
  /// - Parameter wantsEvents: if false, events are only verified.
  package func next(wantsEvents: Bool = true) -> Batch? {
    guard damage == nil else { return nil }
    reopenIfWritten()
    let (whole, known) = (segments, objects.count)
    do throws(RowError) {
      return try queue.snapshot { db throws(RowError) in
        guard let row = try db.row(BatchRow.self, index.totals[.batches] + 1) else {
          try checkEnd(db)
          return nil
        }
        return try read(row, wantsEvents: wantsEvents, db)
      }
    } catch {
      // What was read of the batch before the damage was found does not count.
      segments = whole
      objects.removeSubrange(known...)
      objectBranches.removeSubrange(known...)
      // Somebody has written it since: it is read again as it is now.
      if reopenIfWritten() { return next(wantsEvents: wantsEvents) }
      damage = Damage(event: index.events, batch: batches + 1, reason: error.reason)
      return nil
    }
  }

  /// Counts a verified batch as read.
  func adopt(_ row: BatchRow, _ batch: Batch) {
    for branch in batch.branches { index.begin(branch: branch.number) }
    for number in Int(index.totals[.objects])..<objects.count where Int(objectBranches[number]) == index.branch {
      index[objects[number].reference] = UInt32(number + 1)
    }
    index.totals = row.totals
    index.hash = row.hash
    written = row.written
  }

  /// Verified events of a branch, by sequence number.
  ///
  /// - Throws: if the file has changed.
  package func events(ofBranch branch: Int, after first: Int64, through last: Int64) throws(JournalError) -> [Event] {
    guard let segment = segments[branch] else { return [] }
    let from = segment.firstRow + max(first + 1, segment.firstSequence) - segment.firstSequence
    let to = segment.firstRow + min(last, segment.lastSequence) - segment.firstSequence
    guard to >= from else { return [] }
    reopenIfWritten()
    do throws(RowError) {
      do throws(RowError) { return try read(from: from, to: to) } catch {
        guard reopenIfWritten() else { throw error }
        return try read(from: from, to: to)
      }
    } catch {
      throw .cannotOpen(path: path, reason: error.reason)
    }
  }

  private func read(from: Int64, to: Int64) throws(RowError) -> [Event] {
    var events: [Event] = []
    events.reserveCapacity(Int(to - from + 1))
    try queue.snapshot { db throws(RowError) in
      try db.scan(EventRow.self, after: from - 1, through: to) { row throws(RowError) in
        guard objects.indices.contains(Int(row.object) - 1),
          let event = row.event(objects[Int(row.object) - 1].reference)
        else { throw RowError("an event has no object") }
        events.append(event)
      }
    }
    guard events.count == Int(to - from + 1) else { throw RowError("rows of events are missing") }
    return events
  }
}
