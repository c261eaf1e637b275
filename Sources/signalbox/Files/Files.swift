import Configuration
import Foundation
import Simulation
import Terminal

/// Files named on the command line.
enum Files {
  static func text(_ path: String) throws(Failure) -> String {
    do {
      return String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    } catch {
      let reason = FileManager.default.fileExists(atPath: path) ? "can't be read" : "does not exist"
      throw Failure.input("the file \(path) \(reason)")
    }
  }

  /// A scenario by the name of a built-in one, or by a file's path.
  static func scenario(_ path: String) throws(Failure) -> Scenario {
    if let text = ScenarioFile.builtInText(path) { return try scenario(text, "\(path).toml") }
    if !path.contains("/"), !path.contains("."), !FileManager.default.fileExists(atPath: path) {
      throw .input(
        "unknown scenario \(path); name a file by its path\(Suggestion.text(path, ScenarioFile.builtIn.map(\.name)))")
    }
    return try scenario(try text(path), path)
  }

  private static func scenario(_ text: String, _ file: String) throws(Failure) -> Scenario {
    do throws(ConfigurationError) { return try ScenarioFile.parse(text, file: file) } catch {
      throw .input(error.message)
    }
  }

  /// The lines of a feed: a file, or standard input for `-`.
  static func feed(_ path: String) throws(Failure) -> LineInput {
    guard let input = LineInput(path: path) else {
      throw Failure.input("the feed \(path) can't be opened: \(LineInput.lastError)")
    }
    return input
  }
}
