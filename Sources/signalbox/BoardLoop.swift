import CNcurses
import Canvas
import Configuration
import Dashboard
import Foundation
import Terminal

/// The one loop, which connects terminal, dashboard and simulator or feed.
struct BoardLoop {
  /// How the loop ended.
  enum Ending {
    case quit
    /// By a signal. The process ends by the same signal once the terminal is restored.
    case signal(Int32)
  }

  /// The time between frames in milliseconds while the world runs. Keys are handled immediately.
  private static let frame: Int64 = 100

  private let appearance: Appearance
  private let depth: ColorDepth
  private let isASCII: Bool
  private(set) var theme: Theme
  private(set) var themeName: String
  /// What is wrong with the requested theme.
  private(set) var problem: String?
  private var journal: RunJournal?
  /// What was typed before the loop started.
  var early: [Wake] = []
  /// The folder of a theme file, which is read again when it is saved.
  private var watch: FolderWatch?

  /// - Throws: `Failure` if not even the default theme can be read.
  init(_ appearance: Appearance, _ answer: TerminalAnswer, _ depth: ColorDepth) throws {
    self.appearance = appearance
    self.depth = depth
    isASCII = appearance.configuration.isASCII || sb_locale_is_utf8() == 0
    themeName = appearance.themeName(answer)
    do {
      theme = try appearance.theme(themeName, depth)
    } catch let failure as Failure {
      // A mistake in a configured theme doesn't prevent the board from opening.
      problem = failure.message
      themeName = appearance.configuration.themeOnDark
      theme = try ThemeLibrary.theme("dark")
    }
    watch = ThemeLibrary.file(themeName).flatMap { FolderWatch($0.deletingLastPathComponent()) }
  }

  var glyphs: Glyphs { Glyphs(theme: theme, isASCII: isASCII) }

  // MARK: Effects

  /// Performs effects. Returns whether to quit.
  private mutating func perform(_ effects: [Effect], _ model: inout Model, _ terminal: inout Terminal) -> Bool {
    var followUps: [Effect] = []
    for effect in effects {
      switch effect {
      case .quit: return true
      case .redraw: terminal.redraw()
      case .copy(let text):
        terminal.copy(base64: Data(text.utf8).base64EncodedString(), isInTmux: Self.isInTmux)
      case .ring(let text): ring(text, &terminal)
      case .stopRecording:
        journal?.giveUp()
        followUps += model.update(.recordingStopped)
      case .mouse(let isOn): terminal.useMouse(isOn)
      case .theme(let name): followUps += show(theme: name, &model, &terminal)
      case .keepFilters(let filters): followUps += tell(UserFiles.keep(filters: filters), &model)
      case .keepViews(let views): followUps += tell(UserFiles.keep(views: views), &model)
      case .write(let what, let text, let path):
        followUps += tell(Keepsake.write(Array(text.utf8), path: path).map { "saved \(path)" }, what, path, &model)
      case .save(let what, let path):
        guard let timeline = model.source.timeline else { continue }
        followUps += tell(Keepsake.save(what, path: path, timeline), what, path, &model)
      }
    }
    return followUps.isEmpty ? false : perform(followUps, &model, &terminal)
  }

  private static var isInTmux: Bool { ProcessInfo.processInfo.environment["TMUX"] != nil }

  private func tell(_ problem: String?, _ model: inout Model) -> [Effect] {
    problem.map { model.update(.said($0, isProblem: true)) } ?? []
  }

  private func tell(
    _ result: Result<String, Failure>, _ what: TakeHome, _ path: String, _ model: inout Model
  ) -> [Effect] {
    switch result {
    case .success(let text): model.update(.said(text, isProblem: false))
    case .failure(let failure): model.update(.notSaved(what, path: path, problem: failure.message))
    }
  }

  private func ring(_ text: String, _ terminal: inout Terminal) {
    let ways = appearance.configuration.notices
    terminal.ring(
      text, bell: ways.contains(.bell), osc9: ways.contains(.osc9),
      osc777: ways.contains(.osc777), isInTmux: Self.isInTmux)
  }

