import Canvas
import Configuration
import Dashboard
import Foundation
import Terminal

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
