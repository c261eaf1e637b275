import Lifecycles

extension Simulator {
  /// Starts a new session on a connection that is already authorized.
  mutating func beginSession(_ connection: Int, cause: Cause) -> Cause {
    let begun = emitSession(
      connection, .sync, cause: cause, .sessionRun(Int64(world.connections[connection].sessionRun) + 1))
    scheduleSession(connection, settings.sessionStep, cause: begun)
    return begun
  }

  /// Moves the session to its next status, which voids the timers of the previous one.
  @discardableResult
  mutating func emitSession(
    _ connection: Int, _ trigger: Trigger, cause: Cause, _ payload: Payload = .none
  ) -> Cause {
    side.links[connection].sessionGeneration &+= 1
    return emit(
      .session(connection), trigger, from: world.connections[connection].session, cause: cause, payload)
  }

  mutating func scheduleSession(_ connection: Int, _ table: DurationTable, cause: Cause) {
    let delay = table.sample(drawSession(connection, .session))
    schedule(
      .sessionStep, connection, after: delay, cause: cause, generation: side.links[connection].sessionGeneration)
  }

  private mutating func armTimeout(_ connection: Int, after delay: Milliseconds, cause: Cause) {
    schedule(
      .sessionTimeout, connection, after: delay, cause: cause, generation: side.links[connection].sessionGeneration)
  }

  /// Called when a session's current status has lasted its time.
  mutating func stepSession(_ connection: Int, cause: Cause) {
    guard let status = world.connections[connection].sessionStatus else { return }
    switch status {
    case .authorized: beginLoadingOrWait(connection, cause: cause)
    case .waitingForWebhook: beginLoading(connection, by: .deliverWebhook, cause: cause)
    case .loading: datasetsMoved(connection, cause: cause)
    case .loaded:
      let structuring = emitSession(connection, .structure, cause: cause)
      datasetsMoved(connection, cause: structuring)
    case .structuring: finishStructuring(connection, cause: cause)
    case .structured: deduplicateOrProcess(connection, cause: cause)
    case .deduplication:
      if isFailing(connection, settings.deduplicationFailure) {
        emitSession(connection, .failDeduplication, cause: cause)
      } else {
        beginProcessing(connection, cause: cause)
      }
    case .processing: stepProcessing(connection, cause: cause)
    case .processed: emitSession(connection, .finishSync, cause: cause)
    default: break
    }
  }

  private mutating func isFailing(_ connection: Int, _ perMillion: Int64) -> Bool {
    scenario.hasChance
      && occurs(drawSession(connection, .outcome).chance(perMillion: perMillion), .session(connection))
  }

  private mutating func beginLoadingOrWait(_ connection: Int, cause: Cause) {
    guard world.provider(ofConnection: connection).isAggregator else {
      beginLoading(connection, by: .load, cause: cause)
      return
    }
    let waiting = emitSession(connection, .awaitWebhook, cause: cause)
    armTimeout(connection, after: settings.webhookTimeout, cause: waiting)
    if !isFailing(connection, settings.webhookLoss) { scheduleSession(connection, settings.webhook, cause: waiting) }
  }

  mutating func beginLoading(_ connection: Int, by trigger: Trigger, cause: Cause) {
    let loading = emitSession(connection, trigger, cause: cause)
    armTimeout(connection, after: settings.loadingTimeout, cause: loading)
    if world.connections[connection].tally.loading == 0 {
      scheduleSession(connection, settings.sessionStep, cause: loading)
    } else {
      releaseQueued(connection, cause: loading)
    }
  }

  /// Advances the session if its datasets allow it.
  mutating func datasetsMoved(_ connection: Int, cause: Cause) {
    guard faults.failingSession != connection else { return }
    let tally = world.connections[connection].tally
    switch world.connections[connection].sessionStatus {
    case .loading where tally.loading == 0:
      if tally.allFailed {
        emitSession(connection, .failLoading, cause: cause)
      } else {
        let loaded = emitSession(connection, .finishLoading, cause: cause)
        scheduleSession(connection, settings.sessionStep, cause: loaded)
      }
    case .structuring where tally.open == 0:
      if tally.allFailed {
        emitSession(connection, .failStructuring, cause: cause)
      } else {
        scheduleSession(connection, settings.structuring, cause: cause)
      }
    default: break
    }
  }

