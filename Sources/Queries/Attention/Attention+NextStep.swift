import Lifecycles
import Simulation

/// Something a person at the board can do about an object that needs attention.
package enum Remedy: Sendable {
  case sendLink, reconnect, requeue, chooseData, startIntegration, answer, stopIntegration
}

/// What to do next.
extension Attention {
  /// What to do next, in words; empty if there is nothing.
  package static func nextStep(_ world: World, _ entity: Entity) -> String {
    guard let info = StatusText.info(world, entity) else {
      return world.status(of: entity) == StatusID.unknownRaw
        ? "No document publishes this status. Look it up at its source." : ""
    }
    switch entity.kind {
    case .connection where world.connections[entity.position].isConnected:
      let next = ConnectionStep(world, entity.position).sentence
      if !next.isEmpty { return next }
    case .request where info.actor == .nobody:
      let parties = waitingFor(world, entity.position)
      if !parties.isEmpty {
        let words = parties.map { "\($0.party.word) (\($0.count))" }.joined(separator: ", ")
        return "Waiting for \(words). See its integrations for what to do."
      }
    case .integration where world.integrations[entity.position].kind == .error:
      return IntegrationError.row(for: Int(world.integrations[entity.position].code)).nextStep
    case .dataset where isWaitingForConnector(world, world.datasets[entity.position]):
      return "The customer must reconnect the connector."
    case .connection, .session, .dataset, .request, .integration, .provider, .feedLine: break
    }
    return info.nextStep
  }

  /// What can help, most likely first.
  package static func remedies(_ world: World, _ entity: Entity) -> [Remedy] {
    switch entity.kind {
    case .connection:
      switch world.connections[entity.position].connectionStatus {
      case .authRequired, .authError: [.sendLink]
      case .disconnected: [.reconnect]
      case .connecting, .connected, nil: []
      }
    case .session, .dataset: StatusText.standing(world, entity) == .failed ? [.requeue] : []
    case .request: [.chooseData]
    case .integration:
      switch world.integrations[entity.position].kind?.state {
      case .pending: [.startIntegration]
      case .error: [.requeue]
      case .processing: world.integrations[entity.position].awaitsAnswer ? [.answer, .stopIntegration] : []
      case .notStarted, .complete, nil: []
      }
    case .provider, .feedLine: []
    }
  }
}
