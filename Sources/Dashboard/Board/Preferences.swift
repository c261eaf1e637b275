/// What a person has chosen about the board, from a configuration file or while it is open.
package struct Preferences: Equatable, Sendable {
  package var keys = KeyBindings.standard
  /// Every action asks, and not only what cannot be undone.
  package var asksAlways = false
  /// The columns of a screen's table, where others are wanted than those that fit best.
  package var columns: [Screen: [ColumnChoice]] = [:]
  /// What a screen's table is sorted by.
  package var sort: [Screen: [SortChoice]] = [:]
  /// Views of the configuration file, and those that were saved at the board.
  package var views: [SavedView] = []
  /// Filters that were typed, the latest last.
  package var filters: [String] = []
  /// The themes to choose from, and the one that is shown.
  package var themes: [ThemeChoice] = []
  package var theme = ""
  package var hasMouse = true
  /// Nobody has seen the board here yet.
  package var isFirstRun = false

  package init() {}
}

/// A theme in the list of themes.
package struct ThemeChoice: Equatable, Sendable {
  package let name: String
  /// For whom or what it is, in a few words.
  package let about: String

  package init(name: String, about: String) {
    self.name = name
    self.about = about
  }
}

/// A table as somebody wants to see it again: screen, filter, sort and columns under a name.
package struct SavedView: Equatable, Sendable {
  package var name: String
  package var screen: Screen
  package var filter = ""
  package var sort: [SortChoice] = []
  /// Empty takes the columns that fit best.
  package var columns: [ColumnChoice] = []
  /// It stands in the configuration file, and cannot be removed at the board.
  package var isConfigured = false

  package init(name: String, screen: Screen) {
    self.name = name
    self.screen = screen
  }
}
