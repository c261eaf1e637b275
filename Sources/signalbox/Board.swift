import CNcurses
import Canvas
import Configuration
import Dashboard
import Feed
import Foundation
import Simulation
import Terminal

/// Opens the board on a simulated world or on a feed.
enum Board {
  /// What of the board the command line says beside its look.
  struct Manner {
    var isPaused = false
    /// Nil takes the configuration's.
    var speed: Int64?
    var isReadOnly = false
    /// In bytes.
    var checkpointMemory = 128 << 20
    /// Where in the run to begin, as `g` takes it.
    var place: String?

    /// Goes to the place where one wants to begin.
    func settle(_ model: inout Model) throws {
      guard let place else { return }
      if case .failure(let refusal) = model.go(toPlace: place) { throw Failure.input("--go-to: \(refusal.reason)") }
    }
  }

  static func open(scenario: Scenario, look: LookOptions, manner: Manner) throws {
    let appearance = try look.load()
    try run(appearance) { terminal, loop in
      var history = Recent()
      let isLarge = scenario.accounts > 1_000
      var shown = -1
      let simulator = try Simulator(scenario) { percent, events in
        // Signals are read by the loop, and there is none yet.
        for wake in terminal.wait(milliseconds: 0) {
          if case .terminate(let signal) = wake { throw Interrupted(signal: signal) }
          if case .hangUp = wake { throw Interrupted(signal: SIGHUP) }
          // What is typed ahead is not lost.
          loop.early.append(wake)
        }
        history.add(events)
        if isLarge, percent / 5 != shown / 5 || shown < 0 {
          shown = percent
          showProgress(percent, scenario, &terminal, loop)
        }
      }
      var options = options(appearance, loop)
      options.title = scenario.name
      options.isPaused = manner.isPaused
      options.speed = manner.speed ?? appearance.configuration.speed
      options.isReadOnly = manner.isReadOnly
      var model = Model(
        source: Source(Timeline(simulator, memory: manner.checkpointMemory)), glyphs: loop.glyphs,
        width: terminal.columns, height: terminal.rows, options: options, history: history.events)
      history = Recent()
      try manner.settle(&model)
      return loop.run(&model, &terminal, feed: nil)
    }
  }

  static func watch(_ path: String, look: LookOptions) throws {
    let appearance = try look.load()
    if path == "-", isatty(STDIN_FILENO) == 1 {
      throw Failure.input("standard input is the terminal; give a file, or pipe a feed in: command | signalbox watch -")
    }
    let input = try Files.feed(path)
    try run(appearance) { terminal, loop in
      var options = options(appearance, loop)
      options.title = path == "-" ? "standard input" : (path as NSString).lastPathComponent
      var model = Model(
        source: Source(feed: FeedReader.emptyWorld()), glyphs: loop.glyphs, width: terminal.columns,
        height: terminal.rows, options: options)
      return loop.run(&model, &terminal, feed: FeedPump(input))
    }
  }

  /// The latest events of a world that is being made: the record keeps no more, and a large world has many.
  struct Recent {
    private static let most = 100_000
    private(set) var events: [Event] = []

    mutating func add(_ new: [Event]) {
      events += new.suffix(Self.most)
      if events.count > 2 * Self.most { events.removeFirst(events.count - Self.most) }
    }
  }

  private static func options(_ appearance: Appearance, _ loop: BoardLoop) -> Model.Options {
    var options = Model.Options()
    options.screen = appearance.configuration.screen
    options.preferences = appearance.preferences(loop.themeName)
    options.problem = loop.problem ?? appearance.problem
    return options
  }

  /// Somebody had enough before the world was ready.
  private struct Interrupted: Error {
    let signal: Int32
  }

  private static func run(
    _ appearance: Appearance, _ body: (inout Terminal, inout BoardLoop) throws -> BoardLoop.Ending
  ) throws {
    do {
      let ending = try withTerminal(depth: appearance.configuration.colours, asks: appearance.asks) { terminal in
        var loop = try BoardLoop(appearance, terminal.answer, terminal.depth)
        terminal.useMouse(appearance.configuration.preferences.hasMouse)
        let ending = try body(&terminal, &loop)
        if appearance.configuration.preferences.isFirstRun { UserFiles.noteWelcome() }
        return ending
      }
      if case .signal(let signal) = ending { sb_die_by(signal) }
    } catch let interrupted as Interrupted {
      sb_die_by(interrupted.signal)
    } catch let error as TerminalError {
      throw Failure.failed(error.message)
    }
  }

  private static func showProgress(
    _ percent: Int, _ scenario: Scenario, _ terminal: inout Terminal, _ loop: BoardLoop
  ) {
    var canvas = Canvas(width: terminal.columns, height: terminal.rows)
    let width = min(40, max(1, terminal.columns - 4))
    canvas.put("Making a world of \(scenario.accounts) accounts", x: 2, y: 1, Style(.heading))
    let cells = width * percent / 100
    canvas.put(String(repeating: loop.glyphs.full, count: cells), x: 2, y: 3, Style(.working))
    canvas.put(String(repeating: loop.glyphs.empty, count: width - cells), x: 2 + cells, y: 3, Style(.muted))
    terminal.show(canvas, theme: loop.theme)
  }
}
