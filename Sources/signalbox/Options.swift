import ArgumentParser
import Canvas
import Configuration
import Dashboard
import Foundation
import Simulation
import Terminal

/// Which world is simulated.
struct ScenarioOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A scenario by the name of one that comes with the program, or a file (TOML); without it the built-in world.",
      valueName: "name|file"))
  var scenario: String?

  @Option(help: "The seed; the same seed gives the same run.")
  var seed: UInt64?

  @Option(help: "How many accounts are made up; 40 without a scenario file.")
  var accounts: Int?

  func load() throws -> Scenario {
    var result = Scenario.builtIn
    if let scenario { result = try Files.scenario(scenario) }
    if let seed { result.seed = seed }
    if let accounts {
      guard (0...200_000).contains(accounts) else {
        throw Failure.input("--accounts is \(accounts); expected a number from 0 to 200000")
      }
      result.accounts = accounts
    }
    return result
  }
}

enum ScreenName: String, ExpressibleByArgument, CaseIterable {
  case overview, connections, sessions, datasets, requests, todo, events

  var screen: Screen {
    switch self {
    case .overview: .overview
    case .connections: .connections
    case .sessions: .sessions
    case .datasets: .datasets
    case .requests: .requests
    case .todo: .todo
    case .events: .events
    }
  }
}

/// How the board looks.
struct LookOptions: ParsableArguments {
  @Option(help: ArgumentHelp("dark, light, high-contrast, monochrome, or a theme file.", valueName: "name"))
  var theme: String?

  @Option(
    help: ArgumentHelp(
      "The screen to begin with: overview, connections, sessions, datasets, requests, todo or events.",
      valueName: "name"))
  var screen: ScreenName = .connections

  @Flag(help: "Draw with ASCII only.")
  var ascii = false

  @Option(
    help: ArgumentHelp(
      "How many colours to use: 256, 16 or none. NO_COLOR in the environment means none.", valueName: "number"))
  var colors: String?

  /// The theme that was asked for, and what is drawn without colours.
  func load() throws -> (theme: Theme, depth: ColourDepth?) {
    var depth: ColourDepth?
    switch colors {
    case "256": depth = .full
    case "16": depth = .sixteen
    case "none": depth = ColourDepth.none
    case nil: break
    case let other?: throw Failure.input("--colors is \"\(other)\"; expected 256, 16 or none")
    }
    if let value = ProcessInfo.processInfo.environment["NO_COLOR"], !value.isEmpty, colors == nil {
      depth = ColourDepth.none
    }
    return (try Files.theme(theme ?? "dark"), depth)
  }
}

/// Files that people name on the command line.
enum Files {
  static func text(_ path: String) throws -> String {
    do {
      return String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    } catch {
      let reason = FileManager.default.fileExists(atPath: path) ? "cannot be read" : "does not exist"
      throw Failure.input("the file \(path) \(reason)")
    }
  }

  /// A scenario by the name of one that comes with the program, or by the path of a file.
  static func scenario(_ path: String) throws -> Scenario {
    do {
      if let text = ScenarioFile.builtInText(path) { return try ScenarioFile.parse(text, file: "\(path).toml") }
      if !path.contains("/"), !path.contains("."), !FileManager.default.fileExists(atPath: path) {
        throw Failure.input(
          "there is no scenario \(path)\(Suggestion.text(path, ScenarioFile.builtIn.map(\.name))); a file is named by its path"
        )
      }
      return try ScenarioFile.parse(try text(path), file: path)
    } catch let error as ConfigurationError {
      throw Failure.input(error.message)
    }
  }

  /// A theme by the name of one that comes with the program, or by the path of a file.
  static func theme(_ name: String) throws -> Theme {
    do {
      if let text = ThemeFile.builtInText(name) { return try ThemeFile.parse(text, file: "\(name).toml") }
      guard name.contains("/") || name.hasSuffix(".toml") else {
        throw Failure.input(
          "there is no theme \(name)\(Suggestion.text(name, ThemeFile.builtInNames)); a file is named by its path")
      }
      return try ThemeFile.parse(try text(name), file: name)
    } catch let error as ConfigurationError {
      throw Failure.input(error.message)
    }
  }
}
