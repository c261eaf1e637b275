import Canvas
import Configuration
import Dashboard
import Queries
import Foundation

/// A person's files: configuration, themes, and what the board keeps between sessions (XDG Base Directory
/// Specification).
enum UserFiles {
  private static func folder(_ variable: String, _ fallback: String) -> URL {
    let environment = ProcessInfo.processInfo.environment
    // The specification says to ignore relative paths.
    if let path = environment[variable], path.hasPrefix("/") {
      return URL(fileURLWithPath: path).appendingPathComponent("signalbox")
    }
    let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSHomeDirectory()
    return URL(fileURLWithPath: home).appendingPathComponent("\(fallback)/signalbox")
  }

  static var settings: URL { folder("XDG_CONFIG_HOME", ".config") }
  static var configurationFile: URL { settings.appendingPathComponent("config.toml") }
  static var themes: URL { settings.appendingPathComponent("themes") }
  static var views: URL { settings.appendingPathComponent("views.toml") }
  private static var state: URL { folder("XDG_STATE_HOME", ".local/state") }
  static var journals: URL { state.appendingPathComponent("journals") }
  private static var filters: URL { state.appendingPathComponent("filters") }
  private static var welcome: URL { state.appendingPathComponent("welcomed") }

  // MARK: Reading

  /// Reads the configuration. If the file is invalid, returns the defaults and what is wrong.
  ///
  /// - Parameter path: a file named on the command line, which must be valid.
  static func configuration(_ path: String?) throws -> (configuration: BoardConfiguration, problem: String?) {
    var result = BoardConfiguration()
    var problems: [String] = []
    func attempt(_ read: () throws -> Void) throws {
      do { try read() } catch let error as ConfigurationError {
        guard path == nil else { throw Failure.input(error.message) }
        problems.append("\(error.message) (the defaults apply until you fix it)")
      }
    }
    if let path {
      try attempt { result = try ConfigurationFile.parse(try Files.text(path), file: path) }
    } else if let text = text(configurationFile) {
      try attempt { result = try ConfigurationFile.parse(text, file: configurationFile.path) }
    } else if FileManager.default.fileExists(atPath: configurationFile.path) {
      problems.append("\(configurationFile.path) can't be read (the defaults apply)")
    }
    if let text = text(views) {
      do {
        let names = result.preferences.views.map(\.name)
        result.preferences.views += try ConfigurationFile.views(text, file: views.path)
          .filter { !names.contains($0.name) }
      } catch let error as ConfigurationError {
        problems.append("\(error.message) (saved views are not loaded until you fix it)")
      }
    }
    result.preferences.filters = text(filters)?.split(separator: "\n").map(String.init) ?? []
    result.preferences.isFirstRun = !FileManager.default.fileExists(atPath: welcome.path)
    return (result, problems.first)
  }

  private static func text(_ file: URL) -> String? {
    (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) }
  }

  // MARK: Writing

  /// Writes a file completely, or not at all.
  private static func keep(_ text: String, _ file: URL) -> String? {
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file, options: .atomic)
      return nil
    } catch {
      return "\(file.path) can't be written"
    }
  }

  /// Saves the views. A file that can't be read is not overwritten, because it may be worth fixing.
  ///
  /// - Returns: why they could not be saved; nil if they were.
  static func keep(views: [SavedView]) -> String? {
    if FileManager.default.fileExists(atPath: Self.views.path) {
      guard let text = text(Self.views) else { return "\(Self.views.path) can't be read, and was not changed" }
      do { _ = try ConfigurationFile.views(text, file: Self.views.path) } catch {
        let message = (error as? ConfigurationError)?.message ?? "\(Self.views.path) is wrong"
        return "\(message) (the file was not changed)"
      }
    }
    return keep(ConfigurationWriter.text(views), Self.views)
  }

  static func keep(filters: [String]) -> String? {
    keep(filters.joined(separator: "\n") + "\n", Self.filters)
  }

  /// Records that this was not the first session. If that fails, the welcome appears again.
  static func noteWelcome() { _ = keep("", welcome) }
}
