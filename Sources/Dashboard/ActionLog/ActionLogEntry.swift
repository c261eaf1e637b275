import Queries
import Simulation

/// A person's action at the board: what the action log shows, what undoes it, and what it snoozed. A journal keeps
/// actions, so that a resumed run has them.
package struct ActionLogEntry: Codable, Equatable, Sendable {
  package var time: Instant
  package var title: String
  var undo = Undo.none
  /// The object, if it was only one.
  var object: ObjectRef?
  /// Whether this action undoes the one before it.
  var takesBack = false
  /// Whether the action log lists it.
  var isListed = true
  /// The problem that it snoozed, acknowledged or returned.
  var root: Problem.Root?
  /// The problem's state since then; nil for none.
  var snooze: Snooze?

  /// What undoes an action.
  enum Undo: Equatable, Codable, Sendable {
    case none
    case commands([Command])
    /// Ends a snooze.
    case bringBack(Problem.Root)
  }

  /// The names in journals.
  private enum CodingKeys: String, CodingKey {
    case time, title, undo, takesBack, isListed, root
    case object = "entity"
    case snooze = "aside"
  }
}
