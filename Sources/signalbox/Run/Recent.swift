import Simulation

/// The latest events of a world that is being created, with which the event log begins.
struct Recent {
  /// A large world has millions of events before the board opens, and few people look at the oldest.
  private static let most = 100_000
  private(set) var events: [Event] = []

  mutating func add(_ new: [Event]) {
    events += new.suffix(Self.most)
    if events.count > 2 * Self.most { events.removeFirst(events.count - Self.most) }
  }
}
