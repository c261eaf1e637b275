import Lifecycles

extension World {
  /// The fold: applies a fact. Nothing else changes statuses.
  package mutating func apply(_ event: Event) {
    lastSequence = event.sequence
    if event.time > now { now = event.time }
    switch event.entity.kind {
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
    let base = Int(event.entity.kind.rawValue) * 256
    if from != StatusID.absentRaw { counts[base + Int(from)] -= 1 }
    if event.to != StatusID.absentRaw { counts[base + Int(event.to)] += 1 }
  }

  /// When the status began: a preexisting object brings its own moment.
  @inline(__always)
  private func moment(_ event: Event) -> Instant {
    event.trigger == .found && event.value != 0 ? event.value : event.time
  }

  // MARK: Datasets

  private mutating func applyDataset(_ event: Event) {
    let index = event.entity.position
    count(event, from: datasets[index].status)
    let connection = Int(datasets[index].connection)
    let old = datasets[index].datasetStatus
    datasets[index].status = event.to
    datasets[index].code = event.code
    if event.trigger == .queue || (event.trigger == .observed && event.value > Int64(datasets[index].run)) {
      if joinsLatestSession(index, connection) { leaveTally(old, connection) }
      datasets[index].run = UInt32(clamping: event.value)
      datasets[index].sessionRun = event.related
      datasets[index].requestedAt = event.time
      datasets[index].attempt = 0
      // Code 1 on a queue event: from the store.
      datasets[index].isFromStore = event.trigger == .queue && event.code == 1
      if event.trigger == .queue { datasets[index].code = 0 }
      datasets[index].since = event.time
      if joinsLatestSession(index, connection) { enterTally(event.to, connection) }
      finishIfEnded(index, event)
      return
    }
    if event.trigger == .retryLater { datasets[index].attempt = UInt8(clamping: event.value) }
    if event.trigger == .found { foundDataset(index, event) }
    if event.changesStatus || event.trigger == .found { datasets[index].since = moment(event) }
    if event.trigger == .delete {
      datasets[index].lastSuccess = 0
      datasets[index].successfulRun = 0
    }
    if event.changesStatus, event.trigger != .found {
      if joinsLatestSession(index, connection) { moveTally(from: old, to: event.to, connection) }
      finishIfEnded(index, event)
    }
  }

  private mutating func foundDataset(_ index: Int, _ event: Event) {
    datasets[index].run = event.related
    guard let status = DatasetStatus(rawValue: event.to) else { return }
    datasets[index].requestedAt = moment(event)
    if status == .complete {
      datasets[index].lastSuccess = moment(event)
      datasets[index].successfulRun = event.related
    } else if event.related > 1, status != .notSupported {
      // A run before the preexisting one is assumed to have succeeded, a day earlier.
      datasets[index].lastSuccess = moment(event) - Span.day
      datasets[index].successfulRun = event.related - 1
    }
    if Catalog.standingTable[Int(System.dataset.rawValue)][Int(event.to)] == .failed {
      datasets[index].failuresInRow = 1
    }
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
    } else if Self.isFailure(event.to), datasets[index].failuresInRow < UInt8.max {
      datasets[index].failuresInRow += 1
    }
  }

