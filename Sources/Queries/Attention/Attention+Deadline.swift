import Lifecycles
import Simulation

/// By when.
extension Attention {
  /// The deadline of an object: of a request by its statute, of an integration by its answer; nil for others.
  package static func deadline(_ world: World, _ object: ObjectRef) -> Instant? {
    switch object.kind {
    case .request:
      let request = world.requests[object.position]
      return request.requestStatus?.isClosed == true ? nil : request.deadline
    case .integration:
      let integration = world.integrations[object.position]
      let request = world.requests[Int(integration.request)]
      if request.requestStatus?.isClosed == true || integration.kind?.state == .complete { return nil }
      return integration.due != 0 ? integration.due : request.deadline
    case .connection, .session, .dataset, .provider, .feedLine: return nil
    }
  }

  /// Whole days until a request's statutory deadline; negative once it has passed.
  package static func daysLeft(_ world: World, _ request: Int) -> Int64 {
    let rest = world.requests[request].deadline - world.now
    return rest >= 0 ? rest / Span.day : (rest - Span.day + 1) / Span.day
  }
}
