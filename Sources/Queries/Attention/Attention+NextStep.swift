import Lifecycles
import Simulation

/// Something a person at the board can do about an object that needs attention.
package enum Remedy: Sendable {
  case sendLink, reconnect, requeue, chooseData, startIntegration, answer, stopIntegration
}

/// What to do next.
extension Attention {
  /// What to do next, in words; empty if there is nothing.
  package static func nextStep(_ world: World, _ object: ObjectRef) -> String {
    guard let info = StatusText.info(world, object) else {
      return world.status(of: object) == StatusID.unknownRaw
        ? "No document publishes this status. Look it up at its source." : ""
    }
    switch object.kind {
    case .connection where world.connections[object.position].isConnected:
      let next = ConnectionStep(world, object.position).sentence
      if !next.isEmpty { return next }
    case .request where info.actor == .nobody:
      let actors = waitingFor(world, object.position)
      if !actors.isEmpty {
        let words = actors.map { "\($0.actor.word) (\($0.count))" }.joined(separator: ", ")
        return "Waiting for \(words). See its integrations for what to do."
      }
    case .integration where world.integrations[object.position].kind == .error:
      return IntegrationError.row(for: world.integrations[object.position].code).nextStep
    case .dataset where isWaitingForConnector(world, world.datasets[object.position]):
      return "The customer must reconnect the connector."
    case .connection, .session, .dataset, .request, .integration, .provider, .feedLine: break
    }
    return info.nextStep
  }

  /// What can help, most likely first.
  package static func remedies(_ world: World, _ object: ObjectRef) -> [Remedy] {
    switch object.kind {
    case .connection:
      switch world.connections[object.position].connectionStatus {
      case .authRequired, .authError: [.sendLink]
      case .disconnected: [.reconnect]
      case .connecting, .connected, nil: []
      }
    case .session, .dataset: StatusText.category(world, object) == .failed ? [.requeue] : []
    case .request: [.chooseData]
    case .integration:
      switch world.integrations[object.position].kind?.state {
      case .pending: [.startIntegration]
      case .error: [.requeue]
      case .processing: world.integrations[object.position].awaitsAnswer ? [.answer, .stopIntegration] : []
      case .notStarted, .complete, nil: []
      }
    case .provider, .feedLine: []
    }
  }
}
