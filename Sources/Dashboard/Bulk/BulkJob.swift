import Queries
import Simulation

/// An action on many rows: the one in progress, and what the latest one did.
package struct BulkJob: Sendable {
  /// Some hundred rows at a time are carried out between frames.
  static let stride = 300

  package internal(set) var running: RunningBulk?
  /// What the latest bulk action did and skipped.
  var report: TextPage?
}
