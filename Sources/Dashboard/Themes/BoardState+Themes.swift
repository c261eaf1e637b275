import Canvas
import Queries
import Simulation

/// Themes and the mouse.
extension BoardState {
  /// Opens a list with a live preview of the selected theme.
  mutating func openThemes() {
    let themes = preferences.themes
    let items = themes.map { theme in
      Picker.Item(
        theme.name, detail: theme.name == preferences.theme ? "current" : theme.about, choice: .theme(theme.name))
    }
    var picker = Picker(
      title: "Theme", items: items, selected: themes.firstIndex { $0.name == preferences.theme } ?? 0)
    picker.onEscape = .theme(preferences.theme)
    picker.help = "live preview; Esc restores \(preferences.theme)"
    navigation.overlay = .picker(picker)
  }

  /// Shows the selected theme.
  func preview(_ picker: Picker) -> [Effect] {
    guard case .theme(let name) = picker.current?.choice, name != preferences.theme else { return [] }
    return [.theme(name)]
  }

  mutating func chooseTheme(_ name: String) -> [Effect] {
    say("theme \(name) for this session; theme = \"\(name)\" in the configuration file keeps it", .muted)
    return [.theme(name)]
  }

  mutating func show(theme name: String, _ glyphs: Glyphs) {
    preferences.theme = name
    viewport.glyphs = glyphs
    attention.invalidate()
  }

  mutating func toggleMouse() -> [Effect] {
    preferences.hasMouse.toggle()
    say(
      preferences.hasMouse
        ? "mouse on: click, double-click and scroll; \(keys.word(.mouse)) turns it off"
        : "mouse off: the terminal selects text; \(keys.word(.mouse)) turns it on", .muted)
    return [.mouse(preferences.hasMouse)]
  }

  /// Shows the first messages.
  mutating func greet(_ problem: String?, news: String?) {
    if let problem {
      say(problem, .error)
      alerts.message?.until = .max
    } else if let news {
      say(news)
      alerts.message?.until = .max
    } else if preferences.isFirstRun {
      say(
        "Welcome. Arrow keys select a connection, \(keys.word(.open)) opens it, "
          + "\(keys.word(.todo)) shows what needs attention, \(keys.word(.help)) all keys, "
          + "\(keys.word(.tour)) gives a one-minute tour, \(keys.word(.quit)) quits.", .accent)
      alerts.message?.until = .max
    }
  }
}
