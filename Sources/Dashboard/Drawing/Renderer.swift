import Canvas
import Lifecycles
import Simulation

/// Draws the model. Nothing here decides anything.
package struct Renderer {
  package static let minimumWidth = 40
  package static let minimumHeight = 10

  let model: Model
  var canvas: Canvas
  var glyphs: Glyphs { model.glyphs }

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

  mutating func draw() {
    guard model.width >= Self.minimumWidth, model.height >= Self.minimumHeight else {
      canvas.put("needs \(Self.minimumWidth)×\(Self.minimumHeight) cells", x: 0, y: 0, Style(.warning))
      canvas.put("has \(model.width)×\(model.height)", x: 0, y: 1, Style(.muted))
      return
    }
    drawTopBar()
    drawTabs()
    if let page = model.pages.last {
      drawPage(page)
    } else if model.showsProblems {
      drawRule(
        left: model.problemFilter.isEmpty ? "" : "filter: \(model.problemFilter.text)",
        right:
          "grouped by cause, worst first  \(Count.text(model.problems.count, "problem"))")
      drawLines(model.problemState, from: 3)
    } else if let kind = model.screen.table {
      drawTable(kind)
    } else if model.screen == .events {
      drawEvents()
    } else {
      drawRule(left: "", right: "")
      drawLines(model.overview, from: 3)
    }
    drawRun()
    drawNotice()
    // The line below the filter belongs to the filter.
    if case .filter = model.overlay {} else { drawHints() }
    drawOverlay()
  }

  // MARK: Frame

  mutating func drawTopBar() {
    let isPaused = model.isPaused && model.source.kind == .simulated
    let style = Style(isPaused ? .barPaused : .barTop)
    canvas.fill(x: 0, y: 0, width: model.width, style)
    let world = model.world
    var right: [(String, Role)] = []
    if let problem = model.recording?.problem {
      right.append((" \(glyphs.problem) journal: \(problem) ", .barProblem))
    }
    let needs = model.needs
    if needs.problems > 0 {
      let word = model.width < 80 ? "" : " failed"
      right.append((" \(glyphs.problem) \(needs.problems)\(word) ", .barProblem))
    }
    right.append((" \(glyphs.todo) \(needs.todo)\(model.width < 80 ? "" : " to do") ", style.role))
    let rightWidth = right.reduce(0) { $0 + DisplayWidth.of($1.0) }
    var left: [(text: String, rank: Int)] = [(" signalbox ", 3), (" \(model.title) ", 4)]
    switch model.source.kind {
    case .simulated:
      if let scenario = model.source.scenario { left.append((" seed \(scenario.seed) ", 5)) }
      if let end = model.recordEnd {
        left.append((world.lastSequence > end ? " past the recording " : " replay ", 1))
      }
      let pace =
        model.recordingProblem != nil
        ? "waiting" : model.isFollowing ? model.hasWriter ? "following" : "idle" : Speed.title(model.speed)
      left.append((isPaused ? " \(glyphs.pause) PAUSED " : " \(glyphs.play) \(pace) ", 1))
    case .feed: left.append((feedText, 1))
    }
    if model.isReadOnly { left.append((" read-only ", 1)) }
    let clock = model.width < 80 ? "\(ISO8601.clockText(CivilTime(world.now)))Z" : ISO8601.display(world.now)
    left.append((" \(clock) ", 2))
    // Stepping needs the position.
    left.append((" #\(Count.grouped(world.lastSequence)) ", isPaused ? 2 : 6))
    while left.count > 1, left.reduce(0, { $0 + DisplayWidth.of($1.text) }) + rightWidth > model.width {
      let worst = left.indices.max { left[$0].rank < left[$1].rank }!
      left.remove(at: worst)
    }
    var x = 0
    for part in left { x += canvas.put(part.text, x: x, y: 0, style, width: max(0, model.width - rightWidth - x)) }
    x = max(x, model.width - rightWidth)
    for (text, role) in right { x += canvas.put(text, x: x, y: 0, Style(role)) }
  }

  var feedText: String {
    let feed = model.source.feed
    let parts = [
      (feed.hasBegun ? 1 : 0, "incomplete"), (feed.malformed, "malformed"), (feed.unknown, "unknown"),
      (feed.illegal, "illegal"),
      (feed.duplicate, "duplicate"),
      (feed.late, "late"),
    ].filter { $0.0 > 0 }
    return " feed: " + ([Count.text(feed.lines, "line")] + parts.map { "\($0.0) \($0.1)" }).joined(separator: ", ")
      + " "
  }

  mutating func drawTabs() {
    var x = 1
    for tab in TabFrame.all(model) {
      let isActive = tab.screen == model.screen && model.pages.isEmpty
      let used = tab.key.isEmpty ? 0 : canvas.put("\(tab.key) ", x: tab.x, y: 1, Style(.barKey))
      canvas.put(tab.title, x: tab.x + used, y: 1, Style(isActive ? .tabActive : .tab))
      x = tab.x + tab.width + 1
    }
    if model.pages.isEmpty || model.width < 126 { drawConditions(from: x) }
  }

  /// Providers that are not answering are shown on every screen.
  mutating func drawConditions(from x: Int) {
    let world = model.world
    let ill = world.providers.indices.filter { world.providerStates[$0].condition != .normal }
    guard let first = ill.first else { return }
    let more = ill.count > 1 ? " +\(ill.count - 1)" : ""
    let text = "\(world.providerStates[first].condition.title): \(world.providers[first].name)\(more)"
    let width = DisplayWidth.of(text)
    if x + width + 1 < model.width { canvas.put(text, x: model.width - width - 1, y: 1, Style(.warning)) }
  }

  mutating func drawRule(left: String, right: String) {
    canvas.fill(x: 0, y: 2, width: model.width, Style(.frame), with: glyphs.rule)
    let leftWidth = DisplayWidth.of(left)
    // An open object's title has the line to itself, except for its tab.
    let room = model.pages.isEmpty ? model.width / 2 : model.width - 20
    if leftWidth > 0 { canvas.put(" \(left) ", x: 1, y: 2, Style(.accent), width: room) }
    let rightWidth = DisplayWidth.of(right)
    if rightWidth > 0, rightWidth + 4 < model.width {
      canvas.put(" \(right) ", x: model.width - rightWidth - 3, y: 2, Style(.muted))
    }
  }

  mutating func drawNotice() {
    let y = model.height - 2
    if case .filter(let line) = model.overlay {
      drawFilter(line)
      return
    }
    if case .prompt(let prompt) = model.overlay {
      drawInput(
        prompt.purpose.label, prompt.line, hint: prompt.purpose.hint(isRecorded: model.recording != nil),
        problem: prompt.problem)
      return
    }
    guard let notice = model.notice else { return }
    // A long message also takes the line above. Its end says what can be done instead.
    let room = model.width - 2
    let parts = Self.wrap(notice.text, width: room)
    if parts.count > 1 {
      canvas.fill(x: 0, y: y - 1, width: model.width, Style(.text))
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
    let y = model.height - 1
    let isPage = !model.pages.isEmpty
    // A paused run suggests stepping.
    let steps = model.isPaused && model.source.kind == .simulated
    var hints: [(String, String)] =
      isPage
      ? [(glyphs.isASCII ? "</>" : "←→", "tab"), ("Esc", "back")]
      : model.width < 110 ? [] : [(glyphs.isASCII ? "Up/Dn" : "↑↓", "move")]
    let acting = Action.allCases.filter { $0.spec.section == .acting }
    let stepping = Action.allCases.filter { steps && $0.spec.section == .stepping }
    // To do suggests actions first, a paused run stepping.
    let first = model.showsProblems || isPage ? acting + stepping : stepping + acting
    let rest = Action.allCases.filter { $0 != .open && !first.contains($0) }
    for action in [.open] + first + rest {
      guard let hint = action.spec.hint, let key = model.keys.keys(action).first else { continue }
      guard isHinted(action) else { continue }
      hints.append((glyphs.keyNames[key.name] ?? key.name, action == .pause && model.isPaused ? "run" : hint))
    }
    // Help, palette and quit come last and stay at any width.
    let kept = hints.suffix(3).reduce(0) { $0 + DisplayWidth.of($1.0) + DisplayWidth.of($1.1) + 3 }
    for (position, (key, word)) in hints.enumerated() {
      let width = DisplayWidth.of(key) + 1 + DisplayWidth.of(word)
      let room = position < hints.count - 3 ? model.width - kept : model.width
      guard x + width < room else { continue }
      x += canvas.put(key, x: x, y: y, Style(.barKey)) + 1
      x += canvas.put(word, x: x, y: y, Style(.barHint)) + 2
    }
  }

  /// Whether the hints show an action that has a key.
  func isHinted(_ action: Action) -> Bool {
    let isPage = !model.pages.isEmpty
    switch action {
    case .filter: return !isPage && model.screen != .overview
    case .group: return !isPage && model.screen == .todo
    case .snooze: return model.showsProblems
    case .sort, .mark: return model.shownTable != nil
    case .pause, .step, .stepBack, .goTo, .inject, .whatIf, .breakpoints, .export:
      return model.source.kind == .simulated && !isPage
    default: break
    }
    guard action.isCommand else { return true }
    guard model.source.kind == .simulated, !model.isReadOnly, model.target != nil else { return false }
    return canHelp(action)
  }

  /// Whether an action is possible for the selection; for a problem, for one of its first rows.
  private func canHelp(_ action: Action) -> Bool {
    let rows = model.selectedProblem.map { Array($0.rows.prefix(4)) } ?? [model.target].compactMap { $0 }
    return rows.contains { entity in
      switch action {
      case .answer:
        guard entity.kind == .integration else { return false }
        let kind = model.world.integrations[entity.position].kind
        return kind == .dueIn || kind == .overdue
      default:
        guard case .success(let command) = model.command(for: action, on: entity) else { return false }
        return model.source.check(command) == nil
      }
    }
  }
}
