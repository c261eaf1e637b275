import Canvas
import Simulation

/// How the board looks, and what it leaves to the terminal.
extension Model {
  /// A list in which the theme under the cursor is shown at once.
  mutating func openThemes() {
    let themes = preferences.themes
    let items = themes.map { theme in
      Picker.Item(
        theme.name, detail: theme.name == preferences.theme ? "now" : theme.about, choice: .theme(theme.name))
    }
    var picker = Picker(
      title: "Theme", items: items, selected: themes.firstIndex { $0.name == preferences.theme } ?? 0)
    picker.onEscape = .theme(preferences.theme)
    picker.help = "the theme under the cursor is shown; Esc goes back to \(preferences.theme)"
    overlay = .picker(picker)
  }

  /// What the list shows for the moment.
  func preview(_ picker: Picker) -> [Effect] {
    guard case .theme(let name) = picker.current?.choice, name != preferences.theme else { return [] }
    return [.theme(name)]
  }

  mutating func chooseTheme(_ name: String) -> [Effect] {
    say("the theme is \(name) while the board is open; theme = \"\(name)\" in the configuration file keeps it", .muted)
    return [.theme(name)]
  }

  mutating func toggleMouse() -> [Effect] {
    preferences.hasMouse.toggle()
    say(
      preferences.hasMouse
        ? "the mouse selects, opens and scrolls; \(keys.word(.mouse)) leaves it to the terminal"
        : "the mouse is the terminal's: it selects text; \(keys.word(.mouse)) takes it back", .muted)
    return [.mouse(preferences.hasMouse)]
  }

  /// What is told before the first key.
  mutating func greet(_ problem: String?, news: String?) {
    if let problem {
      say(problem, .error)
      notice?.until = .max
    } else if let news {
      say(news)
      notice?.until = .max
    } else if preferences.isFirstRun {
      say(
        "Welcome. Each row is a connection; arrows choose one, \(keys.word(.open)) opens it, "
          + "\(keys.word(.todo)) shows what needs a hand, \(keys.word(.help)) every key, "
          + "\(keys.word(.tour)) shows you round in a minute, \(keys.word(.quit)) leaves.", .accent)
      notice?.until = .max
    }
  }
}
