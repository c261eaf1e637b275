import Canvas
import Dashboard
import Queries
import Simulation

/// How a notification is delivered.
package enum NoticeWay: String, CaseIterable, Sendable {
  case bell, osc9, osc777
}

/// A person's settings of the board, from a configuration file (TOML).
package struct BoardConfiguration: Equatable, Sendable {
  /// `auto`, a theme's name, or the path of a file.
  package var theme = "auto"
  /// The theme that `auto` uses on a dark background.
  package var themeOnDark = "dark"
  package var themeOnLight = "light"
  /// Nil to use what the terminal offers.
  package var colors: ColorDepth?
  package var isASCII = false
  package var screen = Screen.connections
  /// Simulated milliseconds per real one.
  package var speed: Int64 = 60
  package var notices: Set<NoticeWay> = [.bell, .osc9]
  /// Keys that differ from the defaults.
  package var keys: [Action: [Key]] = [:]
  package var preferences = Preferences()
  /// The number of automatic journals to keep; 0 for none.
  package var journalsKept = 20
  /// Whether every batch of a journal is synced to disk, not only a person's actions.
  package var syncsAlways = false

  package init() {}

  /// The names of color depths, in files and on the command line.
  package static let depths: [(String, ColorDepth?)] = [
    ("auto", nil), ("truecolor", .direct), ("256", .full), ("16", .sixteen), ("none", ColorDepth.none),
  ]
}

