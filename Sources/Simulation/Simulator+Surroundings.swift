import Lifecycles

/// Providers and connectors: what makes many objects change at once.
extension Simulator {
  // MARK: Connectors

  mutating func armConnector(_ index: Int) {
    guard scenario.hasChance, world.provider(ofConnection: index).isOnPremises else { return }
    let isOffline = world.connections[index].flags.contains(.connectorOffline)
    let table = isOffline ? settings.connectorOfflineFor : settings.connectorOnlineFor
    schedule(.connectorFlips, index, after: table.sample(drawLink(index, .connector)))
  }

  mutating func flipConnector(_ index: Int) {
    if world.connections[index].status == StatusID.absentRaw { return }
    setConnector(index, online: world.connections[index].flags.contains(.connectorOffline), cause: .root)
    armConnector(index)
  }

  mutating func setConnector(_ index: Int, online: Bool, cause: Cause) {
    let isOnline = !world.connections[index].flags.contains(.connectorOffline)
    guard online != isOnline else { return }
    let status = world.connections[index].status
    let changed = record(
      .connection(index), online ? .connectorOnline : .connectorOffline, from: status, to: status, cause: cause)
    // Those of a session that waits for its webhook stay where they are.
    let session = world.connections[index].sessionStatus
    if online, session != .authorized, session != .waitingForWebhook { releaseQueued(index, cause: changed) }
  }

  // MARK: Providers

  mutating func armProvider(_ index: Int, draws: Int64) {
    guard scenario.hasChance else { return }
    let draw = Draw(seed: scenario.seed, entity: UInt64(index) | 3 << 40, count: UInt64(draws), purpose: .provider)
    schedule(.conditionBegins, index, after: settings.conditionEvery.sample(draw))
  }

  mutating func beginConditionByChance(_ index: Int) {
    let draw = Draw(
      seed: scenario.seed, entity: UInt64(index) | 3 << 40, count: UInt64(bitPattern: now), purpose: .provider)
    guard world.providerStates[index].condition == .normal else {
      armProvider(index, draws: now)
      return
    }
    let conditions: [ProviderCondition] = [.outage, .outage, .maintenance, .rateLimit]
    let begun = begin(conditions[draw.index(conditions.count)], provider: index, cause: .root)
    isConditionByChance[index] = true
    schedule(.conditionEnds, index, after: settings.conditionLasts.sample(draw.next), cause: begun)
  }

  /// A provider stops answering: what is being fetched fails, integrations retry.
  @discardableResult
  mutating func begin(_ condition: ProviderCondition, provider: Int, cause: Cause) -> Cause {
    let trigger: Trigger =
      switch condition {
      case .outage: .beginOutage
      case .maintenance: .beginMaintenance
      case .rateLimit, .normal: .beginRateLimit
      }
    let begun = record(
      .provider(provider), trigger, from: world.providerStates[provider].condition.rawValue, to: condition.rawValue,
      cause: cause, code: condition.code)
    for connection in world.connections.indices where Int(world.connections[connection].provider) == provider {
      guard world.connections[connection].isConnected else { continue }
      for dataset in world.datasets(ofConnection: connection) {
        let row = world.datasets[dataset]
        if row.status == DatasetStatus.fetching.rawValue, !row.isFromStore {
          failDataset(dataset, code: condition.code, cause: begun)
        }
      }
      for integration in integrationsByConnection[UInt32(connection)] ?? []
      where world.integrations[integration].kind == .submitted {
        integrationMeetsError(integration, code: condition.code, cause: begun)
      }
    }
    return begun
  }

  mutating func endCondition(_ provider: Int, cause: Cause) {
    let condition = world.providerStates[provider].condition
    let trigger: Trigger =
      switch condition {
      case .outage: .endOutage
      case .maintenance: .endMaintenance
      case .rateLimit, .normal: .endRateLimit
      }
    record(
      .provider(provider), trigger, from: condition.rawValue, to: ProviderCondition.normal.rawValue, cause: cause)
    // One that was begun by hand has left the next chance where it was.
    if isConditionByChance[provider] { armProvider(provider, draws: now) }
    isConditionByChance[provider] = false
  }
}
