/// A mouse event.
package struct Mouse: Equatable, Sendable {
  package enum Kind: Equatable, Sendable { case press, wheelUp, wheelDown }

  package let kind: Kind
  /// The cell, counted from the top left, which is 0, 0.
  package let x: Int
  package let y: Int
  /// Whether Control or Shift was held.
  package let isExtending: Bool

  package init(_ kind: Kind, x: Int, y: Int, isExtending: Bool = false) {
    self.kind = kind
    self.x = x
    self.y = y
    self.isExtending = isExtending
  }
}
