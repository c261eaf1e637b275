import Canvas
import Lifecycles
import Simulation

/// The urgency of what needs attention: by its effect, and by its deadline.
package enum Urgency: UInt8, Sendable {
  case overdue, high, normal, low

  package init(_ world: World, _ object: ObjectRef) {
    if let due = Attention.deadline(world, object), due < world.now {
      self = .overdue
      return
    }
    switch object.kind {
    // A whole connection is stopped, or a request is about to miss its legal deadline.
    case .connection, .session: self = StatusText.category(world, object) == .failed ? .high : .normal
    case .request: self = Attention.isUrgent(world, object.position) ? .high : .normal
    case .integration: self = .normal
    case .dataset, .provider, .feedLine: self = .low
    }
  }

  package var word: String { "\(self)" }

  package var role: Role {
    switch self {
    case .overdue, .high: .failed
    case .normal: .waiting
    case .low: .muted
    }
  }
}
