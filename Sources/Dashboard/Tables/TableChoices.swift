/// A column that a table is sorted by.
package struct SortTerm: Hashable, Sendable {
  package var column: Int
  package var isDescending = false

  package init(column: Int, isDescending: Bool = false) {
    self.column = column
    self.isDescending = isDescending
  }
}

/// A column that is sorted by, as files and views write it: `since`, or `-since` from the other end.
package struct SortChoice: Equatable, Sendable {
  package let key: String
  package let isDescending: Bool

  package init(key: String, isDescending: Bool = false) {
    self.key = key
    self.isDescending = isDescending
  }

  package init(text: String) {
    isDescending = text.hasPrefix("-")
    key = isDescending ? String(text.dropFirst()) : text
  }

  package var text: String { (isDescending ? "-" : "") + key }
}

/// A column that is shown, as files and views write it: `account`, or `account:30` for so many cells.
package struct ColumnChoice: Equatable, Sendable {
  package static let widths = 3...200
  package let key: String
  /// In cells; nil takes what there is room for.
  package var width: Int?

  package init(key: String, width: Int? = nil) {
    self.key = key
    self.width = width
  }

  /// Nil where the width is none.
  package init?(text: String) {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard let first = parts.first else { return nil }
    key = first
    guard parts.count == 2 else { return }
    guard let width = Int(parts[1]), Self.widths.contains(width) else { return nil }
    self.width = width
  }

  package var text: String { width.map { "\(key):\($0)" } ?? key }
}

/// What the layout of a column needs to know, whatever its rows are.
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

/// A column at its place on a line.
package struct PlacedColumn: Equatable, Sendable {
  /// The column's number in its table.
  package let index: Int
  package let x: Int
  package let width: Int
}

extension ColumnLayout {
  /// The columns on a line: those that were chosen, in their order, or what fits best.
  package static func place(_ columns: [ColumnFace], _ choices: [ColumnChoice]?, width: Int) -> [PlacedColumn] {
    guard let choices else {
      return fit(columns.map { ($0.minimum, $0.ideal, $0.rank) }, width: width)
        .map { PlacedColumn(index: $0.index, x: $0.x, width: $0.width) }
    }
    let chosen = choices.compactMap { choice in
      columns.firstIndex { $0.key == choice.key }.map { (index: $0, width: choice.width) }
    }
    // Of chosen columns none is lesser: where there is no room, the last one goes.
    let faces = chosen.map { choice in
      (
        minimum: choice.width ?? columns[choice.index].minimum,
        ideal: choice.width ?? max(columns[choice.index].ideal, columns[choice.index].minimum), rank: 1
      )
    }
    return fit(faces, width: width).map {
      // The last column takes what is left over, unless its width was chosen.
      PlacedColumn(
        index: chosen[$0.index].index, x: $0.x, width: min($0.width, chosen[$0.index].width ?? .max))
    }
  }
}
