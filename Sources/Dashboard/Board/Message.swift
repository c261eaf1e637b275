import Canvas
import Simulation

/// What happens to the board.
package enum Message: Sendable {
  case key(Key)
  case resize(width: Int, height: Int)
  /// The wall clock, in milliseconds from any origin.
  case tick(Int64)
  /// Events from a feed. The world already includes them.
  case told([Event])
  /// A file could not be written. Another name is asked for.
  case notSaved(TakeHome, path: String, problem: String)
  /// The result of something done outside the board.
  case said(String, isProblem: Bool)
  /// Another theme is shown.
  case themed(String, Glyphs)
  /// A mouse event, at a moment of the wall clock.
  case mouse(Mouse, Int64)
  /// Pasted text. It goes into an open line, and never counts as keys.
  case pasted(String)
  /// The state of the journal.
  case recorded(Recording)
  /// The run continues without its journal.
  case recordingStopped
  /// New events of a run that another program writes, and the run so far.
  case followed([Event], Timeline)
  /// Whether a program is writing the followed run.
  case written(Bool)
  /// What a person did at the board that writes the run.
  case did([Act])
  /// The followed run switched to another branch.
  case departed(Timeline)
}

/// What the board asks the program to do.
package enum Effect: Equatable, Sendable {
  case quit
  case redraw
  /// Write an export to a file. `Message.said` reports the result.
  case save(TakeHome, path: String)
  /// Copy text to the clipboard.
  case copy(String)
  /// Notify the person, whatever they are looking at.
  case ring(String)
  /// Write text to a file, reported in the same way.
  case write(TakeHome, text: String, path: String)
  /// Keep typed filters and saved views for the next session.
  case keepFilters([String])
  case keepViews([SavedView])
  /// Show another theme. `Message.themed` answers.
  case theme(String)
  /// Give the mouse to the board, or to the terminal.
  case mouse(Bool)
  /// Stop recording the run.
  case stopRecording
}
