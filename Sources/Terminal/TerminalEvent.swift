import Canvas

/// What woke the loop.
package enum TerminalEvent: Equatable, Sendable {
  case key(Key)
  case mouse(Mouse)
  /// Pasted text.
  case pasted(String)
  /// The size may have changed.
  case resize
  /// Continued after a stop: everything must be drawn again.
  case resumed
  /// A signal asked the program to end.
  case terminate(Int32)
  /// The terminal is gone.
  case hangUp
}
