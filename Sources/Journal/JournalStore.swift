import Foundation
import GRDB
import GRDBSQLite
import Lifecycles
import Simulation

/// Writes batches and their hashes to a journal's tables. Used only on the writer's queue.
struct JournalStore {
  let path: String

  /// Creates a journal without batches. It gets its name once it is complete, so no partial journal is left behind.
  static func create(_ file: JournalFile, _ header: JournalHeader, _ names: JournalSchema.Names) throws(JournalError) {
    let draft = try file.draft()
    defer { unlink(draft) }
    do {
      var configuration = Configuration()
      // Only the draft is at risk, so it needs no files beside it.
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA journal_mode = MEMORY") }
      let queue = try DatabaseQueue(path: draft, configuration: configuration)
      try queue.write { try JournalSchema.create($0, meta: header.rows, names: names) }
      try queue.close()
    } catch {
      throw .failed(path: file.path, reason: JournalError.reason(error))
    }
    try file.take(draft)
  }

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
        try db.execute(sql: "PRAGMA journal_size_limit = 4194304")
        try db.execute(sql: "PRAGMA synchronous = FULL")
      }
      return queue
    } catch {
      throw .cannotOpen(path: path, reason: JournalError.reason(error))
    }
  }

  /// The rows of several batches as one: one transaction, one link of the chain.
  struct Merged {
    var courses: [Timeline.Course] = []
    var commands: [JournalCommand] = []
    var objects: [(course: Int, object: JournalObject)] = []
    var events: [JournalEventRow] = []
    var acts: [JournalAct] = []
    var lines: [JournalLine] = []
    var checkpoints: [JournalCheckpoint] = []
    var course = 1
    var reach = Timeline.Reach(sequence: 0, time: 0)

    init(_ batches: [JournalBatch], _ ledger: inout JournalLedger) {
      events.reserveCapacity(batches.reduce(0) { $0 + $1.events.count })
      for batch in batches {
        courses += batch.courses
        for course in batch.courses { ledger.begin(course: course.number) }
        commands += batch.commands
        for object in batch.objects where ledger[object.entity] == 0 {
          objects.append((batch.course, object))
          ledger[object.entity] = UInt32(ledger.totals.objects) + UInt32(objects.count)
        }
        for event in batch.events { events.append(JournalEventRow(event, object: ledger[event.entity])) }
        acts += batch.acts.map {
          JournalAct(time: $0.time, title: $0.title.withoutNUL, content: $0.content.withoutNUL)
        }
        lines += batch.lines
        checkpoints += batch.checkpoints
        course = batch.course
        reach = batch.reach
      }
    }
  }

  /// Adds batches in one transaction.
  ///
  /// - Parameter ledger: updated to what the journal then contains. On an error, nothing was written.
  func write(
    _ batches: [JournalBatch], isSynced: Bool, written: String, _ db: Database, _ ledger: inout JournalLedger
  ) throws {
    var next = ledger
    let merged = Merged(batches, &next)
    // What is not synced now is synced with the next synced batch. A system crash loses what lies between.
    try db.execute(sql: "PRAGMA synchronous = \(isSynced ? "FULL" : "NORMAL")")
    try db.inTransaction {
      var chain = JournalChain(hash: next.hash)
      try insertCourses(merged, db, &chain, &next)
      try insertCommands(merged, db, &chain, &next)
      try insertObjects(merged, db, &chain, &next)
      try insertEvents(merged.events, db, &chain, &next)
      try insertRest(merged, db, &chain, &next)
      try insertBatch(merged, isSynced: isSynced, written: written, db, &chain, &next)
      return .commit
    }
    ledger = next
  }

  private func insertCourses(
    _ merged: Merged, _ db: Database, _ chain: inout JournalChain, _ ledger: inout JournalLedger
  ) throws {
    for course in merged.courses {
      let variation = try JournalJSON.text(course.variation)
      let row = JournalCourseRow(course, variation: variation)
      try db.cachedStatement(
        sql:
          "INSERT INTO courses (id, parent, after_event, after_time, after_commands, variation) VALUES (?, ?, ?, ?, ?, ?)"
      ).execute(arguments: [row.id, row.parent, row.event, row.time, row.commands, row.variation])
      row.add(to: &chain)
      ledger.totals.courses += 1
    }
  }

  private func insertCommands(
    _ merged: Merged, _ db: Database, _ chain: inout JournalChain, _ ledger: inout JournalLedger
  ) throws {
    for command in merged.commands {
      let row = try JournalCommandRow(command)
      try db.cachedStatement(
        sql: """
          INSERT INTO commands (course, time, after_event, sequence, number, title, command, step)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """
      ).execute(
        arguments: [row.course, row.time, row.event, row.sequence, row.number, row.title, row.command, row.step])
      row.add(to: &chain)
      ledger.totals.commands += 1
    }
  }

  private func insertObjects(
    _ merged: Merged, _ db: Database, _ chain: inout JournalChain, _ ledger: inout JournalLedger
  ) throws {
    guard !merged.objects.isEmpty else { return }
    let statement = try db.cachedStatement(
      sql: "INSERT INTO objects (course, kind, position, account, provider, name, uuid) VALUES (?, ?, ?, ?, ?, ?, ?)")
    for (course, object) in merged.objects {
      let row = JournalObjectRow(object, course: course)
      try statement.execute(
        arguments: [row.course, row.kind, row.position, row.account, row.provider, row.name, row.uuid])
      row.add(to: &chain)
      ledger.totals.objects += 1
    }
  }

  /// Inserts the events, by far the most rows, with as little work per row as possible.
  private func insertEvents(
    _ events: [JournalEventRow], _ db: Database, _ chain: inout JournalChain, _ ledger: inout JournalLedger
  ) throws {
    guard !events.isEmpty else { return }
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO events (sequence, time, object, "trigger", status_from, status_to, code, value, related, cause)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    let handle = statement.sqliteStatement
    for event in events {
      sqlite3_bind_int64(handle, 1, event.sequence)
      sqlite3_bind_int64(handle, 2, event.time)
      sqlite3_bind_int64(handle, 3, Int64(event.object))
      sqlite3_bind_int64(handle, 4, Int64(event.trigger))
      sqlite3_bind_int64(handle, 5, Int64(event.from))
      sqlite3_bind_int64(handle, 6, Int64(event.to))
      sqlite3_bind_int64(handle, 7, Int64(event.code))
      sqlite3_bind_int64(handle, 8, event.value)
      sqlite3_bind_int64(handle, 9, Int64(event.related))
      sqlite3_bind_int64(handle, 10, event.cause)
      let code = sqlite3_step(handle)
      sqlite3_reset(handle)
      guard code == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
      chain.add(event)
    }
    ledger.totals.events += Int64(events.count)
  }

  private func insertRest(
    _ merged: Merged, _ db: Database, _ chain: inout JournalChain, _ ledger: inout JournalLedger
  ) throws {
    for act in merged.acts {
      try db.cachedStatement(sql: "INSERT INTO acts (time, title, content) VALUES (?, ?, ?)")
        .execute(arguments: [act.time, act.title, act.content])
      act.add(to: &chain)
    }
    for line in merged.lines {
      try db.cachedStatement(sql: "INSERT INTO lines (line, length) VALUES (?, ?)")
        .execute(arguments: [Data(line.bytes), line.length])
      line.add(to: &chain)
    }
    for checkpoint in merged.checkpoints {
      try db.cachedStatement(sql: "INSERT INTO checkpoints (sequence, time, counts) VALUES (?, ?, ?)")
        .execute(arguments: [checkpoint.sequence, checkpoint.time, checkpoint.counts])
      checkpoint.add(to: &chain)
    }
    ledger.totals.acts += Int64(merged.acts.count)
    ledger.totals.lines += Int64(merged.lines.count)
    ledger.totals.checkpoints += Int64(merged.checkpoints.count)
  }

  private func insertBatch(
    _ merged: Merged, isSynced: Bool, written: String, _ db: Database, _ chain: inout JournalChain,
    _ ledger: inout JournalLedger
  ) throws {
    ledger.totals.batches += 1
    var row = JournalBatchRow(
      totals: ledger.totals, course: Int64(merged.course), sequence: merged.reach.sequence, clock: merged.reach.time,
      isSynced: isSynced, written: written, hash: [])
    row.add(to: &chain)
    row.hash = chain.close()
    ledger.hash = row.hash
    let totals = row.totals
    try db.cachedStatement(
      sql: """
        INSERT INTO batches (id, course, sequence, clock, courses, commands, objects, events, acts, lines, checkpoints,
          synced, written, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        totals.batches, row.course, row.sequence, row.clock, totals.courses, totals.commands, totals.objects,
        totals.events, totals.acts, totals.lines, totals.checkpoints, row.isSynced, row.written, Data(row.hash),
      ])
  }
}
