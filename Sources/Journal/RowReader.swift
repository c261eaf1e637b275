import GRDB
import GRDBSQLite

/// Reads a row from a statement. A damaged row can contain anything, so no value is assumed to have its type.
///
/// SQLite turns anything into a number. Asking for the type of each would take a fifth of the time to read events, and
/// a number that was none does not match the hash.
struct ColumnReader: ColumnVisitor {
  typealias Failure = RowError

  private let statement: SQLiteStatement
  private var index: Int32 = -1

  init(_ statement: SQLiteStatement) { self.statement = statement }

  mutating func number() {}

  mutating func integer<Value: FixedWidthInteger>(
    _ name: String, _ value: inout Value, _: ColumnConstraint
  ) throws(RowError) {
    index += 1
    guard let number = Value(exactly: sqlite3_column_int64(statement, index)) else {
      throw RowError("a value of \(name) is out of range")
    }
    value = number
  }

  mutating func integer(_ name: String, _ value: inout Int64?) throws(RowError) {
    switch nextType() {
    case SQLITE_NULL: value = nil
    case SQLITE_INTEGER: value = sqlite3_column_int64(statement, index)
    default: throw RowError("a value of \(name) is not a number")
    }
  }

  mutating func text(_ name: String, _ value: inout String, _: ColumnConstraint) throws(RowError) {
    guard nextType() == SQLITE_TEXT else { throw RowError("a value of \(name) is not text") }
    value = String(cString: sqlite3_column_text(statement, index))
  }

  mutating func text(_ name: String, _ value: inout String?) throws(RowError) {
    switch nextType() {
    case SQLITE_NULL: value = nil
    case SQLITE_TEXT: value = String(cString: sqlite3_column_text(statement, index))
    default: throw RowError("a value of \(name) is not text")
    }
  }

  mutating func blob(_ name: String, _ value: inout [UInt8]) throws(RowError) {
    guard nextType() == SQLITE_BLOB else { throw RowError("a value of \(name) is not a blob") }
    let bytes = sqlite3_column_blob(statement, index)
    value = Array(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(statement, index))))
  }

  mutating func hash(_ name: String, _ value: inout [UInt8]) throws(RowError) { try blob(name, &value) }

  private mutating func nextType() -> Int32 {
    index += 1
    return sqlite3_column_type(statement, index)
  }
}

/// Reads the rows that a batch covers, and hashes them.
struct RowReader: ~Copyable {
  private let db: Database
  private var chain: HashChain
  private let old: JournalIndex.Totals
  private let batch: BatchRow

  init(_ db: Database, _ index: JournalIndex, _ batch: BatchRow) {
    self.db = db
    self.batch = batch
    old = index.totals
    chain = HashChain(hash: index.hash)
  }

  /// Passes on the batch's rows of a table.
  mutating func read<Row: TableRow>(_: Row.Type, _ body: (Row) throws(RowError) -> Void) throws(RowError) {
    let (first, last) = (old[Row.table], batch.totals[Row.table])
    guard last >= first else { throw RowError("the counts of a batch decrease") }
    guard last > first else { return }
    var count: Int64 = 0
    try db.scan(Row.self, after: first, through: last) { row throws(RowError) in
      row.add(to: &chain)
      count += 1
      try body(row)
    }
    guard count == last - first else { throw RowError("rows of \(Row.table) are missing") }
  }

  /// Compares the batch's hash with its rows.
  mutating func close() throws(RowError) {
    batch.add(to: &chain)
    guard chain.close() == batch.hash else { throw RowError("its hash does not match its rows") }
  }
}

extension Database {
  /// All rows of a table.
  func all<Row: TableRow>(_: Row.Type) throws(RowError) -> [Row] {
    var rows: [Row] = []
    try scan(try prepare(Row.selection())) { rows.append($0) }
    return rows
  }

  /// The row of a table with a number; nil if there is none.
  func row<Row: TableRow>(_: Row.Type, _ id: Int64) throws(RowError) -> Row? {
    var found: Row?
    try scan(Row.self, after: id - 1, through: id) { found = $0 }
    return found
  }

  /// Passes on the rows of a table with numbers in a range.
  func scan<Row: TableRow>(
    _: Row.Type, after first: Int64, through last: Int64, _ body: (Row) throws(RowError) -> Void
  ) throws(RowError) {
    let statement = try prepare(Row.selection(" WHERE id > ? AND id <= ?"))
    sqlite3_bind_int64(statement.sqliteStatement, 1, first)
    sqlite3_bind_int64(statement.sqliteStatement, 2, last)
    try scan(statement, body)
  }

  private func scan<Row: TableRow>(
    _ statement: Statement, _ body: (Row) throws(RowError) -> Void
  ) throws(RowError) {
    let handle = statement.sqliteStatement
    defer { sqlite3_reset(handle) }
    while true {
      let code = sqlite3_step(handle)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else { throw RowError(code: code) }
      var row = Row()
      var reader = ColumnReader(handle)
      try row.visit(&reader)
      try body(row)
    }
  }
}

extension DatabaseReader {
  /// Reads what belongs together.
  func snapshot<Value>(_ body: (Database) throws(RowError) -> Value) throws(RowError) -> Value {
    do { return try read(body) } catch { throw RowError(error) }
  }
}
