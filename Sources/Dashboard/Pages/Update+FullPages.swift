import Canvas
import Lifecycles
import Simulation

/// Full-screen text: a report, the action log, branches side by side.
extension Model {
  mutating func pressText(_ key: Key, _ page: inout TextPage) {
    if !pressFull(key, &page.state) { overlay = .text(page) }
  }

  /// Handles a key on a full-screen page.
  ///
  /// - Returns: whether the key closes it.
  mutating func pressFull(_ key: Key, _ state: inout PageState) -> Bool {
    switch key {
    case .enter:
      guard case .entity(let entity) = state.link, source.world.has(entity) else { return false }
      overlay = nil
      openPage(entity)
      return true
    case .escape, .character("q"):
      overlay = nil
      return true
    default:
      state.scroll(key, height: height - 5)
      return false
    }
  }
}

extension PageState {
  /// Moves by one of the common movement keys.
  mutating func scroll(_ key: Key, height: Int) {
    switch key {
    case .down, .character("j"): move(by: 1, height: height)
    case .up, .character("k"): move(by: -1, height: height)
    case .pageDown, .character(" "), .control("f"): move(by: height, height: height)
    case .pageUp, .control("b"): move(by: -height, height: height)
    case .home: moveToEnd(false, height: height)
    case .end, .character("G"): moveToEnd(true, height: height)
    default: break
    }
  }
}
