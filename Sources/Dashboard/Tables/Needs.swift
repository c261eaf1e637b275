import Lifecycles
import Simulation

/// What needs attention: the rows of To do, and the counts on the top line.
package enum Needs {
  /// By system and raw status. A missing sign-in is listed for the connection, where it is fixed, not again for the
  /// session and the datasets that wait for it.
  private static let table: [[Bool]] = System.allCases.map { system in
    (0...255).map { raw in
      if raw == Int(StatusID.unknownRaw) { return true }
      guard let info = Catalog[system].info(UInt8(raw)) else { return false }
      switch system {
      case .connection:
        return raw == ConnectionStatus.authRequired.rawValue || raw == ConnectionStatus.authError.rawValue
      case .session:
        let elsewhere: [SessionStatus] = [.authorizationError, .authorizationTimedOut, .deauthorized]
        return info.standing == .failed && !elsewhere.contains { $0.rawValue == raw }
      case .dataset: return info.standing == .failed && raw != DatasetStatus.authError.rawValue
      case .request: return info.standing == .waiting
      case .integration:
        let kind = IntegrationStatus(raw: UInt8(raw)).kind
        return kind == .pending || kind == .overdue || kind == .error || kind == .notDeleted
      }
    }
  }

  @inline(__always)
  package static func hand(_ system: System, _ raw: UInt8) -> Bool { table[Int(system.rawValue)][Int(raw)] }

  package static func hand(_ world: World, _ entity: Entity) -> Bool {
    guard let system = entity.system else { return false }
    if entity.kind == .request, isUrgent(world, entity.position) { return true }
    return hand(system, world.status(of: entity))
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
    for system in System.allCases {
      for raw in 1...255 where table[Int(system.rawValue)][raw] {
        let count = world.count(system, UInt8(raw))
        todo += count
        let standing = Catalog.standingTable[Int(system.rawValue)][raw]
        if standing == .failed || standing == .unknown { problems += count }
      }
    }
    for index in world.requests.indices
    where isUrgent(world, index) && !hand(.request, world.requests[index].status) {
      todo += 1
      if world.requests[index].deadline < world.now { problems += 1 }
    }
    return (problems, todo)
  }
}
