import Lifecycles

/// How many objects of each system are in each status.
package struct StatusCounts: Equatable, Sendable {
  private var counts = [Int](repeating: 0, count: StatusSystem.allCases.count * Self.statuses)
  private static let statuses = Int(UInt8.max) + 1

  package init() {}

  /// The number of objects in a raw status. Those that don't exist are not counted.
  package subscript(system: StatusSystem, raw: UInt8) -> Int {
    counts[Int(system.rawValue) * Self.statuses + Int(raw)]
  }

  /// Counts an object that goes from one status to another.
  @inline(__always)
  mutating func move(_ system: StatusSystem, from: UInt8, to: UInt8) {
    let base = Int(system.rawValue) * Self.statuses
    if from != StatusID.absentRaw { counts[base + Int(from)] -= 1 }
    if to != StatusID.absentRaw { counts[base + Int(to)] += 1 }
  }

  /// The size of a copy in bytes.
  var byteCount: Int { counts.count * MemoryLayout<Int>.stride }
}
