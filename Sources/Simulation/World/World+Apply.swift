import Lifecycles

extension World {
  /// The fold: applies a fact. Nothing else changes statuses.
  package mutating func apply(_ event: Event) {
    lastSequence = event.sequence
    if event.time > now { now = event.time }
    switch event.object.kind {
    case .dataset: applyDataset(event)
    case .connection: applyConnection(event)
    case .session: applySession(event)
    case .request: applyRequest(event)
    case .integration: applyIntegration(event)
    case .provider: applyProvider(event)
    case .feedLine: break
    }
  }

  @inline(__always)
  private mutating func count(_ event: Event, from: UInt8) {
    if let system = event.object.system { counts.move(system, from: from, to: event.to) }
  }

  // MARK: Datasets

  private mutating func applyDataset(_ event: Event) {
    let index = event.object.position
    count(event, from: datasets[index].status)
    let connection = Int(datasets[index].connection)
    let old = datasets[index].datasetStatus
    datasets[index].status = event.to
    datasets[index].code = event.errorCode
    switch event.payload {
    case .datasetQueued(let run, let session, let fromStore):
      beginDataset(index, connection, event, old, run: run, session: session)
      datasets[index].isFromStore = fromStore
      return
    case .datasetReported(let run, let session, _) where run > Int64(datasets[index].run):
      beginDataset(index, connection, event, old, run: run, session: session)
      datasets[index].isFromStore = false
      return
    case .datasetPreexisting(let run, let since, _):
      let moment = since != 0 ? since : event.time
      preexist(dataset: index, event, run: run, since: moment)
      datasets[index].since = moment
      return
    case .retryScheduled(let attempt, _): datasets[index].attempt = UInt8(clamping: attempt)
    default: break
    }
    if event.trigger == .delete {
      datasets[index].lastSuccess = 0
      datasets[index].successfulRun = 0
    }
    guard event.changesStatus else { return }
    datasets[index].since = event.time
    if joinsLatestSession(index, connection) { moveTally(from: old, to: event.to, connection) }
    finishIfEnded(index, event)
  }

  /// A new dataset replaces the latest one of its data type.
  @inline(__always)
  private mutating func beginDataset(
    _ index: Int, _ connection: Int, _ event: Event, _ old: DatasetStatus?, run: Int64, session: UInt32
  ) {
    if joinsLatestSession(index, connection) { leaveTally(old, connection) }
    datasets[index].run = UInt32(clamping: run)
    datasets[index].sessionRun = session
    datasets[index].requestedAt = event.time
    datasets[index].attempt = 0
    datasets[index].since = event.time
    if joinsLatestSession(index, connection) { enterTally(event.to, connection) }
    finishIfEnded(index, event)
  }

  private mutating func preexist(dataset index: Int, _ event: Event, run: UInt32, since: Instant) {
    datasets[index].run = run
    guard let status = DatasetStatus(rawValue: event.to) else { return }
    datasets[index].requestedAt = since
    if status == .complete {
      datasets[index].lastSuccess = since
      datasets[index].successfulRun = run
    } else if run > 1, status != .notSupported {
      // A run before the preexisting one is assumed to have succeeded, a day earlier.
      datasets[index].lastSuccess = since - Span.day
      datasets[index].successfulRun = run - 1
    }
    if status.isFailed { datasets[index].failuresInRow = 1 }
  }

  @inline(__always)
  private func joinsLatestSession(_ index: Int, _ connection: Int) -> Bool {
    datasets[index].sessionRun != 0 && datasets[index].sessionRun == connections[connection].sessionRun
  }

  private mutating func finishIfEnded(_ index: Int, _ event: Event) {
    if event.to == DatasetStatus.complete.rawValue {
      datasets[index].successfulRun = datasets[index].run
      datasets[index].lastSuccess = event.time
      datasets[index].failuresInRow = 0
      datasets[index].attempt = 0
    } else if datasets[index].hasFailed, datasets[index].failuresInRow < UInt8.max {
      datasets[index].failuresInRow += 1
    }
  }

  private mutating func enterTally(_ raw: UInt8, _ connection: Int) {
    connections[connection].tally.total += 1
    connections[connection].tally.add(DatasetStatus(rawValue: raw), 1)
  }

  /// The row's earlier dataset is replaced by a new one in the same session.
  private mutating func leaveTally(_ old: DatasetStatus?, _ connection: Int) {
    connections[connection].tally.total -= 1
    connections[connection].tally.add(old, -1)
  }

  private mutating func moveTally(from old: DatasetStatus?, to raw: UInt8, _ connection: Int) {
    if raw == StatusID.absentRaw {
      leaveTally(old, connection)
    } else {
      connections[connection].tally.add(old, -1)
      connections[connection].tally.add(DatasetStatus(rawValue: raw), 1)
    }
  }

  // MARK: Connections

  private mutating func applyConnection(_ event: Event) {
    let index = event.object.position
    let payload = event.payload
    if case .connectionCreated(let account, let provider, let types) = payload {
      while connections.count <= index {
        // A connection created during the run.
        _ = addConnection(account: Int(account), provider: Int(provider), types: types)
      }
      connections[index].createdAt = event.time
    }
    count(event, from: connections[index].status)
    connections[index].status = event.to
    var moment = event.time
    switch payload {
    case .dataTypes(let types): setTypes(types, of: index)
    case .connectionPreexisting(let since, let isConnectorOffline):
      if since != 0 { moment = since }
      preexist(connection: index, event, since: moment, isConnectorOffline: isConnectorOffline)
    default: applyFlags(index, event.trigger)
    }
    if event.changesStatus || event.trigger == .preexisting { connections[index].since = moment }
    guard event.changesStatus, let status = ConnectionStatus(rawValue: event.to) else { return }
    noteMoments(index, status, moment)
  }

