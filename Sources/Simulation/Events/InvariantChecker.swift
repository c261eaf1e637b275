import Lifecycles

/// What must hold after every event of a run, checked on a separate fold.
///
/// Each law has a name. A violation says which law, at which event, and what was found.
package struct InvariantChecker {
  package struct Violation: Equatable, Sendable {
    package let law: String
    package let sequence: Int64
    package let found: String
  }

  /// The fold of the events so far.
  package private(set) var world: World
  package var violations: [Violation] { report.violations }
  private let report = Report()
  private let settings: Settings
  private var lastTime: Instant = .min
  private var deleted: Set<UInt32> = []

  /// - Parameter roster: the world before the first event.
  package init(roster: World, settings: Settings) {
    world = roster
    self.settings = settings
  }

  /// A reference, so that a law can describe what it found while it is being checked.
  private final class Report { var violations: [Violation] = [] }

  private func require(_ holds: Bool, _ law: String, _ event: Event, _ found: @autoclosure () -> String) {
    if !holds { report.violations.append(Violation(law: law, sequence: event.sequence, found: found())) }
  }

  private func requireRetry(_ event: Event, within limit: Int, _ law: String) {
    guard case .retryScheduled(let attempt, _) = event.payload else { return }
    require(attempt <= Int64(limit), law, event, "\(attempt)")
  }

  package mutating func apply(_ event: Event) {
    checkRecord(event)
    checkEdge(event)
    switch event.object.kind {
    case .dataset: checkDataset(event)
    case .session: checkSession(event)
    case .request: checkRequest(event)
    case .integration: checkIntegration(event)
    case .connection, .provider, .feedLine: break
    }
    checkDeletion(event)
    world.apply(event)
    checkAfter(event)
  }

  // MARK: Before the fold

  private mutating func checkRecord(_ event: Event) {
    require(
      event.sequence == world.lastSequence + 1, "events are numbered without a gap", event, "\(world.lastSequence)")
    require(event.time >= lastTime, "time never goes back", event, "\(lastTime)")
    require(event.cause.raw < event.sequence, "a cause comes before its effect", event, "\(event.cause)")
    lastTime = max(lastTime, event.time)
  }

  private static let surroundings: Set<Trigger> = [
    .preexisting, .connectorOffline, .connectorOnline, .expireConsent, .goSilent, .delayAnswer,
  ]

  private mutating func checkEdge(_ event: Event) {
    guard let system = event.object.system else { return }
    let isNewConnection = event.object.kind == .connection && !world.has(event.object)
    let status = isNewConnection ? StatusID.absentRaw : world.status(of: event.object)
    if event.trigger == .queue {
      require(event.from == StatusID.absentRaw, "a re-queue is a new dataset", event, "\(event.from)")
    } else {
      require(event.from == status, "an event starts from its object's status", event, "\(status)")
    }
    if Self.surroundings.contains(event.trigger) { return }
    if system == .integration, event.from == StatusID.absentRaw {
      let status = IntegrationStatus(raw: event.to)
      let isEntry = status.table.map { table in
        Lifecycle.enrollment(table).contains { $0.kind == status.kind && $0.trigger == event.trigger }
      }
      require(isEntry == true, "integrations begin in a row of their table", event, "\(event.to)")
      return
    }
    require(
      Catalog[system].target(from: event.from, event.trigger) == event.to, "only declared edges", event,
      "\(system.name) \(event.from) \(event.trigger) \(event.to)")
  }

  private mutating func checkDataset(_ event: Event) {
    let dataset = world.datasets[event.object.position]
    let connection = world.connections[Int(dataset.connection)]
    let provider = world.providers[Int(connection.provider)]
    switch event.trigger {
    case .queue:
      require(!dataset.isRunning, "at most one run of a data type on a connection", event, "\(dataset.status)")
      require(
        connection.isConnected, "nothing is queued on a connection that is not connected", event, "\(connection.status)"
      )
      if case .datasetQueued(let run, _, _) = event.payload {
        require(run == Int64(dataset.run) + 1, "runs are numbered without a gap", event, "\(dataset.run)")
      }
    case .fetch:
      require(
        connection.isConnected, "no sync starts on a connection that is not connected", event, "\(connection.status)")
      require(
        !(provider.isOnPremises && connection.flags.contains(.connectorOffline)),
        "nothing is fetched through an offline connector", event, "")
      let isWaiting =
        connection.session == SessionStatus.waitingForWebhook.rawValue && dataset.sessionRun == connection.sessionRun
      require(!(isWaiting && dataset.sessionRun != 0), "nothing is fetched before the webhook", event, "")
    case .map:
      require(
        provider.dataTypes.contains(dataset.type), "an unsupported type is never mapped", event, dataset.type.name)
    case .retryLater:
      requireRetry(event, within: settings.fetchRetries, "fetch retries stay within their limit")
    default: break
    }
  }

  private mutating func checkSession(_ event: Event) {
    let connection = world.connections[event.object.position]
    switch event.trigger {
    case .sync:
      require(connection.isConnected, "a session syncs on a connected connection", event, "\(connection.status)")
    case .load:
      let isAggregator = world.providers[Int(connection.provider)].isAggregator
      require(!isAggregator, "an aggregator's session waits for its webhook", event, "")
    case .finishLoading, .failLoading:
      require(
        connection.tally.loading == 0, "loading ends when all datasets are past fetching", event, "\(connection.tally)")
    case .finishStructuring, .failStructuring:
      require(connection.tally.open == 0, "structuring ends when all datasets have ended", event, "\(connection.tally)")
    case .deduplicate:
      require(
        world.providers[Int(connection.provider)].isDeduplicated, "only marked providers are deduplicated", event, "")
    default: break
    }
    if event.trigger.opensRun, case .sessionRun(let run) = event.payload {
      require(
        run == Int64(connection.sessionRun) + 1, "sessions are numbered without a gap", event,
        "\(connection.sessionRun)")
    }
  }

  private mutating func checkRequest(_ event: Event) {
    guard event.trigger == .finishAccess || event.trigger == .finishDeletion else { return }
    let progress = world.progress(ofRequest: event.object.position)
    require(
      progress.done == progress.total, "a request leaves a phase only when all its integrations are done", event,
      "\(progress)")
  }

  private mutating func checkIntegration(_ event: Event) {
    let integration = world.integrations[event.object.position]
    if event.trigger == .retryLater {
      requireRetry(event, within: settings.integrationRetries, "integration retries stay within their limit")
    }
    if case .integrationStarted(let due) = event.payload, integration.type == .directContact {
      let full = event.time + settings.directContactDays * Span.day
      require(due == full, "a system owner has the full period to answer", event, "\(due)")
    }
    if event.trigger == .passDeadlineSkipping || event.trigger == .passDeadlinePausing {
      require(event.time >= integration.due, "a deadline passes only when it is due", event, "\(integration.due)")
      require(
        integration.pausesWithoutResponse == (event.trigger == .passDeadlinePausing),
        "a missed deadline follows the integration's setting", event, "")
    }
    let phase = IntegrationStatus(raw: event.to).table?.phase
    let request = world.requests[Int(integration.request)].requestStatus
    if phase == .deletion {
      require(
        request == .deleting || request == .deleted, "the deletion phase starts after the choice", event,
        "\(String(describing: request))")
    }
  }

  private mutating func checkDeletion(_ event: Event) {
    guard let connection = world.has(event.object) ? world.connection(of: event.object) : nil,
      event.object.kind != .integration
    else { return }
    if deleted.contains(UInt32(connection)) {
      require(event.trigger == .delete, "deleted objects stay deleted", event, "\(event.trigger)")
    }
    if event.object.kind == .connection, event.trigger == .delete { deleted.insert(UInt32(connection)) }
  }

  // MARK: After the fold

  private mutating func checkAfter(_ event: Event) {
    switch event.object.kind {
    case .connection: checkMoments(event)
    case .dataset:
      let dataset = world.datasets[event.object.position]
      require(
        dataset.successfulRun <= dataset.run, "the last success is no later than the last run", event, "\(dataset.run)")
      require(dataset.lastSuccess <= event.time, "no success lies in the future", event, "\(dataset.lastSuccess)")
      checkTally(Int(dataset.connection), event)
    default: break
    }
  }

  private mutating func checkMoments(_ event: Event) {
    let connection = world.connections[event.object.position]
    switch connection.connectionStatus {
    case .connected:
      require(connection.connectedAt > 0, "connected_at is set", event, "")
      require(connection.disconnectedAt == 0, "disconnected_at is cleared when connected", event, "")
    case .authError, .disconnected:
      require(connection.disconnectedAt > 0, "disconnected_at is set by AUTH_ERROR and DISCONNECTED", event, "")
    default: break
    }
    guard event.trigger == .create || event.trigger == .createAuthorized else { return }
    let provider = world.providers[Int(connection.provider)]
    let twins = world.connections(ofAccount: Int(connection.account)).count {
      world.connections[$0].provider == connection.provider && world.connections[$0].status != StatusID.absentRaw
    }
    require(!provider.isUnique || twins == 1, "a unique provider has one connection per user", event, "\(twins)")
  }

  private mutating func checkTally(_ connection: Int, _ event: Event) {
    var tally = SessionTally()
    for index in world.datasets(ofConnection: connection) {
      let dataset = world.datasets[index]
      guard dataset.sessionRun != 0, dataset.sessionRun == world.connections[connection].sessionRun,
        let status = dataset.datasetStatus
      else { continue }
      tally.total += 1
      tally.add(status, 1)
    }
    require(tally == world.connections[connection].tally, "a session's tally equals its datasets", event, "\(tally)")
  }

  /// Laws about the whole world, for the end of a simulator step.
  package mutating func checkWhole(_ simulated: World) {
    let event = Event(
      sequence: world.lastSequence, time: world.now, cause: .root, object: .connection(0), trigger: .preexisting,
      from: 0,
      to: 0)
    let isFold =
      simulated.connections == world.connections && simulated.datasets == world.datasets
      && simulated.requests == world.requests && simulated.integrations == world.integrations
      && simulated.counts == world.counts && simulated.providerStates == world.providerStates
    require(isFold, "the state equals the fold of the events", event, "")
    checkCounts(event)
    for dataset in world.datasets where dataset.isRunning {
      let connection = world.connections[Int(dataset.connection)]
      require(connection.isConnected, "a running dataset has a connected connection", event, "\(dataset.type.name)")
    }
  }

  private mutating func checkCounts(_ event: Event) {
    var counts = StatusCounts()
    func add(_ system: StatusSystem, _ raw: UInt8) { counts.move(system, from: StatusID.absentRaw, to: raw) }
    for connection in world.connections {
      add(.connection, connection.status)
      add(.session, connection.session)
    }
    for dataset in world.datasets { add(.dataset, dataset.status) }
    for request in world.requests { add(.request, request.status) }
    for integration in world.integrations { add(.integration, integration.status) }
    require(counts == world.counts, "the counts equal the rows", event, "")
  }
}
