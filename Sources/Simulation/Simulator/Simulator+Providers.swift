import Lifecycles

/// Providers and connectors: what changes many objects at once.
extension Simulator {
  // MARK: Connectors

  /// Schedules the connector's next change. The plan alternates regardless of what people do meanwhile.
  mutating func armConnector(_ index: Int) {
    guard scenario.hasChance, world.provider(ofConnection: index).isOnPremises else { return }
    planFlip(index, toOffline: !world.connections[index].flags.contains(.connectorOffline))
  }

  private mutating func planFlip(_ index: Int, toOffline: Bool) {
    let table = toOffline ? settings.connectorOnlineFor : settings.connectorOfflineFor
    schedule(
      .connectorFlips, index, after: table.sample(drawLink(index, .connector)), payload: toOffline ? 1 : 0)
  }

  mutating func flipConnector(_ index: Int, toOffline: Bool) {
    if world.connections[index].status == StatusID.absentRaw { return }
    if occurs(true, .connection(index)) { setConnector(index, online: !toOffline, cause: .root) }
    planFlip(index, toOffline: !toOffline)
  }

  mutating func setConnector(_ index: Int, online: Bool, cause: Cause) {
    let isOnline = !world.connections[index].flags.contains(.connectorOffline)
    guard online != isOnline else { return }
    let status = world.connections[index].status
    let changed = record(
      .connection(index), online ? .connectorOnline : .connectorOffline, from: status, to: status, cause: cause)
    // Those of a session that waits for its webhook stay queued.
    let session = world.connections[index].sessionStatus
    if online, session != .authorized, session != .waitingForWebhook { releaseQueued(index, cause: changed) }
  }

  // MARK: Providers

  mutating func armProvider(_ index: Int) {
    guard scenario.hasChance else { return }
    schedule(.conditionBegins, index, after: settings.conditionEvery.sample(drawProvider(index).next.next.next))
  }

  /// Schedules conditions by chance. One that coincides with a condition started by a person is skipped.
  mutating func beginConditionByChance(_ index: Int) {
    let draw = drawProvider(index)
    let conditions: [ProviderCondition] = [.outage, .outage, .maintenance, .rateLimit, .slow, .wrongData]
    let condition = conditions[draw.index(conditions.count)]
    let lasts = settings.conditionLasts.sample(draw.next)
    schedule(.conditionBegins, index, after: lasts + settings.conditionEvery.sample(draw.next.next))
    guard world.providerStates[index].condition == .normal, occurs(true, .provider(index)) else { return }
    let begun = begin(condition, provider: index, cause: .root)
    schedule(.conditionEnds, index, after: lasts, cause: begun)
  }

  /// Starts a provider condition. If it refuses calls, running fetches fail and integrations retry.
  @discardableResult
  mutating func begin(_ condition: ProviderCondition, provider: Int, cause: Cause) -> Cause {
    let begun = record(
      .provider(provider), condition.begin, from: world.providerStates[provider].condition.rawValue,
      to: condition.rawValue, cause: cause,
      condition.code.isNone ? .none : .failed(condition.code))
    guard condition.refusesCalls else { return begun }
    for connection in world.connections.indices where Int(world.connections[connection].provider) == provider {
      guard world.connections[connection].isConnected else { continue }
      for dataset in world.datasets(ofConnection: connection) {
        let row = world.datasets[dataset]
        if row.status == DatasetStatus.fetching.rawValue, !row.isFromStore {
          failDataset(dataset, code: condition.code, cause: begun)
        }
      }
      for integration in side.integrationsByConnection[UInt32(connection)] ?? []
      where world.integrations[integration].kind == .submitted {
        integrationMeetsError(integration, code: condition.code, cause: begun)
      }
    }
    return begun
  }

  mutating func endCondition(_ provider: Int, cause: Cause) {
    let condition = world.providerStates[provider].condition
    record(
      .provider(provider), condition.end, from: condition.rawValue, to: ProviderCondition.normal.rawValue, cause: cause)
  }
}
