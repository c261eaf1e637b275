/// The failures that chance decided on, and those that are left out.
package struct Chance: Sendable {
  /// How many of the latest chance failures a what-if can choose from. Older ones drop out in halves.
  static let limit = 8_192

  /// The latest chance failures, oldest first.
  package private(set) var mishaps: [SuppressedFault] = []
  /// Those that are left out, by the scenario or by a what-if.
  private(set) var suppressed: Set<SuppressedFault> = []
  /// Those that the scenario leaves out.
  private var written: Set<SuppressedFault> = []

  /// Whether a failure happens that chance decided on.
  @inline(__always)
  mutating func occurs(_ object: ObjectRef, at time: Instant) -> Bool {
    let mishap = SuppressedFault(object: object, time: time)
    if !suppressed.isEmpty, suppressed.contains(mishap) { return false }
    if mishaps.count == Self.limit { mishaps.removeFirst(Self.limit / 2) }
    mishaps.append(mishap)
    return true
  }

  /// Leaves out what the scenario names.
  mutating func suppress(written faults: [SuppressedFault]) {
    written.formUnion(faults)
    suppressed.formUnion(written)
  }

  /// Leaves out what a what-if names, in addition to what the scenario does.
  mutating func suppress(only faults: Set<SuppressedFault>) { suppressed = written.union(faults) }
}
