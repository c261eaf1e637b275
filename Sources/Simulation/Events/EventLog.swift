import DequeModule

/// The latest events, oldest first, up to a limit, and beyond the position the events that lie ahead.
package struct EventLog: Sendable {
  package private(set) var events: Deque<Event> = []
  /// How many of the events have happened. The rest lie ahead.
  package private(set) var count = 0
  package let capacity: Int

  /// The events that a board keeps, in some tens of megabytes.
  package static let defaultCapacity = 1_000_000

  package init(capacity: Int = defaultCapacity) { self.capacity = capacity }

  /// Adds an event that has happened. When a branch is replayed, its events are already there.
  package mutating func append(_ event: Event) {
    if count < events.count {
      if events[count] == event {
        count += 1
        return
      }
      dropAhead()
    }
    if events.count == capacity {
      events.removeFirst()
      count -= 1
    }
    events.append(event)
    count += 1
  }

  /// Goes back to just after an event.
  ///
  /// - Returns: whether the event is still kept.
  package mutating func rewind(to sequence: Int64) -> Bool {
    guard let first = events.first?.sequence, sequence >= first - 1, sequence < first + Int64(events.count) else {
      return false
    }
    count = Int(sequence - first) + 1
    return true
  }

  /// Drops the events that lie ahead, because the run took another branch.
  package mutating func dropAhead() { events.removeLast(events.count - count) }

  /// Replaces the events.
  package mutating func replace(with new: [Event]) {
    events = Deque(new.suffix(capacity))
    count = events.count
  }

  package var last: Event? { count > 0 ? events[count - 1] : nil }

  package subscript(position: Int) -> Event { events[position] }

  /// The event with a sequence number, if it has happened and is still kept.
  package func event(_ sequence: Int64) -> Event? {
    guard let first = events.first?.sequence else { return nil }
    let position = Int(sequence - first)
    return position >= 0 && position < count ? events[position] : nil
  }

  /// The number of the last event up to a moment; nil if none is kept.
  package func sequence(at time: Instant) -> Int64? {
    var low = 0
    var high = events.count
    while low < high {
      let middle = (low + high) / 2
      if events[middle].time <= time { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? events[low - 1].sequence : nil
  }

  /// The latest events of an object, newest first.
  package func history(of object: ObjectRef, limit: Int) -> [Event] {
    var found: [Event] = []
    var position = count - 1
    while position >= 0, found.count < limit {
      if events[position].object == object { found.append(events[position]) }
      position -= 1
    }
    return found
  }

  /// The latest event before a number that passes a test.
  package func last(before sequence: Int64, where test: (Event) -> Bool) -> Event? {
    guard let first = events.first?.sequence else { return nil }
    var position = min(count, Int(sequence - first)) - 1
    while position >= 0 {
      if test(events[position]) { return events[position] }
      position -= 1
    }
    return nil
  }

  /// The chain from an event to its root: the event, its cause, the cause's cause, and so on.
  ///
  /// - Parameter fresh: newer events that the log does not hold yet, in order.
  package func causes(of event: Event, limit: Int = 64, fresh: [Event] = []) -> [Event] {
    var chain = [event]
    while let cause = chain.last?.cause.event, chain.count < limit {
      let position = fresh.first.map { Int(cause - $0.sequence) } ?? -1
      guard let previous = fresh.indices.contains(position) ? fresh[position] : self.event(cause) else { break }
      chain.append(previous)
    }
    return chain
  }

  /// Everything that followed from an event, directly or indirectly, each event after its cause.
  ///
  /// - Parameter limit: the maximum number of events.
  /// - Returns: the events with their distance from the given one, and whether there are more.
  package func tree(of sequence: Int64, limit: Int) -> (events: [(event: Event, depth: Int)], hasMore: Bool) {
    guard let first = events.first?.sequence else { return ([], false) }
    var children: [Int64: [Event]] = [sequence: []]
    var found = 0
    var position = max(0, Int(sequence - first) + 1)
    while position < count {
      let event = events[position]
      position += 1
      guard let cause = event.cause.event, children[cause] != nil else { continue }
      if found == limit { return (Self.flat(sequence, children), true) }
      found += 1
      children[cause]!.append(event)
      children[event.sequence] = []
    }
    return (Self.flat(sequence, children), false)
  }

  private static func flat(_ root: Int64, _ children: [Int64: [Event]]) -> [(event: Event, depth: Int)] {
    var result: [(event: Event, depth: Int)] = []
    var open = (children[root] ?? []).reversed().map { (event: $0, depth: 1) }
    while let next = open.popLast() {
      result.append(next)
      open += (children[next.event.sequence] ?? []).reversed().map { (event: $0, depth: next.depth + 1) }
    }
    return result
  }
}
