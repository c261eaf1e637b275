import Canvas
import Dashboard
import Lifecycles
import Queries
import Simulation

/// Tables, events and pages.
extension Renderer {
  // MARK: Tables

  /// Up to this many marks, those hidden by the filter are counted in every frame.
  private static let mostCounted = 20_000

  mutating func drawTable(_ kind: TableKind) {
    guard let table = board.tables[kind] else { return }
    let faces = board.navigation.screen.columns
    let count = table.marks.count
    let hidden = count > 0 && count <= Self.mostCounted ? board.hiddenMarks : 0
    let aside = hidden > 0 ? ", \(hidden) hidden" : ""
    let marked = count > 0 ? "\(Count.grouped(count)) marked\(aside)  " : ""
    let shown =
      table.filter.isEmpty
      ? Count.grouped(table.count)
      : "\(Count.grouped(table.count))/\(Count.grouped(table.index.total))"
    drawRule(
      left: table.filter.isEmpty ? "" : "filter: \(table.filter.text)",
      right: "\(marked)\(sortText(kind, table.sort, faces))  \(kind.counted(shown, table.index.total))"
    )
    let layout = board.layout(board.navigation.screen)
    let alignments = kind.columns.map(\.align)
    for part in layout {
      let isSorted = table.sort.contains { $0.column == part.index }
      canvas.put(
        faces[part.index].title, x: 1 + part.x, y: board.lines.columnTitles, Style(isSorted ? .accent : .heading),
        width: part.width,
        align: alignments[part.index])
    }
    if table.window.isEmpty {
      let reason =
        table.filter.isEmpty
        ? "There are no \(kind.noun)." : "No \(kind.noun) match. \(board.keys.word(.back)) clears the filter."
      canvas.put(reason, x: 2, y: board.lines.rows.lowerBound + 1, Style(.muted))
    }
    for (y, row) in zip(board.lines.rows, table.window) {
      drawRow(row, y: y, isCursor: table.cursor.map { Int64($0) } == row.id, layout) { alignments[$0] }
      if board.isMarked(Int(row.id), kind) {
        let isCursor = table.cursor.map { Int64($0) } == row.id
        canvas.put(glyphs.mark, x: 0, y: y, Style(.marked, isCursor: isCursor))
      }
    }
  }

  mutating func drawRow(
    _ row: WindowRow, y: Int, isCursor: Bool, _ layout: [PlacedColumn], align: (Int) -> Alignment
  ) {
    if isCursor {
      canvas.fill(x: 0, y: y, width: board.viewport.width, Style(.text, isCursor: true))
      canvas.put(glyphs.cursor, x: 0, y: y, Style(.accent, isCursor: true))
    }
    for part in layout {
      let cell = row.cells[part.index]
      let isChanged = row.marks[part.index] > 0
      let style = Style(cell.role, isCursor: isCursor, isChanged: isChanged)
      if isChanged {
        canvas.fill(x: 1 + part.x, y: y, width: part.width, Style(.text, isCursor: isCursor, isChanged: true))
      }
      canvas.put(cell.text, x: 1 + part.x, y: y, style, width: part.width, align: align(part.index))
    }
  }

  /// `worst first`, or `sorted by STATUS ▲, SINCE ▼`
  func sortText(_ kind: TableKind, _ sort: [SortTerm], _ faces: [ColumnFace]) -> String {
    if sort.count == 1, sort[0].column == kind.worstFirstColumn, !sort[0].isDescending { return "worst first" }
    return "sorted by "
      + sort.map { "\(faces[$0.column].title) \($0.isDescending ? glyphs.descending : glyphs.ascending)" }
      .joined(separator: ", ")
  }

