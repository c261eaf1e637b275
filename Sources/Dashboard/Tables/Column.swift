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
  package let sortKey: (@Sendable (World, Ranks, Row) -> UInt64)?

  package init(
    _ title: String, key: String, minimum: Int, ideal: Int, rank: Int = 1, align: Alignment = .leading,
    isClock: Bool = false, sortKey: (@Sendable (World, Ranks, Row) -> UInt64)? = nil,
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

/// The positions of names in alphabetical order, so that rows sort by numbers.
package struct Ranks: Sendable {
  package private(set) var accounts: [UInt32] = []
  package private(set) var providers: [UInt32] = []
  package private(set) var types: [UInt32] = []
  package private(set) var contacts: [UInt32] = []

  package init() {}

  /// Adds names that are new.
  package mutating func update(_ world: World) {
    if accounts.count != world.accounts.count { accounts = Self.rank(world.accounts.map(\.name)) }
    if providers.count != world.providers.count { providers = Self.rank(world.providers.map(\.name)) }
    if contacts.count != world.contactNames.count { contacts = Self.rank(world.contactNames) }
    if types.isEmpty { types = Self.rank(DataType.names) }
  }

  private static func rank(_ names: [String]) -> [UInt32] {
    let folded = names.map { $0.lowercased() }
    var ranks = [UInt32](repeating: 0, count: names.count)
    for (rank, index) in folded.indices.sorted(by: { folded[$0] == folded[$1] ? $0 < $1 : folded[$0] < folded[$1] })
      .enumerated()
    {
      ranks[index] = UInt32(rank)
    }
    return ranks
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
