import ArgumentParser
import CNcurses
import Canvas
import Configuration
import Dashboard
import Foundation
import Queries
import Simulation
import Terminal

/// Opens the board on a simulated world or on a feed.
enum Board {
  /// Command-line options of the board other than its appearance.
  struct StartOptions {
    var isPaused = false
    /// Nil to use the configuration's.
    var speed: Int64?
    var isReadOnly = false
    /// In bytes.
    var checkpointMemory = Timeline.defaultMemory
    var place: StartingPlace?
  }

  /// From so many accounts on, progress is shown from the start, because making the world takes seconds.
  private static let largeWorld = 1_000
  /// Shorter waits show no progress, which would only flicker. In milliseconds.
  private static let progressDelay: Int64 = 300
  /// Progress is shown again after so many percent, or after `progressDelay`.
  private static let progressStep = 5

  static func open(_ plan: RunPlan, _ appearance: Appearance, start: StartOptions) throws {
    try run(appearance) { terminal, loop, lost in
      let isLarge = if case .new(let scenario) = plan.kind { scenario.accounts > largeWorld } else { false }
      let made = try making(isLarge: isLarge, &terminal, &loop, plan.make)
      var options = options(appearance, loop)
      options.isPaused = start.isPaused
      options.speed = start.speed ?? appearance.configuration.speed
      if start.isReadOnly { options.access = .readOnly }
      made.tell(&options)
      var board = BoardState(
        source: .simulated(made.timeline(start.checkpointMemory)), glyphs: loop.performer.glyphs,
        width: terminal.columns, height: terminal.rows, options: options, history: made.history)
      try start.place?.go(&board)
      let ending = loop.run(&board, &terminal, EventSources(journal: made.journal, follower: made.follower))
      lost = made.journal?.close(board)
      return ending
    }
  }

  static func watch(_ path: String, display: DisplayOptions, journals: JournalOptions) throws {
    let appearance = try display.load()
    if path == "-", isatty(STDIN_FILENO) == 1 {
      throw Failure.input(
        "standard input is a terminal. Name a file, or pipe a feed: signalbox simulate | signalbox watch -")
    }
    let plan = FeedPlan(path: path, journals: journals, syncsAlways: appearance.configuration.syncsAlways)
    try run(appearance) { terminal, loop, lost in
      let feed = try making(isLarge: false, &terminal, &loop, plan.open)
      var options = options(appearance, loop)
      options.title = feed.title
      options.recording = feed.journal?.recording
      options.actions = feed.actions
      if let problem = feed.problem?.message {
        options.problem = options.problem.map { "\($0); \(problem)" } ?? problem
      }
      options.news = feed.news
      options.access = feed.access
      var board = BoardState(
        source: Source(feed: feed.world), glyphs: loop.performer.glyphs, width: terminal.columns,
        height: terminal.rows, options: options)
      let ending = loop.run(&board, &terminal, EventSources(feed: feed.pump, journal: feed.journal))
      lost = feed.journal?.close(board)
      return ending
    }
  }

  private static func options(_ appearance: Appearance, _ loop: BoardLoop) -> BoardOptions {
    var options = BoardOptions()
    options.screen = appearance.configuration.screen
    options.preferences = appearance.preferences(loop.performer.themeName)
    options.problem = (loop.performer.problem ?? appearance.problem)?.message
    return options
  }

  /// The person canceled before the world was ready.
  private struct Interrupted: Error {
    let signal: Int32
  }

  private static func run(
    _ appearance: Appearance, _ body: (inout Terminal, inout BoardLoop, inout Failure?) throws -> BoardLoop.Ending
  ) throws {
    var lost: Failure?
    do {
      let ending = try withTerminal(depth: appearance.configuration.colors, asks: appearance.asks) { terminal in
        var loop = BoardLoop(try EffectPerformer(appearance, terminal.answer, terminal.depth))
        terminal.useMouse(appearance.configuration.preferences.hasMouse)
        let ending = try body(&terminal, &loop, &lost)
        if appearance.configuration.preferences.isFirstRun { UserFiles.noteWelcome() }
        return ending
      }
      // The terminal is restored, so this message stays on it.
      if let lost { Output.error("signalbox: \(lost.message)") }
      if case .signal(let signal) = ending { sb_die_by(signal) }
      if lost != nil { throw ExitCode.failure }
    } catch let interrupted as Interrupted {
      sb_die_by(interrupted.signal)
    } catch let error as TerminalError {
      throw Failure.failed(error.message)
    }
  }

  /// Runs a slow step, showing its progress. Typed keys are kept, and signals end it.
  ///
  /// - Parameter isLarge: whether people will have to wait.
  private static func making<Made>(
    isLarge: Bool, _ terminal: inout Terminal, _ loop: inout BoardLoop, _ make: (RunPlan.Progress) throws -> Made
  ) throws -> Made {
    let start = BoardLoop.now()
    var shown: (percent: Int, wall: Int64) = (-progressStep, start)
    return try make { percent, text in
      // Signals are read by the loop, which is not running yet.
      for event in terminal.wait(milliseconds: 0) {
        if case .terminate(let signal) = event { throw Interrupted(signal: signal) }
        if case .hangUp = event { throw Interrupted(signal: SIGHUP) }
        // Keys typed ahead are kept.
        loop.early.append(event)
      }
      let now = BoardLoop.now()
      let isNext = percent / progressStep != shown.percent / progressStep || now - shown.wall > progressDelay
      guard isLarge || now - start > progressDelay, isNext else { return }
      shown = (percent, now)
      showProgress(percent, text, &terminal, loop)
    }
  }

  private static func showProgress(
    _ percent: Int, _ text: String, _ terminal: inout Terminal, _ loop: BoardLoop
  ) {
    var canvas = Canvas(width: terminal.columns, height: terminal.rows)
    let width = min(40, max(1, terminal.columns - 4))
    canvas.put(text, x: 2, y: 1, Style(.heading))
    let cells = width * percent / 100
    canvas.put(String(repeating: loop.performer.glyphs.full, count: cells), x: 2, y: 3, Style(.working))
    canvas.put(String(repeating: loop.performer.glyphs.empty, count: width - cells), x: 2 + cells, y: 3, Style(.muted))
    terminal.show(canvas, theme: loop.performer.theme)
  }
}
