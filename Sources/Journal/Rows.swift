import Lifecycles
import Simulation

// The rows of the tables that grow with the run.

/// A branch of the run.
struct BranchRow: TableRow {
  static let table = Table.courses

  var id: Int64 = 0
  var parent: Int64 = 0
  var event: Int64 = 0
  var time: Int64 = 0
  var commands: Int64 = 0
  /// JSON.
  var variation = ""

  mutating func visit<Visitor: ColumnVisitor & ~Copyable>(_ columns: inout Visitor) throws(Visitor.Failure) {
    try columns.integer("id", &id, .primaryKey)
    try columns.integer("parent", &parent)
    try columns.integer("after_event", &event)
    try columns.integer("after_time", &time)
    try columns.integer("after_commands", &commands)
    try columns.text("variation", &variation)
  }
}

/// A command given at a board.
struct CommandRow: TableRow {
  static let table = Table.commands

  var branch: Int64 = 0
  var time: Int64 = 0
  var event: Int64?
  var sequence: Int64 = 0
  var number: Int64 = 0
  var title = ""
  /// JSON.
  var command = ""
  /// JSON.
  var step: String?

  mutating func visit<Visitor: ColumnVisitor & ~Copyable>(_ columns: inout Visitor) throws(Visitor.Failure) {
    columns.number()
    try columns.integer("course", &branch, .references(.courses))
    try columns.integer("time", &time)
    try columns.integer("after_event", &event)
    try columns.integer("sequence", &sequence)
    try columns.integer("number", &number)
    try columns.text("title", &title)
    try columns.text("command", &command)
    try columns.text("step", &step)
  }
}

/// An object by the names that people know.
struct ObjectRow: TableRow {
  static let table = Table.objects

  var branch: Int64 = 0
  var kind: Int64 = 0
  var position: Int64 = 0
  var account = ""
  var provider = ""
  var name = ""
  var uuid = ""

  mutating func visit<Visitor: ColumnVisitor & ~Copyable>(_ columns: inout Visitor) throws(Visitor.Failure) {
    columns.number()
    try columns.integer("course", &branch, .references(.courses))
    try columns.integer("kind", &kind, .references(.kinds))
    try columns.integer("position", &position)
    try columns.text("account", &account)
    try columns.text("provider", &provider)
    try columns.text("name", &name)
    try columns.text("uuid", &uuid)
  }
}

/// An event, with its object's row number in `objects`.
struct EventRow: TableRow {
  static let table = Table.events

  var sequence: Int64 = 0
  var time: Int64 = 0
  var cause: Int64 = 0
  var value: Int64 = 0
  var object: UInt32 = 0
  var related: UInt32 = 0
  var code: UInt16 = 0
  var trigger: UInt8 = 0
  var from: UInt8 = 0
  var to: UInt8 = 0

  mutating func visit<Visitor: ColumnVisitor & ~Copyable>(_ columns: inout Visitor) throws(Visitor.Failure) {
    columns.number()
    try columns.integer("sequence", &sequence)
    try columns.integer("time", &time)
    try columns.integer("object", &object, .references(.objects))
    // A keyword of SQL.
    try columns.integer("\"trigger\"", &trigger, .references(.triggers))
    try columns.integer("status_from", &from)
    try columns.integer("status_to", &to)
    try columns.integer("code", &code)
    try columns.integer("value", &value)
    try columns.integer("related", &related)
    try columns.integer("cause", &cause)
  }

  /// There are so many events that they have a shorter form of their own in the hash: 48 bytes, of which 45 are used.
  func add(to chain: inout HashChain) {
    withUnsafeTemporaryAllocation(byteCount: 48, alignment: 8) { bytes in
      bytes.storeBytes(of: sequence.littleEndian, toByteOffset: 0, as: Int64.self)
      bytes.storeBytes(of: time.littleEndian, toByteOffset: 8, as: Int64.self)
      bytes.storeBytes(of: cause.littleEndian, toByteOffset: 16, as: Int64.self)
      bytes.storeBytes(of: value.littleEndian, toByteOffset: 24, as: Int64.self)
      bytes.storeBytes(of: object.littleEndian, toByteOffset: 32, as: UInt32.self)
      bytes.storeBytes(of: related.littleEndian, toByteOffset: 36, as: UInt32.self)
      bytes.storeBytes(of: code.littleEndian, toByteOffset: 40, as: UInt16.self)
      bytes.storeBytes(of: trigger, toByteOffset: 42, as: UInt8.self)
      bytes.storeBytes(of: from, toByteOffset: 43, as: UInt8.self)
      bytes.storeBytes(of: UInt32(to).littleEndian, toByteOffset: 44, as: UInt32.self)
      chain.add(raw: UnsafeRawBufferPointer(bytes))
    }
  }
}

/// A person's action.
struct ActRow: TableRow {
  static let table = Table.acts

  var time: Int64 = 0
  var title = ""
  /// JSON.
  var content = ""

  mutating func visit<Visitor: ColumnVisitor & ~Copyable>(_ columns: inout Visitor) throws(Visitor.Failure) {
    columns.number()
    try columns.integer("time", &time)
    try columns.text("title", &title)
    try columns.text("content", &content)
  }
}

/// A line of a feed.
struct LineRow: TableRow {
  static let table = Table.lines

  var bytes: [UInt8] = []
  var length: Int64 = 0

  mutating func visit<Visitor: ColumnVisitor & ~Copyable>(_ columns: inout Visitor) throws(Visitor.Failure) {
    columns.number()
    try columns.blob("line", &bytes)
    try columns.integer("length", &length)
  }
}

/// The status counts at an event.
struct CheckpointRow: TableRow {
  static let table = Table.checkpoints

  var sequence: Int64 = 0
  var time: Int64 = 0
  var counts = ""

  mutating func visit<Visitor: ColumnVisitor & ~Copyable>(_ columns: inout Visitor) throws(Visitor.Failure) {
    columns.number()
    try columns.integer("sequence", &sequence)
    try columns.integer("time", &time)
    try columns.text("counts", &counts)
  }
}

/// A batch: the row numbers up to which it fills the other tables, and the hash of all that.
struct BatchRow: TableRow {
  static let table = Table.batches

  /// The rows of each table, with this batch.
  var totals = JournalIndex.Totals()
  var branch: Int64 = 0
  var sequence: Int64 = 0
  var clock: Int64 = 0
  /// 1 if it was synced to disk before it counted as written.
  var synced: Int64 = 0
  /// The system clock.
  var written = ""
  var hash: [UInt8] = []

  mutating func visit<Visitor: ColumnVisitor & ~Copyable>(_ columns: inout Visitor) throws(Visitor.Failure) {
    try columns.integer("id", &totals[.batches], .primaryKey)
    try columns.integer("course", &branch, .references(.courses))
    try columns.integer("sequence", &sequence)
    try columns.integer("clock", &clock)
    for table in Table.growing { try columns.integer("\(table)", &totals[table]) }
    try columns.integer("synced", &synced)
    try columns.text("written", &written)
    try columns.hash("hash", &hash)
  }
}
