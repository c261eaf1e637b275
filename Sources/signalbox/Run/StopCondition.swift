import Queries
import Simulation

/// Finds the first event that matches a condition.
struct StopCondition {
  private var matcher: EventMatcher
  /// The events in which a condition such as `cause:outage` finds causes. Causes are rarely far back.
  private static let remembered = 200_000

  private var log = EventLog(capacity: remembered)
  private let start: Instant

  /// - Parameter start: the end of the warm-up, which doesn't count.
  init(_ filter: Filter, _ world: World, from start: Instant) {
    matcher = EventMatcher(filter, world)
    self.start = start
  }

  mutating func first(_ events: [Event], _ world: World) -> Event? {
    matcher.prepare(world)
    for event in events {
      log.append(event)
      if event.time >= start, matcher.matches(event, world, log) { return event }
    }
    return nil
  }
}
