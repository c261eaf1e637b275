import Canvas
import Queries
import Simulation

/// Pages that cover the screen: a report, the action log, branches side by side.
extension BoardState {
  /// The lines of a page that covers the screen.
  var fullPageHeight: Int { lines.fullPage.count }

  mutating func pressText(_ key: Key, _ page: inout TextPage) {
    if !pressFull(key, &page.state) { navigation.overlay = .text(page) }
  }

  /// Handles a key on a page that covers the screen.
  ///
  /// - Returns: whether the key closes it.
  mutating func pressFull(_ key: Key, _ state: inout PageState) -> Bool {
    switch key {
    case .enter:
      guard case .object(let object) = state.link, world.has(object) else { return false }
      navigation.overlay = nil
      navigation.open(object)
      return true
    case .escape, .character("q"):
      navigation.overlay = nil
      return true
    default:
      state.scroll(key, height: fullPageHeight)
      return false
    }
  }
}

/// A page of text with links that covers the screen.
package struct TextPage: Sendable {
  package let title: String
  package var lines: [PageLine]
  /// Whether it is the journal page.
  var isOfJournal = false
  package var state = PageState()

  init(title: String, lines: [PageLine]) {
    self.title = title
    self.lines = lines
  }
}
