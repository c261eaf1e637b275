import Queries

/// A person's settings of the board, from a configuration file or changed while it is open.
package struct Preferences: Equatable, Sendable {
  package var keys = KeyBindings.standard
  /// Whether every action asks for confirmation, not only destructive ones.
  package var asksAlways = false
  /// The columns of a screen's table; absent for those that fit best.
  package var columns: [Screen: [ColumnChoice]] = [:]
  /// The sort order of a screen's table.
  package var sort: [Screen: [SortChoice]] = [:]
  /// Views from the configuration file, and those saved at the board.
  package var views: [SavedView] = []
  /// Filters typed so far, latest last.
  package var filters: [String] = []
  /// The themes to choose from, and the current one.
  package var themes: [ThemeChoice] = []
  package var theme = ""
  package var hasMouse = true
  /// Whether nobody has used the board here before.
  package var isFirstRun = false

  package init() {}
}

/// A theme in the list of themes.
package struct ThemeChoice: Equatable, Sendable {
  package let name: String
  /// What the theme is for, in a few words.
  package let about: String

  package init(name: String, about: String) {
    self.name = name
    self.about = about
  }
}

/// A saved view of a table: screen, filter, sort and columns.
package struct SavedView: Equatable, Sendable {
  package var name: String
  package var screen: Screen
  package var filter = ""
  package var sort: [SortChoice] = []
  /// Empty for the columns that fit best.
  package var columns: [ColumnChoice] = []
  /// Whether it is from the configuration file, and can't be removed at the board.
  package var isConfigured = false

  package init(name: String, screen: Screen) {
    self.name = name
    self.screen = screen
  }
}
