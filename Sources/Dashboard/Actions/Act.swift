import Canvas
import Simulation

/// Something that a person did at the board: what the list of actions shows, what takes it back, and what it put
/// aside. A journal keeps them, so that they are there again when the run is taken up.
package struct Act: Codable, Equatable, Sendable {
  package var time: Instant
  package var title: String
  var undo = Undo.none
  /// What it was about, where that is one object.
  var entity: Entity?
  /// The act before it was taken back by this one.
  var takesBack = false
  /// It stands in the list of actions.
  var isListed = true
  /// The problem that it put aside or brought back.
  var root: Problem.Root?
  /// How that stands since; nil: as any other.
  var aside: PutAside?

  /// What takes an act back.
  enum Undo: Equatable, Codable, Sendable {
    case none
    case commands([Command])
    /// A snoozed problem comes back.
    case bringBack(Problem.Root)
  }
}

/// How the journal of this run is doing.
package struct Recording: Equatable, Sendable {
  /// What its file is called.
  package var name: String
  package var path: String
  /// A person's acts that are on the disk.
  package var acts = 0
  package var events = 0
  package var waiting = 0
  /// Why nothing can be written at the moment.
  package var problem: String?
  /// More waits than the run may be ahead of its journal.
  package var isFull = false

  package init(name: String, path: String) {
    self.name = name
    self.path = path
  }
}

extension Model {
  /// Takes up an act: now, or from a journal.
  mutating func take(_ act: Act) {
    actCount += 1
    if act.takesBack, let last = actions.last {
      actions[actions.count - 1] = Act(
        time: last.time, title: "\(last.title), taken back", undo: .none, entity: last.entity)
    }
    if let root = act.root {
      aside[root] = act.aside
      problemsAt = nil
    }
    if act.isListed { actions.append(act) }
  }

  /// Something was done.
  mutating func record(_ act: Act) {
    take(act)
    if recording != nil { freshActs.append(act) }
  }

  /// The acts since the last time, for the journal.
  package mutating func drainActs() -> [Act] {
    defer { freshActs = [] }
    return freshActs
  }

  // MARK: Telling that it is done

  /// Says that something was done: at once, or, where a journal is kept, when it is on the disk.
  mutating func sayDone(_ text: String, _ role: Role = .success) {
    guard recording != nil else {
      say(text, role)
      return
    }
    unconfirmed = Unconfirmed(acts: actCount, notice: Notice(text: text, role: role, until: 0))
    say("being recorded: \(text)", .muted)
  }

  /// What waits for the journal to be told.
  struct Unconfirmed: Sendable {
    let acts: Int
    let notice: Notice
  }

  /// Takes up how the journal is doing.
  mutating func note(_ recording: Recording) {
    let before = self.recording?.problem
    self.recording = recording
    if let problem = recording.problem, before == nil {
      say("the run waits: its journal cannot be written, \(problem)", .error)
    } else if before != nil, recording.problem == nil {
      say("the journal is written again; the run goes on")
    }
    if let unconfirmed, recording.acts >= unconfirmed.acts {
      self.unconfirmed = nil
      say(unconfirmed.notice.text, unconfirmed.notice.role)
    }
    renewJournalPage()
  }

  /// The run goes on without its journal.
  mutating func forgetJournal() {
    let name = recording?.name ?? "the journal"
    recording = nil
    freshActs = []
    if let unconfirmed {
      say("not recorded: \(unconfirmed.notice.text)", .warning)
    } else {
      say("\(name) ends here; what is done from now on is not recorded", .warning)
    }
    unconfirmed = nil
  }

  /// Why nothing new may happen: it could not be kept. Nil where it can.
  var recordingProblem: String? {
    recording?.problem.map {
      "not done, because the journal cannot be written (\($0)); \(keys.word(.stopRecording)) lets the run go on"
    }
  }

  /// The run waits for its journal.
  var isHeld: Bool { recording.map { $0.problem != nil || $0.isFull } ?? false }
}
