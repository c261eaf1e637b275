/// A column that a table is sorted by.
package struct SortTerm: Hashable, Sendable {
  package var column: Int
  package var isDescending = false

  package init(column: Int, isDescending: Bool = false) {
    self.column = column
    self.isDescending = isDescending
  }
}

/// A sort column in files and views: `since`, or `-since` for the reverse.
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

/// A column in files and views: `account`, or `account:30` for a width in cells.
package struct ColumnChoice: Equatable, Sendable {
  package static let widths = 3...200
  package let key: String
  /// In cells; nil for automatic.
  package var width: Int?

  package init(key: String, width: Int? = nil) {
    self.key = key
    self.width = width
  }

  /// Nil if the width is invalid.
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