/// Reads configuration files.
package enum ConfigurationFile {
  /// - Throws: `ConfigurationError` with the position of the first mistake.
  package static func parse(_ text: String, file: String) throws(ConfigurationError) -> BoardConfiguration {
    let reader = try TOMLReader(file: file, text: text)
    try reader.allow([
      "theme", "theme_dark", "theme_light", "colors", "glyphs", "screen", "speed", "confirm", "mouse", "notify", "keys",
      "columns", "sort", "view", "journal",
    ])
    var result = BoardConfiguration()
    result.theme = try reader.string("theme") ?? result.theme
    result.themeOnDark = try reader.string("theme_dark") ?? result.themeOnDark
    result.themeOnLight = try reader.string("theme_light") ?? result.themeOnLight
    result.colors = try reader.choice("colors", BoardConfiguration.depths) ?? nil
    result.isASCII = try reader.choice("glyphs", [("unicode", false), ("ascii", true)]) ?? false
    result.screen = try reader.choice("screen", screens) ?? result.screen
    result.speed = try speed(reader) ?? result.speed
    result.preferences.asksAlways = try reader.choice("confirm", [("destructive", false), ("every", true)]) ?? false
    result.preferences.hasMouse = try reader.flag("mouse") ?? true
    if let ways = try reader.strings("notify", notice) { result.notices = Set(ways) }
    if let table = try reader.table("keys") {
      result.keys = try keys(table)
      result.preferences.keys = try bindings(result.keys, table)
    }
    if let table = try reader.table("columns") {
      result.preferences.columns = try perScreen(table, columns)
    }
    if let table = try reader.table("sort") {
      try table.allow(screens.map(\.0).filter { $0 != "overview" && $0 != "events" })
      result.preferences.sort = try perScreen(table, sort)
    }
    if let table = try reader.table("journal") {
      try table.allow(["keep", "sync"])
      result.journalsKept = try table.integer("keep", BoardLimits.journals) ?? result.journalsKept
      result.syncsAlways = try table.choice("sync", [("acts", false), ("always", true)]) ?? false
    }
    result.preferences.views = try views(reader, isConfigured: true)
    return result
  }

  /// Reads the views saved at the board.
  package static func views(_ text: String, file: String) throws(ConfigurationError) -> [SavedView] {
    let reader = try TOMLReader(file: file, text: text)
    try reader.allow(["view"])
    return try views(reader, isConfigured: false)
  }

  static let screens = Screen.allCases.map { ("\($0)", $0) }

  private static func speed(_ reader: TOMLReader) throws(ConfigurationError) -> Int64? {
    let range = BoardLimits.speed
    if case .text(let text) = reader.members["speed"]?.value {
      if text == "max" { return .max }
      throw reader.error(
        "speed", "`speed` must be a whole number from \(range.lowerBound) to \(range.upperBound), or \"max\"")
    }
    return try reader.integer("speed", range).map(Int64.init)
  }

  private static func notice(_ item: TOMLReader.Item) throws(ConfigurationError) -> NoticeWay {
    guard let way = NoticeWay(rawValue: item.text) else {
      throw item.error(
        "\"\(item.text)\" is not a notification method\(Suggestion.text(item.text, NoticeWay.allCases.map(\.rawValue)))"
      )
    }
    return way
  }

  // MARK: Keys

  private static func keys(_ table: TOMLReader) throws(ConfigurationError) -> [Action: [Key]] {
    var changes: [Action: [Key]] = [:]
    for name in table.keys {
      guard let action = Action(name: name) else {
        throw table.error(
          aboutKey: name, "unknown action \(name)\(Suggestion.text(name, Action.allCases.map(\.name)))")
      }
      if case .text(let word) = table.members[name]?.value {
        changes[action] = [try key(word) { table.error(name, $0) }]
      } else {
        changes[action] = try table.strings(name) { item throws(ConfigurationError) in
          try key(item.text, error: item.error)
        }
      }
    }
    return changes
  }

  private static func key(
    _ word: String, error: (String) -> ConfigurationError
  ) throws(ConfigurationError) -> Key {
    guard let key = Key(name: word) else { throw error("\"\(word)\" is not a key; expected \(Key.forms)") }
    return key
  }

  private static func bindings(
    _ changes: [Action: [Key]], _ table: TOMLReader
  ) throws(ConfigurationError) -> KeyBindings {
    do throws(KeyBindings.Conflict) {
      return try KeyBindings(changes: changes)
    } catch {
      let holder = error.holder
      let how =
        changes[holder] == nil
        ? "give \(holder.name) another key, such as \(holder.name) = \"F6\"" : "this file assigns it to both"
      throw table.error(
        error.action.name,
        "the key \(error.key.name) of \(error.action.name) is already used by \(holder.name) (\(holder.title)); \(how)"
      )
    }
  }

  // MARK: Columns, sort and views

  private static func perScreen<Value>(
    _ table: TOMLReader, _ read: (TOMLReader, Screen, String) throws(ConfigurationError) -> Value?
  ) throws(ConfigurationError) -> [Screen: Value] {
    let known = screens.filter { $0.1 != .overview }
    try table.allow(known.map(\.0))
    var values: [Screen: Value] = [:]
    for (name, screen) in known {
      if let value = try read(table, screen, name) { values[screen] = value }
    }
    return values
  }

  private static func columns(
    _ reader: TOMLReader, _ screen: Screen, _ key: String
  ) throws(ConfigurationError) -> [ColumnChoice]? {
    let known = screen.columns.map(\.key)
    var used: Set<String> = []
    let choices = try reader.strings(key) { item throws(ConfigurationError) in
      guard let choice = ColumnChoice(text: item.text) else {
        let widths = ColumnChoice.widths
        throw item.error(
          """
          "\(item.text)" is not a column; expected a name, or a name and a width from \(widths.lowerBound) to \
          \(widths.upperBound) such as "account:24"
          """
        )
      }
      guard known.contains(choice.key) else {
        throw item.error("\(screen.title) has no column \(choice.key)\(Suggestion.text(choice.key, known))")
      }
      guard used.insert(choice.key).inserted else { throw item.error("the column \(choice.key) is listed twice") }
      return choice
    }
    return choices?.isEmpty == true ? nil : choices
  }

  private static func sort(
    _ reader: TOMLReader, _ screen: Screen, _ key: String
  ) throws(ConfigurationError) -> [SortChoice]? {
    let known = screen.columns.filter(\.canSort).map(\.key)
    return try reader.strings(key) { item throws(ConfigurationError) in
      let choice = SortChoice(text: item.text)
      guard known.contains(choice.key) else {
        throw item.error("\(screen.title) can't be sorted by \(choice.key)\(Suggestion.text(choice.key, known))")
      }
      return choice
    }
  }

  private static func views(_ reader: TOMLReader, isConfigured: Bool) throws(ConfigurationError) -> [SavedView] {
    var views: [SavedView] = []
    for table in try reader.tables("view") {
      try table.allow(["name", "screen", "filter", "sort", "columns"])
      let name = try table.required("name", table.string("name"))
      if views.contains(where: { $0.name == name }) {
        throw table.error("name", "two views are named \"\(name)\"")
      }
      let screen = try table.required("screen", table.choice("screen", screens))
      guard screen != .overview else { throw table.error("screen", "Overview has no table, so it can't have views") }
      var view = SavedView(name: name, screen: screen)
      view.filter = try table.string("filter") ?? ""
      if let problem = Filter(view.filter, isForEvents: screen == .events).problem {
        throw table.error("filter", problem)
      }
      view.sort = try sort(table, screen, "sort") ?? []
      view.columns = try columns(table, screen, "columns") ?? []
      view.isConfigured = isConfigured
      views.append(view)
    }
    return views
  }
}
