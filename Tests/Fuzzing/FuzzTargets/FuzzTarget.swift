import Canvas
import Configuration
import Dashboard
import Queries
import Rendering
import Feed
import Lifecycles
import Simulation
import Terminal

/// An input of the program, for the fuzzer. Each target takes any bytes: invalid input is refused with a message, valid
/// input keeps the invariants. A trap is a finding.
package enum FuzzTarget: String, CaseIterable, Sendable {
  case feed, scenario, theme, config, filter, keys

  package func run(_ bytes: [UInt8]) {
    switch self {
    case .feed: feed(bytes)
    case .scenario: scenario(String(decoding: bytes, as: UTF8.self))
    case .theme: theme(String(decoding: bytes, as: UTF8.self))
    case .config: config(String(decoding: bytes, as: UTF8.self))
    case .filter: filter(String(decoding: bytes, as: UTF8.self))
    case .keys: keys(bytes)
    }
  }

  /// Lines make events, numbered without a gap, and the board can show the result.
  private func feed(_ bytes: [UInt8]) {
    var reader = FeedReader()
    var board = BoardState(
      source: Source(feed: .empty), glyphs: Self.glyphs, width: 100, height: 24,
      options: BoardOptions())
    var facts: [Fact] = []
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      facts += reader.read(line)
    }
    let events = facts.events
    precondition(events.map(\.sequence) == Array(1...Int64(events.count + 1)).dropLast(), "events are numbered")
    _ = board.update(.feedBatch(facts, FeedReport()))
    precondition(events.count == Int(board.world.lastSequence), "every event is part of the world")
    for key in (bytes.count % 2 == 0 ? "37\r" : "52\r").unicodeScalars {
      _ = board.update(.key(key == "\r" ? .enter : .character(key)))
      check(Renderer.draw(board))
    }
  }

  /// A scenario is written and read back, and runs without breaking an invariant.
  private func scenario(_ text: String) {
    guard let scenario = try? ScenarioFile.parse(text, file: "input") else { return }
    let written = ScenarioWriter.text(scenario)
    let again = try? ScenarioFile.parse(written, file: "written")
    precondition(again == scenario, "what is written is what is read")
    guard scenario.accounts <= 10, scenario.named.count <= 10 else { return }
    var simulator = Simulator(withoutBootstrap: scenario)
    var checker = InvariantChecker(roster: simulator.world, settings: scenario.settings)
    simulator.run(until: scenario.start + Span.hour, limit: 3_000)
    for event in simulator.drain() { checker.apply(event) }
    precondition(checker.violations.isEmpty, "\(checker.violations)")
  }

  private func theme(_ text: String) {
    guard let theme = try? ThemeFile.parse(text, file: "input") else { return }
    for role in Role.allCases {
      for depth in [ColorDepth.none, .sixteen, .full, .direct] {
        _ = theme.textStyle(Style(role)).cellAttributes(depth)
      }
    }
    _ = Glyphs(theme: theme, isASCII: true)
  }

  private func config(_ text: String) {
    _ = try? ConfigurationFile.parse(text, file: "input")
    if let views = try? ConfigurationFile.views(text, file: "input") {
      let again = try? ConfigurationFile.views(ConfigurationWriter.text(views), file: "written")
      precondition(again == views, "views that are written are those that are read")
    }
  }

  /// A filter reports a mistake, or matches rows. Typed key by key, it does the same.
  private func filter(_ text: String) {
    let world = Self.board.world
    for isForEvents in [false, true] {
      let filter = Filter(text, isForEvents: isForEvents)
      if isForEvents {
        let matcher = EventMatcher(filter, world)
        for event in Self.board.run.log.events.suffix(50) { _ = matcher.matches(event, world, Self.board.run.log) }
      } else {
        let matcher = Matcher(filter, world)
        for connection in world.connections.indices { _ = matcher.matches(.connection(connection), world) }
      }
    }
    var board = Self.board
    press("/", &board)
    for scalar in text.unicodeScalars.prefix(120) { _ = board.update(.key(.character(scalar))) }
    for key in [Key.tab, .left, .backspace, .enter] {
      _ = board.update(.key(key))
      check(Renderer.draw(board))
    }
  }

  /// Bytes as a terminal sends them, through everything that takes keys.
  private func keys(_ bytes: [UInt8]) {
    var board = Self.board
    var turns = 0
    var filter = EscapeFilter()
    let codes = String(decoding: bytes.prefix(400), as: UTF8.self).unicodeScalars.map {
      EscapeFilter.Code(value: $0.value)
    }
    for input in filter.inputs(codes) {
      switch input {
      case .pasted(let text): _ = board.update(.pasted(text))
      case .unknown: _ = board.update(.key(.other(0)))
      case .code(let code):
        if let key = Terminal.key(ofCharacter: code.value) { _ = board.update(.key(key)) }
      }
      // Some steps, and then a cancel.
      turns = board.isBusy ? turns + 1 : 0
      if turns > 2 { _ = board.update(.key(.escape)) }
    }
    check(Renderer.draw(board))
  }

  private func press(_ text: String, _ board: inout BoardState) {
    for scalar in text.unicodeScalars { _ = board.update(.key(.character(scalar))) }
  }

  /// Output contains nothing that a terminal would obey.
  private func check(_ canvas: Canvas) {
    let isHarmless = canvas.text.unicodeScalars.allSatisfy { scalar in
      scalar == "\n" || (scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value) && scalar.value != 0x202E)
    }
    precondition(isHarmless, "a control character on the canvas")
  }

  private static let glyphs: Glyphs = {
    guard let theme = try? ThemeFile.parse(ThemeFile.builtInText("dark") ?? "", file: "dark") else {
      preconditionFailure("the theme that comes with the program is wrong")
    }
    return Glyphs(theme: theme, isASCII: false)
  }()

  /// A small board. Each input has its own copy.
  private static let board: BoardState = {
    var scenario = Scenario.builtIn
    scenario.accounts = 4
    scenario.warmUp = 12 * Span.hour
    var history: [Event] = []
    let simulator = Simulator(scenario) { _, events, _ in history += events }
    var options = BoardOptions()
    options.isPaused = true
    return BoardState(
      source: .simulated(Timeline(simulator)), glyphs: glyphs, width: 100, height: 24, options: options,
      history: history)
  }()
}
