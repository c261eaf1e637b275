import Canvas
import Queries

/// The name of a screen on the line of tabs.
package struct TabFrame {
  package let screen: Screen
  /// Its key, if it has one.
  package let key: String
  package let title: String
  package let x: Int

  package var width: Int { DisplayWidth.of(title) + (key.isEmpty ? 0 : DisplayWidth.of(key) + 1) }

  package static func all(_ board: BoardState) -> [TabFrame] {
    let gap = board.viewport.width >= 84 ? 2 : 1
    var x = 1
    return Screen.allCases.map { screen in
      let title = board.viewport.width >= 80 ? screen.title : String(screen.title.prefix(4))
      let frame = TabFrame(
        screen: screen, key: board.keys.keys(screen.action).first?.name ?? "", title: title, x: x)
      x += frame.width + gap
      return frame
    }
  }
}
