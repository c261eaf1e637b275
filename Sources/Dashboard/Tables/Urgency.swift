import Canvas
import Lifecycles
import Simulation

/// How much hurry there is with what needs a hand: by what it holds up, and by its deadline.
package enum Urgency: UInt8, Sendable {
  case overdue, high, normal, low

  package init(_ world: World, _ entity: Entity) {
    if let due = Columns.due(world, entity), due < world.now {
      self = .overdue
      return
    }
    switch entity.kind {
    // A whole connection stands still, or a request is about to break the law.
    case .connection, .session: self = StatusText.standing(world, entity) == .failed ? .high : .normal
    case .request: self = Needs.isUrgent(world, entity.position) ? .high : .normal
    case .integration: self = .normal
    case .dataset, .provider, .feedLine: self = .low
    }
  }

  var word: String { "\(self)" }

  var role: Role {
    switch self {
    case .overdue, .high: .failed
    case .normal: .waiting
    case .low: .muted
    }
  }
}