  @inline(__always)
  static func isFailure(_ raw: UInt8) -> Bool {
    guard let status = DatasetStatus(rawValue: raw) else { return false }
    switch status {
    case .authError, .fetchError, .mapError, .validationError, .processingError, .internalError, .rateLimitError,
      .permissionsError, .prerequisiteNotMet:
      return true
    default: return false
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

  @inline(__always)
  static func isLoading(_ status: DatasetStatus) -> Bool {
    status == .queued || status == .fetching || status == .initial
  }

  // MARK: Connections

  private mutating func applyConnection(_ event: Event) {
    let index = event.entity.position
    if event.trigger == .create || event.trigger == .createAuthorized {
      while connections.count <= index {
        // A connection created during the run: the event brings account, provider and data types.
        _ = addConnection(
          account: Int(event.related), provider: Int(event.code),
          types: DataTypeSet(bits: UInt64(bitPattern: event.value)))
      }
      connections[index].createdAt = event.time
    }
    count(event, from: connections[index].status)
    connections[index].status = event.to
    if event.changesStatus || event.trigger == .found { connections[index].since = moment(event) }
    switch event.trigger {
    case .sendLink: connections[index].flags.insert(.linkSent)
    case .openLink: connections[index].flags.remove(.linkSent)
    case .changeDataTypes: setTypes(DataTypeSet(bits: UInt64(bitPattern: event.value)), of: index)
    case .connectorOffline: connections[index].flags.insert(.connectorOffline)
    case .connectorOnline: connections[index].flags.remove(.connectorOffline)
    case .expireConsent: connections[index].flags.insert(.consentExpired)
    case .delete: connections[index].flags.insert(.deleted)
    case .found: foundConnection(index, event)
    default: break
    }
    guard event.changesStatus, let status = ConnectionStatus(rawValue: event.to) else { return }
    noteMoments(index, status, event)
  }

  private mutating func noteMoments(_ index: Int, _ status: ConnectionStatus, _ event: Event) {
    if connections[index].createdAt == 0 { connections[index].createdAt = moment(event) }
    switch status {
    case .connected:
      connections[index].connectedAt = moment(event)
      connections[index].disconnectedAt = 0
      connections[index].flags.insert(.everConnected)
      connections[index].flags.remove(.consentExpired)
    case .authError, .disconnected: connections[index].disconnectedAt = moment(event)
    case .authRequired, .connecting: break
    }
  }

  private mutating func foundConnection(_ index: Int, _ event: Event) {
    connections[index].createdAt = moment(event)
    // Code 1: preexisting with its connector offline.
    if event.code & 1 != 0 { connections[index].flags.insert(.connectorOffline) }
    if event.to == ConnectionStatus.authError.rawValue || event.to == ConnectionStatus.disconnected.rawValue {
      // It was connected before. When is not known any better.
      connections[index].flags.insert(.everConnected)
      connections[index].connectedAt = moment(event)
    }
  }

  // MARK: Sessions

  private mutating func applySession(_ event: Event) {
    let index = event.entity.position
    count(event, from: connections[index].session)
    connections[index].session = event.to
    if event.changesStatus || event.trigger == .found { connections[index].sessionSince = moment(event) }
    switch event.trigger {
    case .create, .sync, .reauthorize: beginSession(index, run: UInt32(clamping: event.value), at: event.time)
    case .found: beginSession(index, run: max(1, event.related), at: moment(event))
    case .observed where event.value > Int64(connections[index].sessionRun):
      beginSession(index, run: UInt32(clamping: event.value), at: event.time)
    case .enterSubstage, .failProcessing: connections[index].substage = UInt8(clamping: event.value)
    case .process: connections[index].substage = 0
    case .retry:
      if event.from == SessionStatus.processingError.rawValue {
        connections[index].substage = UInt8(clamping: event.value)
      } else {
        forgetFailures(index)
      }
    default: break
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
      if Self.isFailure(datasets[dataset].status) {
        datasets[dataset].sessionRun = 0
      } else {
        enterTally(datasets[dataset].status, index)
      }
    }
  }

  // MARK: Requests and integrations

  private mutating func applyRequest(_ event: Event) {
    let index = event.entity.position
    count(event, from: requests[index].status)
    requests[index].status = event.to
    if event.trigger == .extendDeadline { requests[index].isExtended = true }
    if event.changesStatus || event.trigger == .found { requests[index].since = event.time }
    if event.from == StatusID.absentRaw, requests[index].receivedAt == 0 { requests[index].receivedAt = moment(event) }
  }

  private mutating func applyIntegration(_ event: Event) {
    let index = event.entity.position
    count(event, from: integrations[index].status)
    integrations[index].status = event.to
    integrations[index].code = event.code
    if event.changesStatus || event.trigger == .found { integrations[index].since = event.time }
    switch event.trigger {
    case .retryLater: integrations[index].attempt = UInt8(clamping: event.value)
    case .start, .retry:
      integrations[index].attempt = 0
      if integrations[index].type == .directContact { integrations[index].due = event.value }
    case .found:
      if integrations[index].kind == .dueIn || integrations[index].kind == .overdue {
        integrations[index].due = event.value
      } else {
        integrations[index].amount = UInt32(clamping: event.value)
      }
    case .enterDeletion, .deferToWorkflow, .enterDeletionInFull: integrations[index].due = 0
    case .finishWithRecords, .finishWithoutRecords, .answerWithFiles, .answerWithoutFiles, .finishFullDeletion:
      integrations[index].amount = UInt32(clamping: event.value)
    case .observed:
      if event.value != 0 {
        if integrations[index].kind == .dueIn || integrations[index].kind == .overdue {
          integrations[index].due = event.value
        } else {
          integrations[index].amount = UInt32(clamping: event.value)
        }
      }
    default: break
    }
  }

  // MARK: Providers

  private mutating func applyProvider(_ event: Event) {
    let index = event.entity.position
    let condition = ProviderCondition(rawValue: event.to) ?? .normal
    providerStates[index] = ProviderState(
      condition: condition, code: event.code, since: event.time, cause: .event(event.sequence))
  }
}
