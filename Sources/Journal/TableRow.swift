/// The tables of a journal, in the order of their creation.
enum Table: Int, CaseIterable, Sendable {
  case meta, kinds, triggers, statuses, courses, commands, objects, events, acts, lines, checkpoints, batches

  /// The tables whose rows come in batches. The others but `batches` are complete from the start.
  static let growing: [Table] = [.courses, .commands, .objects, .events, .acts, .lines, .checkpoints]

  /// The columns by which rows are found and sorted.
  var key: String {
    switch self {
    case .meta: "key"
    case .statuses: "kind, id"
    case .kinds, .triggers, .courses, .commands, .objects, .events, .acts, .lines, .checkpoints, .batches: "id"
    }
  }
}

/// A row of a table, whose columns are declared once.
///
/// The table's creation, its statements, the writer, the reader and the hash chain all go through `visit`, so that a
/// column is added in one place.
protocol TableRow: Sendable {
  static var table: Table { get }

  /// A row to read into.
  init()

  /// Visits the columns in the order of the table, which is also the order of the hash.
  mutating func visit<Visitor: ColumnVisitor & ~Copyable>(_ columns: inout Visitor) throws(Visitor.Failure)

  /// Adds the row to the hash.
  func add(to chain: inout HashChain)
}

extension TableRow {
  func add(to chain: inout HashChain) {
    var row = self
    row.visit(&chain)
  }
}

/// What else a column's definition says.
enum ColumnConstraint {
  case none
  case primaryKey
  case references(Table)
}

/// Something that is done with every column of a row. A column has the name that SQL uses for it.
protocol ColumnVisitor: ~Copyable {
  associatedtype Failure: Error

  /// The row's number, which SQLite assigns in order.
  mutating func number()
  mutating func integer<Value: FixedWidthInteger>(
    _ name: String, _ value: inout Value, _ constraint: ColumnConstraint
  ) throws(Failure)
  mutating func integer(_ name: String, _ value: inout Int64?) throws(Failure)
  mutating func text(_ name: String, _ value: inout String, _ constraint: ColumnConstraint) throws(Failure)
  mutating func text(_ name: String, _ value: inout String?) throws(Failure)
  mutating func blob(_ name: String, _ value: inout [UInt8]) throws(Failure)
  /// The hash of the chain after this row.
  mutating func hash(_ name: String, _ value: inout [UInt8]) throws(Failure)
}

extension ColumnVisitor where Self: ~Copyable {
  mutating func integer<Value: FixedWidthInteger>(_ name: String, _ value: inout Value) throws(Failure) {
    try integer(name, &value, .none)
  }

  mutating func text(_ name: String, _ value: inout String) throws(Failure) { try text(name, &value, .none) }
}

// MARK: Statements

/// Collects the names and definitions of columns.
struct ColumnList: ColumnVisitor {
  typealias Failure = Never

  private(set) var definitions: [String] = []
  /// Without the row's number.
  private(set) var names: [String] = []

  mutating func number() { definitions.append("id INTEGER PRIMARY KEY") }

  mutating func integer<Value: FixedWidthInteger>(_ name: String, _: inout Value, _ constraint: ColumnConstraint) {
    add(name, "INTEGER", constraint)
  }

  mutating func integer(_ name: String, _: inout Int64?) { add(name, "INTEGER") }
  mutating func text(_ name: String, _: inout String, _ constraint: ColumnConstraint) { add(name, "TEXT", constraint) }
  mutating func text(_ name: String, _: inout String?) { add(name, "TEXT") }
  mutating func blob(_ name: String, _: inout [UInt8]) { add(name, "BLOB", .none) }
  mutating func hash(_ name: String, _: inout [UInt8]) { add(name, "BLOB", .none) }

  private mutating func add(_ name: String, _ type: String) {
    names.append(name)
    definitions.append("\(name) \(type)")
  }

  private mutating func add(_ name: String, _ type: String, _ constraint: ColumnConstraint) {
    let suffix =
      switch constraint {
      case .none: " NOT NULL"
      case .primaryKey: " PRIMARY KEY"
      case .references(let table): " NOT NULL REFERENCES \(table) (\(table.key))"
      }
    add(name, type + suffix)
  }
}

extension TableRow {
  private static var columns: ColumnList {
    var row = Self()
    var list = ColumnList()
    row.visit(&list)
    return list
  }

  /// The statement that creates the table. A file with other statements is not a journal, so they never change.
  static var creation: String {
    var definitions = columns.definitions
    let hasRowNumbers = table != .meta && table != .statuses
    if table == .statuses { definitions.append("PRIMARY KEY (\(table.key))") }
    let end = hasRowNumbers ? "STRICT" : "STRICT, WITHOUT ROWID"
    let isShort = table == .kinds || table == .triggers
    return isShort
      ? "CREATE TABLE \(table) (\(definitions.joined(separator: ", "))) \(end)"
      : "CREATE TABLE \(table) (\n  \(definitions.joined(separator: ",\n  "))\n) \(end)"
  }

  static var insertion: String {
    let names = columns.names
    let places = [String](repeating: "?", count: names.count).joined(separator: ", ")
    return "INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(places))"
  }

  static func selection(_ condition: String = "") -> String {
    "SELECT \(columns.names.joined(separator: ", ")) FROM \(table)\(condition) ORDER BY \(table.key)"
  }
}
