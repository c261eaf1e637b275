import Foundation
import GRDB
import GRDBSQLite
import Simulation

/// Creates, opens and fills the file of a journal.
enum JournalStore {
  /// Creates a journal without batches. It gets its name once it is complete, so no partial journal is left behind.
  static func create(_ file: JournalFile, _ start: JournalSchema.Start) throws(JournalError) {
    let draft = try file.draft()
    defer { unlink(draft) }
    do {
      var configuration = Configuration()
      // Only the draft is at risk, so it needs no files beside it.
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA journal_mode = MEMORY") }
      let queue = try DatabaseQueue(path: draft, configuration: configuration)
      try queue.write { try JournalSchema.create($0, start) }
      try queue.close()
    } catch {
      throw .failed(path: file.path, reason: JournalError.reason(error))
    }
    try file.take(draft)
  }

  /// The size to which the write-ahead log shrinks, in bytes: that of a few batches.
  private static let logLimit = 4 << 20

  /// Opens the file for writing.
  static func open(_ file: JournalFile) throws(JournalError) -> DatabaseQueue {
    try file.checkWriting()
    let path = file.path
    var configuration = Configuration()
    configuration.label = "journal"
    configuration.busyMode = .timeout(5)
    configuration.foreignKeysEnabled = false
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.writeWithoutTransaction { db in
        let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
        guard mode == "wal", sqlite3_db_readonly(db.sqliteConnection, "main") == 0 else {
          throw DatabaseError(resultCode: .SQLITE_READONLY)
        }
        // A long reader lets the write-ahead log grow. Afterwards it shrinks again.
        try db.execute(sql: "PRAGMA journal_size_limit = \(logLimit)")
        try db.execute(sql: "PRAGMA synchronous = FULL")
      }
      return queue
    } catch {
      throw .cannotOpen(path: path, reason: JournalError.reason(error))
    }
  }

  /// Adds batches in one transaction.
  ///
  /// - Parameter index: updated to what the journal then contains. On an error, nothing was written.
  static func write(
    _ batches: [JournalBatch], isSynced: Bool, written: String, _ db: Database, _ index: inout JournalIndex
  ) throws(RowError) {
    var next = index
    let rows = try BatchRows(batches, &next)
    do {
      // What is not synced now is synced with the next synced batch. A system crash loses what lies between.
      try db.execute(sql: "PRAGMA synchronous = \(isSynced ? "FULL" : "NORMAL")")
      try db.inTransaction {
        next = try rows.write(isSynced: isSynced, written: written, db, next)
        return .commit
      }
    } catch {
      throw RowError(error)
    }
    index = next
  }
}

/// The rows of several batches as one: one transaction, one link of the chain.
struct BatchRows {
  private var branches: [BranchRow] = []
  private var commands: [CommandRow] = []
  private var objects: [ObjectRow] = []
  private var events: [EventRow] = []
  private var acts: [ActRow] = []
  private var lines: [LineRow] = []
  private var checkpoints: [CheckpointRow] = []
  private var branch = 1
  private var reach = Timeline.Extent(sequence: 0, time: 0)

  /// - Parameter index: gets the numbers of the objects' rows.
  init(_ batches: [JournalBatch], _ index: inout JournalIndex) throws(RowError) {
    events.reserveCapacity(batches.reduce(0) { $0 + $1.events.count })
    for batch in batches {
      for branch in batch.branches {
        branches.append(try BranchRow(branch))
        index.begin(branch: branch.number)
      }
      for command in batch.commands { commands.append(try CommandRow(command)) }
      for object in batch.objects where index[object.reference] == 0 {
        objects.append(ObjectRow(object, branch: batch.branch))
        index[object.reference] = UInt32(index.totals[.objects]) + UInt32(objects.count)
      }
      for event in batch.events { events.append(EventRow(event, object: index[event.object])) }
      acts += batch.acts.map { ActRow($0) }
      lines += batch.lines.map { LineRow($0) }
      checkpoints += batch.checkpoints.map { CheckpointRow($0) }
      branch = batch.branch
      reach = batch.reach
    }
  }

  /// Inserts the rows and the batch's own.
  ///
  /// - Returns: what the journal then contains.
  func write(
    isSynced: Bool, written: String, _ db: Database, _ index: JournalIndex
  ) throws(RowError) -> JournalIndex {
    var writer = RowWriter(db, index)
    try writer.add(branches)
    try writer.add(commands)
    try writer.add(objects)
    try writer.add(events)
    try writer.add(acts)
    try writer.add(lines)
    try writer.add(checkpoints)
    try writer.close(
      BatchRow(
        branch: Int64(branch), sequence: reach.sequence, clock: reach.time, synced: isSynced ? 1 : 0, written: written))
    return writer.index
  }
}
