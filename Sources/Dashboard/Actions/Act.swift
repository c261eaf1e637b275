import Canvas
import Simulation

/// A person's action at the board: what the action log shows, what undoes it, and what it snoozed. A journal keeps
/// actions, so that a resumed run has them.
package struct Act: Codable, Equatable, Sendable {
  package var time: Instant
  package var title: String
  var undo = Undo.none
  /// The object, if it was only one.
  var entity: Entity?
  /// Whether this action undoes the one before it.
  var takesBack = false
  /// Whether the action log lists it.
  var isListed = true
  /// The problem that it snoozed, acknowledged or returned.
  var root: Problem.Root?
  /// The problem's state since then; nil for none.
  var aside: PutAside?

  /// What undoes an action.
  enum Undo: Equatable, Codable, Sendable {
    case none
    case commands([Command])
    /// Ends a snooze.
    case bringBack(Problem.Root)
  }
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

extension Model {
  /// Applies an action: done now, or read from a journal.
  mutating func take(_ act: Act) {
    actCount += 1
    if act.takesBack, let last = actions.last {
      actions[actions.count - 1] = Act(
        time: last.time, title: "\(last.title), undone", undo: .none, entity: last.entity)
    }
    if let root = act.root {
      aside[root] = act.aside
      problemsAt = nil
    }
    if act.isListed { actions.append(act) }
  }

  /// Records an action.
  mutating func record(_ act: Act) {
    take(act)
    if recording != nil { freshActs.append(act) }
  }

  /// Returns the actions since the last call, for the journal.
  package mutating func drainActs() -> [Act] {
    defer { freshActs = [] }
    return freshActs
  }

  // MARK: Confirmation

  /// Reports that something was done: immediately, or once it is on disk if the run is recorded.
  mutating func sayDone(_ text: String, _ role: Role = .success) {
    guard recording != nil else {
      say(text, role)
      return
    }
    unconfirmed = Unconfirmed(acts: actCount, notice: Notice(text: text, role: role, until: 0))
    say("recording: \(text)", .muted)
  }

  /// A report that waits for the journal.
  struct Unconfirmed: Sendable {
    let acts: Int
    let notice: Notice
  }

  /// Takes in the state of the journal.
  mutating func note(_ recording: Recording) {
    let before = self.recording?.problem
    self.recording = recording
    if let problem = recording.problem, before == nil {
      say("the run is waiting because its journal can't be written: \(problem)", .error)
    } else if before != nil, recording.problem == nil {
      say("the journal can be written again; the run resumes")
    }
    if let unconfirmed, recording.acts >= unconfirmed.acts {
      self.unconfirmed = nil
      say(unconfirmed.notice.text, unconfirmed.notice.role)
    }
    renewJournalPage()
  }

  /// Continues the run without its journal.
  mutating func forgetJournal() {
    let name = recording?.name ?? "the journal"
    recording = nil
    freshActs = []
    if let unconfirmed {
      say("not recorded: \(unconfirmed.notice.text)", .warning)
    } else {
      say("recording to \(name) stopped; nothing from here on is recorded", .warning)
    }
    unconfirmed = nil
  }

  /// Why nothing new can happen, because it couldn't be recorded; nil if it can.
  var recordingProblem: String? {
    recording?.problem.map {
      "the journal can't be written (\($0)); \(keys.word(.stopRecording)) continues without it"
    }
  }

  /// Whether the run is waiting for its journal.
  var isHeld: Bool { recording.map { $0.problem != nil || $0.isFull } ?? false }
}
