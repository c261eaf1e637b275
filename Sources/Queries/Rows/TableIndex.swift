/// The order of a table's rows, all and filtered, updated as rows change.
///
/// Rows are small numbers. Each row's sort key is kept, so that a changed row is found at its old position, and a
/// frame's changes are merged in one pass instead of sorting again.
package struct TableIndex: Sendable {
  /// Every row that exists, in order.
  private var order: [UInt32] = []
  /// The matching rows, in order; nil without a filter.
  private var filtered: [UInt32]?
  /// The sort keys by row, one list per sort column, the first one first.
  private var keys: [[UInt64]] = [[]]
  private var isListed: [Bool] = []
  private var isChosen: [Bool] = []

  package init() {}

  /// A sort column: its key for a row, and the direction. Ties are broken by the next level, then by the row.
  package struct Level {
    package let isDescending: Bool
    package let key: (Int) -> UInt64

    package init(isDescending: Bool = false, key: @escaping (Int) -> UInt64) {
      self.isDescending = isDescending
      self.key = key
    }

    @inline(__always)
    func direct(_ row: Int) -> UInt64 { isDescending ? ~key(row) : key(row) }
  }

  package var rows: [UInt32] { filtered ?? order }
  /// The number of rows without the filter.
  package var total: Int { order.count }
  package var count: Int { filtered?.count ?? order.count }

  package subscript(position: Int) -> Int { Int(filtered?[position] ?? order[position]) }

  /// Rebuilds the index.
  ///
  /// - Parameters:
  ///   - space: all rows are below this number.
  ///   - levels: the sort columns; at least one.
  package mutating func rebuild(space: Int, exists: (Int) -> Bool, levels: [Level]) {
    if isListed.count != space {
      isListed = [Bool](repeating: false, count: space)
      isChosen = isListed
    }
    if keys.count != levels.count || keys[0].count != space {
      keys = levels.map { _ in [UInt64](repeating: 0, count: space) }
    }
    order.removeAll(keepingCapacity: true)
    for row in isListed.indices { isListed[row] = false }
    for row in 0..<space where exists(row) {
      order.append(UInt32(row))
      isListed[row] = true
    }
    for (level, keyed) in levels.enumerated() {
      for row in order { keys[level][Int(row)] = keyed.direct(Int(row)) }
    }
    RadixSort.sort(&order, by: keys)
    filtered = nil
  }

  /// Filters the rows; nil clears the filter.
  ///
  /// - Parameter select: returns for each of the given rows whether it matches.
  package mutating func filter(_ select: (([UInt32]) -> [Bool])?) {
    guard let select else {
      filtered = nil
      return
    }
    let flags = select(order)
    var chosen: [UInt32] = []
    for position in order.indices {
      let row = order[position]
      isChosen[Int(row)] = flags[position]
      if flags[position] { chosen.append(row) }
    }
    filtered = chosen
  }

  /// Moves changed rows to their new positions.
  ///
  /// - Parameter changed: each row at most once.
  package mutating func update(
    _ changed: [Int], exists: (Int) -> Bool, levels: [Level], matches: ((Int) -> Bool)?
  ) {
    var touched: [UInt32] = []
    for row in changed where row < isListed.count {
      let isThere = exists(row)
      let isMatch = isThere && (matches?(row) ?? true)
      let isMoved = isThere != isListed[row] || (isThere && hasNewKey(row, levels))
      let isMatchMoved = filtered != nil && isMatch != (isListed[row] && isChosen[row])
      guard isMoved || isMatchMoved else { continue }
      touched.append(UInt32(row))
      if !isMoved { isChosen[row] = isMatch }
    }
    if !touched.isEmpty { merge(touched, exists: exists, levels: levels, matches: matches) }
  }

  private func hasNewKey(_ row: Int, _ levels: [Level]) -> Bool {
    for (level, keyed) in levels.enumerated() where keyed.direct(row) != keys[level][row] { return true }
    return false
  }

  private mutating func merge(
    _ touched: [UInt32], exists: (Int) -> Bool, levels: [Level], matches: ((Int) -> Bool)?
  ) {
    var isTouched: Set<UInt32> = []
    var flags: [Bool]?
    // With few rows a set is faster than a pass over all rows, with many it is slower.
    if touched.count > 64 {
      var all = [Bool](repeating: false, count: isListed.count)
      for row in touched { all[Int(row)] = true }
      flags = all
    } else {
      isTouched = Set(touched)
    }
    var incoming: [UInt32] = []
    var chosen: [UInt32] = []
    for row in touched {
      let index = Int(row)
      guard exists(index) else {
        isListed[index] = false
        continue
      }
      for (level, keyed) in levels.enumerated() { keys[level][index] = keyed.direct(index) }
      isListed[index] = true
      incoming.append(row)
      let isMatch = matches?(index) ?? true
      isChosen[index] = isMatch
      if isMatch { chosen.append(row) }
    }
    let isOut: (UInt32) -> Bool = { row in flags.map { $0[Int(row)] } ?? isTouched.contains(row) }
    RadixSort.sort(&incoming, by: keys)
    Self.replace(in: &order, removing: isOut, adding: incoming, keys: keys)
    if filtered != nil {
      RadixSort.sort(&chosen, by: keys)
      Self.replace(in: &filtered!, removing: isOut, adding: chosen, keys: keys)
    }
  }

  /// Removes rows and merges others in, in one pass.
  private static func replace(
    in rows: inout [UInt32], removing isOut: (UInt32) -> Bool, adding incoming: [UInt32], keys: [[UInt64]]
  ) {
    var result: [UInt32] = []
    result.reserveCapacity(rows.count + incoming.count)
    var next = 0
    for row in rows where !isOut(row) {
      while next < incoming.count, isBefore(incoming[next], row, keys) {
        result.append(incoming[next])
        next += 1
      }
      result.append(row)
    }
    result.append(contentsOf: incoming[next...])
    rows = result
  }

  @inline(__always)
  private static func isBefore(_ a: UInt32, _ b: UInt32, _ keys: [[UInt64]]) -> Bool {
    for level in keys {
      let first = level[Int(a)]
      let second = level[Int(b)]
      if first != second { return first < second }
    }
    return a < b
  }

  /// The position of a row; nil if it isn't shown.
  package func position(of row: Int) -> Int? {
    guard row < isListed.count, isListed[row] else { return nil }
    let rows = filtered ?? order
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if Self.isBefore(rows[middle], UInt32(row), keys) { low = middle + 1 } else { high = middle }
    }
    return low < rows.count && rows[low] == UInt32(row) ? low : nil
  }
}

