import Lifecycles
import Simulation

/// What a journal holds so far: what the next batch goes on from.
package struct JournalLedger: Sendable {
  /// How many rows each table has, which are also the numbers of their last rows.
  struct Totals: Equatable, Sendable {
    var courses: Int64 = 0
    var commands: Int64 = 0
    var objects: Int64 = 0
    var events: Int64 = 0
    var acts: Int64 = 0
    var lines: Int64 = 0
    var checkpoints: Int64 = 0
    var batches: Int64 = 0
  }

  var hash: [UInt8]
  var totals = Totals()
  /// The course whose objects are known.
  var course = 1
  /// By kind and position, the number of an object's row; 0 where it has none in this course.
  private var rows = [[UInt32]](repeating: [], count: Entity.Kind.allCases.count)

  init(hash: [UInt8]) { self.hash = hash }

  /// How many of a person's acts it holds.
  package var acts: Int { Int(totals.acts) }
  package var events: Int { Int(totals.events) }

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

  /// Another course names its objects anew: what is created there may have another place.
  mutating func begin(course: Int) {
    self.course = course
    for kind in rows.indices { rows[kind] = [] }
  }

  /// Whether an object was named in this course.
  package func knows(_ entity: Entity) -> Bool { self[entity] != 0 }
}