  private mutating func show(theme name: String, _ model: inout Model, _ terminal: inout Terminal) -> [Effect] {
    do {
      let fresh = try appearance.theme(name, depth)
      if fresh == theme, name == themeName { return [] }
      theme = fresh
      themeName = name
      watch = ThemeLibrary.file(name).flatMap { FolderWatch($0.deletingLastPathComponent()) }
      terminal.redraw()
      return model.update(.themed(name, glyphs))
    } catch {
      // The current theme stays.
      return tell((error as? Failure)?.message ?? "the theme can't be read", &model)
    }
  }

  // MARK: The loop

  static func now() -> Int64 { Int64(DispatchTime.now().uptimeNanoseconds / 1_000_000) }

  /// The board's sources beside the terminal.
  struct Surroundings {
    var feed: FeedPump?
    var journal: RunJournal?
    var follower: RunFollower?

    var descriptors: [Int32] {
      [feed?.descriptor, journal?.descriptor, follower?.descriptor].compactMap { $0 }.filter { $0 >= 0 }
    }

    /// Whether to check them again soon.
    var looksAgain: Bool { feed?.looksAgain == true || follower?.looksAgain == true }

    /// Takes in what they brought; nil for nothing.
    func pump(_ model: inout Model, _ ready: Set<Int32>) -> [Effect]? {
      var effects = feed?.pump(&model)
      if let journal, ready.contains(journal.descriptor) { effects = (effects ?? []) + journal.hear(&model) }
      if let follower, ready.contains(follower.descriptor) || follower.looksAgain {
        effects = (effects ?? []) + follower.pump(&model)
      }
      return effects
    }
  }

  mutating func run(_ model: inout Model, _ terminal: inout Terminal, _ surroundings: Surroundings) -> Ending {
    let (feed, journal) = (surroundings.feed, surroundings.journal)
    self.journal = journal
    var nextFrame = Self.now()
    _ = model.update(.tick(nextFrame))
    terminal.show(Renderer.draw(model), theme: theme)
    let traps = ProcessInfo.processInfo.environment["SIGNALBOX_TEST_TRAP"] != nil
    while true {
      var timeout: Int32 = -1
      if model.needsTicks { timeout = Int32(max(0, min(nextFrame - Self.now(), Self.frame))) }
      if surroundings.looksAgain { timeout = timeout < 0 ? 50 : min(timeout, 50) }
      if feed?.hasMore == true { timeout = 0 }
      let extras = surroundings.descriptors + (watch.map { [$0.descriptor] } ?? [])
      let wakes = early.isEmpty ? terminal.wait(milliseconds: timeout, extras: extras) : early
      early = []
      let ready = terminal.readyExtras
      // Make up for a frame that a slow terminal missed.
      var isDirty = terminal.wantsFrame
      for (number, wake) in wakes.enumerated() {
        let isLast = number == wakes.count - 1
        var effects: [Effect] = []
        switch wake {
        case .key(let key):
          if traps, key == .function(12) { sb_trap() }
          if !model.needsTicks { model.keepTime(Self.now()) }
          effects = model.update(.key(key), isShown: isLast)
        case .pasted(let text): effects = model.update(.pasted(text))
        case .mouse(let mouse): effects = model.update(.mouse(mouse, Self.now()))
        case .resize, .resumed: effects = model.update(.resize(width: terminal.columns, height: terminal.rows))
        case .terminate(let signal): return .signal(signal)
        case .hangUp: return .signal(SIGHUP)
        }
        if perform(effects, &model, &terminal) { return .quit }
        journal?.record(&model)
        isDirty = true
      }
      if let effects = surroundings.pump(&model, ready) {
        _ = perform(effects, &model, &terminal)
        isDirty = true
      }
      if watch?.hasChanged() == true {
        _ = perform([.theme(themeName)], &model, &terminal)
        isDirty = true
      }
      let moment = Self.now()
      if model.needsTicks, moment >= nextFrame {
        _ = perform(model.update(.tick(moment)), &model, &terminal)
        // At maximum speed the next frame starts when this one is drawn.
        nextFrame =
          (model.isRunning && model.speed == .max) || model.isBusy
          ? moment : max(nextFrame + Self.frame, moment + Self.frame / 2)
        isDirty = true
      } else if isDirty, !model.needsTicks {
        // A paused board keeps its clock for what a key shows next.
        nextFrame = moment
        model.keepTime(moment)
      }
      journal?.record(&model)
      if isDirty { terminal.show(Renderer.draw(model), theme: theme) }
    }
  }
}
