import Dashboard
import Simulation

/// A run with what was kept about it.
struct LoadedRun {
  /// Makes the timeline, given the maximum size of its checkpoints in bytes.
  let timeline: (Int) -> Timeline
  var history: [Event]
  var title: String
  var actions: [ActionLogEntry] = []
  var journal: RunJournal?
  /// What is wrong with it.
  var notice: String?
  var news: String?
  var follower: RunFollower?
  /// What may be done with it; nil leaves it to the command line.
  var access: RunAccess?
  /// Nil leaves it to the command line.
  var isPaused: Bool?

  /// Sets the board's options.
  func tell(_ options: inout BoardOptions) {
    options.title = title
    options.actions = actions
    options.recording = journal?.recording
    options.news = news
    if let access { options.access = access }
    if let isPaused { options.isPaused = isPaused }
    if let notice { options.problem = options.problem.map { "\($0); \(notice)" } ?? notice }
  }
}
