// The rows of the tables that are complete from the start.

/// What the journal says about itself.
struct MetaRow: TableRow {
  static let table = Table.meta

  var key = ""
  var value = ""

  mutating func visit<Visitor: ColumnVisitor & ~Copyable>(_ columns: inout Visitor) throws(Visitor.Failure) {
    try columns.text("key", &key, .primaryKey)
    try columns.text("value", &value)
  }
}

/// The name of a number.
protocol NameRow: TableRow {
  var id: Int64 { get set }
  var name: String { get set }
}

extension NameRow {
  init(_ id: some FixedWidthInteger, _ name: String) {
    self.init()
    self.id = Int64(id)
    self.name = name
  }

  mutating func visit<Visitor: ColumnVisitor & ~Copyable>(_ columns: inout Visitor) throws(Visitor.Failure) {
    try columns.integer("id", &id, .primaryKey)
    try columns.text("name", &name)
  }
}

/// The name of a kind of objects.
struct KindRow: NameRow {
  static let table = Table.kinds

  var id: Int64 = 0
  var name = ""
}

/// The name of a trigger.
struct TriggerRow: NameRow {
  static let table = Table.triggers

  var id: Int64 = 0
  var name = ""
}

/// The name of a status of a kind of objects.
struct StatusRow: TableRow {
  static let table = Table.statuses

  var kind: Int64 = 0
  var id: Int64 = 0
  var name = ""

  mutating func visit<Visitor: ColumnVisitor & ~Copyable>(_ columns: inout Visitor) throws(Visitor.Failure) {
    try columns.integer("kind", &kind, .references(.kinds))
    try columns.integer("id", &id)
    try columns.text("name", &name)
  }
}
