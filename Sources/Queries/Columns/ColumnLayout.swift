import Canvas

/// What the layout of a column needs, whatever its rows are.
package struct ColumnFace: Equatable, Sendable {
  package let title: String
  package let key: String
  package let minimum: Int
  package let ideal: Int
  package let rank: Int
  package let canSort: Bool

  package init<Row>(_ column: Column<Row>) {
    title = column.title
    key = column.key
    minimum = column.minimum
    ideal = column.ideal
    rank = column.rank
    canSort = column.sortKey != nil
  }
}

/// A column at its position on a line.
package struct PlacedColumn: Equatable, Sendable {
  /// The column's index in its table.
  package let index: Int
  package let x: Int
  package let width: Int
}

extension ColumnLayout {
  /// The columns on a line: those chosen, in order, or those that fit best.
  package static func place(_ columns: [ColumnFace], _ choices: [ColumnChoice]?, width: Int) -> [PlacedColumn] {
    guard let choices else {
      return fit(columns.map { ($0.minimum, $0.ideal, $0.rank) }, width: width)
        .map { PlacedColumn(index: $0.index, x: $0.x, width: $0.width) }
    }
    let chosen = choices.compactMap { choice in
      columns.firstIndex { $0.key == choice.key }.map { (index: $0, width: choice.width) }
    }
    // Chosen columns are equally important. If there is no room, the last one goes.
    let faces = chosen.map { choice in
      (
        minimum: choice.width ?? columns[choice.index].minimum,
        ideal: choice.width ?? max(columns[choice.index].ideal, columns[choice.index].minimum), rank: 1
      )
    }
    return fit(faces, width: width).map {
      // The last column gets the rest, unless its width was chosen.
      PlacedColumn(
        index: chosen[$0.index].index, x: $0.x, width: min($0.width, chosen[$0.index].width ?? .max))
    }
  }
}

/// Distributes a line's width among columns.
package enum ColumnLayout {
  /// The columns that fit, as (index, x, width), separated by one space.
  package static func fit(_ columns: [(minimum: Int, ideal: Int, rank: Int)], width: Int) -> [(
    index: Int, x: Int, width: Int
  )] {
    // Important columns get a comfortable width before a lesser one is added.
    let comfortable = columns.map { $0.rank <= 1 ? min($0.ideal, $0.minimum + 6) : $0.minimum }
    var minimums = comfortable
    var chosen = Array(columns.indices)
    func need(_ indices: [Int]) -> Int { indices.reduce(0) { $0 + minimums[$1] + 1 } - 1 }
    while chosen.count > 1, need(chosen) > width {
      // Among those of the highest rank, the rightmost goes first.
      let worst = chosen.max { (columns[$0].rank, $0) < (columns[$1].rank, $1) }!
      if columns[worst].rank <= 1, minimums == comfortable {
        minimums = columns.map(\.minimum)
      } else {
        chosen.removeAll { $0 == worst }
      }
    }
    var widths = chosen.map { minimums[$0] }
    var spare = width - need(chosen)
    // Columns grow towards their ideal, important ones first, those of equal rank evenly.
    for rank in Set(chosen.map { columns[$0].rank }).sorted() {
      var grew = true
      while spare > 0, grew {
        grew = false
        for position in widths.indices
        where spare > 0 && columns[chosen[position]].rank == rank && widths[position] < columns[chosen[position]].ideal
        {
          widths[position] += 1
          spare -= 1
          grew = true
        }
      }
    }
    // The rest goes to text columns, whose ideal is a compromise, then to the last column.
    for rank in Set(chosen.map { columns[$0].rank }).sorted() {
      var grew = true
      while spare > 0, grew {
        grew = false
        for position in widths.indices where spare > 0 {
          let column = columns[chosen[position]]
          guard column.rank == rank, column.ideal >= 15, widths[position] < column.ideal + 24 else { continue }
          widths[position] += 1
          spare -= 1
          grew = true
        }
      }
    }
    if spare > 0, let last = widths.indices.last { widths[last] += spare }
    var x = 0
    return zip(chosen, widths).map { index, width in
      defer { x += width + 1 }
      return (index, x, width)
    }
  }
}
