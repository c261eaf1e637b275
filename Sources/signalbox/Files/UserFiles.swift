import Canvas
import Configuration
import Dashboard
import Foundation
import Queries

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
  static func configuration(
    _ path: String?
  ) throws(Failure) -> (configuration: BoardConfiguration, problem: Failure?) {
    var problems: [Failure] = []
    var result = BoardConfiguration()
    if let path {
      result = try parse(try Files.text(path), path)
    } else if let text = text(configurationFile) {
      do throws(Failure) { result = try parse(text, configurationFile.path) } catch {
        problems.append(.input("\(error.message) (the defaults apply until you fix it)"))
      }
    } else if exists(configurationFile) {
      problems.append(.input("\(configurationFile.path) can't be read (the defaults apply)"))
    }
    if let text = text(views) {
      let names = result.preferences.views.map(\.name)
      do throws(ConfigurationError) {
        result.preferences.views += try ConfigurationFile.views(text, file: views.path)
          .filter { !names.contains($0.name) }
      } catch {
        problems.append(.input("\(error.message) (saved views are not loaded until you fix it)"))
      }
    } else if exists(views) {
      problems.append(.input("\(views.path) can't be read (saved views are not loaded)"))
    }
    if let text = text(filters) {
      result.preferences.filters = text.split(separator: "\n").map(String.init)
    } else if exists(filters) {
      problems.append(.input("\(filters.path) can't be read (earlier filters are not loaded)"))
    }
    result.preferences.isFirstRun = !exists(welcome)
    return (result, problems.first)
  }

  private static func parse(_ text: String, _ path: String) throws(Failure) -> BoardConfiguration {
    do throws(ConfigurationError) { return try ConfigurationFile.parse(text, file: path) } catch {
      throw .input(error.message)
    }
  }

  private static func exists(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }

  /// The contents of a file; nil if it is missing or can't be read.
  private static func text(_ file: URL) -> String? {
    (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) }
  }

  // MARK: Writing

  /// Writes a file completely, or not at all.
  private static func keep(_ text: String, _ file: URL) throws(Failure) {
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file, options: .atomic)
    } catch {
      throw .failed("\(file.path) can't be written")
    }
  }

  /// Saves the views. A file that can't be read is not overwritten, because it may be worth fixing.
  static func keep(views: [SavedView]) throws(Failure) {
    if exists(Self.views) {
      guard let text = text(Self.views) else { throw .failed("\(Self.views.path) can't be read, and was not changed") }
      do throws(ConfigurationError) { _ = try ConfigurationFile.views(text, file: Self.views.path) } catch {
        throw .failed("\(error.message) (the file was not changed)")
      }
    }
    try keep(ConfigurationWriter.text(views), Self.views)
  }

  static func keep(filters: [String]) throws(Failure) {
    if exists(Self.filters), text(Self.filters) == nil {
      throw .failed("\(Self.filters.path) can't be read, and was not changed")
    }
    try keep(filters.joined(separator: "\n") + "\n", Self.filters)
  }

  /// Records that this was not the first session. If that fails, the welcome appears again.
  static func noteWelcome() { try? keep("", welcome) }
}
