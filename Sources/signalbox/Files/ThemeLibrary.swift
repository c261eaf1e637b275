import Canvas
import Configuration
import Dashboard
import Foundation

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
