import Dashboard
import Queries

/// What brings events to a board beside its simulator and the terminal: a feed, the journal that is written, and a
/// journal that another program writes.
struct EventSources {
  var feed: FeedPump?
  var journal: RunJournal?
  var follower: RunFollower?

  var descriptors: [Int32] {
    [feed?.descriptor, journal?.descriptor, follower?.descriptor].compactMap { $0 }.filter { $0 >= 0 }
  }

  /// Whether to check them again soon.
  var looksAgain: Bool { feed?.looksAgain == true || follower?.looksAgain == true }

  /// Takes in what they brought; nil for nothing.
  func pump(_ board: inout BoardState, _ ready: Set<Int32>) -> [Effect]? {
    var effects = feed?.pump(&board)
    if let journal, ready.contains(journal.descriptor), !journal.isOver {
      effects = (effects ?? []) + board.update(.recorded(journal.heard))
    }
    if let follower, ready.contains(follower.descriptor) || follower.looksAgain {
      effects = (effects ?? []) + follower.pump(&board)
    }
    return effects
  }

  /// Records what has happened since the last call.
  func record(_ board: inout BoardState) {
    for message in journal?.record(board) ?? [] { _ = board.update(message) }
  }
}