  private mutating func finishStructuring(_ connection: Int, cause: Cause) {
    guard world.connections[connection].tally.open == 0 else { return }
    let structured = emitSession(connection, .finishStructuring, cause: cause)
    scheduleSession(connection, settings.sessionStep, cause: structured)
  }

  private mutating func deduplicateOrProcess(_ connection: Int, cause: Cause) {
    guard world.provider(ofConnection: connection).isDeduplicated else {
      beginProcessing(connection, cause: cause)
      return
    }
    let deduplicating = emitSession(connection, .deduplicate, cause: cause)
    scheduleSession(connection, settings.substage, cause: deduplicating)
  }

  private mutating func beginProcessing(_ connection: Int, cause: Cause) {
    let processing = emitSession(connection, .process, cause: cause)
    scheduleSession(connection, settings.substage, cause: processing)
  }

  private mutating func stepProcessing(_ connection: Int, cause: Cause) {
    let substage = Int64(world.connections[connection].substage)
    if isFailing(connection, settings.substageFailure) {
      emitSession(connection, .failProcessing, cause: cause, .substage(substage))
    } else if substage + 1 < Int64(Substage.allCases.count) {
      let next = emitSession(connection, .enterSubstage, cause: cause, .substage(substage + 1))
      scheduleSession(connection, settings.substage, cause: next)
    } else {
      let processed = emitSession(connection, .finishProcessing, cause: cause)
      scheduleSession(connection, settings.sessionStep, cause: processed)
    }
  }

  mutating func timeOutSession(_ connection: Int, cause: Cause) {
    guard allows(.session(connection), .timeOut) else { return }
    let isOffline =
      world.provider(ofConnection: connection).isOnPremises
      && world.connections[connection].flags.contains(.connectorOffline)
    let timedOut = emitSession(connection, .timeOut, cause: cause)
    for dataset in world.datasets(ofConnection: connection) where belongsToLatest(dataset, connection) {
      switch world.datasets[dataset].datasetStatus {
      case .fetching: failDataset(dataset, code: 408, cause: timedOut)
      // Queued ones outlast the session if only the connector is missing.
      case .queued where !isOffline: cancelDataset(dataset, cause: timedOut)
      default: break
      }
    }
  }

  func belongsToLatest(_ dataset: Int, _ connection: Int) -> Bool {
    let run = world.datasets[dataset].sessionRun
    return run != 0 && run == world.connections[connection].sessionRun
  }

  /// Retries a failed session from where it failed.
  mutating func retrySession(_ connection: Int, cause: Cause) {
    guard let status = world.connections[connection].sessionStatus else { return }
    let substage = Int64(world.connections[connection].substage)
    let unfinished = world.datasets(ofConnection: connection).filter {
      belongsToLatest($0, connection) && !world.datasets[$0].isRunning
        && world.datasets[$0].status != DatasetStatus.complete.rawValue
    }
    let retried = emitSession(connection, .retry, cause: cause, .substage(substage))
    switch status {
    case .loadingError, .timedOut:
      armTimeout(connection, after: settings.loadingTimeout, cause: retried)
      requeue(unfinished, connection, cause: retried, fromStore: false)
      if world.connections[connection].tally.loading == 0 {
        scheduleSession(connection, settings.sessionStep, cause: retried)
      }
    case .structuringError:
      requeue(unfinished, connection, cause: retried, fromStore: true)
      if world.connections[connection].tally.open == 0 {
        scheduleSession(connection, settings.structuring, cause: retried)
      }
    default: scheduleSession(connection, settings.substage, cause: retried)
    }
  }

  private mutating func requeue(_ datasets: [Int], _ connection: Int, cause: Cause, fromStore: Bool) {
    let run = world.connections[connection].sessionRun
    for dataset in datasets {
      queueDatasets(connection, .one(dataset), cause: cause, fromStore: fromStore, sessionRun: run)
    }
  }
}
