import Canvas
import Dashboard
import Queries

/// Writes configurations as files, to show the settings in effect and as a starting point.
package enum ConfigurationWriter {
  /// All settings in effect, each with its possible values.
  package static func text(_ configuration: BoardConfiguration) -> String {
    let preferences = configuration.preferences
    let depth = BoardConfiguration.depths.first { $0.1 == configuration.colors }?.0 ?? "auto"
    var lines = [
      "# A theme's name or file; \"auto\" queries the terminal's background and picks one of the next two.",
      "theme = \(TOMLText.quoted(configuration.theme))",
      "theme_dark = \(TOMLText.quoted(configuration.themeOnDark))",
      "theme_light = \(TOMLText.quoted(configuration.themeOnLight))",
      "# auto, truecolor, 256, 16 or none",
      "colors = \(TOMLText.quoted(depth))",
      "# unicode or ascii",
      "glyphs = \(configuration.isASCII ? "\"ascii\"" : "\"unicode\"")",
      "# \(ConfigurationFile.screens.map(\.0).joined(separator: ", "))",
      "screen = \(TOMLText.quoted("\(configuration.screen)"))",
      "# Simulated seconds per real second, or \"max\".",
      "speed = \(configuration.speed == .max ? "\"max\"" : String(configuration.speed))",
      "# Which actions ask for confirmation: \"destructive\" or \"every\".",
      "confirm = \(preferences.asksAlways ? "\"every\"" : "\"destructive\"")",
      "mouse = \(preferences.hasMouse)",
      "# How notifications are delivered: bell, osc9, osc777.",
      "notify = \(TOMLText.list(NoticeWay.allCases.filter(configuration.notices.contains).map(\.rawValue)))",
      "",
      "# The keys of each action. Without keys, an action is available only in the palette.",
      "[keys]",
    ]
    for action in Action.allCases {
      lines.append("\(action.name) = \(TOMLText.list(preferences.keys.keys(action).map(\.name)))")
    }
    lines += ["", "# Columns in order, optionally with a width: \"account:24\"."]
    for screen in Screen.allCases where screen != .overview {
      lines.append("# \(screen): \(screen.columns.map(\.key).joined(separator: ", "))")
    }
    lines += perScreen("columns", preferences.columns.mapValues { $0.map(\.text) })
    lines += perScreen("sort", preferences.sort.mapValues { $0.map(\.text) })
    for view in preferences.views where view.isConfigured { lines += [""] + self.lines(view) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The views saved at the board.
  package static func text(_ views: [SavedView]) -> String {
    let head = ["# Views saved at the board. The board rewrites this file."]
    return (head + views.flatMap { [""] + lines($0) }).joined(separator: "\n") + "\n"
  }

  private static func perScreen(_ title: String, _ values: [Screen: [String]]) -> [String] {
    guard !values.isEmpty else { return [] }
    return ["", "[\(title)]"]
      + Screen.allCases.compactMap { screen in values[screen].map { "\(screen) = \(TOMLText.list($0))" } }
  }

  private static func lines(_ view: SavedView) -> [String] {
    var lines = ["[[view]]", "name = \(TOMLText.quoted(view.name))", "screen = \(TOMLText.quoted("\(view.screen)"))"]
    if !view.filter.isEmpty { lines.append("filter = \(TOMLText.quoted(view.filter))") }
    if !view.sort.isEmpty { lines.append("sort = \(TOMLText.list(view.sort.map(\.text)))") }
    if !view.columns.isEmpty { lines.append("columns = \(TOMLText.list(view.columns.map(\.text)))") }
    return lines
  }
}
