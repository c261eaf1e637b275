import Lifecycles

/// A selection of a connection's data types.
enum DatasetSelection {
  case all, firstLink, unsuccessful, personal
  case one(Int)
  case type(DataType)
  case frequency(SyncFrequency)

  private static let personalTypes = DataTypeSet(
    ["customers", "suppliers", "invoices", "commerce-customers", "commerce-orders", "banking-accounts"]
      .compactMap(DataType.init(name:)))

  @inline(__always)
  func includes(_ index: Int, _ dataset: Dataset, _ settings: Settings) -> Bool {
    switch self {
    case .all: true
    case .one(let wanted): index == wanted
    case .type(let type): dataset.type == type
    case .firstLink: settings.sync[Int(dataset.type.index)].fetchOnFirstLink
    case .frequency(let frequency): settings.sync[Int(dataset.type.index)].frequency == frequency
    case .personal: Self.personalTypes.contains(dataset.type)
    case .unsuccessful:
      dataset.hasFailed || dataset.status == DatasetStatus.cancelled.rawValue
        || (dataset.run == 0 && settings.sync[Int(dataset.type.index)].fetchOnFirstLink)
    }
  }
}

extension Simulator {
  /// How many times longer everything takes while a provider is slow.
  static let slowFactor: Int64 = 10

  /// Queues the selected data types that are neither running nor known to be unsupported.
  ///
  /// They join a session that is still loading, run on their own beside one that is past loading, and start a new
  /// one otherwise.
  @discardableResult
  mutating func queueDatasets(
    _ connection: Int, _ selection: DatasetSelection, cause: Cause, fromStore: Bool = false, sessionRun: UInt32? = nil
  ) -> Int {
    guard anyQueueable(connection, selection) else { return 0 }
    var cause = cause
    var run = sessionRun ?? 0
    if sessionRun == nil, let status = world.connections[connection].sessionStatus {
      if status.takesDatasets {
        run = world.connections[connection].sessionRun
      } else if !status.isRunning {
        cause = beginSession(connection, cause: cause)
        run = world.connections[connection].sessionRun
      }
    } else if sessionRun == nil {
      cause = beginSession(connection, cause: cause)
      run = world.connections[connection].sessionRun
    }
    let session = world.connections[connection].sessionStatus
    let isReleased = run == 0 || session == .loading || session == .structuring
    var count = 0
    var next = world.connections[connection].datasets.first
    while next >= 0 {
      let index = Int(next)
      next = world.datasets[index].next
      guard isQueueable(index), selection.includes(index, world.datasets[index], settings) else { continue }
      let queued = emit(
        .dataset(index), .queue, from: StatusID.absentRaw, cause: cause,
        .datasetQueued(run: Int64(world.datasets[index].run) + 1, session: run, fromStore: fromStore))
      side.datasetGenerations[index] &+= 1
      if isReleased { scheduleDataset(index, drawDataset(index, .duration), settings.queueDelay, cause: queued) }
      count += 1
    }
    return count
  }

  private func anyQueueable(_ connection: Int, _ selection: DatasetSelection) -> Bool {
    var next = world.connections[connection].datasets.first
    while next >= 0 {
      let index = Int(next)
      if isQueueable(index), selection.includes(index, world.datasets[index], settings) { return true }
      next = world.datasets[index].next
    }
    return false
  }

  @inline(__always)
  private func isQueueable(_ index: Int) -> Bool {
    let dataset = world.datasets[index]
    return !dataset.isRunning && !dataset.isDropped && dataset.status != DatasetStatus.notSupported.rawValue
  }

  /// Releases the queued datasets of a session: loading has started, or the connector is back.
  mutating func releaseQueued(_ connection: Int, cause: Cause) {
    var next = world.connections[connection].datasets.first
    while next >= 0 {
      let index = Int(next)
      next = world.datasets[index].next
      guard world.datasets[index].status == DatasetStatus.queued.rawValue else { continue }
      side.datasetGenerations[index] &+= 1
      scheduleDataset(index, drawDataset(index, .duration), settings.queueDelay, cause: cause)
    }
  }

  /// Called when a dataset's current status has lasted its time.
  mutating func stepDataset(_ index: Int, cause: Cause) {
    guard let status = world.datasets[index].datasetStatus else { return }
    switch status {
    case .queued: beginFetch(index, cause: cause)
    case .fetching: finishFetch(index, cause: cause)
    case .mapping: advance(index, from: status, by: .validate, failing: settings.mapFailure, settings.validating, cause)
    case .validating:
      advance(index, from: status, by: .store, failing: settings.validationFailure, settings.storing, cause)
    case .processing: advance(index, from: status, by: .complete, failing: settings.processingFailure, nil, cause)
    default: break
    }
  }

  private mutating func beginFetch(_ index: Int, cause: Cause) {
    let dataset = world.datasets[index]
    let connection = Int(dataset.connection)
    let provider = Int(world.connections[connection].provider)
    guard world.providers[provider].dataTypes.contains(dataset.type) else {
      emit(.dataset(index), .findUnsupported, from: dataset.status, cause: cause)
      afterDataset(index, cause: cause)
      return
    }
    // An on-premises connector that is offline keeps it queued, however long.
    if world.providers[provider].isOnPremises, world.connections[connection].flags.contains(.connectorOffline) {
      return
    }
    let fetching = emit(.dataset(index), .fetch, from: dataset.status, cause: cause)
    if dataset.isFromStore {
      reschedule(index, after: Span.second, cause: fetching)
      return
    }
    let isSlow = world.providerStates[provider].condition == .slow
    let slowness = world.providers[provider].slownessPercent * (isSlow ? Self.slowFactor : 1)
    reschedule(index, after: settings.fetch.sample(drawDataset(index, .duration)) * slowness / 100, cause: fetching)
  }

