/// The events that a simulator has produced, and where it stood when it produced the latest.
package struct EventOutput: Sendable {
  /// Events since the last `drain`, oldest first.
  package private(set) var events: [Event] = []
  /// The time of the latest event, and how many commands had been given by then.
  private(set) var latestTime: Instant = .min
  private(set) var latestInputs = 0
  /// The number of the latest event before the latest timer fired, where a cascade starts.
  var cascadeStart: Int64 = 0

  @inline(__always)
  mutating func append(_ event: Event, inputs: Int) {
    events.append(event)
    latestTime = event.time
    latestInputs = inputs
  }

  /// Returns the events since the last call.
  mutating func drain() -> [Event] {
    defer { events.removeAll(keepingCapacity: true) }
    return events
  }

  /// Drops the events since the last call.
  mutating func discard() { events.removeAll(keepingCapacity: true) }

  /// Drops the events and the memory they took.
  mutating func release() { events = [] }
}
