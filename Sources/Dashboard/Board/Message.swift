import Canvas
import Queries
import Simulation

/// What happens to the board.
package enum Message: Sendable {
  case key(Key)
  /// Pasted text. It goes into an open line, and never counts as keys.
  case pasted(String)
  /// A mouse event, at a moment of the wall clock.
  case mouse(Mouse, wall: Int64)
  case resize(width: Int, height: Int)
  /// The wall clock, in milliseconds from any origin. A running board moves on.
  case tick(Int64)
  /// The wall clock while nothing runs, so that it doesn't jump on resume.
  case clock(Int64)

  /// Events from a feed, and what was read of it so far. The world already includes them.
  case feedBatch([Fact], FeedReport)
  /// New events of a run that another program writes, and the run so far.
  case followed([Event], Timeline)
  /// The followed run switched to another branch.
  case branchChanged(Timeline)
  /// Whether a program is writing the followed run.
  case written(Bool)
  /// What a person did at the board that writes the run.
  case actionsLogged([ActionLogEntry])

  /// The state of the journal.
  case recorded(Recording)
  /// The run continues without its journal.
  case recordingStopped
  /// The result of something done outside the board.
  case notice(String, isProblem: Bool)
  /// A file could not be written. Another name is asked for.
  case notSaved(Export, path: String, problem: String)
  /// Another theme is shown.
  case themed(String, Glyphs)

  /// An action by name, rather than by its key.
  case perform(Action)
  /// A command that didn't come from a key: a scenario's, or a test's.
  case submit(Command)
  /// A place in the run to go to.
  case seek(Destination)
  case speed(Int64)
  /// A screen, with a filter if given, and To do grouped or not.
  case show(Screen, filter: String?, isGrouped: Bool?)
  case open(ObjectRef)
  case selectProblem(Problem.Root)
  /// Closes what covers the screen.
  case dismiss
}

/// What the board asks the program to do.
package enum Effect: Equatable, Sendable {
  case quit
  case redraw
  /// Write an export of the run to a file. `Message.notice` or `Message.notSaved` reports the result.
  case save(RunExport, path: String)
  /// Write an export that the board has made, reported in the same way.
  case write(Export, text: String, path: String)
  /// Copy text to the clipboard.
  case copy(String)
  /// Notify the person, whatever they are looking at.
  case ring(String)
  /// Keep typed filters and saved views for the next session.
  case keepFilters([String])
  case keepViews([SavedView])
  /// Show another theme. `Message.themed` answers.
  case theme(String)
  /// Give the mouse to the board, or to the terminal.
  case mouse(Bool)
  /// Record actions in the journal.
  case record([ActionLogEntry])
  /// Stop recording the run.
  case stopRecording
}
