import CNcurses
import Canvas
import Configuration
import Dashboard
import Foundation
import Queries
import Terminal

/// Does what the board asks the program to do, and keeps the theme that the terminal shows.
struct EffectPerformer {
  private let appearance: Appearance
  private let depth: ColorDepth
  private let isASCII: Bool
  private(set) var theme: Theme
  private(set) var themeName: String
  /// What is wrong with the requested theme.
  private(set) var problem: Failure?
  var journal: RunJournal?
  /// The folder of a theme file, which is read again when it is saved.
  private var watch: FolderWatch?

  /// - Throws: `Failure` if not even the default theme can be read.
  init(_ appearance: Appearance, _ answer: TerminalAnswer, _ depth: ColorDepth) throws(Failure) {
    self.appearance = appearance
    self.depth = depth
    isASCII = appearance.configuration.isASCII || sb_locale_is_utf8() == 0
    themeName = appearance.themeName(answer)
    do throws(Failure) {
      theme = try appearance.theme(themeName, depth)
    } catch {
      // A mistake in a configured theme doesn't prevent the board from opening.
      problem = error
      themeName = appearance.configuration.themeOnDark
      theme = try ThemeLibrary.theme("dark")
    }
    watch = Self.watch(themeName)
  }

  var glyphs: Glyphs { Glyphs(theme: theme, isASCII: isASCII) }

  /// Readable when a theme file may have been saved; nil if there is none.
  var descriptor: Int32? { watch?.descriptor }

  private static func watch(_ theme: String) -> FolderWatch? {
    ThemeLibrary.file(theme).flatMap { FolderWatch($0.deletingLastPathComponent()) }
  }

  /// Performs effects, and what they lead to. Returns whether to quit.
  mutating func perform(_ effects: [Effect], _ board: inout BoardState, _ terminal: inout Terminal) -> Bool {
    var rest = effects[...]
    while !rest.isEmpty {
      var followUps: [Effect] = []
      for effect in rest {
        if effect == .quit { return true }
        if let message = perform(effect, board, &terminal) { followUps += board.update(message) }
      }
      rest = followUps[...]
    }
    return false
  }

  /// Reads a theme file again if it was saved. Returns whether it was.
  mutating func followTheme(_ board: inout BoardState, _ terminal: inout Terminal) -> Bool {
    guard watch?.hasChanged() == true else { return false }
    _ = perform([.theme(themeName)], &board, &terminal)
    return true
  }

  /// - Returns: what the board should know about the result; nil for nothing.
  private mutating func perform(_ effect: Effect, _ board: BoardState, _ terminal: inout Terminal) -> Message? {
    switch effect {
    case .quit: break
    case .redraw: terminal.redraw()
    case .copy(let text):
      terminal.copy(base64: Data(text.utf8).base64EncodedString(), isInTmux: Self.isInTmux)
    case .ring(let text): ring(text, &terminal)
    case .record(let entries): journal?.add(entries)
    case .stopRecording:
      journal?.stop()
      return .recordingStopped
    case .mouse(let isOn): terminal.useMouse(isOn)
    case .theme(let name): return show(theme: name, &terminal)
    case .keepFilters(let filters): return problem { () throws(Failure) in try UserFiles.keep(filters: filters) }
    case .keepViews(let views): return problem { () throws(Failure) in try UserFiles.keep(views: views) }
    case .write(let export, let text, let path):
      return Self.message(
        ExportWriter.write(Array(text.utf8), path: path).map { "saved \(path)" }, export, path)
    case .save(let export, let path):
      return Self.message(ExportWriter.save(export, path: path, board.run.timeline), .run(export), path)
    }
    return nil
  }

  /// What is wrong, for the board, if something can't be done; nil if it is done.
  private func problem(_ body: () throws(Failure) -> Void) -> Message? {
    do throws(Failure) { try body() } catch { return .notice(error.message, isProblem: true) }
    return nil
  }

  private static var isInTmux: Bool { ProcessInfo.processInfo.environment["TMUX"] != nil }

  private static func message(_ result: Result<String, Failure>, _ export: Export, _ path: String) -> Message {
    switch result {
    case .success(let text): .notice(text, isProblem: false)
    case .failure(let failure): .notSaved(export, path: path, problem: failure.message)
    }
  }

  private func ring(_ text: String, _ terminal: inout Terminal) {
    let ways = appearance.configuration.notices
    terminal.ring(
      text, bell: ways.contains(.bell), osc9: ways.contains(.osc9),
      osc777: ways.contains(.osc777), isInTmux: Self.isInTmux)
  }

  private mutating func show(theme name: String, _ terminal: inout Terminal) -> Message? {
    do throws(Failure) {
      let fresh = try appearance.theme(name, depth)
      if fresh == theme, name == themeName { return nil }
      theme = fresh
      themeName = name
      watch = Self.watch(name)
      terminal.redraw()
      return .themed(name, glyphs)
    } catch {
      // The current theme stays.
      return .notice(error.message, isProblem: true)
    }
  }
}
