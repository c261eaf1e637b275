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
  package static func parse(_ text: String, file: String) throws -> BoardConfiguration {
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
    if let ways = try reader.strings("notify") { result.notices = try notices(ways, reader) }
    if let table = try reader.table("keys") {
      result.keys = try keys(table)
      result.preferences.keys = try bindings(result.keys, table)
    }
    if let table = try reader.table("columns") {
      result.preferences.columns = try perScreen(table) { try columns($1, $0, $2) }
    }
    if let table = try reader.table("sort") {
      try table.allow(screens.map(\.0).filter { $0 != "overview" && $0 != "events" })
      result.preferences.sort = try perScreen(table) { try sort($1, $0, $2) }
    }
    if let table = try reader.table("journal") {
      try table.allow(["keep", "sync"])
      result.journalsKept = try table.integer("keep", 0...10_000) ?? result.journalsKept
      result.syncsAlways = try table.choice("sync", [("acts", false), ("always", true)]) ?? false
    }
    result.preferences.views = try views(reader, isConfigured: true)
    return result
  }

  /// Reads the views saved at the board.
  package static func views(_ text: String, file: String) throws -> [SavedView] {
    let reader = try TOMLReader(file: file, text: text)
    try reader.allow(["view"])
    return try views(reader, isConfigured: false)
  }

  static let screens = Screen.allCases.map { ("\($0)", $0) }

  private static func speed(_ reader: TOMLReader) throws -> Int64? {
    if case .text("max") = reader.members["speed"] { return .max }
    if case .text = reader.members["speed"] {
      throw reader.error("speed", "`speed` must be a whole number from 1 to 1000000, or \"max\"")
    }
    return try reader.integer("speed", 1...1_000_000).map(Int64.init)
  }

  private static func notices(_ words: [String], _ reader: TOMLReader) throws -> Set<NoticeWay> {
    Set(
      try words.map { word in
        guard let way = NoticeWay(rawValue: word) else {
          throw reader.error(
            "notify",
            "\"\(word)\" is not a notification method\(Suggestion.text(word, NoticeWay.allCases.map(\.rawValue)))")
        }
        return way
      })
  }

  // MARK: Keys

  private static func keys(_ table: TOMLReader) throws -> [Action: [Key]] {
    var changes: [Action: [Key]] = [:]
    for name in table.members.keys.sorted() {
      guard let action = Action(name: name) else {
        throw table.error(name, "unknown action \(name)\(Suggestion.text(name, Action.allCases.map(\.name)))")
      }
      var words: [String] = []
      if case .text(let word) = table.members[name] { words = [word] } else { words = try table.strings(name) ?? [] }
      changes[action] = try words.map { word in
        guard let key = Key(name: word) else {
          throw table.error(name, "\"\(word)\" is not a key; expected \(Key.forms)")
        }
        return key
      }
    }
    return changes
  }

  private static func bindings(_ changes: [Action: [Key]], _ table: TOMLReader) throws -> KeyBindings {
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
    _ table: TOMLReader, _ read: (TOMLReader, Screen, String) throws -> Value?
  ) throws -> [Screen: Value] {
    let known = screens.filter { $0.1 != .overview }
    try table.allow(known.map(\.0))
    var values: [Screen: Value] = [:]
    for (name, screen) in known {
      if let value = try read(table, screen, name) { values[screen] = value }
    }
    return values
  }

  private static func columns(_ screen: Screen, _ reader: TOMLReader, _ key: String) throws -> [ColumnChoice]? {
    guard let words = try reader.strings(key) else { return nil }
    let known = screen.columns.map(\.key)
    let choices = try words.map { word in
      guard let choice = ColumnChoice(text: word) else {
        throw reader.error(
          key,
          "\"\(word)\" is not a column; expected a name, or a name and a width from \(ColumnChoice.widths.lowerBound) to \(ColumnChoice.widths.upperBound) such as \"account:24\""
        )
      }
      guard known.contains(choice.key) else {
        throw reader.error(key, "\(screen.title) has no column \(choice.key)\(Suggestion.text(choice.key, known))")
      }
      return choice
    }
    if let twice = choices.first(where: { choice in choices.count { $0.key == choice.key } > 1 }) {
      throw reader.error(key, "the column \(twice.key) is listed twice")
    }
    return choices.isEmpty ? nil : choices
  }

  private static func sort(_ screen: Screen, _ reader: TOMLReader, _ key: String) throws -> [SortChoice]? {
    guard let words = try reader.strings(key) else { return nil }
    let known = screen.columns.filter(\.canSort).map(\.key)
    return try words.map { word in
      let choice = SortChoice(text: word)
      guard known.contains(choice.key) else {
        throw reader.error(
          key, "\(screen.title) can't be sorted by \(choice.key)\(Suggestion.text(choice.key, known))")
      }
      return choice
    }
  }

  private static func views(_ reader: TOMLReader, isConfigured: Bool) throws -> [SavedView] {
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
      view.sort = try sort(screen, table, "sort") ?? []
      view.columns = try columns(screen, table, "columns") ?? []
      view.isConfigured = isConfigured
      views.append(view)
    }
    return views
  }
}
