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
  var course = 1
  /// The row of an object by kind and index; 0 if it has none in this branch.
  private var rows = [[UInt32]](repeating: [], count: Entity.Kind.allCases.count)

  init(hash: [UInt8]) { self.hash = hash }

  /// The number of a person's actions in the journal.
  package var acts: Int { Int(totals[.acts]) }
  package var events: Int { Int(totals[.events]) }

  subscript(entity: Entity) -> UInt32 {
    get {
      let rows = rows[Int(entity.kind.rawValue)]
      return entity.position < rows.count ? rows[entity.position] : 0
    }
    set {
      let kind = Int(entity.kind.rawValue)
      let missing = entity.position + 1 - rows[kind].count
      if missing > 0 { rows[kind] += [UInt32](repeating: 0, count: missing) }
      rows[kind][entity.position] = newValue
    }
  }

  /// Starts another branch, which names its objects again: objects created there can have other indices.
  mutating func begin(course: Int) {
    self.course = course
    for kind in rows.indices { rows[kind] = [] }
  }

  /// Whether an object was named in this branch.
  package func knows(_ entity: Entity) -> Bool { self[entity] != 0 }
}
