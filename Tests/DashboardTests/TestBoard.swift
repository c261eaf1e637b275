import Canvas
import Configuration
import Dashboard
import Lifecycles
import Queries
import Rendering
import Simulation
import Testing

/// A board without a terminal: keys in, canvases out, time by ticks.
struct TestBoard {
  var state: BoardState
  /// The wall clock of a machine that has been up for some days.
  static let start: Int64 = 400_000_000
  private var wall = Self.start

  init(
    _ scenario: Scenario = .builtIn, width: Int = 140, height: Int = 40, isASCII: Bool = false,
    paused: Bool = true, readOnly: Bool = false, screen: Screen = .connections,
    preferences: Preferences = Preferences(), recording: Recording? = nil, news: String? = nil,
    recordEnd: Int64? = nil, searchLimit: Int = 3_000_000
  ) throws {
    var options = BoardOptions()
    options.title = scenario.name
    options.isPaused = paused
    if readOnly { options.access = .readOnly }
    options.screen = screen
    options.preferences = preferences
    options.recording = recording
    options.news = news
    if let recordEnd { options.access = .replaying(journal: "run.db", end: recordEnd, hasLeft: false) }
    options.searchLimit = searchLimit
    let theme = try ThemeFile.parse(ThemeFile.builtInText("dark") ?? "", file: "dark")
    let (simulator, history) = scenario == .builtIn ? Self.builtInRun : Self.run(scenario)
    state = BoardState(
      source: .simulated(Timeline(simulator)), glyphs: Glyphs(theme: theme, isASCII: isASCII), width: width,
      height: height, options: options, history: history)
    _ = state.update(.tick(wall))
  }

  /// The built-in world is created once. Worlds are values, so every board has its own.
  private static let builtInRun = run(.builtIn)

  private static func run(_ scenario: Scenario) -> (Simulator, [Event]) {
    var history: [Event] = []
    let simulator = Simulator(scenario) { _, events, _ in history += events }
    return (simulator, history)
  }

  /// Carries out a command that no key gave.
  ///
  /// - Returns: the number of events, or why it was refused.
  @discardableResult
  mutating func submit(_ command: Command) -> Result<Int64, Refusal> {
    if let refusal = state.run.timeline?.check(command) { return .failure(refusal) }
    let before = state.run.sequence
    _ = state.update(.submit(command))
    return .success(state.run.sequence - before)
  }

  @discardableResult
  mutating func press(_ keys: Key...) -> [Effect] { keys.flatMap { state.update(.key($0)) } }

  @discardableResult
  mutating func type(_ text: String) -> [Effect] {
    text.unicodeScalars.flatMap { state.update(.key($0 == "\r" ? .enter : $0 == "\u{1B}" ? .escape : .character($0))) }
  }

  mutating func tick(_ milliseconds: Int64 = 100) {
    wall += milliseconds
    _ = state.update(.tick(wall))
  }

  /// The number of the latest event.
  var sequence: Int64 { state.world.lastSequence }

  var canvas: Canvas { Renderer.draw(state) }
  var text: String { canvas.text }
  /// The board's message, or the line being typed.
  var message: String { state.alerts.message?.text ?? notice }

  // MARK: The screen by name

  /// Where everything on the screen is. Tests read by the names below, so that a line can move.
  var lines: ScreenLines { state.lines }
  func line(_ y: Int) -> String { canvas.text(y) }
  var topLine: String { line(lines.top) }
  var tabs: String { line(lines.tabs) }
  /// The rule with the filter, the sort order and the count, or the title of an open object.
  var rule: String { line(lines.rule) }
  var columnTitles: String { line(lines.columnTitles) }
  /// The rows of a table as they are shown, including empty lines.
  var rows: [String] { text(lines.rows) }
  /// A row of a table, from 0.
  func row(_ number: Int) -> String { line(lines.rows.lowerBound + number) }
  /// The lines of a page of text.
  var page: [String] { text(lines.page) }
  var timeline: String { line(lines.timeline) }
  /// The message or the line being typed.
  var notice: String { line(lines.notice) }
  var hints: String { line(lines.hints) }
  /// What is offered for the line being typed, or what is wrong with it, instead of the hints.
  var completions: String { hints }

  /// The text of some lines.
  func text(_ lines: Range<Int>) -> [String] {
    let canvas = canvas
    return lines.map { canvas.text($0) }
  }

  // MARK: The cursor

  /// The line of the cursor.
  var cursorLine: Int? { cursorLine(canvas) }
  var cursorText: String {
    let canvas = canvas
    return cursorLine(canvas).map { canvas.text($0) } ?? ""
  }

  private func cursorLine(_ canvas: Canvas) -> Int? {
    (lines.rows.lowerBound..<lines.notice).first { canvas[0, $0].style.isCursor }
  }

  // MARK: Built-in scenarios

  /// A board on a built-in scenario, paused.
  static func builtIn(
    _ name: String, screen: Screen = .datasets, width: Int = 140, height: Int = 40
  ) throws -> TestBoard {
    let text = try #require(ScenarioFile.builtInText(name))
    return try TestBoard(ScenarioFile.parse(text, file: name), width: width, height: height, screen: screen)
  }

  /// The morning of the built-in scenario: an outage, two expired consents, an overdue deletion.
  static func badMorning(width: Int = 120, height: Int = 36) throws -> TestBoard {
    var board = try builtIn("bad-morning", screen: .todo, width: width, height: height)
    board.type("g2026-01-19 08:30\r")
    for _ in 0..<200 where board.state.isBusy { board.tick() }
    return board
  }
}

extension String {
  var trimmed: String {
    var text = Substring(self)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

extension BoardState {
  /// The marked objects of the table on the screen.
  var markedNow: Set<ObjectRef> { shownTable.flatMap { tables[$0]?.marks } ?? [] }
}
