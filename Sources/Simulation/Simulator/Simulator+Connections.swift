import Lifecycles

extension Simulator {
  /// What the customer will do on the provider's pages.
  private enum LinkOutcome: UInt8 { case authorize, reject, abort, never }

  // MARK: People

  mutating func personActs(_ timer: Timer) {
    let index = Int(timer.index)
    switch timer.kind {
    case .customerOpens:
      if allows(.connection(index), .openLink) { openLink(index, cause: timer.cause, byItself: true) }
    case .customerFinishes:
      switch LinkOutcome(rawValue: timer.payload) {
      case .authorize: authorize(index, cause: timer.cause)
      case .reject, .abort:
        guard occurs(true, .connection(index)) else {
          authorize(index, cause: timer.cause)
          return
        }
        let isAbort = timer.payload == LinkOutcome.abort.rawValue
        failAuthorization(index, isAbort ? .abort : .rejectCredentials, cause: timer.cause)
      default: break
      }
    case .linkExpiry:
      if allows(.connection(index), .authorizationTimeout) {
        failAuthorization(index, .authorizationTimeout, cause: timer.cause)
      }
    case .ownerDisconnects:
      if allows(.connection(index), .disconnect), occurs(true, .connection(index)) { disconnect(index, cause: .root) }
    case .ownerReconnects:
      if allows(.connection(index), .reconnect) { reconnect(index, cause: .root) }
    default: break
    }
  }

  /// Plans what the people around a connection do next, by its status.
  mutating func planPeople(_ index: Int, cause: Cause) {
    side.links[index].personGeneration &+= 1
    guard scenario.hasChance else { return }
    let generation = side.links[index].personGeneration
    let draw = drawLink(index, .customer, world.connections[index].status)
    switch world.connections[index].connectionStatus {
    case .authRequired, .authError:
      let table =
        world.connections[index].flags.contains(.linkSent) ? settings.customerOpensSentLink : settings.customerOpens
      schedule(.customerOpens, index, after: table.sample(draw), cause: cause, generation: generation)
    case .connected:
      schedule(.ownerDisconnects, index, after: settings.ownerDisconnects.sample(draw), generation: generation)
    case .disconnected:
      schedule(.ownerReconnects, index, after: settings.ownerReconnects.sample(draw), generation: generation)
    case .connecting: planFinish(index, draw, cause: cause)
    case nil: break
    }
  }

  private mutating func planFinish(_ index: Int, _ draw: Draw, cause: Cause) {
    var share = draw.next.below(1_000_000)
    var outcome = LinkOutcome.never
    for (part, candidate) in [
      (settings.linkCompletion, LinkOutcome.authorize), (settings.wrongCredentials, .reject),
      (settings.linkAbort, .abort),
    ] {
      if share < part {
        outcome = candidate
        break
      }
      share -= part
    }
    if outcome == .never {
      guard !occurs(true, .connection(index)) else { return }
      outcome = .authorize
    }
    schedule(
      .customerFinishes, index, after: settings.customerFinishes.sample(draw), cause: cause,
      generation: side.links[index].personGeneration, payload: outcome.rawValue)
  }

  // MARK: Authorization

  mutating func openLink(_ index: Int, cause: Cause, byItself: Bool) {
    let opened = emit(.connection(index), .openLink, from: world.connections[index].status, cause: cause)
    let run = Int64(world.connections[index].sessionRun) + 1
    for trigger in [Trigger.create, .reauthorize] where allows(.session(index), trigger) {
      emitSession(index, trigger, cause: opened, .sessionRun(run))
      break
    }
    side.links[index].personGeneration &+= 1
    // A person who opens the link at the board also finishes at the board.
    if byItself { planPeople(index, cause: opened) }
    schedule(
      .linkExpiry, index, after: settings.authorizationTimeout, cause: opened,
      generation: side.links[index].personGeneration)
  }

  mutating func authorize(_ index: Int, cause: Cause) {
    let isFirst = !world.connections[index].flags.contains(.everConnected)
    let connected = emit(.connection(index), .authorize, from: world.connections[index].status, cause: cause)
    let authorized =
      allows(.session(index), .authorize) ? emitSession(index, .authorize, cause: connected) : connected
    beginUse(index, isFirst: isFirst, cause: authorized)
  }

  /// Starts using a connection that just became CONNECTED: timers, plans and the first datasets.
  mutating func beginUse(_ index: Int, isFirst: Bool, cause: Cause) {
    planPeople(index, cause: cause)
    armConsent(index, life: settings.consentLife)
    armSchedules(index)
    if world.connections[index].session == SessionStatus.authorized.rawValue {
      scheduleSession(index, settings.sessionStep, cause: cause)
    }
    queueDatasets(index, isFirst ? .firstLink : .unsuccessful, cause: cause)
  }

  mutating func failAuthorization(_ index: Int, _ trigger: Trigger, cause: Cause) {
    let failed = emit(.connection(index), trigger, from: world.connections[index].status, cause: cause)
    if allows(.session(index), trigger) { emitSession(index, trigger, cause: failed) }
    planPeople(index, cause: failed)
  }

  mutating func armConsent(_ index: Int, life: Milliseconds) {
    side.links[index].connectorGeneration &+= 1
    guard scenario.hasChance, !world.provider(ofConnection: index).needsNoAuthorization else { return }
    schedule(
      .consentExpiry, index, after: life, generation: side.links[index].connectorGeneration)
  }

