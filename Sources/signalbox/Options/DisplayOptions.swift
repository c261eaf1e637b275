import ArgumentParser
import Canvas
import Configuration
import Dashboard
import Foundation

/// Appearance options, which override the configuration file.
struct DisplayOptions: ParsableArguments {
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
