import Canvas
import Lifecycles
import Simulation

/// Draws the model. Nothing here decides anything.
package struct Renderer {
  package static let minimumWidth = 40
  package static let minimumHeight = 10

  private let model: Model
  private var canvas: Canvas
  private var glyphs: Glyphs { model.glyphs }

  /// The whole screen.
  package static func draw(_ model: Model) -> Canvas {
    var renderer = Renderer(model: model)
    renderer.draw()
    return renderer.canvas
  }

  private init(model: Model) {
    self.model = model
    canvas = Canvas(width: model.width, height: model.height)
    canvas.isASCII = model.glyphs.isASCII
  }

  private mutating func draw() {
    guard model.width >= Self.minimumWidth, model.height >= Self.minimumHeight else {
      canvas.put("needs \(Self.minimumWidth)x\(Self.minimumHeight) cells", x: 0, y: 0, Style(.warning))
      canvas.put("and has \(model.width)x\(model.height)", x: 0, y: 1, Style(.muted))
      return
    }
    drawTopBar()
    drawTabs()
    if let page = model.pages.last {
      drawPage(page)
    } else if let kind = model.screen.table {
      drawTable(kind)
    } else if model.screen == .events {
      drawEvents()
    } else {
      drawRule(left: "", right: "")
      drawLines(model.overview, from: 3)
    }
    drawNotice()
    drawHints()
    drawOverlay()
  }

  // MARK: Frame

  private mutating func drawTopBar() {
    let isPaused = model.isPaused && model.source.kind == .simulated
    let style = Style(isPaused ? .barPaused : .barTop)
    canvas.fill(x: 0, y: 0, width: model.width, style)
    let world = model.world
    var right: [(String, Role)] = []
    let needs = model.needs
    if needs.problems > 0 {
      right.append((" \(glyphs.problem) \(needs.problems) problem\(needs.problems == 1 ? "" : "s") ", .barProblem))
    }
    right.append((" \(glyphs.todo) \(needs.todo) to do ", style.role))
    let rightWidth = right.reduce(0) { $0 + DisplayWidth.of($1.0) }
    var left: [(text: String, rank: Int)] = [(" signalbox ", 3), (" \(model.title) ", 4)]
    switch model.source.kind {
    case .simulated:
      if let scenario = model.source.scenario { left.append((" seed \(scenario.seed) ", 5)) }
      left.append((isPaused ? " \(glyphs.pause) PAUSED " : " \(glyphs.play) \(Speed.title(model.speed)) ", 1))
    case .feed: left.append((feedText, 1))
    }
    if model.isReadOnly { left.append((" read-only ", 1)) }
    left.append((" \(ISO8601.display(world.now)) ", 2))
    left.append((" #\(EventText.grouped(world.lastSequence)) ", 6))
    while left.count > 1, left.reduce(0, { $0 + DisplayWidth.of($1.text) }) + rightWidth > model.width {
      let worst = left.indices.max { left[$0].rank < left[$1].rank }!
      left.remove(at: worst)
    }
    var x = 0
    for part in left { x += canvas.put(part.text, x: x, y: 0, style, width: max(0, model.width - rightWidth - x)) }
    x = max(x, model.width - rightWidth)
    for (text, role) in right { x += canvas.put(text, x: x, y: 0, Style(role)) }
  }

  private var feedText: String {
    let feed = model.source.feed
    var text = " feed: \(EventText.grouped(Int64(feed.lines))) lines "
    let parts = [
      (feed.malformed, "malformed"), (feed.unknown, "unknown"), (feed.illegal, "illegal"),
      (feed.duplicate, "duplicate"),
      (feed.late, "late"),
    ].filter { $0.0 > 0 }
    if !parts.isEmpty { text += parts.map { "\($0.0) \($0.1)" }.joined(separator: ", ") + " " }
    return text
  }

  private mutating func drawTabs() {
    var x = 1
    let gap = model.width >= 84 ? 2 : 1
    for screen in Screen.allCases {
      let isActive = screen == model.screen && model.pages.isEmpty
      let title = model.width >= 80 ? screen.title : String(screen.title.prefix(4))
      x += canvas.put("\(screen.rawValue) ", x: x, y: 1, Style(.barKey))
      x += canvas.put(title, x: x, y: 1, Style(isActive ? .tabActive : .tab)) + gap
    }
    if model.pages.isEmpty || model.width < 120 { drawConditions(from: x) }
  }

  /// Providers that do not answer are told on every screen.
  private mutating func drawConditions(from x: Int) {
    let world = model.world
    let ill = world.providers.indices.filter { world.providerStates[$0].condition != .normal }
    guard let first = ill.first else { return }
    let more = ill.count > 1 ? " +\(ill.count - 1)" : ""
    let text = "\(world.providerStates[first].condition.title): \(world.providers[first].name)\(more)"
    let width = DisplayWidth.of(text)
    if x + width + 1 < model.width { canvas.put(text, x: model.width - width - 1, y: 1, Style(.warning)) }
  }

  private mutating func drawRule(left: String, right: String) {
    canvas.fill(x: 0, y: 2, width: model.width, Style(.frame), with: glyphs.rule)
    let leftWidth = DisplayWidth.of(left)
    // An open object's title has the line to itself but for its tab.
    let room = model.pages.isEmpty ? model.width / 2 : model.width - 20
    if leftWidth > 0 { canvas.put(" \(left) ", x: 1, y: 2, Style(.accent), width: room) }
    let rightWidth = DisplayWidth.of(right)
    if rightWidth > 0, rightWidth + 4 < model.width {
      canvas.put(" \(right) ", x: model.width - rightWidth - 3, y: 2, Style(.muted))
    }
  }

  private mutating func drawNotice() {
    let y = model.height - 2
    if case .filter(let text, _) = model.overlay {
      canvas.put("filter: ", x: 1, y: y, Style(.barKey))
      // The end of a long text is where one types.
      let room = max(1, model.width - 22)
      let shown = String(text.suffix(room))
      canvas.put(shown, x: 9, y: y, Style(.input), width: model.width - 10)
      canvas.put(" ", x: 9 + DisplayWidth.of(shown), y: y, Style(.input, isCursor: true))
      if let problem = model.filterProblem {
        canvas.put(
          problem, x: 12 + DisplayWidth.of(shown), y: y, Style(.error),
          width: max(1, model.width - 13 - DisplayWidth.of(shown)))
      }
      return
    }
    guard let notice = model.notice else { return }
    // A long answer takes the line above as well: its end says what can be done instead.
    let room = model.width - 2
    let parts = Self.wrap(notice.text, width: room)
    if parts.count > 1 {
      canvas.fill(x: 0, y: y - 1, width: model.width, Style(.text))
      canvas.put(parts[0], x: 1, y: y - 1, Style(notice.role), width: room)
    }
    canvas.put(parts[parts.count - 1], x: 1, y: y, Style(notice.role), width: room)
  }

  /// The text in one line or two, broken at a space where there is one.
  private static func wrap(_ text: String, width: Int) -> [String] {
    guard DisplayWidth.of(text) > width else { return [text] }
    var first = ""
    for character in text {
      if DisplayWidth.of(first + String(character)) > width { break }
      first.append(character)
    }
    if let space = first.lastIndex(of: " "), first.distance(from: space, to: first.endIndex) < width / 2 {
      first = String(first[..<space])
    }
    return [first, String(text.dropFirst(first.count).drop { $0 == " " })]
  }

  private mutating func drawHints() {
    var x = 1
    let y = model.height - 1
    let isPage = !model.pages.isEmpty
    var hints: [(String, String)] =
      isPage
      ? [(glyphs.isASCII ? "</>" : "←→", "tab"), ("Esc", "back")] : [(glyphs.isASCII ? "Up/Dn" : "↑↓", "move")]
    for action in Action.allCases {
      guard let hint = action.spec.hint, let key = action.spec.keys.first else { continue }
      guard isHinted(action) else { continue }
      hints.append((glyphs.keyNames[key.name] ?? key.name, action == .pause && model.isPaused ? "run" : hint))
    }
    // Help, palette and quit are at the end of the list and stay however narrow it gets.
    let kept = hints.suffix(3).reduce(0) { $0 + DisplayWidth.of($1.0) + DisplayWidth.of($1.1) + 3 }
    for (position, (key, word)) in hints.enumerated() {
      let width = DisplayWidth.of(key) + 1 + DisplayWidth.of(word)
      let room = position < hints.count - 3 ? model.width - kept : model.width
      guard x + width < room else { continue }
      x += canvas.put(key, x: x, y: y, Style(.barKey)) + 1
      x += canvas.put(word, x: x, y: y, Style(.barHint)) + 2
    }
  }

  /// Whether a key is worth a hint where one is.
  private func isHinted(_ action: Action) -> Bool {
    let isPage = !model.pages.isEmpty
    switch action {
    case .filter: return !isPage && model.screen != .overview
    case .sort: return !isPage && model.screen.table != nil
    case .pause, .step: return model.source.kind == .simulated && !isPage
    default: break
    }
    guard action.isCommand else { return true }
    guard model.source.kind == .simulated, !model.isReadOnly, let kind = model.target?.kind else { return false }
    return switch action {
    case .startIntegration, .skipIntegration, .stopIntegration, .answer: kind == .integration
    case .chooseData: kind == .request || kind == .integration
    case .requeue: kind != .request && kind != .provider
    default: kind == .connection || kind == .session || kind == .dataset
    }
  }

  // MARK: Tables

  private mutating func drawTable(_ kind: TableKind) {
    guard let table = model.tables[kind] else { return }
    let columns = kind.columns
    let arrow = table.isDescending ? glyphs.descending : glyphs.ascending
    let shown =
      table.filter.isEmpty
      ? EventText.grouped(Int64(table.count))
      : "\(EventText.grouped(Int64(table.count)))/\(EventText.grouped(Int64(table.index.total)))"
    drawRule(
      left: table.filter.isEmpty ? "" : "filter: \(table.filter.text)",
      right: "sorted by \(columns[table.sortColumn].title) \(arrow)  \(kind.counted(shown, table.index.total))")
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
    }
  }

  private mutating func drawRow(
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

  private mutating func drawEvents() {
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

  private mutating func drawPage(_ page: ObjectPage) {
    let title = ObjectPage.title(model.world, page.entity, glyphs)
    drawRule(left: title, right: "")
    var x = model.width
    // Tabs stand on the right of the tab line while an object is open.
    for tab in ObjectPage.Tab.allCases.reversed() {
      x -= DisplayWidth.of(tab.title) + 2
      guard x > 1 else { break }
      if model.width >= 120 { canvas.put(tab.title, x: x, y: 1, Style(tab == page.tab ? .tabActive : .tab)) }
    }
    if model.width < 120 {
      let name = "\(page.tab.title) (\(page.tab.rawValue + 1)/\(ObjectPage.Tab.allCases.count))"
      canvas.put(" \(name) ", x: model.width - DisplayWidth.of(name) - 3, y: 2, Style(.tabActive))
    }
    drawLines(page.state, from: 3)
  }

  private mutating func drawLines(_ state: PageState, from y: Int) {
    let height = model.height - 2 - y
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

  private mutating func drawLine(_ line: PageLine, y: Int, isCursor: Bool, x start: Int = 1, width: Int? = nil) {
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

  // MARK: Overlays

  private mutating func drawOverlay() {
    switch model.overlay {
    case .help(let top): drawHelp(top)
    case .picker(let picker): drawPicker(picker)
    case .confirmation(let confirmation): drawConfirmation(confirmation)
    case .filter, nil: break
    }
  }

  private mutating func drawBox(x: Int, y: Int, width: Int, height: Int, title: String) {
    let corners = glyphs.corners
    for line in y..<y + height { canvas.fill(x: x, y: line, width: width, Style(.text)) }
    for line in [y, y + height - 1] { canvas.fill(x: x, y: line, width: width, Style(.frame), with: glyphs.rule) }
    for line in y + 1..<max(y + 1, y + height - 1) {
      canvas.put(glyphs.side, x: x, y: line, Style(.frame))
      canvas.put(glyphs.side, x: x + width - 1, y: line, Style(.frame))
    }
    canvas.put(corners.0, x: x, y: y, Style(.frame))
    canvas.put(corners.1, x: x + width - 1, y: y, Style(.frame))
    canvas.put(corners.2, x: x, y: y + height - 1, Style(.frame))
    canvas.put(corners.3, x: x + width - 1, y: y + height - 1, Style(.frame))
    canvas.put(" \(title) ", x: x + 2, y: y, Style(.accent), width: width - 4)
  }

  private mutating func drawHelp(_ top: Int) {
    let lines = HelpText.lines(glyphs, width: model.width)
    let width = min(model.width, 132)
    let height = min(model.height - 1, lines.count + 2)
    let x = (model.width - width) / 2
    drawBox(x: x, y: 0, width: width, height: height, title: "Help: any other key closes it")
    for line in 0..<height - 2 where lines.indices.contains(top + line) {
      drawLine(lines[top + line], y: 1 + line, isCursor: false, x: x + 2, width: width - 4)
    }
    let rest = lines.count - top - (height - 2)
    if rest > 0 { canvas.put(" \(rest) more lines: Down, PgDn ", x: x + 2, y: height - 1, Style(.muted)) }
  }

  private mutating func drawPicker(_ picker: Picker) {
    let width = min(model.width - 2, 78)
    let height = min(model.height - 3, max(6, min(picker.items.count, 16) + 4))
    let x = (model.width - width) / 2
    let y = max(1, (model.height - height) / 3)
    drawBox(x: x, y: y, width: width, height: height, title: picker.title)
    let used = canvas.put(
      picker.query.isEmpty ? "type to narrow" : picker.query, x: x + 2, y: y + 1,
      Style(picker.query.isEmpty ? .muted : .input), width: width - 4)
    if !picker.query.isEmpty { canvas.put(" ", x: x + 2 + used, y: y + 1, Style(.input, isCursor: true)) }
    let room = height - 4
    let top = max(0, min(picker.selected - room / 2, picker.matches.count - room))
    if picker.matches.isEmpty { canvas.put("nothing matches", x: x + 2, y: y + 2, Style(.muted)) }
    for line in 0..<room where picker.matches.indices.contains(top + line) {
      let item = picker.items[picker.matches[top + line]]
      drawItem(item, x: x, y: y + 2 + line, width: width, isCursor: top + line == picker.selected)
    }
    if let refusal = picker.current?.refusal {
      canvas.put("not now: \(refusal)", x: x + 2, y: y + height - 2, Style(.warning), width: width - 4)
    } else if case .action(let action) = picker.current?.choice {
      canvas.put(action.spec.help, x: x + 2, y: y + height - 2, Style(.muted), width: width - 4)
    }
  }

  private mutating func drawItem(_ item: Picker.Item, x: Int, y: Int, width: Int, isCursor: Bool) {
    if isCursor { canvas.fill(x: x + 1, y: y, width: width - 2, Style(.text, isCursor: true)) }
    let role: Role = item.refusal == nil ? .text : .muted
    let detail = glyphs.keyNames[item.detail] ?? item.detail
    let detailWidth = DisplayWidth.of(detail)
    canvas.put(item.title, x: x + 3, y: y, Style(role, isCursor: isCursor), width: width - 7 - detailWidth)
    canvas.put(detail, x: x + width - 3 - detailWidth, y: y, Style(.barKey, isCursor: isCursor))
  }

  private mutating func drawConfirmation(_ confirmation: Confirmation) {
    let longest = confirmation.lines.map(DisplayWidth.of).max() ?? 0
    let width = min(model.width - 2, max(48, longest + 6))
    let height = confirmation.lines.count + 5
    let x = (model.width - width) / 2
    let y = max(1, (model.height - height) / 2)
    drawBox(x: x, y: y, width: width, height: height, title: confirmation.title)
    for (line, text) in confirmation.lines.enumerated() {
      canvas.put(text, x: x + 3, y: y + 2 + line, Style(line == 0 ? .heading : .text), width: width - 6)
    }
    let last = y + height - 2
    let used =
      canvas.put("y", x: x + 3, y: last, Style(.barKey))
      + canvas.put(" yes, do it    ", x: x + 4, y: last, Style(.text))
    canvas.put("any other key: no", x: x + 3 + used, y: last, Style(.accent), width: width - 6 - used)
  }
}