  /// Expires the consent. Only a running fetch, or the next one, discovers it.
  mutating func expireConsent(_ index: Int, cause: Cause) {
    guard world.connections[index].isConnected, !world.connections[index].flags.contains(.consentExpired) else {
      return
    }
    let status = world.connections[index].status
    if cause == .root, !occurs(true, .connection(index)) { return }
    let expired = record(.connection(index), .expireConsent, from: status, to: status, cause: cause)
    side.links[index].consentCause = expired
    if let running = world.datasets(ofConnection: index).first(where: {
      world.datasets[$0].status == DatasetStatus.fetching.rawValue
    }) {
      loseAuthorization(dataset: running, cause: expired)
    }
  }

  /// The provider refuses a fetch: dataset, connection, session, other datasets and integrations follow.
  mutating func loseAuthorization(dataset: Int, cause: Cause) {
    let connection = Int(world.datasets[dataset].connection)
    side.datasetGenerations[dataset] &+= 1
    let refused = emit(
      .dataset(dataset), .loseAuthorization, from: world.datasets[dataset].status, cause: cause, .failed(401))
    guard world.connections[connection].isConnected else { return }
    loseAuthorization(connection: connection, cause: refused)
  }

  /// The connection's authorization ended: session, running datasets and integrations follow.
  mutating func loseAuthorization(connection: Int, cause: Cause) {
    let lost = emit(
      .connection(connection), .loseAuthorization, from: world.connections[connection].status, cause: cause)
    side.links[connection].connectorGeneration &+= 1
    if allows(.session(connection), .loseAuthorization) { emitSession(connection, .loseAuthorization, cause: lost) }
    for other in world.datasets(ofConnection: connection) where world.datasets[other].isRunning {
      side.datasetGenerations[other] &+= 1
      emit(.dataset(other), .loseAuthorization, from: world.datasets[other].status, cause: lost, .failed(401))
    }
    failIntegrations(on: connection, code: 401, cause: lost)
    planPeople(connection, cause: lost)
  }

  // MARK: Guarded changes

  mutating func disconnect(_ index: Int, cause: Cause) {
    let disconnected = emit(.connection(index), .disconnect, from: world.connections[index].status, cause: cause)
    side.links[index].connectorGeneration &+= 1
    if allows(.session(index), .disconnect) { emitSession(index, .disconnect, cause: disconnected) }
    for dataset in world.datasets(ofConnection: index) where world.datasets[dataset].isRunning {
      cancelDataset(dataset, cause: disconnected)
    }
    failIntegrations(on: index, code: .disconnected, cause: disconnected)
    planPeople(index, cause: disconnected)
  }

  mutating func reconnect(_ index: Int, cause: Cause) {
    let needsNone = world.provider(ofConnection: index).needsNoAuthorization
    let reconnected = emit(
      .connection(index), needsNone ? .reconnectAuthorized : .reconnect, from: world.connections[index].status,
      cause: cause)
    if needsNone {
      beginUse(index, isFirst: false, cause: reconnected)
    } else {
      planPeople(index, cause: reconnected)
    }
  }

  mutating func delete(_ index: Int, cause: Cause) {
    let deleted = emit(.connection(index), .delete, from: world.connections[index].status, cause: cause)
    side.links[index].personGeneration &+= 1
    side.links[index].connectorGeneration &+= 1
    side.links[index].absence &+= 1
    if world.connections[index].session != StatusID.absentRaw { emitSession(index, .delete, cause: deleted) }
    for dataset in world.datasets(ofConnection: index) where world.datasets[dataset].status != StatusID.absentRaw {
      side.datasetGenerations[dataset] &+= 1
      emit(.dataset(dataset), .delete, from: world.datasets[dataset].status, cause: deleted)
    }
  }

  mutating func create(account: Int, provider: Int, types: DataTypeSet, cause: Cause) {
    let index = world.connections.count
    let needsNone = world.providers[provider].needsNoAuthorization
    let created = emit(
      .connection(index), needsNone ? .createAuthorized : .create, from: StatusID.absentRaw, cause: cause,
      .connectionCreated(account: UInt32(account), provider: UInt16(provider), types: types))
    side.grow(world)
    if !scenario.suppressed.isEmpty { resolveSuppressed() }
    if needsNone { beginUse(index, isFirst: true, cause: created) } else { planPeople(index, cause: created) }
    armConnector(index)
  }

  // MARK: Schedules

  mutating func armSchedules(_ index: Int) {
    var wanted: UInt8 = 0
    for dataset in world.datasets(ofConnection: index) {
      wanted |= 1 << settings.sync[Int(world.datasets[dataset].type.index)].frequency.rawValue
    }
    let missing = wanted & ~side.links[index].schedules
    side.links[index].schedules |= wanted
    for frequency in SyncFrequency.allCases where missing >> frequency.rawValue & 1 == 1 {
      guard let interval = frequency.interval else { continue }
      schedule(
        .syncDue, index, after: drawLink(index, .duration, frequency.rawValue).below(interval),
        payload: frequency.rawValue)
    }
  }

  mutating func syncDue(_ index: Int, _ frequency: SyncFrequency) {
    guard let interval = frequency.interval, world.connections[index].status != StatusID.absentRaw else { return }
    schedule(.syncDue, index, after: interval, payload: frequency.rawValue)
    guard world.connections[index].isConnected else { return }
    queueDatasets(index, .frequency(frequency), cause: .root)
  }
}
