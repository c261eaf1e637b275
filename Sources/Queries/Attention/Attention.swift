import Lifecycles
import Simulation

/// What needs attention, who acts, what to do, and by when. To do, Overview, the columns NEXT, WHO ACTS and DUE, an
/// open object, the top line, `status` and plain mode all read it.
package enum Attention {
  /// Whether To do lists an object in a status of its own, by system and raw status.
  private static let table: [[Bool]] = StatusSystem.allCases.map { system in
    (0...255).map { raw in
      raw == Int(StatusID.unknownRaw) || Catalog[system].info(UInt8(raw))?.attention == .own
    }
  }

  @inline(__always)
  package static func isNeeded(_ system: StatusSystem, _ raw: UInt8) -> Bool { table[Int(system.rawValue)][Int(raw)] }

  /// Whether To do lists an object.
  package static func isNeeded(_ world: World, _ object: ObjectRef) -> Bool {
    guard let system = object.system else { return false }
    if object.kind == .request, isUrgent(world, object.position) { return true }
    return isNeeded(system, world.status(of: object))
  }

  /// Whether an open request needs attention whatever its state, from three days before its statutory deadline on.
  package static func isUrgent(_ world: World, _ request: Int) -> Bool {
    let row = world.requests[request]
    guard let status = row.requestStatus, !status.isClosed else { return false }
    return row.deadline - world.now < 3 * Span.day
  }

  /// The number of rows that need attention, and how many of them are failures.
  package static func counts(_ world: World) -> (problems: Int, todo: Int) {
    var problems = 0
    var todo = 0
    for system in StatusSystem.allCases {
      for raw in 1...255 where table[Int(system.rawValue)][raw] {
        let count = world.count(system, UInt8(raw))
        todo += count
        let category = Catalog.category(system, UInt8(raw))
        if category == .failed || category == .unknown { problems += count }
      }
    }
    for index in world.requests.indices
    where isUrgent(world, index) && !isNeeded(.request, world.requests[index].status) {
      todo += 1
      if world.requests[index].deadline < world.now { problems += 1 }
    }
    return (problems, todo)
  }

  /// Every object that To do lists.
  package static func rows(_ world: World) -> [ObjectRef] {
    let kind = TableKind.todo
    return (0..<kind.rowSpace(world)).filter { kind.exists($0, world) }.map { kind.object($0, world) }
  }

  /// The most urgent objects, worst first.
  package static func worst(_ world: World, count: Int) -> [ObjectRef] {
    var best: [(key: UInt64, row: Int)] = []
    let kind = TableKind.todo
    for row in 0..<kind.rowSpace(world) where kind.exists(row, world) {
      let key = worstKey(world, kind.object(row, world))
      if best.count == count, let last = best.last, key >= last.key { continue }
      best.append((key, row))
      best.sort { ($0.key, $0.row) < ($1.key, $1.row) }
      if best.count > count { best.removeLast() }
    }
    return best.map { kind.object($0.row, world) }
  }

  /// Sorts the most urgent first, then the oldest.
  static func worstKey(_ world: World, _ object: ObjectRef) -> UInt64 {
    UInt64(Urgency(world, object).rawValue) << 56 | UInt64(bitPattern: world.since(object)) & (1 << 56 - 1)
  }
}
