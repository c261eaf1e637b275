import DequeModule

/// The latest events, up to a bound, oldest first.
package struct EventLog: Sendable {
  package private(set) var events: Deque<Event> = []
  package let capacity: Int

  package init(capacity: Int = 200_000) { self.capacity = capacity }

  package mutating func append(_ event: Event) {
    if events.count == capacity { events.removeFirst() }
    events.append(event)
  }

  package var count: Int { events.count }
  package var last: Event? { events.last }

  package subscript(position: Int) -> Event { events[position] }

  /// The event of a sequence number, if it is still kept.
  package func event(_ sequence: Int64) -> Event? {
    guard let first = events.first?.sequence else { return nil }
    let position = Int(sequence - first)
    return events.indices.contains(position) ? events[position] : nil
  }

  /// The latest events of an entity, newest first.
  package func history(of entity: Entity, limit: Int) -> [Event] {
    var found: [Event] = []
    for event in events.reversed() where event.entity == entity {
      found.append(event)
      if found.count == limit { break }
    }
    return found
  }

  /// From an event back to its root: the event, its cause, the cause's cause …
  package func causes(of event: Event, limit: Int = 64) -> [Event] {
    var chain = [event]
    while let cause = chain.last?.cause.event, let previous = self.event(cause), chain.count < limit {
      chain.append(previous)
    }
    return chain
  }

  /// Events whose cause is the given one, oldest first.
  package func consequences(of sequence: Int64, limit: Int) -> [Event] {
    guard let first = events.first?.sequence else { return [] }
    var found: [Event] = []
    let start = max(0, Int(sequence - first) + 1)
    guard start < events.count else { return [] }
    for position in start..<events.count where events[position].cause.raw == sequence {
      found.append(events[position])
      if found.count == limit { break }
    }
    return found
  }
}
