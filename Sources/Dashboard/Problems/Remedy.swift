import Lifecycles
import Simulation

/// The actions that can help an object that needs attention.
enum Remedy {
  /// Most likely first.
  static func actions(_ entity: Entity, _ world: World) -> [Action] {
    switch entity.kind {
    case .connection:
      switch world.connections[entity.position].connectionStatus {
      case .authRequired, .authError: [.sendLink]
      case .disconnected: [.reconnect]
      default: []
      }
    case .session, .dataset: StatusText.standing(world, entity) == .failed ? [.requeue] : []
    case .request: [.chooseData]
    case .integration:
      switch world.integrations[entity.position].kind {
      case .pending: [.startIntegration]
      case .error: [.requeue]
      case .dueIn, .overdue: [.answer, .stopIntegration]
      default: []
      }
    case .provider, .feedLine: []
    }
  }
}
