/// The rows of a table that belong to one row of another, such as an account's connections: both ends here, and in
/// each row the next one. No row is moved or copied when one is added, and a world stays cheap to copy.
package struct RowList: Equatable, Sendable {
  /// The index of the first row; -1 for none.
  package private(set) var first: Int32 = -1
  /// The index of the last row; -1 for none.
  private(set) var last: Int32 = -1

  /// The indices of the rows, in order.
  package func indices<Row: LinkedRow>(in rows: [Row]) -> [Int] {
    var result: [Int] = []
    var next = first
    while next >= 0 {
      result.append(Int(next))
      next = rows[Int(next)].next
    }
    return result
  }

  /// Adds a row at the end.
  mutating func append<Row: LinkedRow>(_ index: Int, in rows: inout [Row]) {
    if last >= 0 { rows[Int(last)].next = Int32(index) } else { first = Int32(index) }
    last = Int32(index)
    rows[index].next = -1
  }

  /// Removes a row, wherever it is.
  mutating func remove<Row: LinkedRow>(_ index: Int, in rows: inout [Row]) {
    let rest = indices(in: rows).filter { $0 != index }
    self = RowList()
    for row in rest { append(row, in: &rows) }
  }
}

/// A row that belongs to a `RowList`.
package protocol LinkedRow {
  /// The index of the next row of its list; -1 for none.
  var next: Int32 { get set }
}

extension Connection: LinkedRow {}
extension Dataset: LinkedRow {}
extension Integration: LinkedRow {}
