import Simulation

/// What may be done with a run.
package enum RunAccess: Equatable, Sendable {
  /// Everything that the rules allow.
  case interactive
  /// Nothing, because the person asked for a board that only shows.
  case readOnly
  /// A journal's run is replayed up to its last event. Events beyond it are simulated, and not recorded.
  ///
  /// - Parameter hasLeft: whether the board has said so.
  case replaying(journal: String, end: Int64, hasLeft: Bool)
  /// Another program writes the run. Unless paused, the board stays at its end.
  ///
  /// - Parameter isWritten: whether a program is writing it now.
  case following(journal: String, isWritten: Bool)

  package var isReadOnly: Bool { self == .readOnly }

  package var isFollowing: Bool {
    switch self {
    case .following: true
    case .interactive, .readOnly, .replaying: false
    }
  }

  /// The journal on display, if this board writes none.
  var journal: String? {
    switch self {
    case .replaying(let journal, _, _), .following(let journal, _): journal
    case .interactive, .readOnly: nil
    }
  }

  /// The last event of the record being replayed.
  package var recordEnd: Int64? {
    switch self {
    case .replaying(_, let end, _): end
    case .interactive, .readOnly, .following: nil
    }
  }

  /// Why nothing can be done at all; nil if commands are possible.
  var refusal: Refusal? {
    switch self {
    case .interactive, .replaying: nil
    case .readOnly: Refusal("this board is read-only")
    case .following: Refusal("another program is recording this run; this board only shows it")
    }
  }
}
