import Lifecycles
import Simulation

/// What a journal contains so far, from which the next batch continues.
package struct JournalIndex: Sendable {
  /// The number of rows in each table, and so the numbers of their last rows.
  struct Totals: Equatable, Sendable {
    private var counts = [Int64](repeating: 0, count: Table.allCases.count)

    subscript(table: Table) -> Int64 {
      get { counts[table.rawValue] }
      set { counts[table.rawValue] = newValue }
    }
  }

  var hash: [UInt8]
  var totals = Totals()
  /// The branch whose objects are known.
  var branch = 1
  /// The row of an object by kind and index; 0 if it has none in this branch.
  private var rows = [[UInt32]](repeating: [], count: ObjectRef.Kind.allCases.count)

  init(hash: [UInt8]) { self.hash = hash }

  /// The number of a person's actions in the journal.
  package var acts: Int { Int(totals[.acts]) }
  package var events: Int { Int(totals[.events]) }

  subscript(object: ObjectRef) -> UInt32 {
    get {
      let rows = rows[Int(object.kind.rawValue)]
      return object.position < rows.count ? rows[object.position] : 0
    }
    set {
      let kind = Int(object.kind.rawValue)
      let missing = object.position + 1 - rows[kind].count
      if missing > 0 { rows[kind] += [UInt32](repeating: 0, count: missing) }
      rows[kind][object.position] = newValue
    }
  }

  /// Starts another branch, which names its objects again: objects created there can have other indices.
  mutating func begin(branch: Int) {
    self.branch = branch
    for kind in rows.indices { rows[kind] = [] }
  }

  /// Whether an object was named in this branch.
  package func knows(_ object: ObjectRef) -> Bool { self[object] != 0 }
}
