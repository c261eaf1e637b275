import CNcurses
import Canvas
import Configuration
import Dashboard
import Feed
import Foundation
import Simulation
import Terminal

/// The one loop: terminal, simulator or feed, and the dashboard between them.
enum Board {
  /// A frame every tenth of a second while the world runs; keys are served at once.
  private static let frame: Int64 = 100

  static func open(
    scenario: Scenario, look: LookOptions, paused: Bool, speed: Int64, readOnly: Bool, checkpointMemory: Int
  ) throws {
    let (theme, depth) = try look.load()
    try run(theme, depth, look.ascii) { terminal, theme, glyphs in
      var history: [Event] = []
      let isLarge = scenario.accounts > 1_000
      var shown = -1
      let simulator = try Simulator(scenario) { percent, events in
        // Signals are read by the loop, and there is none yet.
        for wake in terminal.wait(milliseconds: 0) {
          if case .terminate(let signal) = wake { throw Interrupted(signal: signal) }
          if case .hangUp = wake { throw Interrupted(signal: SIGHUP) }
        }
        // The record keeps its latest part; a large world's beginning would be thrown away at once.
        history += events.suffix(100_000)
        if history.count > 200_000 { history.removeFirst(history.count - 100_000) }
        if isLarge, percent / 5 != shown / 5 || shown < 0 {
          shown = percent
          showProgress(percent, scenario, &terminal, theme, glyphs)
        }
      }
      var options = Model.Options()
      options.title = scenario.name
      options.isPaused = paused
      options.speed = speed
      options.isReadOnly = readOnly
      options.screen = look.screen.screen
      var model = Model(
        source: Source(Timeline(simulator, memory: checkpointMemory)), glyphs: glyphs, width: terminal.columns,
        height: terminal.rows, options: options,
        history: history)
      history = []
      return loop(&model, &terminal, theme, feed: nil)
    }
  }

  static func watch(_ path: String, look: LookOptions) throws {
    let (theme, depth) = try look.load()
    if path == "-", isatty(STDIN_FILENO) == 1 {
      throw Failure.input("standard input is the terminal; give a file, or pipe a feed in: command | signalbox watch -")
    }
    guard let input = LineInput(path: path) else {
      throw Failure.input("the feed \(path) cannot be opened: \(LineInput.lastError)")
    }
    try run(theme, depth, look.ascii) { terminal, theme, glyphs in
      var options = Model.Options()
      options.title = path == "-" ? "standard input" : (path as NSString).lastPathComponent
      options.screen = look.screen.screen
      var model = Model(
        source: Source(feed: FeedReader.emptyWorld()), glyphs: glyphs, width: terminal.columns, height: terminal.rows,
        options: options)
      return loop(&model, &terminal, theme, feed: FeedPump(input))
    }
  }

  /// Somebody had enough before the world was ready.
  private struct Interrupted: Error {
    let signal: Int32
  }

  /// How the loop ended.
  private enum Ending {
    case quit
    /// By a signal; the process ends by it too, once the terminal is as it was.
    case signal(Int32)
  }

  private static func run(
    _ theme: Theme, _ depth: ColourDepth?, _ ascii: Bool, _ body: (inout Terminal, Theme, Glyphs) throws -> Ending
  ) throws {
    do {
      let ending = try withTerminal(depth: depth) { terminal in
        var theme = theme
        // Without colours the attributes have to do it all, which that theme is made for.
        if terminal.depth == .none { theme = try Files.theme("monochrome") }
        let isASCII = ascii || sb_locale_is_utf8() == 0
        return try body(&terminal, theme, Glyphs(theme: theme, isASCII: isASCII))
      }
      if case .signal(let signal) = ending { sb_die_by(signal) }
    } catch let interrupted as Interrupted {
      sb_die_by(interrupted.signal)
    } catch let error as TerminalError {
      throw Failure.failed(error.message)
    }
  }

  private static func showProgress(
    _ percent: Int, _ scenario: Scenario, _ terminal: inout Terminal, _ theme: Theme, _ glyphs: Glyphs
  ) {
    var canvas = Canvas(width: terminal.columns, height: terminal.rows)
    let width = min(40, max(1, terminal.columns - 4))
    canvas.put("Making a world of \(scenario.accounts) accounts", x: 2, y: 1, Style(.heading))
    let cells = width * percent / 100
    canvas.put(String(repeating: glyphs.full, count: cells), x: 2, y: 3, Style(.working))
    canvas.put(String(repeating: glyphs.empty, count: width - cells), x: 2 + cells, y: 3, Style(.muted))
    terminal.show(canvas, theme: theme)
  }

