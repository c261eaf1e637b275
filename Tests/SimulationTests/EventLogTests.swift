import Lifecycles
import Simulation
import Testing

/// Causes and consequences in the log of events.
@Suite struct EventLogTests {
  /// The tree of an event contains exactly the events whose causes include it.
  @Test func consequencesAreTheInverseOfCauses() {
    let timeline = TimelineTests.run(12)
    var log = EventLog()
    for event in TimelineTests.events(timeline) { log.append(event) }
    for turn in 0..<60 {
      let position = Draw(seed: 12, object: UInt64(turn), count: 0, purpose: .manager).index(log.count)
      let event = log[position]
      let tree = log.tree(of: event.sequence, limit: .max)
      #expect(!tree.hasMore)
      let expected = (0..<log.count).map { log[$0] }.filter { other in
        other.sequence != event.sequence
          && log.causes(of: other, limit: .max).contains { $0.sequence == event.sequence }
      }
      #expect(Set(tree.events.map(\.event.sequence)) == Set(expected.map(\.sequence)))
      // Each is below its cause.
      for (index, entry) in tree.events.enumerated() where entry.depth > 1 {
        let parent = tree.events[..<index].last { $0.depth == entry.depth - 1 }
        #expect(parent?.event.sequence == entry.event.cause.event)
      }
      let part = log.tree(of: event.sequence, limit: 2)
      #expect(part.events.count == min(2, expected.count) && part.hasMore == (expected.count > 2))
    }
  }
}
