import Dashboard
import Journal

extension JournalAct {
  /// - Parameter path: the journal, for the error.
  init(_ entry: ActionLogEntry, for path: String) throws(JournalError) {
    do throws(JournalJSON.Failure) {
      self.init(time: entry.time, title: entry.title, content: try JournalJSON.text(entry))
    } catch {
      throw .actionNotRecorded(path: path, title: entry.title, reason: error.reason)
    }
  }
}

/// A person's actions from a journal: those that this version understands, and what is wrong with the others.
struct RecordedActions {
  private(set) var entries: [ActionLogEntry] = []
  /// Why some are missing; nil if none are.
  private(set) var problem: JournalError?

  /// - Parameter path: the journal, for the error.
  init(_ recorded: [JournalAct], from path: String) {
    var unknown: [String] = []
    for act in recorded {
      do throws(JournalJSON.Failure) { entries.append(try JournalJSON.value(act.content)) } catch {
        unknown.append(act.title)
      }
    }
    if !unknown.isEmpty { problem = .actionsNotShown(path: path, titles: unknown) }
  }
}