  private mutating func finishFetch(_ index: Int, cause: Cause) {
    let dataset = world.datasets[index]
    let connection = Int(dataset.connection)
    guard !dataset.isFromStore else {
      enterMapping(index, cause: cause)
      return
    }
    if world.connections[connection].flags.contains(.consentExpired) {
      loseAuthorization(dataset: index, cause: side.links[connection].consentCause)
      return
    }
    let provider = Int(world.connections[connection].provider)
    let state = world.providerStates[provider]
    let draw = drawDataset(index, .outcome)
    if state.condition.refusesCalls {
      meetTransientError(index, code: state.code, cause: state.cause, draw: draw.next)
    } else if scenario.hasChance, occurs(draw.chance(perMillion: settings.authorizationLoss), .dataset(index)) {
      loseAuthorization(dataset: index, cause: cause)
    } else if scenario.hasChance,
      occurs(draw.next.chance(perMillion: world.providers[provider].failuresPerMillion), .dataset(index))
    {
      let codes: [ErrorCode] = [500, 502, 504, 408, 429]
      meetTransientError(index, code: codes[draw.next.next.index(codes.count)], cause: cause, draw: draw.next.next.next)
    } else {
      enterMapping(index, cause: cause)
    }
  }

  private mutating func enterMapping(_ index: Int, cause: Cause) {
    let mapping = emit(.dataset(index), .map, from: world.datasets[index].status, cause: cause)
    scheduleDataset(index, drawDataset(index, .duration), settings.mapping, cause: mapping)
    afterDataset(index, cause: mapping)
  }

  private mutating func meetTransientError(_ index: Int, code: ErrorCode, cause: Cause, draw: Draw) {
    let attempt = Int(world.datasets[index].attempt)
    if attempt >= settings.fetchRetries || draw.chance(perMillion: settings.hardFetchFailure) {
      failDataset(index, code: code, cause: cause)
      return
    }
    retryFetch(index, code: code, cause: cause)
  }

  /// Waits twice as long as before, then fetches again.
  mutating func retryFetch(_ index: Int, code: ErrorCode, cause: Cause) {
    let attempt = Int64(world.datasets[index].attempt)
    side.datasetGenerations[index] &+= 1
    let retry = emit(
      .dataset(index), .retryLater, from: world.datasets[index].status, cause: cause,
      .retryScheduled(attempt: attempt + 1, code))
    reschedule(index, after: settings.fetchRetryBase << attempt, cause: retry)
  }

  /// Ends a dataset in the error of its current stage.
  mutating func failDataset(_ index: Int, code: ErrorCode, cause: Cause) {
    side.datasetGenerations[index] &+= 1
    let failed = emit(.dataset(index), .fail, from: world.datasets[index].status, cause: cause, .failed(code))
    afterDataset(index, cause: failed)
  }

  private mutating func advance(
    _ index: Int, from status: DatasetStatus, by trigger: Trigger, failing: Int64, _ duration: DurationTable?,
    _ cause: Cause
  ) {
    let draw = drawDataset(index, .outcome)
    let provider = world.providerStates[Int(world.connections[Int(world.datasets[index].connection)].provider)]
    if status == .validating, provider.condition == .wrongData {
      failDataset(index, code: 0, cause: provider.cause)
    } else if scenario.hasChance, occurs(draw.chance(perMillion: failing), .dataset(index)) {
      failDataset(index, code: 0, cause: cause)
    } else if scenario.hasChance, occurs(draw.next.chance(perMillion: settings.internalFailure), .dataset(index)) {
      let failed = emit(.dataset(index), .failInternally, from: status.rawValue, cause: cause)
      afterDataset(index, cause: failed)
    } else {
      let next = emit(.dataset(index), trigger, from: status.rawValue, cause: cause)
      if let duration { scheduleDataset(index, draw.next.next, duration, cause: next) }
      afterDataset(index, cause: next)
    }
  }

  /// Updates the session after its datasets.
  mutating func afterDataset(_ index: Int, cause: Cause) {
    let dataset = world.datasets[index]
    let connection = Int(dataset.connection)
    guard dataset.sessionRun != 0, dataset.sessionRun == world.connections[connection].sessionRun else { return }
    datasetsMoved(connection, cause: cause)
  }

  /// Cancels a running dataset.
  mutating func cancelDataset(_ index: Int, cause: Cause) {
    side.datasetGenerations[index] &+= 1
    emit(.dataset(index), .cancel, from: world.datasets[index].status, cause: cause)
  }

  // MARK: Draws and timers

  func drawDataset(_ index: Int, _ purpose: Draw.Purpose) -> Draw {
    let dataset = world.datasets[index]
    // By the moment it was requested, not by the run's number: a re-queue that a what-if leaves out changes nothing
    // for later syncs.
    let count = UInt64(bitPattern: dataset.requestedAt) << 16 | UInt64(dataset.attempt) << 8 | UInt64(dataset.status)
    return Draw(seed: scenario.seed, object: world.key(of: .dataset(index)), count: count, purpose: purpose)
  }

  private mutating func scheduleDataset(_ index: Int, _ draw: Draw, _ table: DurationTable, cause: Cause) {
    reschedule(index, after: table.sample(draw), cause: cause)
  }

  private mutating func reschedule(_ index: Int, after delay: Milliseconds, cause: Cause) {
    schedule(.datasetStep, index, after: delay, cause: cause, generation: side.datasetGenerations[index])
  }
}
