import Canvas
import Dashboard
import Lifecycles
import Queries
import Simulation

/// Draws the board. Nothing here decides anything.
package struct Renderer {
  let board: BoardState
  var canvas: Canvas
  var glyphs: Glyphs { board.glyphs }

  /// The whole screen.
  package static func draw(_ board: BoardState) -> Canvas {
    var renderer = Renderer(board: board)
    renderer.draw()
    return renderer.canvas
  }

  private init(board: BoardState) {
    self.board = board
    canvas = Canvas(width: board.viewport.width, height: board.viewport.height)
    canvas.isASCII = board.glyphs.isASCII
  }

  mutating func draw() {
    guard board.viewport.width >= Viewport.minimumWidth, board.viewport.height >= Viewport.minimumHeight else {
      canvas.put("needs \(Viewport.minimumWidth)×\(Viewport.minimumHeight) cells", x: 0, y: 0, Style(.warning))
      canvas.put("has \(board.viewport.width)×\(board.viewport.height)", x: 0, y: 1, Style(.muted))
      return
    }
    drawTopBar()
    drawTabs()
    if let page = board.navigation.pages.last {
      drawPage(page)
    } else if board.showsProblems {
      drawRule(
        left: board.attention.filter.isEmpty ? "" : "filter: \(board.attention.filter.text)",
        right:
          "grouped by cause, worst first  \(Count.text(board.attention.problems.count, "problem"))")
      drawLines(board.attention.page)
    } else if let kind = board.navigation.screen.table {
      drawTable(kind)
    } else if board.navigation.screen == .events {
      drawEvents()
    } else {
      drawRule(left: "", right: "")
      drawLines(board.overview.page)
    }
    drawRun()
    drawNotice()
    // The line below the filter belongs to the filter.
    if case .filter = board.navigation.overlay {} else { drawHints() }
    drawOverlay()
  }

  // MARK: Frame

  mutating func drawTopBar() {
    let isPaused = board.isStopped
    let style = Style(isPaused ? .barPaused : .barTop)
    canvas.fill(x: 0, y: board.lines.top, width: board.viewport.width, style)
    let world = board.world
    var right: [(String, Role)] = []
    if let problem = board.actionLog.recording?.problem {
      right.append((" \(glyphs.problem) journal: \(problem) ", .barProblem))
    }
    let needs = board.attention.counts
    if needs.problems > 0 {
      let word = board.viewport.width < 80 ? "" : " failed"
      right.append((" \(glyphs.problem) \(needs.problems)\(word) ", .barProblem))
    }
    right.append((" \(glyphs.todo) \(needs.todo)\(board.viewport.width < 80 ? "" : " to do") ", style.role))
    let rightWidth = right.reduce(0) { $0 + DisplayWidth.of($1.0) }
    var left: [(text: String, rank: Int)] = [(" signalbox ", 3), (" \(board.run.title) ", 4)]
    switch board.run.source {
    case .simulated(let timeline):
      left.append((" seed \(timeline.scenario.seed) ", 5))
      if let end = board.run.access.recordEnd {
        left.append((world.lastSequence > end ? " past the recording " : " replay ", 1))
      }
      left.append((isPaused ? " \(glyphs.pause) PAUSED " : " \(glyphs.play) \(pace) ", 1))
    case .feed(_, let report): left.append((Self.text(report), 1))
    }
    if board.run.access.isReadOnly { left.append((" read-only ", 1)) }
    let clock = board.viewport.width < 80 ? "\(ISO8601.clockText(CivilTime(world.now)))Z" : ISO8601.display(world.now)
    left.append((" \(clock) ", 2))
    // Stepping needs the position.
    left.append((" #\(Count.grouped(world.lastSequence)) ", isPaused ? 2 : 6))
    while left.count > 1, left.reduce(0, { $0 + DisplayWidth.of($1.text) }) + rightWidth > board.viewport.width {
      let worst = left.indices.max { left[$0].rank < left[$1].rank }!
      left.remove(at: worst)
    }
    var x = 0
    for part in left {
      x += canvas.put(
        part.text, x: x, y: board.lines.top, style, width: max(0, board.viewport.width - rightWidth - x))
    }
    x = max(x, board.viewport.width - rightWidth)
    for (text, role) in right { x += canvas.put(text, x: x, y: board.lines.top, Style(role)) }
  }

  /// How fast the run goes, or what it waits for.
  private var pace: String {
    if board.recordingRefusal != nil { return "waiting" }
    switch board.run.access {
    case .following(_, let isWritten): return isWritten ? "following" : "idle"
    case .interactive, .readOnly, .replaying: return Speed.title(board.playback.speed)
    }
  }

  /// How many lines of a feed were read, and what was wrong with some.
  private static func text(_ feed: FeedReport) -> String {
    let parts = [
      (feed.hasBegun ? 1 : 0, "incomplete"), (feed.malformed, "malformed"), (feed.unknown, "unknown"),
      (feed.illegal, "illegal"), (feed.duplicate, "duplicate"), (feed.late, "late"),
    ].filter { $0.0 > 0 }
    let counts = [Count.text(feed.lines, "line")] + parts.map { "\($0.0) \($0.1)" }
    return " feed: \(counts.joined(separator: ", ")) "
  }

  mutating func drawTabs() {
    var x = 1
    for tab in TabFrame.all(board) {
      let isActive = tab.screen == board.navigation.screen && board.navigation.pages.isEmpty
      let used = tab.key.isEmpty ? 0 : canvas.put("\(tab.key) ", x: tab.x, y: board.lines.tabs, Style(.barKey))
      canvas.put(tab.title, x: tab.x + used, y: board.lines.tabs, Style(isActive ? .tabActive : .tab))
      x = tab.x + tab.width + 1
    }
    if board.navigation.pages.isEmpty || board.viewport.width < 126 { drawConditions(from: x) }
  }

  /// Providers that are not answering are shown on every screen.
  mutating func drawConditions(from x: Int) {
    let world = board.world
    let ill = world.providers.indices.filter { world.providerStates[$0].condition != .normal }
    guard let first = ill.first else { return }
    let more = ill.count > 1 ? " +\(ill.count - 1)" : ""
    let text = "\(world.providerStates[first].condition.title): \(world.providers[first].name)\(more)"
    let width = DisplayWidth.of(text)
    if x + width + 1 < board.viewport.width {
      canvas.put(text, x: board.viewport.width - width - 1, y: board.lines.tabs, Style(.warning))
    }
  }

  mutating func drawRule(left: String, right: String) {
    let y = board.lines.rule
    canvas.fill(x: 0, y: y, width: board.viewport.width, Style(.frame), with: glyphs.rule)
    let leftWidth = DisplayWidth.of(left)
    // An open object's title has the line to itself, except for its tab.
    let room = board.navigation.pages.isEmpty ? board.viewport.width / 2 : board.viewport.width - 20
    if leftWidth > 0 { canvas.put(" \(left) ", x: 1, y: y, Style(.accent), width: room) }
    let rightWidth = DisplayWidth.of(right)
    if rightWidth > 0, rightWidth + 4 < board.viewport.width {
      canvas.put(" \(right) ", x: board.viewport.width - rightWidth - 3, y: y, Style(.muted))
    }
  }

  mutating func drawNotice() {
    let y = board.lines.notice
    if case .filter(let line) = board.navigation.overlay {
      drawFilter(line)
      return
    }
    if case .prompt(let prompt) = board.navigation.overlay {
      drawInput(
        prompt.purpose.label, prompt.line, hint: prompt.purpose.hint(isRecorded: board.actionLog.recording != nil),
        problem: prompt.problem)
      return
    }
    guard let notice = board.alerts.message else { return }
    // A long message also takes the line above. Its end says what can be done instead.
    let room = board.viewport.width - 2
    let parts = Self.wrap(notice.text, width: room)
    if parts.count > 1 {
      canvas.fill(x: 0, y: y - 1, width: board.viewport.width, Style(.text))
      canvas.put(parts[0], x: 1, y: y - 1, Style(notice.role), width: room)
    }
    canvas.put(parts[parts.count - 1], x: 1, y: y, Style(notice.role), width: room)
  }

  /// The text on one or two lines, wrapped at a space if possible.
  static func wrap(_ text: String, width: Int) -> [String] {
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

  mutating func drawHints() {
    var x = 1
    let y = board.lines.hints
    let hints = board.hints.items
    // Help, palette and quit come last and stay at any width.
    let kept = hints.suffix(3).reduce(0) { $0 + DisplayWidth.of($1.key) + DisplayWidth.of($1.word) + 3 }
    for (position, hint) in hints.enumerated() {
      let width = DisplayWidth.of(hint.key) + 1 + DisplayWidth.of(hint.word)
      let room = position < hints.count - 3 ? board.viewport.width - kept : board.viewport.width
      guard x + width < room else { continue }
      x += canvas.put(hint.key, x: x, y: y, Style(.barKey)) + 1
      x += canvas.put(hint.word, x: x, y: y, Style(.barHint)) + 2
    }
  }
}
