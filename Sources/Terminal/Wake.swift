import Canvas

/// What woke the loop.
package enum Wake: Equatable, Sendable {
  case key(Key)
  case mouse(Mouse)
  /// Text that was pasted, and not typed.
  case pasted(String)
  /// The size may have changed.
  case resize
  /// Continued after a stop: everything has to be drawn anew.
  case resumed
  /// Asked to end by a signal.
  case terminate(Int32)
  /// The terminal is gone.
  case hangUp
}
