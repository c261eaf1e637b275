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

  /// Whether anything was said about it.
  var isGiven: Bool { scenario != nil || seed != nil || accounts != nil }

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

extension Screen: ExpressibleByArgument {
  /// By its name: the number is its key, which may be another one.
  public init?(argument: String) {
    guard let screen = Screen.allCases.first(where: { "\($0)" == argument }) else { return nil }
    self = screen
  }

  public static var allValueStrings: [String] { allCases.map { "\($0)" } }
}

/// How the board looks, over what the configuration file says.
struct LookOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A theme by its name ('signalbox theme list'), a theme file, or auto: by the ground of the terminal.",
      valueName: "name|file"))
  var theme: String?

  @Option(
    help: ArgumentHelp(
      "The screen to begin with: overview, connections, sessions, datasets, requests, todo or events.",
      valueName: "name"))
  var screen: Screen?

  @Flag(help: "Draw with ASCII only.")
  var ascii = false

  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false

  @Option(
    help: ArgumentHelp(
      "How many colours to use: truecolor, 256, 16 or none. NO_COLOR in the environment means none.",
      valueName: "number"))
  var colors: String?

  @Option(help: ArgumentHelp("A configuration file other than your own.", valueName: "file"))
  var config: String?

  /// The configuration with what the command line says over it.
  func load() throws -> Appearance {
    let read = try UserFiles.configuration(config)
    var configuration = read.configuration
    if let theme { configuration.theme = theme }
    if let screen { configuration.screen = screen }
    if ascii { configuration.isASCII = true }
    if noMouse { configuration.preferences.hasMouse = false }
    if let colors {
      guard let depth = BoardConfiguration.depths.first(where: { $0.0 == colors }) else {
        throw Failure.input("--colors is \"\(colors)\"; expected truecolor, 256, 16, none or auto")
      }
      configuration.colours = depth.1
    } else if let value = ProcessInfo.processInfo.environment["NO_COLOR"], !value.isEmpty {
      configuration.colours = ColourDepth.none
    }
    // A theme that was asked for is there, or nothing begins.
    if theme != nil, configuration.theme != "auto" { _ = try ThemeLibrary.theme(configuration.theme) }
    return Appearance(configuration: configuration, problem: read.problem)
  }
}

/// The board in lines.
struct PlainOptions: ParsableArguments {
  @Flag(help: "One line a change, without cursor movement: for screen readers and logs. Commands are typed as lines.")
  var plain = false

  @Option(help: ArgumentHelp("With --plain: only changes that match are told.", valueName: "words"))
  var only: String = ""
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

  /// The lines of a feed: a file, or standard input for `-`.
  static func feed(_ path: String) throws -> LineInput {
    guard let input = LineInput(path: path) else {
      throw Failure.input("the feed \(path) cannot be opened: \(LineInput.lastError)")
    }
    return input
  }
}
