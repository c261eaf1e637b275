import Dashboard
import Journal

extension JournalAct {
  /// - Parameter path: the journal, for the error.
  init(_ act: Act, for path: String) throws(JournalError) {
    do throws(JournalJSON.Failure) {
      self.init(time: act.time, title: act.title, content: try JournalJSON.text(act))
    } catch {
      throw .actionNotRecorded(path: path, title: act.title, reason: error.reason)
    }
  }
}

/// A person's actions from a journal: those that this version understands, and what is wrong with the others.
struct RecordedActions {
  private(set) var acts: [Act] = []
  /// Why some are missing; nil if none are.
  private(set) var problem: JournalError?

  /// - Parameter path: the journal, for the error.
  init(_ recorded: [JournalAct], from path: String) {
    var unknown: [String] = []
    for act in recorded {
      do throws(JournalJSON.Failure) { acts.append(try JournalJSON.value(act.content)) } catch {
        unknown.append(act.title)
      }
    }
    if !unknown.isEmpty { problem = .actionsNotShown(path: path, titles: unknown) }
  }
}