  private mutating func applyFlags(_ index: Int, _ trigger: Trigger) {
    switch trigger {
    case .sendLink: connections[index].flags.insert(.linkSent)
    case .openLink: connections[index].flags.remove(.linkSent)
    case .connectorOffline: connections[index].flags.insert(.connectorOffline)
    case .connectorOnline: connections[index].flags.remove(.connectorOffline)
    case .expireConsent: connections[index].flags.insert(.consentExpired)
    case .delete: connections[index].flags.insert(.deleted)
    default: break
    }
  }

  private mutating func noteMoments(_ index: Int, _ status: ConnectionStatus, _ moment: Instant) {
    if connections[index].createdAt == 0 { connections[index].createdAt = moment }
    switch status {
    case .connected:
      connections[index].connectedAt = moment
      connections[index].disconnectedAt = 0
      connections[index].flags.insert(.everConnected)
      connections[index].flags.remove(.consentExpired)
    case .authError, .disconnected: connections[index].disconnectedAt = moment
    case .authRequired, .connecting: break
    }
  }

  private mutating func preexist(connection index: Int, _ event: Event, since: Instant, isConnectorOffline: Bool) {
    connections[index].createdAt = since
    if isConnectorOffline { connections[index].flags.insert(.connectorOffline) }
    if event.to == ConnectionStatus.authError.rawValue || event.to == ConnectionStatus.disconnected.rawValue {
      // It was connected before. When is not known any better.
      connections[index].flags.insert(.everConnected)
      connections[index].connectedAt = since
    }
  }

  // MARK: Sessions

  private mutating func applySession(_ event: Event) {
    let index = event.object.position
    count(event, from: connections[index].session)
    connections[index].session = event.to
    if event.changesStatus { connections[index].sessionSince = event.time }
    switch event.payload {
    case .sessionPreexisting(let run, let since):
      let moment = since != 0 ? since : event.time
      connections[index].sessionSince = moment
      beginSession(index, run: max(1, run), at: moment)
    // A feed can repeat a run. It starts once.
    case .sessionRun(let run) where event.trigger != .observed || run > Int64(connections[index].sessionRun):
      beginSession(index, run: UInt32(clamping: run), at: event.time)
    case .substage(let substage):
      if event.trigger == .retry, event.from != SessionStatus.processingError.rawValue {
        forgetFailures(index)
      } else {
        connections[index].substage = UInt8(clamping: substage)
      }
    default: if event.trigger == .process { connections[index].substage = 0 }
    }
  }

  private mutating func beginSession(_ index: Int, run: UInt32, at time: Instant) {
    connections[index].sessionRun = run
    connections[index].sessionStarted = time
    connections[index].substage = 0
    connections[index].tally = SessionTally()
    // Never in a simulated world. A feed that repeats itself can bring a run that has datasets.
    for dataset in datasets(ofConnection: index) where run != 0 && datasets[dataset].sessionRun == run {
      enterTally(datasets[dataset].status, index)
    }
  }

  /// A retry replaces the failed datasets with new ones. The old ones no longer count.
  private mutating func forgetFailures(_ index: Int) {
    connections[index].tally = SessionTally()
    let run = connections[index].sessionRun
    for dataset in datasets(ofConnection: index) where datasets[dataset].sessionRun == run && run != 0 {
      if datasets[dataset].hasFailed {
        datasets[dataset].sessionRun = 0
      } else {
        enterTally(datasets[dataset].status, index)
      }
    }
  }

  // MARK: Requests and integrations

  private mutating func applyRequest(_ event: Event) {
    let index = event.object.position
    count(event, from: requests[index].status)
    requests[index].status = event.to
    if event.trigger == .extendDeadline { requests[index].isExtended = true }
    if event.changesStatus || event.trigger == .preexisting { requests[index].since = event.time }
    guard event.from == StatusID.absentRaw, requests[index].receivedAt == 0 else { return }
    if case .requestPreexisting(let since) = event.payload, since != 0 {
      requests[index].receivedAt = since
    } else {
      requests[index].receivedAt = event.time
    }
  }

  private mutating func applyIntegration(_ event: Event) {
    let index = event.object.position
    count(event, from: integrations[index].status)
    integrations[index].status = event.to
    integrations[index].code = event.errorCode
    if event.changesStatus || event.trigger == .preexisting { integrations[index].since = event.time }
    switch event.payload {
    case .retryScheduled(let attempt, _): integrations[index].attempt = UInt8(clamping: attempt)
    case .integrationStarted(let due):
      integrations[index].attempt = 0
      if integrations[index].type == .directContact { integrations[index].due = due }
    case .integrationReported(let due, let amount, _):
      // A feed need not repeat what it said before.
      let isReport = event.trigger == .observed
      if integrations[index].awaitsAnswer {
        if due != 0 || !isReport { integrations[index].due = due }
      } else if amount != 0 || !isReport {
        integrations[index].amount = UInt32(clamping: amount)
      }
    case .integrationFinished(let amount): integrations[index].amount = UInt32(clamping: amount)
    default: if event.trigger.entersDeletion { integrations[index].due = 0 }
    }
  }

  // MARK: Providers

  private mutating func applyProvider(_ event: Event) {
    let index = event.object.position
    let condition = ProviderCondition(rawValue: event.to) ?? .normal
    providerStates[index] = ProviderState(
      condition: condition, code: event.errorCode, since: event.time, cause: .event(event.sequence))
  }
}
