import Queries
import Simulation

/// What a board starts with.
package struct BoardOptions: Sendable {
  package var title = ""
  package var isPaused = false
  package var speed: Int64 = 60
  package var access = RunAccess.interactive
  package var screen = Screen.connections
  package var preferences = Preferences()
  /// A problem to report first, such as a mistake in a configuration file.
  package var problem: String?
  /// Other news to report first.
  package var news: String?
  /// The journal being written.
  package var recording: Recording?
  /// What was done in earlier sessions of the run.
  package var actions: [ActionLogEntry] = []
  /// The maximum number of events searched for a place. They are kept in memory until it is found.
  package var searchLimit = 3_000_000

  package init() {}
}
