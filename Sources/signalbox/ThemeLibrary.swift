import CNcurses
import Canvas
import Configuration
import Dashboard
import Foundation
import Terminal

/// The themes at hand: a person's own, and those that come with the program.
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

  /// The file of a name or a path; nil for a theme that comes with the program.
  static func file(_ name: String) -> URL? {
    if name.contains("/") || name.hasSuffix(".toml") { return URL(fileURLWithPath: name) }
    let own = UserFiles.themes.appendingPathComponent("\(name).toml")
    return FileManager.default.fileExists(atPath: own.path) ? own : nil
  }

  /// A theme by its name, or by the path of a file.
  static func theme(_ name: String) throws -> Theme {
    do {
      if let file = file(name) {
        return try ThemeFile.parse(try Files.text(file.path), file: file.path, parents: parents)
      }
      guard let text = ThemeFile.builtInText(name) else {
        throw Failure.input(
          "there is no theme \(name)\(Suggestion.text(name, names)); a file is named by its path")
      }
      return try ThemeFile.parse(text, file: "\(name).toml")
    } catch let error as ConfigurationError {
      throw Failure.input(error.message)
    }
  }

  private static func parents(_ name: String) -> (text: String, file: String)? {
    let own = UserFiles.themes.appendingPathComponent("\(name).toml")
    if let data = try? Data(contentsOf: own) { return (String(decoding: data, as: UTF8.self), own.path) }
    return ThemeFile.builtIn(name)
  }

  /// The list to choose from; a file that is wrong says so when it is chosen.
  static func choices(now name: String) -> [ThemeChoice] {
    let names = names
    return (names.contains(name) ? names : [name] + names).map { name in
      ThemeChoice(name: name, about: (try? theme(name))?.about ?? "cannot be read")
    }
  }
}

/// What the board is to look like.
struct Appearance {
  var configuration: BoardConfiguration
  /// What is wrong with the configuration file.
  var problem: String?

  /// Whether the terminal has to be asked for its ground.
  var asks: Bool { configuration.theme == "auto" && configuration.colours != ColourDepth.none }

  /// The theme's name: of the configuration, or what goes with the terminal's ground.
  func themeName(_ answer: TerminalAnswer) -> String {
    guard configuration.theme == "auto" else { return configuration.theme }
    return answer.isLight ?? Self.isLightByEnvironment ? configuration.themeOnLight : configuration.themeOnDark
  }

  /// Some terminals say so in the environment: `COLORFGBG=0;15`.
  private static var isLightByEnvironment: Bool {
    let ground = ProcessInfo.processInfo.environment["COLORFGBG"]?.split(separator: ";").last.flatMap { Int($0) }
    return ground == 7 || ground == 15
  }

  /// The theme, as a terminal can show it.
  func theme(_ name: String, _ depth: ColourDepth) throws -> Theme {
    let theme = try ThemeLibrary.theme(name)
    // Without colours the attributes have to do it all; a theme that has none for its cursor was not made for it.
    let isUsable = depth != .none || !theme.look(Style(.text, isCursor: true)).paint(.none).attributes.isEmpty
    return isUsable ? theme : try ThemeLibrary.theme("monochrome")
  }

  /// The preferences with what the terminal has told.
  func preferences(_ themeName: String) -> Preferences {
    var preferences = configuration.preferences
    preferences.theme = themeName
    preferences.themes = ThemeLibrary.choices(now: themeName)
    return preferences
  }
}

/// Tells when something in a folder was saved.
final class FolderWatch {
  let descriptor: Int32

  /// Nil where the folder cannot be watched.
  init?(_ folder: URL) {
    descriptor = sb_watch_folder(folder.path)
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// Whether a theme was saved since the last time.
  func hasChanged() -> Bool {
    sb_wait([descriptor], 1, 0) & 1 != 0 && sb_watch_saved(descriptor, ".toml") != 0
  }
}
