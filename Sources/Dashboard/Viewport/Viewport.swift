import Canvas
import Queries

/// The size of the screen in cells, its glyphs, and the wall clock.
package struct Viewport: Sendable {
  /// The smallest screen that anything is drawn on, in cells.
  package static let minimumWidth = 40
  package static let minimumHeight = 10

  package internal(set) var width: Int
  package internal(set) var height: Int
  package internal(set) var glyphs: Glyphs
  /// The wall clock of the latest tick, in milliseconds from any origin.
  var wall: Int64 = 0
  /// The latest mouse press, to detect double clicks.
  private var lastPress: (mouse: Mouse, wall: Int64)?

  /// The maximum time between the presses of a double click, in milliseconds.
  private static let doubleClick: Int64 = 400

  init(width: Int, height: Int, glyphs: Glyphs) {
    self.width = width
    self.height = height
    self.glyphs = glyphs
  }

  package var isTooSmall: Bool { width < Self.minimumWidth || height < Self.minimumHeight }

  /// Takes in a mouse event. Returns whether it completes a double click.
  mutating func note(_ mouse: Mouse) -> Bool {
    let isDouble =
      mouse.kind == .press && lastPress.map { $0.mouse == mouse && wall - $0.wall <= Self.doubleClick } == true
    lastPress = mouse.kind == .press && !isDouble ? (mouse, wall) : nil
    return isDouble
  }
}
