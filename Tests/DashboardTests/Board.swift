import Canvas
import Configuration
import Dashboard
import Lifecycles
import Simulation

/// A board without a terminal: keys in, canvases out, time by ticks.
struct TestBoard {
  var model: Model
  /// The wall clock of a machine that has been up for some days.
  static let start: Int64 = 400_000_000
  private var wall = Self.start

  init(
    _ scenario: Scenario = .builtIn, width: Int = 140, height: Int = 40, isASCII: Bool = false,
    paused: Bool = true, readOnly: Bool = false, screen: Screen = .connections,
    preferences: Preferences = Preferences(), recording: Recording? = nil, news: String? = nil,
    recordEnd: Int64? = nil, searchLimit: Int = 3_000_000
  ) throws {
    var options = Model.Options()
    options.title = scenario.name
    options.isPaused = paused
    options.isReadOnly = readOnly
    options.screen = screen
    options.preferences = preferences
    options.recording = recording
    options.news = news
    options.recordEnd = recordEnd
    options.searchLimit = searchLimit
    let theme = try ThemeFile.parse(ThemeFile.builtInText("dark") ?? "", file: "dark")
    let (simulator, history) = scenario == .builtIn ? Self.builtIn : Self.run(scenario)
    model = Model(
      source: Source(simulator), glyphs: Glyphs(theme: theme, isASCII: isASCII), width: width, height: height,
      options: options, history: history)
    _ = model.update(.tick(wall))
  }

  /// The built-in world is created once. Worlds are values, so every board has its own.
  private static let builtIn = run(.builtIn)

  private static func run(_ scenario: Scenario) -> (Simulator, [Event]) {
    var history: [Event] = []
    let simulator = Simulator(scenario) { _, events, _ in history += events }
    return (simulator, history)
  }

  /// One account and no chance: only what the test does happens.
  static func quiet(_ providers: [String], status: ConnectionStatus = .connected) -> Scenario {
    var scenario = Scenario()
    scenario.name = "quiet"
    scenario.accounts = 0
    scenario.hasChance = false
    scenario.warmUp = Span.minute
    var account = NamedAccount(name: "Cobalt Foods")
    account.connections = providers.map { name in
      var connection = NamedConnection(provider: name)
      connection.status = status
      return connection
    }
    scenario.named = [account]
    return scenario
  }

  @discardableResult
  mutating func press(_ keys: Key...) -> [Effect] { keys.flatMap { model.update(.key($0)) } }

  @discardableResult
  mutating func type(_ text: String) -> [Effect] {
    text.unicodeScalars.flatMap { model.update(.key($0 == "\r" ? .enter : $0 == "\u{1B}" ? .escape : .character($0))) }
  }

  mutating func tick(_ milliseconds: Int64 = 100) {
    wall += milliseconds
    _ = model.update(.tick(wall))
  }

  var canvas: Canvas { Renderer.draw(model) }
  var text: String { canvas.text }
  func line(_ y: Int) -> String { canvas.text(y) }
  /// The board's message, or the line being typed.
  var message: String { model.notice?.text ?? line(model.height - 2) }
  /// The lines of a table's rows.
  var rowLines: Range<Int> { 4..<4 + model.tableHeight }
  /// The line of the cursor.
  var cursorLine: Int? { Self.cursorLine(canvas) }
  var cursorText: String {
    let canvas = canvas
    return Self.cursorLine(canvas).map { canvas.text($0) } ?? ""
  }

  private static func cursorLine(_ canvas: Canvas) -> Int? {
    (4..<canvas.height - 2).first { canvas[0, $0].style.isCursor }
  }
}