  mutating func drawEvents() {
    let columns = EventText.columns
    let state = board.tables.events
    let count = Count.text(state.count(board.run.log), "event")
    drawRule(
      left: [
        state.filter.isEmpty ? "" : "filter: \(state.filter.text)", state.searched.map { "search: \($0)" } ?? "",
      ].filter { !$0.isEmpty }.joined(separator: "  "),
      right: "\(state.isFollowing ? "live" : "End follows live")  \(count)")
    let layout = board.layout(.events)
    for part in layout {
      canvas.put(
        columns[part.index].title, x: 1 + part.x, y: board.lines.columnTitles, Style(.heading), width: part.width,
        align: columns[part.index].align)
    }
    if state.window.isEmpty {
      canvas.put(
        "No events\(state.filter.isEmpty ? " yet." : " match. \(board.keys.word(.back)) clears the filter.")", x: 2,
        y: board.lines.rows.lowerBound + 1, Style(.muted))
    }
    for (y, row) in zip(board.lines.rows, state.window) {
      drawRow(row, y: y, isCursor: state.cursor == row.id, layout) { columns[$0].align }
      if row.isHit { canvas.put(glyphs.hit, x: 0, y: y, Style(.match, isCursor: state.cursor == row.id)) }
    }
  }

  // MARK: Pages

  mutating func drawPage(_ page: ObjectPage) {
    let title = ObjectPage.title(board.world, page.object, glyphs)
    drawRule(left: title, right: "")
    // Until a line is selected, actions apply to the object itself.
    if page.state.selected == nil { canvas.put(glyphs.cursor, x: 0, y: board.lines.rule, Style(.accent)) }
    var x = board.viewport.width
    // Tabs are on the right of the tab line while an object is open.
    for tab in ObjectPage.Tab.allCases.reversed() {
      x -= DisplayWidth.of(tab.title) + 2
      guard x > 1 else { break }
      if board.viewport.width >= 126 {
        canvas.put(tab.title, x: x, y: board.lines.tabs, Style(tab == page.tab ? .tabActive : .tab))
      }
    }
    if board.viewport.width < 126 {
      let name = "\(page.tab.title) (\(page.tab.rawValue + 1)/\(ObjectPage.Tab.allCases.count))"
      canvas.put(
        " \(name) ", x: board.viewport.width - DisplayWidth.of(name) - 3, y: board.lines.rule, Style(.tabActive))
    }
    drawLines(page.state)
  }

  mutating func drawLines(_ state: PageState) {
    let lines = board.navigation.showsFullPage ? board.lines.fullPage : board.lines.page
    let (y, height) = (lines.lowerBound, lines.count)
    for line in 0..<height where state.lines.indices.contains(state.top + line) {
      let index = state.top + line
      drawLine(state.lines[index], y: y + line, isCursor: state.selected == index)
      drawMatches(state.searched, state.lines[index], y: y + line, isHere: state.found == index)
    }
    if state.top + height < state.lines.count {
      let more = " \(Count.text(state.lines.count - state.top - height, "more line")) "
      if board.alerts.message == nil {
        canvas.put(more, x: board.viewport.width - DisplayWidth.of(more) - 1, y: y + height, Style(.muted))
      }
    }
  }

  /// Highlights a search's matches on a line.
  private mutating func drawMatches(_ text: String, _ line: PageLine, y: Int, isHere: Bool) {
    guard !text.isEmpty else { return }
    let whole = line.text.lowercased()
    let needle = text.lowercased()
    var rest = whole[...]
    while let range = rest.firstRange(of: needle) {
      let x = 1 + DisplayWidth.of(String(whole[..<range.lowerBound]))
      canvas.restyle(x: x, y: y, width: min(DisplayWidth.of(needle), board.viewport.width - x)) { style in
        style.role = .match
        style.isCursor = isHere
      }
      rest = rest[range.upperBound...]
    }
  }

  mutating func drawLine(_ line: PageLine, y: Int, isCursor: Bool, x start: Int = 1, width: Int? = nil) {
    let end = width.map { start + $0 } ?? board.viewport.width
    if isCursor {
      canvas.fill(x: start - 1, y: y, width: end - start + 1, Style(.text, isCursor: true))
      canvas.put(glyphs.cursor, x: start - 1, y: y, Style(.accent, isCursor: true))
    }
    var x = start
    for piece in line.pieces where x < end {
      x += canvas.put(piece.text, x: x, y: y, Style(piece.role, isCursor: isCursor), width: end - x)
    }
  }
}
