import Canvas
import Lifecycles
import Queries
import Simulation

/// The action log, undo, and reports that wait for the journal.
extension BoardState {
  /// Takes in an action: done now, or read from a journal.
  mutating func take(_ entry: ActionLogEntry) {
    actionLog.take(entry)
    guard let root = entry.root else { return }
    attention.snoozes[root] = entry.snooze
    attention.invalidate()
  }

  /// Logs an action, for the journal as well.
  mutating func record(_ entry: ActionLogEntry) {
    take(entry)
    if actionLog.recording != nil { actionLog.unsaved.append(entry) }
  }

  mutating func showActions() {
    let lines = actionLog.entries.reversed().map { entry in
      PageLine(
        "  \(ISO8601.display(entry.time))  ", .muted,
        link: entry.object.flatMap { world.has($0) ? .object($0) : nil }
      ).adding(entry.title)
        .adding(entry.undo == .none ? "" : "  \(keys.word(.undo)) undoes it while it is the latest", .muted)
    }
    navigation.overlay = .text(TextPage(title: "Done at this board, newest first", lines: lines))
  }

  // MARK: Undo

  /// Undoes the latest action, if the rules allow it.
  mutating func undo() {
    guard let last = actionLog.entries.last else { return }
    switch last.undo {
    case .none: break
    case .commands(let commands): undo(last, commands)
    case .bringBack(let root): bringBack(root, takesBack: true)
    }
  }

  private mutating func undo(_ last: ActionLogEntry, _ commands: [Command]) {
    var count = 0
    var reason = ""
    for command in commands {
      switch run.source.submit(command) {
      case .success(let caused):
        take(caused)
        count += 1
      case .failure(let refusal): reason = refusal.reason
      }
    }
    guard count > 0 else {
      say("it can no longer be undone: \(reason)", .warning)
      return
    }
    record(ActionLogEntry(time: world.now, title: "undone: \(last.title)", takesBack: true))
    let rest = commands.count - count
    let needsCustomer = commands.contains { if case .connection(_, .reconnect) = $0 { true } else { false } }
    let missed = rest > 0 ? "; \(rest) could not be: \(reason)" : ""
    let next = needsCustomer ? "; the customer must sign in again, \(keys.word(.sendLink)) sends the link" : ""
    sayDone("undone: \(last.title)\(missed)\(next)")
  }

  // MARK: Confirmation by the journal

  /// Reports that something was done: immediately, or once it is on disk if the run is recorded.
  mutating func sayDone(_ text: String, _ role: Role = .success) {
    guard actionLog.recording != nil else {
      say(text, role)
      return
    }
    actionLog.unconfirmed = ActionLog.Unconfirmed(
      count: actionLog.count, message: BoardMessage(text: text, role: role, until: 0))
    say("recording: \(text)", .muted)
  }

  /// Takes in the state of the journal.
  mutating func note(_ recording: Recording) {
    let before = actionLog.recording?.problem
    actionLog.recording = recording
    if let problem = recording.problem, before == nil {
      say("the run is waiting because its journal can't be written: \(problem)", .error)
    } else if before != nil, recording.problem == nil {
      say("the journal can be written again; the run resumes")
    }
    if let unconfirmed = actionLog.unconfirmed, recording.acts >= unconfirmed.count {
      actionLog.unconfirmed = nil
      say(unconfirmed.message.text, unconfirmed.message.role)
    }
    renewJournalPage()
  }

  /// Continues the run without its journal.
  mutating func forgetJournal() {
    let name = actionLog.recording?.name ?? "the journal"
    actionLog.recording = nil
    actionLog.unsaved = []
    if let unconfirmed = actionLog.unconfirmed {
      say("not recorded: \(unconfirmed.message.text)", .warning)
    } else {
      say("recording to \(name) stopped; nothing from here on is recorded", .warning)
    }
    actionLog.unconfirmed = nil
  }
}
