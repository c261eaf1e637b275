import Foundation
import GRDB
import GRDBSQLite
import Lifecycles
import Simulation

/// The rows of a journal. Every value is checked before use.
extension JournalReader {
  struct Mismatch: Error { let reason: String }

  func batchRow(_ id: Int64, _ db: Database) throws -> JournalBatchRow? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT courses, commands, objects, events, acts, lines, checkpoints, course, sequence, clock, synced, written,
          hash
        FROM batches WHERE id = ?
        """)
    guard let row = try Row.fetchOne(statement, arguments: [id]) else { return nil }
    return JournalBatchRow(
      totals: JournalLedger.Totals(
        courses: try Self.integer(row[0]), commands: try Self.integer(row[1]), objects: try Self.integer(row[2]),
        events: try Self.integer(row[3]), acts: try Self.integer(row[4]), lines: try Self.integer(row[5]),
        checkpoints: try Self.integer(row[6]), batches: id),
      course: try Self.integer(row[7]), sequence: try Self.integer(row[8]), clock: try Self.integer(row[9]),
      isSynced: try Self.integer(row[10]) != 0, written: try Self.text(row[11]), hash: try Self.blob(row[12]))
  }

  // A damaged row can contain anything, so no value is assumed to have its type.

  static func last(_ table: String, _ db: Database) throws -> Int64 {
    let value = try DatabaseValue.fetchOne(db, sql: "SELECT max(id) FROM \(table)") ?? .null
    return value.isNull ? 0 : try Self.integer(value)
  }

  static func integer(_ value: DatabaseValue) throws -> Int64 {
    guard case .int64(let number) = value.storage else { throw Mismatch(reason: "a value is not a number") }
    return number
  }

  static func optional<Value>(_ value: DatabaseValue, _ read: (DatabaseValue) throws -> Value) rethrows
    -> Value?
  {
    value.isNull ? nil : try read(value)
  }

  static func text(_ value: DatabaseValue) throws -> String {
    guard case .string(let text) = value.storage else { throw Mismatch(reason: "a value is not text") }
    return text
  }

  static func blob(_ value: DatabaseValue) throws -> [UInt8] {
    switch value.storage {
    case .blob(let data): return Array(data)
    case .null: return []
    default: throw Mismatch(reason: "a value is not a blob")
    }
  }

  /// Rows beyond the last batch were not written by this program.
  func checkEnd(_ db: Database) throws {
    let last = try Self.last("batches", db)
    guard last == ledger.totals.batches else { throw Mismatch(reason: "batches are missing before batch \(last)") }
    let totals = ledger.totals
    let counts = [
      ("courses", totals.courses), ("commands", totals.commands), ("objects", totals.objects),
      ("events", totals.events), ("acts", totals.acts), ("lines", totals.lines), ("checkpoints", totals.checkpoints),
    ]
    for (table, count) in counts {
      let found = try Self.last(table, db)
      guard found == count else { throw Mismatch(reason: "\(table) has rows outside any batch") }
    }
  }

  func rows(_ table: String, _ columns: String, after first: Int64, through last: Int64, _ db: Database) throws
    -> [Row]
  {
    guard last >= first else { throw Mismatch(reason: "the counts of a batch decrease") }
    guard last > first else { return [] }
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT \(columns) FROM \(table) WHERE id > ? AND id <= ? ORDER BY id"),
      arguments: [first, last])
    guard rows.count == Int(last - first) else { throw Mismatch(reason: "rows of \(table) are missing") }
    return rows
  }

  /// Reads what a batch covers, and verifies its hash.
  func read(_ row: JournalBatchRow, wantsEvents: Bool, _ db: Database) throws -> Batch {
    let old = ledger.totals
    let new = row.totals
    var chain = JournalChain(hash: ledger.hash)
    var batch = Batch()
    for line in try rows(
      "courses", "id, parent, after_event, after_time, after_commands, variation", after: old.courses,
      through: new.courses, db)
    {
      let course = JournalCourseRow(
        id: try Self.integer(line[0]), parent: try Self.integer(line[1]), event: try Self.integer(line[2]),
        time: try Self.integer(line[3]), commands: try Self.integer(line[4]), variation: try Self.text(line[5]))
      course.add(to: &chain)
      try check(course.id == old.courses + Int64(batch.courses.count) + 1, "a branch has the wrong number")
      try check(
        (0..<course.id).contains(course.parent) && (course.parent > 0 || course.id == 1), "a branch has no parent")
      try check(course.event >= 0 && course.commands >= 0, "a branch's start is invalid")
      batch.courses.append(try course.course())
    }
    for line in try rows(
      "commands", "course, time, after_event, sequence, number, title, command, step", after: old.commands,
      through: new.commands, db)
    {
      let command = JournalCommandRow(
        course: try Self.integer(line[0]), time: try Self.integer(line[1]),
        event: try Self.optional(line[2], Self.integer),
        sequence: try Self.integer(line[3]),
        number: try Self.integer(line[4]), title: try Self.text(line[5]), command: try Self.text(line[6]),
        step: try Self.optional(line[7], Self.text))
      command.add(to: &chain)
      try check((1...max(1, new.courses)).contains(command.course), "a command belongs to no branch")
      batch.commands.append(try command.given())
    }
    try readObjects(after: old.objects, through: new.objects, db, &chain)
    try check((1...max(1, new.courses)).contains(row.course) && row.sequence >= 0, "a batch belongs to no branch")
    batch.course = Int(row.course)
    batch.events = try readEvents(
      after: old.events, through: new.events, course: batch.course, wantsEvents: wantsEvents, db, &chain)
    for line in try rows("acts", "time, title, content", after: old.acts, through: new.acts, db) {
      let act = JournalAct(
        time: try Self.integer(line[0]), title: try Self.text(line[1]), content: try Self.text(line[2]))
      act.add(to: &chain)
      batch.acts.append(act)
    }
    for line in try rows("lines", "line, length", after: old.lines, through: new.lines, db) {
      let line = JournalLine(bytes: try Self.blob(line[0]), length: Int(try Self.integer(line[1])))
      try check((line.bytes.count...1 << 50).contains(line.length), "a line's length is wrong")
      line.add(to: &chain)
      batch.lines.append(line)
    }
    for line in try rows("checkpoints", "sequence, time, counts", after: old.checkpoints, through: new.checkpoints, db)
    {
      let checkpoint = JournalCheckpoint(
        sequence: try Self.integer(line[0]), time: try Self.integer(line[1]), counts: try Self.text(line[2]))
      checkpoint.add(to: &chain)
      batch.checkpoints.append(checkpoint)
    }
    row.add(to: &chain)
    guard chain.close() == row.hash else { throw Mismatch(reason: "its hash does not match its rows") }
    batch.reach = Timeline.Reach(sequence: row.sequence, time: row.clock)
    takeUp(row, batch)
    return batch
  }

  private func check(_ holds: Bool, _ reason: String) throws {
    if !holds { throw Mismatch(reason: reason) }
  }

  func readObjects(
    after first: Int64, through last: Int64, _ db: Database, _ chain: inout JournalChain
  ) throws {
    for line in try rows(
      "objects", "course, kind, position, account, provider, name, uuid", after: first, through: last, db)
    {
      let row = JournalObjectRow(
        course: try Self.integer(line[0]), kind: try Self.integer(line[1]), position: try Self.integer(line[2]),
        account: try Self.text(line[3]), provider: try Self.text(line[4]), name: try Self.text(line[5]),
        uuid: try Self.text(line[6]))
      row.add(to: &chain)
      guard let object = row.object, let course = Int32(exactly: row.course) else {
        throw Mismatch(reason: "an object's kind is unknown")
      }
      objects.append(object)
      objectCourses.append(course)
    }
  }

  /// Reads the events, by far the most rows, with as little work per row as possible.
  func readEvents(
    after first: Int64, through last: Int64, course: Int, wantsEvents: Bool, _ db: Database,
    _ chain: inout JournalChain
  ) throws -> [Event] {
    guard last >= first else { throw Mismatch(reason: "the counts of a batch decrease") }
    guard last > first else { return [] }
    var events: [Event] = []
    if wantsEvents { events.reserveCapacity(Int(min(last - first, 1 << 20))) }
    var count: Int64 = 0
    var segment = segments[course]
    try Self.scan(after: first, through: last, db) { row in
      chain.add(row)
      count += 1
      let index = Int(row.object) - 1
      guard objects.indices.contains(index) else { throw Mismatch(reason: "an event has no object") }
      guard objectCourses[index] == course else { throw Mismatch(reason: "an event belongs to another branch") }
      // So that sums can't overflow.
      guard (1...1 << 60).contains(row.sequence) else { throw Mismatch(reason: "an event's number is wrong") }
      var rows = segment ?? Segment(firstRow: first + count, firstSequence: row.sequence)
      rows.count += 1
      segment = rows
      guard row.sequence == rows.lastSequence, first + count == rows.firstRow + rows.count - 1 else {
        throw Mismatch(reason: "an event is out of order")
      }
      guard wantsEvents else { return }
      guard let event = row.event(objects[index].entity) else {
        throw Mismatch(reason: "an event's trigger is unknown")
      }
      events.append(event)
    }
    segments[course] = segment
    guard count == last - first else { throw Mismatch(reason: "rows of events are missing") }
    return events
  }

  static func scan(
    after first: Int64, through last: Int64, _ db: Database, _ body: (JournalEventRow) throws -> Void
  ) throws {
    let statement = try db.cachedStatement(
      sql: """
        SELECT sequence, time, object, "trigger", status_from, status_to, code, value, related, cause
        FROM events WHERE id > ? AND id <= ? ORDER BY id
        """)
    let handle = statement.sqliteStatement
    defer { sqlite3_reset(handle) }
    sqlite3_bind_int64(handle, 1, first)
    sqlite3_bind_int64(handle, 2, last)
    while true {
      let code = sqlite3_step(handle)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
      func number(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
      guard let object = UInt32(exactly: number(2)), let trigger = UInt8(exactly: number(3)),
        let from = UInt8(exactly: number(4)), let to = UInt8(exactly: number(5)), let code = UInt16(exactly: number(6)),
        let related = UInt32(exactly: number(8))
      else { throw Mismatch(reason: "an event's values are out of range") }
      try body(
        JournalEventRow(
          sequence: number(0), time: number(1), cause: number(9), value: number(7), object: object, related: related,
          code: code, trigger: trigger, from: from, to: to))
    }
  }
}