  /// What the board wants of the terminal.
  private static func perform(_ effects: [Effect], _ terminal: borrowing Terminal) {
    for effect in effects {
      switch effect {
      case .copy(let text):
        let isInTmux = ProcessInfo.processInfo.environment["TMUX"] != nil
        terminal.copy(base64: Data(text.utf8).base64EncodedString(), isInTmux: isInTmux)
      case .ring(let text):
        // What comes from outside carries no control characters to the terminal.
        terminal.ring(
          String(
            String.UnicodeScalarView(
              text.unicodeScalars.filter { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })))
      case .quit, .redraw, .save, .write: break
      }
    }
  }

  // MARK: The loop

  private static func now() -> Int64 { Int64(DispatchTime.now().uptimeNanoseconds / 1_000_000) }

  private static func loop(_ model: inout Model, _ terminal: inout Terminal, _ theme: Theme, feed: FeedPump?) -> Ending
  {
    var nextFrame = now()
    _ = model.update(.tick(nextFrame))
    terminal.show(Renderer.draw(model), theme: theme)
    let traps = ProcessInfo.processInfo.environment["SIGNALBOX_TEST_TRAP"] != nil
    while true {
      var timeout: Int32 = -1
      if model.needsTicks { timeout = Int32(max(0, min(nextFrame - now(), frame))) }
      if feed?.hasMore == true { timeout = 0 }
      var isDirty = false
      for wake in terminal.wait(milliseconds: timeout, extra: feed?.descriptor ?? -1) {
        switch wake {
        case .key(let key):
          if traps, key == .function(12) { sb_trap() }
          if !model.needsTicks { model.keepTime(now()) }
          let effects = model.update(.key(key))
          if effects.contains(.quit) { return .quit }
          if effects.contains(.redraw) { terminal.redraw() }
          perform(effects, terminal)
          for case .write(let what, let text, let path) in effects {
            switch Keepsake.write(Array(text.utf8), path: path) {
            case .success: _ = model.update(.said("saved \(path)", isProblem: false))
            case .failure(let failure): _ = model.update(.notSaved(what, path: path, problem: failure.message))
            }
          }
          for case .save(let what, let path) in effects {
            guard let timeline = model.source.timeline else { continue }
            switch Keepsake.save(what, path: path, timeline) {
            case .success(let text): _ = model.update(.said(text, isProblem: false))
            case .failure(let failure): _ = model.update(.notSaved(what, path: path, problem: failure.message))
            }
          }
        case .resize, .resumed: _ = model.update(.resize(width: terminal.columns, height: terminal.rows))
        case .terminate(let signal): return .signal(signal)
        case .hangUp: return .signal(SIGHUP)
        }
        isDirty = true
      }
      if let effects = feed?.pump(&model) {
        perform(effects, terminal)
        isDirty = true
      }
      let moment = now()
      if model.needsTicks, moment >= nextFrame {
        perform(model.update(.tick(moment)), terminal)
        // As fast as it goes means that the next frame begins when this one is drawn.
        nextFrame = model.speed == .max || model.isBusy ? moment : max(nextFrame + frame, moment + frame / 2)
        isDirty = true
      } else if isDirty, !model.needsTicks {
        // A paused board keeps its clock for what a key shows next.
        nextFrame = moment
        model.keepTime(moment)
      }
      if isDirty { terminal.show(Renderer.draw(model), theme: theme) }
    }
  }
}

/// Brings a feed's lines to the model, some milliseconds' worth at a time.
final class FeedPump {
  private let input: LineInput
  private var reader = FeedReader()
  /// Whether lines may be waiting.
  private(set) var hasMore = true

  init(_ input: LineInput) { self.input = input }

  var descriptor: Int32 { input.waitDescriptor }

  /// Takes what has come.
  ///
  /// - Returns: what the board wants done about it; nil where nothing has come.
  func pump(_ model: inout Model) -> [Effect]? {
    let end = DispatchTime.now().uptimeNanoseconds + 12_000_000
    var events: [Event] = []
    let before = reader.lines
    repeat {
      hasMore = model.changeTold { world in
        input.read { line in events += reader.read(line, into: &world) }
      }
    } while hasMore && DispatchTime.now().uptimeNanoseconds < end
    guard reader.lines != before else { return nil }
    var report = FeedReport()
    report.lines = reader.lines
    report.malformed = reader.counts[.malformed] ?? 0
    report.unknown = reader.counts[.unknown] ?? 0
    report.illegal = reader.counts[.illegal] ?? 0
    report.duplicate = reader.counts[.duplicate] ?? 0
    report.late = reader.counts[.late] ?? 0
    model.note(report)
    return model.update(.told(events))
  }
}
