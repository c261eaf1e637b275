import Queries
import Simulation

/// What a person did at this board, and how far it is recorded.
package struct ActionLog: Sendable {
  /// The actions that the log lists, oldest first.
  package private(set) var entries: [ActionLogEntry] = []
  /// How many actions there were, including those of earlier sessions and unlisted ones.
  package private(set) var count = 0
  /// Actions that the journal has not received yet.
  var unsaved: [ActionLogEntry] = []
  /// The state of the journal; nil if the run is not recorded.
  package internal(set) var recording: Recording?
  /// The report of an action that is not on disk yet.
  package internal(set) var unconfirmed: Unconfirmed?

  /// A report that waits for the journal.
  package struct Unconfirmed: Sendable {
    let count: Int
    let message: BoardMessage
  }

  init(recording: Recording?) { self.recording = recording }

  /// Takes in an action: done now, or read from a journal.
  mutating func take(_ entry: ActionLogEntry) {
    count += 1
    if entry.takesBack, let last = entries.last {
      entries[entries.count - 1] = ActionLogEntry(
        time: last.time, title: "\(last.title), undone", undo: .none, object: last.object)
    }
    if entry.isListed { entries.append(entry) }
  }

  /// Whether the run is waiting for its journal.
  var isHeld: Bool { recording.map { $0.problem != nil || $0.isFull } ?? false }
}

/// The state of a run's journal.
package struct Recording: Equatable, Sendable {
  /// The name of its file.
  package var name: String
  package var path: String
  /// The number of a person's actions on disk.
  package var acts = 0
  package var events = 0
  package var waiting = 0
  /// Why nothing can be written now.
  package var problem: String?
  /// Whether so much is pending that the run must wait.
  package var isFull = false

  package init(name: String, path: String) {
    self.name = name
    self.path = path
  }
}
