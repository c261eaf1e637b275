import Canvas
import Lifecycles
import Queries
import Simulation

extension BoardState {
  mutating func pressOverlay(_ key: Key) -> [Effect] {
    switch navigation.overlay {
    case .help(let top):
      pressHelp(key, top)
      return []
    case .picker(var picker): return pressPicker(key, &picker)
    case .confirmation(let confirmation):
      navigation.overlay = nil
      if key == .character("y") || key == .character("Y") {
        confirm(confirmation)
      } else {
        say("nothing was done", .muted)
      }
      return []
    case .filter(var line): return pressFilter(key, &line)
    case .columns(var editor):
      pressColumns(key, &editor)
      return []
    case .tour(let step): return pressTour(key, step)
    case .prompt(var prompt): return pressPrompt(key, &prompt)
    case .comparison(var page):
      pressComparison(key, &page)
      return []
    case .text(var page):
      pressText(key, &page)
      return []
    case nil: return []
    }
  }

  // MARK: Help

  private mutating func pressHelp(_ key: Key, _ top: Int) {
    let last = max(0, HelpText.lines(glyphs, keys, width: viewport.width).count - max(1, viewport.height - 4))
    switch key {
    case .down, .character("j"): navigation.overlay = .help(top: min(top + 1, last))
    case .up, .character("k"): navigation.overlay = .help(top: max(0, top - 1))
    case .pageDown, .character(" "): navigation.overlay = .help(top: min(top + viewport.height - 5, last))
    case .pageUp: navigation.overlay = .help(top: max(0, top - viewport.height + 5))
    case .home: navigation.overlay = .help(top: 0)
    case .end: navigation.overlay = .help(top: last)
    // Looking for something specific is easier by name.
    case .character("/"): openPalette()
    default: navigation.overlay = nil
    }
  }
}
