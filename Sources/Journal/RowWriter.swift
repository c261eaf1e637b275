import GRDB
import GRDBSQLite

/// Why rows can't be written or read.
enum RowError: Error, Equatable {
  /// A value is not one that a journal can have.
  case invalid(String)
  /// SQLite refused.
  case database(String)

  init(_ reason: String) { self = .invalid(reason) }

  /// - Parameter error: what GRDB throws, or passes on.
  init(_ error: any Error) { self = error as? RowError ?? .database(JournalError.reason(error)) }

  init(code: Int32) { self.init(DatabaseError(resultCode: ResultCode(rawValue: code))) }

  var reason: String {
    switch self {
    case .invalid(let reason), .database(let reason): reason
    }
  }
}

/// Binds a row to the parameters of its insertion.
struct ColumnBinder: ColumnVisitor {
  typealias Failure = Never

  private let statement: SQLiteStatement
  private var index: Int32 = 0
  /// Tells SQLite to copy what it is given.
  private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

  init(_ statement: SQLiteStatement) { self.statement = statement }

  mutating func number() {}

  mutating func integer<Value: FixedWidthInteger>(_ name: String, _ value: inout Value, _: ColumnConstraint) {
    index += 1
    sqlite3_bind_int64(statement, index, Int64(truncatingIfNeeded: value))
  }

  mutating func integer(_ name: String, _ value: inout Int64?) {
    index += 1
    if let value { sqlite3_bind_int64(statement, index, value) } else { sqlite3_bind_null(statement, index) }
  }

  mutating func text(_ name: String, _ value: inout String, _: ColumnConstraint) {
    index += 1
    sqlite3_bind_text(statement, index, value, -1, Self.copied)
  }

  mutating func text(_ name: String, _ value: inout String?) {
    index += 1
    if let value {
      sqlite3_bind_text(statement, index, value, -1, Self.copied)
    } else {
      sqlite3_bind_null(statement, index)
    }
  }

  mutating func blob(_ name: String, _ value: inout [UInt8]) {
    index += 1
    // An empty array has no address, which would be NULL.
    guard !value.isEmpty else {
      sqlite3_bind_zeroblob(statement, index, 0)
      return
    }
    sqlite3_bind_blob(statement, index, value, Int32(value.count), Self.copied)
  }

  mutating func hash(_ name: String, _ value: inout [UInt8]) { blob(name, &value) }
}

/// Writes the rows of a batch, hashes and counts them.
struct RowWriter: ~Copyable {
  private let db: Database
  private var chain: HashChain
  private(set) var index: JournalIndex

  init(_ db: Database, _ index: JournalIndex) {
    self.db = db
    self.index = index
    chain = HashChain(hash: index.hash)
  }

  mutating func add<Row: TableRow>(_ rows: [Row]) throws(RowError) {
    try db.insert(rows) { row in row.add(to: &chain) }
    index.totals[Row.table] += Int64(rows.count)
  }

  /// Ends the batch, whose hash covers everything that was added.
  mutating func close(_ batch: BatchRow) throws(RowError) {
    var row = batch
    index.totals[.batches] += 1
    row.totals = index.totals
    row.add(to: &chain)
    row.hash = chain.close()
    index.hash = row.hash
    try db.insert([row])
  }
}

extension Database {
  /// Inserts rows with as little work per row as possible.
  ///
  /// - Parameter body: called with each row once it is inserted.
  func insert<Row: TableRow>(_ rows: [Row], _ body: (Row) -> Void = { _ in }) throws(RowError) {
    guard !rows.isEmpty else { return }
    let handle = try prepare(Row.insertion).sqliteStatement
    for row in rows {
      var binder = ColumnBinder(handle)
      var values = row
      values.visit(&binder)
      let code = sqlite3_step(handle)
      sqlite3_reset(handle)
      guard code == SQLITE_DONE else { throw RowError(code: code) }
      body(row)
    }
  }

  /// A statement that is kept for reuse.
  func prepare(_ sql: String) throws(RowError) -> Statement {
    do { return try cachedStatement(sql: sql) } catch { throw RowError(error) }
  }
}
