import Simulation

/// The latest events of a world that is being created. The event log keeps no more, and a large world has many.
struct Recent {
  private static let most = 100_000
  private(set) var events: [Event] = []

  mutating func add(_ new: [Event]) {
    events += new.suffix(Self.most)
    if events.count > 2 * Self.most { events.removeFirst(events.count - Self.most) }
  }
}
