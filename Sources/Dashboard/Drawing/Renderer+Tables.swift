import Canvas
import Lifecycles
import Simulation

/// Tables, the record and pages.
extension Renderer {
  // MARK: Tables

  mutating func drawTable(_ kind: TableKind) {
    guard let table = model.tables[kind] else { return }
    let columns = kind.columns
    let count = model.marks[kind]?.count ?? 0
    let hidden = count > 0 && count <= 20_000 ? model.hiddenMarks : 0
    let aside = hidden > 0 ? ", \(hidden) not shown" : ""
    let marked = count > 0 ? "\(EventText.grouped(Int64(count))) marked\(aside)  " : ""
    let arrow = table.isDescending ? glyphs.descending : glyphs.ascending
    let shown =
      table.filter.isEmpty
      ? EventText.grouped(Int64(table.count))
      : "\(EventText.grouped(Int64(table.count)))/\(EventText.grouped(Int64(table.index.total)))"
    drawRule(
      left: table.filter.isEmpty ? "" : "filter: \(table.filter.text)",
      right: "\(marked)sorted by \(columns[table.sortColumn].title) \(arrow)  \(kind.counted(shown, table.index.total))"
    )
    let layout = ColumnLayout.fit(columns.map { ($0.minimum, $0.ideal, $0.rank) }, width: model.width - 2)
    for part in layout {
      let isSorted = part.index == table.sortColumn
      canvas.put(
        columns[part.index].title, x: 1 + part.x, y: 3, Style(isSorted ? .accent : .heading), width: part.width,
        align: columns[part.index].align)
    }
    if table.window.isEmpty {
      let reason = table.filter.isEmpty ? "There are no \(kind.noun)." : "No \(kind.noun) match; Esc lifts the filter."
      canvas.put(reason, x: 2, y: 5, Style(.muted))
    }
    for (line, row) in table.window.enumerated() {
      drawRow(row, y: 4 + line, isCursor: table.cursor.map { Int64($0) } == row.id, layout) { columns[$0].align }
      if model.isMarked(Int(row.id), kind) {
        let isCursor = table.cursor.map { Int64($0) } == row.id
        canvas.put(glyphs.mark, x: 0, y: 4 + line, Style(.marked, isCursor: isCursor))
      }
    }
  }

  mutating func drawRow(
    _ row: WindowRow, y: Int, isCursor: Bool, _ layout: [(index: Int, x: Int, width: Int)], align: (Int) -> Alignment
  ) {
    if isCursor {
      canvas.fill(x: 0, y: y, width: model.width, Style(.text, isCursor: true))
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

  mutating func drawEvents() {
    let columns = EventText.columns
    let state = model.events
    let count = EventText.grouped(Int64(state.count(model.log)))
    drawRule(
      left: state.filter.isEmpty ? "" : "filter: \(state.filter.text)",
      right: "\(state.isFollowing ? "following the end" : "End follows again")  \(count) events")
    let layout = ColumnLayout.fit(columns.map { ($0.minimum, $0.ideal, $0.rank) }, width: model.width - 2)
    for part in layout {
      canvas.put(
        columns[part.index].title, x: 1 + part.x, y: 3, Style(.heading), width: part.width,
        align: columns[part.index].align)
    }
    if state.window.isEmpty {
      canvas.put(
        "No events\(state.filter.isEmpty ? " yet." : " match; Esc lifts the filter.")", x: 2, y: 5, Style(.muted))
    }
    for (line, row) in state.window.enumerated() {
      drawRow(row, y: 4 + line, isCursor: state.cursor == row.id, layout) { columns[$0].align }
    }
  }

  // MARK: Pages

  mutating func drawPage(_ page: ObjectPage) {
    let title = ObjectPage.title(model.world, page.entity, glyphs)
    drawRule(left: title, right: "")
    var x = model.width
    // Tabs stand on the right of the tab line while an object is open.
    for tab in ObjectPage.Tab.allCases.reversed() {
      x -= DisplayWidth.of(tab.title) + 2
      guard x > 1 else { break }
      if model.width >= 126 { canvas.put(tab.title, x: x, y: 1, Style(tab == page.tab ? .tabActive : .tab)) }
    }
    if model.width < 126 {
      let name = "\(page.tab.title) (\(page.tab.rawValue + 1)/\(ObjectPage.Tab.allCases.count))"
      canvas.put(" \(name) ", x: model.width - DisplayWidth.of(name) - 3, y: 2, Style(.tabActive))
    }
    drawLines(page.state, from: 3)
  }

  mutating func drawLines(_ state: PageState, from y: Int) {
    let height = model.height - 2 - y - (model.showsFullPage ? 0 : model.runLines)
    for line in 0..<height where state.lines.indices.contains(state.top + line) {
      let index = state.top + line
      drawLine(state.lines[index], y: y + line, isCursor: state.selected == index)
    }
    if state.top + height < state.lines.count {
      let more = " \(state.lines.count - state.top - height) more lines "
      if model.notice == nil {
        canvas.put(more, x: model.width - DisplayWidth.of(more) - 1, y: y + height, Style(.muted))
      }
    }
  }

  mutating func drawLine(_ line: PageLine, y: Int, isCursor: Bool, x start: Int = 1, width: Int? = nil) {
    let end = width.map { start + $0 } ?? model.width
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
