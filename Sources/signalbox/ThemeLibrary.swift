import CNcurses
import Canvas
import Configuration
import Dashboard
import Queries
import Foundation
import Terminal

/// All themes: a person's own, and the built-in ones.
enum ThemeLibrary {
  /// The names of a person's own themes.
  private static var ownNames: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: UserFiles.themes.path)) ?? []
    return files.filter { $0.hasSuffix(".toml") }.map { String($0.dropLast(5)) }.sorted()
  }

  static var names: [String] {
    let own = ownNames
    return own + ThemeFile.builtInNames.filter { !own.contains($0) }
  }

  /// The file of a name or path; nil for a built-in theme.
  static func file(_ name: String) -> URL? {
    if name.contains("/") || name.hasSuffix(".toml") { return URL(fileURLWithPath: name) }
    let own = UserFiles.themes.appendingPathComponent("\(name).toml")
    return FileManager.default.fileExists(atPath: own.path) ? own : nil
  }

  /// A theme by name, or by a file's path.
  static func theme(_ name: String) throws(Failure) -> Theme {
    if let file = file(name) { return try parse(try Files.text(file.path), file: file.path, parents: parents) }
    guard let text = ThemeFile.builtInText(name) else {
      throw .input("unknown theme \(name); name a file by its path\(Suggestion.text(name, names))")
    }
    return try parse(text, file: "\(name).toml", parents: ThemeFile.builtIn)
  }

  private static func parse(_ text: String, file: String, parents: ThemeFile.Parents) throws(Failure) -> Theme {
    do throws(ConfigurationError) { return try ThemeFile.parse(text, file: file, parents: parents) } catch {
      throw .input(error.message)
    }
  }

  /// A theme that another one extends: a person's own, or a built-in one.
  private static func parents(_ name: String) throws(ConfigurationError) -> (text: String, file: String)? {
    let own = UserFiles.themes.appendingPathComponent("\(name).toml")
    guard FileManager.default.fileExists(atPath: own.path) else { return ThemeFile.builtIn(name) }
    do throws(Failure) { return (try Files.text(own.path), own.path) } catch {
      throw ConfigurationError(file: own.path, line: 1, column: 1, problem: error.message)
    }
  }

  /// The list to choose from. An invalid file is reported when it is chosen.
  static func choices(now name: String) -> [ThemeChoice] {
    let names = names
    return (names.contains(name) ? names : [name] + names).map { name in
      ThemeChoice(name: name, about: (try? theme(name))?.about ?? "can't be read")
    }
  }
}

/// The board's appearance.
struct Appearance {
  var configuration: BoardConfiguration
  /// What is wrong with the configuration file.
  var problem: Failure?

  /// Whether the terminal's background must be queried.
  var asks: Bool { configuration.theme == "auto" && configuration.colors != ColorDepth.none }

  /// The name of the configured theme, or of the one that matches the terminal's background.
  func themeName(_ answer: TerminalAnswer) -> String {
    guard configuration.theme == "auto" else { return configuration.theme }
    return answer.isLight ?? Self.isLightByEnvironment ? configuration.themeOnLight : configuration.themeOnDark
  }

  /// Some terminals report it in the environment: `COLORFGBG=0;15`.
  private static var isLightByEnvironment: Bool {
    let ground = ProcessInfo.processInfo.environment["COLORFGBG"]?.split(separator: ";").last.flatMap { Int($0) }
    return ground == 7 || ground == 15
  }

  /// The theme as a terminal can show it.
  func theme(_ name: String, _ depth: ColorDepth) throws(Failure) -> Theme {
    let theme = try ThemeLibrary.theme(name)
    // Without colors, attributes must do. A theme without one for its cursor wasn't made for that.
    let isUsable =
      depth != .none || !theme.textStyle(Style(.text, isCursor: true)).cellAttributes(.none).attributes.isEmpty
    return isUsable ? theme : try ThemeLibrary.theme("monochrome")
  }

  /// The preferences, with what the terminal reported.
  func preferences(_ themeName: String) -> Preferences {
    var preferences = configuration.preferences
    preferences.theme = themeName
    preferences.themes = ThemeLibrary.choices(now: themeName)
    return preferences
  }
}

/// Reports when something in a folder is saved.
final class FolderWatch {
  let descriptor: Int32

  /// Nil if the folder can't be watched.
  init?(_ folder: URL) {
    descriptor = sb_watch_folder(folder.path)
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// Whether a theme was saved since the last call.
  func hasChanged() -> Bool {
    sb_wait([descriptor], 1, 0) & 1 != 0 && sb_watch_saved(descriptor, ".toml") != 0
  }
}
