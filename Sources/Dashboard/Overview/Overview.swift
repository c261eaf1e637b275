import Canvas
import Lifecycles
import Queries
import Simulation

/// The Overview screen, and what it counts.
package struct Overview: Sendable {
  package internal(set) var page = PageState()
  var activity = Activity()
  private var freshness = SyncAges()
  private var worst: [ObjectRef] = []
  private var updatedAt: Int64 = .min

  /// Every row is looked at, so at most once a second while the world runs.
  private static let interval: Int64 = 1_000
  /// The latest events from which the activity of an hour is counted again.
  private static let mostCounted = 50_000

  /// Counts activity again, because the run is elsewhere.
  mutating func restart(_ log: EventLog) {
    activity = Activity()
    for event in log.events.prefix(log.count).suffix(Self.mostCounted) { activity.note(event) }
    updatedAt = .min
  }

  mutating func show(_ world: World, _ glyphs: Glyphs, wall: Int64, isPaused: Bool, width: Int, height: Int) {
    if updatedAt == .min || wall - updatedAt >= Self.interval || isPaused {
      updatedAt = wall
      freshness = SyncAges(world)
      worst = Attention.worst(world, count: 5)
    }
    activity.turn(to: world.now)
    page.show(
      OverviewPage.lines(world, glyphs, activity, worst: worst, freshness: freshness, width: width), height: height)
  }
}
