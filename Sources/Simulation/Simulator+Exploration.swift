import Lifecycles

/// What a state-space explorer needs from a simulator.
extension Simulator {
  /// Stops everything that fails by chance, is planned, or syncs on schedule.
  package mutating func calmDown() {
    isCalm = true
    scenario.hasChance = false
    agenda = Agenda()
    armed = []
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

  // MARK: Choosing what comes first

  /// Removes all valid timers from the queue, so that any of them can be chosen.
  package mutating func takeTimers() -> [Timer] {
    var timers: [Timer] = []
    while let timer = queue.popEarliest() { if isLive(timer) { timers.append(timer) } }
    return timers
  }

  /// Puts timers back.
  package mutating func put(_ timers: [Timer]) { for timer in timers { queue.push(timer) } }

  /// Fires a timer before all others: durations are settings, so any order is possible.
  ///
  /// The clock moves to its time. What should have come earlier comes late.
  package mutating func fireFirst(_ timer: Timer) { fire(timer) }

  package func isLive(_ timer: Timer) -> Bool {
    let index = Int(timer.index)
    switch timer.kind {
    case .datasetStep: return datasetGenerations[index] == timer.generation
    case .sessionStep, .sessionTimeout: return linkStates[index].sessionGeneration == timer.generation
    case .consentExpiry: return linkStates[index].connectorGeneration == timer.generation
    case .customerOpens, .customerFinishes, .linkExpiry, .ownerDisconnects, .ownerReconnects:
      return linkStates[index].personGeneration == timer.generation
    case .integrationStep, .integrationDeadline, .integrationAnswer, .integrationClose:
      return integrationStates[index].generation == timer.generation
    case .requestChoice: return requestGenerations[index] == timer.generation
    case .conditionEnds: return world.providerStates[index].cause == timer.cause
    case .connectorReturns: return linkStates[index].absence == timer.generation
    case .requestArrives: return world.requests[index].status == StatusID.absentRaw
    case .syncDue, .connectorFlips, .conditionBegins, .armedFault: return true
    }
  }
}
