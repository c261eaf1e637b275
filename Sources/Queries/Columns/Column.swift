import Canvas
import Simulation

/// What a column needs beside its row.
package struct ColumnContext: Sendable {
  package let world: World
  package let glyphs: Glyphs

  package init(world: World, glyphs: Glyphs) {
    self.world = world
    self.glyphs = glyphs
  }
}

/// The text and role of a cell.
package struct CellText: Equatable, Sendable {
  package var text: String
  package var role: Role

  package init(_ text: String, _ role: Role = .text) {
    self.text = text
    self.role = role
  }
}

/// A column's one declaration. Drawing, sort, export and filter vocabulary derive from it.
package struct Column<Row>: Sendable {
  package let title: String
  /// The name in exports, sort orders and configuration files.
  package let key: String
  package var minimum: Int
  package var ideal: Int
  /// Columns of a lower rank stay longer on a narrow screen.
  package var rank = 1
  package var align = Alignment.leading
  /// Whether it changes with the clock alone. Such changes are not highlighted.
  package var isClock = false
  package let cell: @Sendable (ColumnContext, Row) -> CellText
  /// The sort key. Ties are broken by the row.
  package let sortKey: (@Sendable (World, SortRanks, Row) -> UInt64)?

  package init(
    _ title: String, key: String, minimum: Int, ideal: Int, rank: Int = 1, align: Alignment = .leading,
    isClock: Bool = false, sortKey: (@Sendable (World, SortRanks, Row) -> UInt64)? = nil,
    cell: @escaping @Sendable (ColumnContext, Row) -> CellText
  ) {
    self.title = title
    self.key = key
    self.minimum = minimum
    self.ideal = ideal
    self.rank = rank
    self.align = align
    self.isClock = isClock
    self.sortKey = sortKey
    self.cell = cell
  }
}
