import Canvas
import Simulation

/// What happens to the board.
package enum Message: Sendable {
  case key(Key)
  case resize(width: Int, height: Int)
  /// The wall clock, in milliseconds from any beginning.
  case tick(Int64)
  /// A feed has brought events; the world is already the one after them.
  case told([Event])
  /// A file was not written: another name is asked for.
  case notSaved(TakeHome, path: String, problem: String)
  /// What came of something that was done outside.
  case said(String, isProblem: Bool)
  /// Another theme is shown.
  case themed(String, Glyphs)
  /// The mouse, at a moment of the wall clock.
  case mouse(Mouse, Int64)
  /// Text that was pasted: it belongs to a line, and is nowhere taken for keys.
  case pasted(String)
  /// How the journal is doing.
  case recorded(Recording)
  /// The run goes on without its journal.
  case unrecorded
  /// A run that another program writes has come so far: these events are new.
  case followed([Event], Timeline)
  /// Whether a program writes it at all.
  case written(Bool)
  /// What a person did at the board that writes it.
  case did([Act])
  /// It has gone over to another course.
  case departed(Timeline)
}

/// What the board wants done outside of itself.
package enum Effect: Equatable, Sendable {
  case quit
  case redraw
  /// Something is to be written to a file; what came of it is told by `Message.said`.
  case save(TakeHome, path: String)
  /// A text goes to the clipboard.
  case copy(String)
  /// Somebody is to be told, whatever they look at.
  case ring(String)
  /// A text is to be written to a file, which is told in the same way.
  case write(TakeHome, text: String, path: String)
  /// What was typed and saved at the board is kept for the next time.
  case keepFilters([String])
  case keepViews([SavedView])
  /// Another theme is to be shown; `Message.themed` answers.
  case theme(String)
  /// The mouse is the board's, or the terminal's.
  case mouse(Bool)
  /// The run goes on without its journal.
  case unrecord
}
