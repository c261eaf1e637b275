import Queries
import Simulation

/// The run on display: where its world comes from, its latest events, and what may be done with it.
package struct Run: Sendable {
  package let title: String
  package internal(set) var source: Source
  package internal(set) var log = EventLog()
  package internal(set) var access: RunAccess

  init(title: String, source: Source, access: RunAccess) {
    self.title = title
    self.source = source
    self.access = access
  }

  package var world: World { source.world }
  /// The simulated run; nil for a feed.
  package var timeline: Timeline? { source.timeline }
  package var isSimulated: Bool { source.timeline != nil }
  package var scenario: Scenario? { source.timeline?.scenario }

  /// The number of the latest event at the position.
  package var sequence: Int64 { source.timeline?.sequence ?? world.lastSequence }
}
