import GRDB
import Lifecycles
import Simulation

/// Reading the rows of a batch. Every value is checked before use.
extension JournalReader {
  /// Rows beyond the last batch were not written by this program.
  func checkEnd(_ db: Database) throws(RowError) {
    let last = try Self.last(.batches, db)
    guard last == index.totals[.batches] else { throw RowError("batches are missing before batch \(last)") }
    for table in Table.growing {
      let found = try Self.last(table, db)
      guard found == index.totals[table] else { throw RowError("\(table) has rows outside any batch") }
    }
  }

  /// The number of a table's last row; 0 if it has none.
  static func last(_ table: Table, _ db: Database) throws(RowError) -> Int64 {
    let value: DatabaseValue?
    do { value = try DatabaseValue.fetchOne(db, sql: "SELECT max(id) FROM \(table)") } catch { throw RowError(error) }
    switch value?.storage {
    case .int64(let number): return number
    case nil, .null: return 0
    default: throw RowError("a value of id is not a number")
    }
  }

  /// Reads what a batch covers, and verifies its hash.
  func read(_ row: BatchRow, wantsEvents: Bool, _ db: Database) throws(RowError) -> Batch {
    var reader = RowReader(db, index, row)
    var batch = Batch()
    let branches = row.totals[.courses]
    try readBranches(&reader, &batch)
    try reader.read(CommandRow.self) { command throws(RowError) in
      try Self.check((1...max(1, branches)).contains(command.branch), "a command belongs to no branch")
      batch.commands.append(try command.given())
    }
    try readObjects(&reader)
    try Self.check(
      (1...max(1, branches)).contains(row.branch) && row.sequence >= 0, "a batch belongs to no branch")
    batch.branch = Int(row.branch)
    batch.events = try readEvents(&reader, row, wantsEvents: wantsEvents)
    try reader.read(ActRow.self) { batch.acts.append($0.act) }
    try reader.read(LineRow.self) { row throws(RowError) in batch.lines.append(try row.line()) }
    try reader.read(CheckpointRow.self) { batch.checkpoints.append($0.checkpoint) }
    try reader.close()
    batch.reach = Timeline.Extent(sequence: row.sequence, time: row.clock)
    adopt(row, batch)
    return batch
  }

  static func check(_ holds: Bool, _ reason: String) throws(RowError) {
    if !holds { throw RowError(reason) }
  }

  private func readBranches(_ reader: inout RowReader, _ batch: inout Batch) throws(RowError) {
    var number = index.totals[.courses]
    try reader.read(BranchRow.self) { branch throws(RowError) in
      number += 1
      try Self.check(branch.id == number, "a branch has the wrong number")
      try Self.check(
        (0..<branch.id).contains(branch.parent) && (branch.parent > 0 || branch.id == 1), "a branch has no parent")
      try Self.check(branch.event >= 0 && branch.commands >= 0, "a branch's start is invalid")
      batch.branches.append(try branch.branch())
    }
  }

  private func readObjects(_ reader: inout RowReader) throws(RowError) {
    try reader.read(ObjectRow.self) { row throws(RowError) in
      guard let object = row.object, let branch = Int32(exactly: row.branch) else {
        throw RowError("an object's kind is unknown")
      }
      objects.append(object)
      objectBranches.append(branch)
    }
  }

  private func readEvents(_ reader: inout RowReader, _ batch: BatchRow, wantsEvents: Bool) throws(RowError) -> [Event] {
    let first = index.totals[.events]
    let branch = Int(batch.branch)
    var events: [Event] = []
    if wantsEvents { events.reserveCapacity(Int(max(0, min(batch.totals[.events] - first, Self.reserveLimit)))) }
    var number = first
    var segment = segments[branch]
    try reader.read(EventRow.self) { row throws(RowError) in
      number += 1
      let index = Int(row.object) - 1
      guard objects.indices.contains(index) else { throw RowError("an event has no object") }
      guard objectBranches[index] == branch else { throw RowError("an event belongs to another branch") }
      guard Self.sequences.contains(row.sequence) else { throw RowError("an event's number is wrong") }
      var rows = segment ?? Segment(firstRow: number, firstSequence: row.sequence)
      rows.count += 1
      segment = rows
      guard row.sequence == rows.lastSequence, number == rows.firstRow + rows.count - 1 else {
        throw RowError("an event is out of order")
      }
      guard wantsEvents else { return }
      guard let event = row.event(objects[index].reference) else { throw RowError("an event's trigger is unknown") }
      events.append(event)
    }
    segments[branch] = segment
    return events
  }

  /// The events for which memory is reserved at once, however many a damaged batch claims.
  private static let reserveLimit: Int64 = 1 << 20
  /// The numbers that an event can have, so that sums can't overflow.
  private static let sequences: ClosedRange<Int64> = 1...1 << 60
}
