import Queries
import Simulation
import Testing

/// A sorted and filtered index of rows, updated row by row.
@Suite struct TableIndexTests {
  /// The updated order equals a full sort.
  @Test(arguments: 0..<30) func incrementalSortingEqualsSorting(_ seed: Int) {
    var draw = Draw(seed: UInt64(seed), object: 0, count: 0, purpose: .manager)
    func next(_ bound: Int) -> Int {
      draw = draw.next
      return draw.index(bound)
    }
    let space = 400
    var keys = (0..<space).map { _ in UInt64(next(50)) }
    var exists = (0..<space).map { _ in next(10) > 0 }
    var marked = (0..<space).map { _ in next(3) > 0 }
    var second = (0..<space).map { _ in UInt64(next(20)) }
    var index = TableIndex()
    let isDescending = seed % 2 == 1
    // One column or two, in either direction.
    let isSecondDescending = seed % 4 > 1
    let hasSecond = seed % 5 > 1
    func levels() -> [TableIndex.Level] {
      let first = TableIndex.Level(isDescending: isDescending) { [keys] in keys[$0] }
      guard hasSecond else { return [first] }
      return [first, TableIndex.Level(isDescending: isSecondDescending) { [second] in second[$0] }]
    }
    let hasFilter = seed % 3 > 0
    index.rebuild(space: space, exists: { exists[$0] }, levels: levels())
    if hasFilter { index.filter { rows in rows.map { marked[Int($0)] } } }
    for _ in 0..<60 {
      var changed: Set<Int> = []
      for _ in 0..<next(150) {
        let row = next(space)
        changed.insert(row)
        keys[row] = UInt64(next(50))
        second[row] = UInt64(next(20))
        exists[row] = next(10) > 0
        marked[row] = next(3) > 0
      }
      index.update(
        changed.sorted(), exists: { exists[$0] }, levels: levels(), matches: hasFilter ? { marked[$0] } : nil)
      let expected = (0..<space).filter { exists[$0] && (!hasFilter || marked[$0]) }
        .sorted { a, b in
          if keys[a] != keys[b] { return (keys[a] < keys[b]) != isDescending }
          if hasSecond, second[a] != second[b] { return (second[a] < second[b]) != isSecondDescending }
          return a < b
        }
      #expect(index.rows.map(Int.init) == expected)
      for (position, row) in expected.enumerated() { #expect(index.position(of: row) == position) }
      #expect(index.total == exists.count(where: { $0 }))
    }
  }
}
