import Foundation
import GRDB
import Journal
import Simulation
import Testing

/// Every value of a journal is covered by its verification: changing any one is found.
@Suite struct TamperingTests {
  /// A column of a table of a journal.
  struct Column: Hashable, Sendable, CustomStringConvertible {
    let table: String
    let name: String
    let type: String
    var description: String { "\(table).\(name)" }
  }

  /// The file's bytes, and the columns of its tables.
  struct Original: Sendable {
    let bytes: Data
    let columns: [Column]
  }

  /// A journal with rows in every table and values in every column.
  static let original: Original? = try? {
    let folder = RecordedRun.Folder()
    let path = folder.path("run")
    let writer = try RecordedRun.writer(path)
    let checkpoint = JournalCheckpoint(Simulator(RecordedRun.scenario).world)
    var run = RecordedRun(seed: 5) { writer.append($0) }
    run.go(50, isLast: false) { batch in
      var batch = batch
      batch.acts = [JournalAct(time: 1, title: "a note", content: "{}")]
      batch.lines = [JournalLine(bytes: Array("a line".utf8), length: 6)]
      batch.checkpoints.append(checkpoint)
      // As if given in the middle of a millisecond.
      for index in batch.commands.indices where batch.commands[index].input.number % 2 == 0 {
        batch.commands[index].input.event = batch.commands[index].input.sequence
      }
      writer.append(batch)
    }
    run.advance(4 * Span.day) { writer.append($0) }
    guard writer.close().problem == nil else { throw CocoaError(.fileWriteUnknown) }
    let columns = try DatabaseQueue(path: path).read { db in
      try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").flatMap {
        table in
        try db.columns(in: table).map { Column(table: table, name: $0.name, type: $0.type) }
      }
    }
    return Original(bytes: try Data(contentsOf: URL(fileURLWithPath: path)), columns: columns)
  }()

  /// Columns that no verification covers, each with the reason. There are none.
  static let uncovered: [Column: String] = [:]

  @Test func everyTableHasRowsAndEveryColumnValues() throws {
    let original = try #require(Self.original)
    #expect(original.columns.count >= 68)
    try withCopy(original) { path in
      try DatabaseQueue(path: path).read { db in
        for column in original.columns {
          let count = try Int.fetchOne(db, sql: "SELECT count(\"\(column.name)\") FROM \(column.table)") ?? 0
          #expect(count > 0, "\(column) is empty, so that changing it proves nothing")
        }
      }
      #expect(Self.problem(path) == nil, "the original is intact")
    }
  }

  /// Each column, in the first row, in the last, and in one between: changed to another valid value.
  @Test(arguments: original?.columns ?? []) func changedValuesAreFound(_ column: Column) throws {
    let original = try #require(Self.original)
    for place in ["min", "middle", "max"] {
      try withCopy(original) { path in
        let isChanged = try Self.change(column, place, path)
        #expect(isChanged, "\(column) was not changed at \(place)")
        let problem = Self.problem(path)
        #expect((problem == nil) == (Self.uncovered[column] != nil), "\(column), \(place)")
      }
    }
  }

  /// A value that was given is removed, and one that wasn't is given.
  @Test(arguments: ["after_event", "step"]) func presenceIsCovered(_ name: String) throws {
    let original = try #require(Self.original)
    let value = name == "step" ? "'{}'" : "0"
    for (old, new) in [("IS NULL", value), ("IS NOT NULL", "NULL")] {
      try withCopy(original) { path in
        let count = try Self.write(path) { db in
          try db.execute(
            sql: """
              UPDATE commands SET \(name) = \(new)
              WHERE id = (SELECT min(id) FROM commands WHERE \(name) \(old))
              """)
          return db.changesCount
        }
        if count > 0 { #expect(Self.problem(path) != nil, "\(name) \(old)") }
      }
    }
  }

  private func withCopy(_ original: Original, _ body: (String) throws -> Void) throws {
    let folder = RecordedRun.Folder()
    let path = folder.path("copy")
    try original.bytes.write(to: URL(fileURLWithPath: path))
    try withExtendedLifetime(folder) { try body(path) }
  }

  /// What opening or reading reports; nil if nothing.
  private static func problem(_ path: String) -> String? {
    do {
      let read = try ReadRun(path)
      return read.reader.damage?.reason
    } catch {
      return "\(error)"
    }
  }

  /// Writes to a journal as nobody may: without the triggers that forbid it.
  private static func write<Value>(_ path: String, _ body: (Database) throws -> Value) throws -> Value {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    let value = try queue.write { db in
      let triggers = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
      for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger["name"] as String)") }
      let value = try body(db)
      for trigger in triggers { try db.execute(sql: trigger["sql"]) }
      return value
    }
    try queue.close()
    return value
  }

  /// Changes one value of a column to another of its type.
  private static func change(_ column: Column, _ place: String, _ path: String) throws -> Bool {
    try write(path) { db in
      let name = "\"\(column.name)\""
      let key = try db.primaryKey(column.table).columns.map { "\"\($0)\"" }.joined(separator: ", ")
      let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(column.table) WHERE \(name) NOT NULL") ?? 0
      let offset = place == "min" ? 0 : place == "max" ? count - 1 : count / 2
      let value =
        switch column.type {
        // Out of the way of other keys.
        case "INTEGER" where key.contains(name): "\(name) + 1000000"
        case "INTEGER" where column.name == "synced": "1 - \(name)"
        case "INTEGER": "\(name) + 1"
        case "TEXT": "\(name) || ' '"
        default: "CAST(\(name) || x'21' AS BLOB)"
        }
      try db.execute(
        sql: """
          UPDATE \(column.table) SET \(name) = \(value) WHERE (\(key)) = (
            SELECT \(key) FROM \(column.table) WHERE \(name) NOT NULL ORDER BY \(key) LIMIT 1 OFFSET \(offset))
          """)
      return db.changesCount == 1
    }
  }
}
