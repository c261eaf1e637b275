import Lifecycles
import Simulation

/// How long ago the data types were last synced successfully.
package struct SyncAges: Equatable, Sendable {
  package static let titles = ["under an hour", "under a day", "under a week", "older", "never"]
  package private(set) var counts = [0, 0, 0, 0, 0]

  package init() {}

  package init(_ world: World) {
    for dataset in world.datasets where !dataset.isDropped {
      guard world.connections[Int(dataset.connection)].status != 0 else { continue }
      let age = world.now - dataset.lastSuccess
      let band = dataset.lastSuccess == 0 ? 4 : age < Span.hour ? 0 : age < Span.day ? 1 : age < 7 * Span.day ? 2 : 3
      counts[band] += 1
    }
  }
}
