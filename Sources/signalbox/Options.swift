import ArgumentParser
import Canvas
import Configuration
import Dashboard
import Queries
import Foundation
import Simulation
import Terminal

/// Which world is simulated.
struct ScenarioOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A built-in scenario's name, or a file (TOML). Default: the built-in world.",
      valueName: "name|file"), completion: .scenario)
  var scenario: String?

  @Option(help: "The seed. The same seed gives the same run.")
  var seed: UInt64?

  @Option(help: "The number of generated accounts. Default: the scenario's, or 40.")
  var accounts: Int?

  /// Whether any of the options was given.
  var isGiven: Bool { scenario != nil || seed != nil || accounts != nil }

  func load() throws(Failure) -> Scenario {
    var result = Scenario.builtIn
    if let scenario { result = try Files.scenario(scenario) }
    if let seed { result.seed = seed }
    if let accounts {
      guard (0...200_000).contains(accounts) else {
        throw Failure.input("--accounts must be from 0 to 200000, found \(accounts)")
      }
      result.accounts = accounts
    }
    return result
  }
}

extension Screen: ExpressibleByArgument {
  /// By its name. The raw value is its key's number.
  public init?(argument: String) {
    guard let screen = Screen.allCases.first(where: { "\($0)" == argument }) else { return nil }
    self = screen
  }

  public static var allValueStrings: [String] { allCases.map { "\($0)" } }
}

/// Appearance options, which override the configuration file.
struct LookOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A theme's name ('signalbox theme list') or file, or auto to match the terminal's background.",
      valueName: "name|file"), completion: .theme)
  var theme: String?

  @Option(
    help: ArgumentHelp(
      "The screen to start with: overview, connections, sessions, datasets, requests, todo or events.",
      valueName: "name"))
  var screen: Screen?

  @Flag(help: "Use only ASCII characters.")
  var ascii = false

  @Flag(help: "Turn the mouse off.")
  var noMouse = false

  @Option(
    help: ArgumentHelp(
      "The color depth: truecolor, 256, 16, none or auto. The environment variable NO_COLOR also means none.",
      valueName: "depth"), completion: .colors)
  var colors: String?

  @Option(help: ArgumentHelp("Use another configuration file.", valueName: "file"), completion: .toml)
  var config: String?

  /// The configuration, with the command line's options applied.
  func load() throws(Failure) -> Appearance {
    let read = try UserFiles.configuration(config)
    var configuration = read.configuration
    if let theme { configuration.theme = theme }
    if let screen { configuration.screen = screen }
    if ascii { configuration.isASCII = true }
    if noMouse { configuration.preferences.hasMouse = false }
    if let colors {
      guard let depth = BoardConfiguration.depths.first(where: { $0.0 == colors }) else {
        throw Failure.input("--colors must be truecolor, 256, 16, none or auto, found \"\(colors)\"")
      }
      configuration.colors = depth.1
    } else if let value = ProcessInfo.processInfo.environment["NO_COLOR"], !value.isEmpty {
      configuration.colors = ColorDepth.none
    }
    // A requested theme must exist, or nothing starts.
    if theme != nil, configuration.theme != "auto" { _ = try ThemeLibrary.theme(configuration.theme) }
    return Appearance(configuration: configuration, problem: read.problem)
  }
}

/// Options of the board without a screen.
struct PlainOptions: ParsableArguments {
  @Flag(help: "Print one line per change and read commands as lines, for screen readers and logs.")
  var plain = false

  @Option(help: ArgumentHelp("With --plain: report only matching changes.", valueName: "words"))
  var only: String = ""
}

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
