import Lifecycles

/// What a fuzzer needs from a simulator.
extension Simulator {
  /// Stops everything that fails by chance, is planned, or syncs on schedule.
  package mutating func calmDown() {
    isCalm = true
    scenario.hasChance = false
    script.agenda = Agenda()
    faults.disarmAll()
    for provider in world.providers.indices where world.providerStates[provider].condition != .normal {
      endCondition(provider, cause: .root)
    }
    for index in world.connections.indices where world.connections[index].status != StatusID.absentRaw {
      setConnector(index, online: true, cause: .root)
    }
  }

  /// An object that is still in progress, or waits for a timer; nil if everything has settled.
  package var restless: String? {
    for (index, dataset) in world.datasets.enumerated() where dataset.isRunning {
      return "dataset \(index) is \(Lifecycle.dataset.name(dataset.status))"
    }
    for (index, connection) in world.connections.enumerated() {
      if connection.sessionStatus?.isRunning == true || connection.sessionStatus == .authorization {
        return "session \(index) is \(Lifecycle.session.name(connection.session))"
      }
      if connection.connectionStatus == .connecting { return "connection \(index) is CONNECTING" }
    }
    let open: Set<IntegrationKind> = [.notStarted, .inWorkflow, .pending, .submitted, .dueIn, .noResponse]
    for (index, integration) in world.integrations.enumerated() {
      if let kind = integration.kind, open.contains(kind) {
        return "integration \(index) is \(Lifecycle.integration.name(integration.status))"
      }
    }
    return nil
  }
}
