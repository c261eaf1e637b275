import Canvas
import Queries
import Simulation

/// A line of a table as shown.
package struct WindowRow: Equatable, Sendable {
  package var id: Int64
  package var cells: [CellText]
  /// By column: the wall clock until which the cell is highlighted as changed; 0 if it isn't.
  package var marks: [Int64]
  /// Whether it matches the search.
  package var isHit = false
}

/// The state of a table: selection, sort order and filter.
package struct TableState: Sendable {
  package let kind: TableKind
  package private(set) var index = TableIndex()
  /// The sort columns, the first one first; never empty.
  package private(set) var sort: [SortTerm]
  package private(set) var filter = Filter.none
  private var matcher: Matcher?
  private var isBuilt = false
  private var builtSpace = 0
  private var builtNames: [Int] = []
  private var clockAt: Instant = 0
  /// The selected row. The cursor belongs to the row, not to a line.
  package private(set) var cursor: Int?
  /// The first visible position.
  package private(set) var top = 0
  package var window: [WindowRow] = []
  /// Marked objects, whether the filter shows them or not.
  package private(set) var marks: Set<ObjectRef> = []
  /// The object marked last, from which a range continues.
  var lastMarked: ObjectRef?

  package init(kind: TableKind) {
    self.kind = kind
    sort = [SortTerm(column: kind.worstFirstColumn ?? kind.columns.firstIndex { $0.key == "days_left" } ?? 0)]
  }

  package var count: Int { index.count }
  /// The number of rows as of the latest order.
  var space: Int { builtSpace }
  package var position: Int? { cursor.flatMap { index.position(of: $0) } }

  // MARK: Order

  /// Builds the order if it is missing or out of date.
  package mutating func refresh(_ world: World, _ ranks: SortRanks) {
    if !isBuilt || builtSpace != kind.rowSpace(world) || (matcher != nil && builtNames != Self.names(world)) {
      rebuild(world, ranks)
    } else if kind == .todo, abs(world.now - clockAt) >= Span.hour {
      // Deadlines approach with the clock alone.
      rebuild(world, ranks)
    } else if filter.dependsOnClock, abs(world.now - clockAt) >= Span.minute {
      refilter(world)
    }
  }

  /// Marks the order as out of date, because the world runs while the table is not on the screen.
  package mutating func invalidate() { isBuilt = false }

  package mutating func rebuild(_ world: World, _ ranks: SortRanks) {
    index.rebuild(kind, world, ranks, sort: sort)
    isBuilt = true
    builtSpace = kind.rowSpace(world)
    refilter(world)
  }

  /// The number of names a filter was compiled for.
  private static func names(_ world: World) -> [Int] {
    [world.accounts.count, world.providers.count, world.contactNames.count]
  }

  private mutating func refilter(_ world: World) {
    clockAt = world.now
    builtNames = Self.names(world)
    guard !filter.isEmpty else {
      matcher = nil
      index.filter(nil)
      return
    }
    let matcher = Matcher(filter, world, marked: marks)
    self.matcher = matcher
    let kind = kind
    index.filter { matcher.select($0, kind, world) }
  }

  /// Moves changed rows to their new positions. The cursor keeps its row and, if possible, its line.
  ///
  /// - Returns: whether the selected row is gone, so that its neighbor was selected.
  package mutating func update(_ changed: [Int], _ world: World, _ ranks: SortRanks) -> Bool {
    guard isBuilt, builtSpace == kind.rowSpace(world), matcher == nil || builtNames == Self.names(world) else {
      return false
    }
    let line = position.map { $0 - top }
    let old = position
    index.update(changed, kind, world, ranks, sort: sort, matcher: matcher)
    return clampCursor(line: line, old: old)
  }

  private mutating func clampCursor(line: Int?, old: Int?) -> Bool {
    if let position, let line {
      top = max(0, position - line)
      return false
    }
    guard cursor != nil, let old else { return false }
    cursor = index.count == 0 ? nil : index[min(old, index.count - 1)]
    return true
  }

  // MARK: User actions

  /// Sorts by the columns that have an order. If there are none, keeps the current order.
  package mutating func sort(by terms: [SortTerm], _ world: World, _ ranks: SortRanks) {
    let columns = kind.columns
    let valid = terms.filter { columns.indices.contains($0.column) && columns[$0.column].sortKey != nil }
    guard !valid.isEmpty else { return }
    sort = valid
    rebuild(world, ranks)
  }

  package mutating func setFilter(_ text: String, _ world: World) {
    filter = Filter(text)
    refilter(world)
  }

  mutating func setMarks(_ marks: Set<ObjectRef>, _ world: World) {
    guard marks != self.marks else { return }
    self.marks = marks
    guard filter.usesMarks else { return }
    // An out-of-date order is rebuilt with the next frame.
    if isBuilt, builtSpace == kind.rowSpace(world) { refilter(world) } else { invalidate() }
  }

  package mutating func select(_ row: Int) { cursor = row }

  package mutating func move(by offset: Int, height: Int) {
    guard index.count > 0 else {
      cursor = nil
      return
    }
    let now = position ?? (offset > 0 ? -1 : 0)
    cursor = index[min(max(0, now + offset), index.count - 1)]
    scroll(height: height)
  }

  package mutating func move(to position: Int, height: Int) {
    guard index.count > 0 else { return }
    cursor = index[min(max(0, position), index.count - 1)]
    scroll(height: height)
  }

  /// Scrolls so that the cursor is visible and the window is inside the table.
  package mutating func scroll(height: Int) {
    if cursor == nil || position == nil, index.count > 0 { cursor = index[min(top, index.count - 1)] }
    guard height > 0 else { return }
    if let position {
      if position < top { top = position }
      if position >= top + height { top = position - height + 1 }
    }
    top = min(top, max(0, index.count - height))
  }

  // MARK: Window

  /// Reads the visible lines. A cell that differs from before is highlighted.
  package mutating func readWindow(_ context: ColumnContext, height: Int, wall: Int64, markUntil: Int64) {
    let columns = kind.columns
    var old: [Int64: WindowRow] = [:]
    for row in window { old[row.id] = row }
    window = (top..<max(top, min(index.count, top + height))).map { position in
      let row = index[position]
      let object = kind.object(row, context.world)
      let cells = columns.map { $0.cell(context, object) }
      return WindowRow(
        id: Int64(row), cells: cells,
        marks: Highlights.compare(old[Int64(row)], cells, wall, markUntil) { columns[$0].isClock })
    }
  }
}

/// Highlights on cells that changed a moment ago.
enum Highlights {
  static func compare(
    _ old: WindowRow?, _ cells: [CellText], _ wall: Int64, _ until: Int64, isClock: (Int) -> Bool
  ) -> [Int64] {
    guard let old, old.cells.count == cells.count else { return [Int64](repeating: 0, count: cells.count) }
    return cells.indices.map { column in
      if old.cells[column] != cells[column], !isClock(column) { return until }
      return old.marks[column] > wall ? old.marks[column] : 0
    }
  }
}