/// Sorts rows by their keys, stably, in as many passes as the keys have differing bytes.
package enum RadixSort {
  /// Sorts by several keys. The passes are stable, so the last key comes first.
  package static func sort(_ rows: inout [UInt32], by keys: [[UInt64]]) {
    guard rows.count > 1 else { return }
    // Ties are broken by the row, so rows must start in ascending order.
    if !isAscending(rows) { rows.sort() }
    for level in keys.reversed() { sortStably(&rows, by: level) }
  }

  private static func sortStably(_ rows: inout [UInt32], by keys: [UInt64]) {
    if rows.count < 64 {
      insertionSort(&rows, by: keys)
      return
    }
    var pairs = rows.map { (key: keys[Int($0)], row: $0) }
    var differing: UInt64 = 0
    for pair in pairs { differing |= pair.key ^ pairs[0].key }
    var other = pairs
    for shift in stride(from: UInt64(0), to: 64, by: 8) where differing >> shift & 0xFF != 0 {
      pass(from: pairs, to: &other, shift)
      swap(&pairs, &other)
    }
    for index in rows.indices { rows[index] = pairs[index].row }
  }

  /// Sorts few rows in place. The library's sort doesn't promise to be stable.
  private static func insertionSort(_ rows: inout [UInt32], by keys: [UInt64]) {
    for index in 1..<rows.count {
      let row = rows[index]
      let key = keys[Int(row)]
      var place = index
      while place > 0, keys[Int(rows[place - 1])] > key {
        rows[place] = rows[place - 1]
        place -= 1
      }
      rows[place] = row
    }
  }

  private static func isAscending(_ rows: [UInt32]) -> Bool {
    for index in 1..<rows.count where rows[index - 1] > rows[index] { return false }
    return true
  }

  private static func pass(
    from source: [(key: UInt64, row: UInt32)], to target: inout [(key: UInt64, row: UInt32)], _ shift: UInt64
  ) {
    var starts = [Int](repeating: 0, count: 257)
    for pair in source { starts[Int(pair.key >> shift & 0xFF) + 1] += 1 }
    for byte in 0..<256 { starts[byte + 1] += starts[byte] }
    for pair in source {
      let byte = Int(pair.key >> shift & 0xFF)
      target[starts[byte]] = pair
      starts[byte] += 1
    }
  }
}
