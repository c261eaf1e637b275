import Lifecycles

/// Counters that cycle through the possibilities, so that a small world shows all of them.
struct Stratifier {
  enum Layer: Hashable {
    case deletions, others
    case rows(Int, isPhaseOver: Bool)
  }

  private var counts: [Layer: Int] = [:]

  /// How often the layer was asked before.
  mutating func next(_ layer: Layer) -> Int {
    counts[layer, default: -1] += 1
    return counts[layer]!
  }
}

/// Builds a world in mid-life: which objects exist, their statuses, and what is due when.
extension Simulator {
  /// Fills the roster: what can exist, before anything has happened.
  mutating func populate() {
    let population = Population(seed: scenario.seed)
    let contacts = Population.ownerNames.map { world.apply(.contact(name: $0)) }
    addNamed()
    population.fill(&world, scenario: scenario)
    population.addRequests(to: &world, scenario: scenario, contacts: contacts[0]..<contacts.count)
    side.grow(world)
    for (index, integration) in world.integrations.enumerated() where integration.connection != Integration.noConnection
    {
      side.integrationsByConnection[integration.connection, default: []].append(index)
    }
  }

  /// Records every object's status at the beginning, and starts its timers.
  package mutating func bootstrap() {
    guard !isBootstrapped else { return }
    isBootstrapped = true
    planScript()
    resolveSuppressed()
    output.cascadeStart = world.lastSequence
    let namedConnections = scenario.named.flatMap(\.connections)
    for index in world.connections.indices {
      bootstrapConnection(index, named: index < namedConnections.count ? namedConnections[index] : nil)
    }
    let namedRequests = scenario.named.flatMap(\.requests)
    for (index, request) in namedRequests.enumerated() {
      schedule(.requestArrives, index, after: scenario.start - now + request.receivedAfter)
    }
    var stratifier = Stratifier()
    for index in namedRequests.count..<world.requests.count {
      bootstrapRequest(index, number: index - namedRequests.count, &stratifier)
    }
    for index in world.providers.indices { armProvider(index) }
  }

  // MARK: Named by the scenario

  /// Adds named objects first, so that their indices are known.
  private mutating func addNamed() {
    for account in scenario.named {
      let index = world.apply(.account(name: account.name))
      for connection in account.connections {
        guard let provider = world.providers.firstIndex(where: { $0.name == connection.provider }) else { continue }
        world.apply(
          .connection(
            account: index, provider: provider, types: connection.types ?? world.providers[provider].dataTypes))
      }
    }
    for (index, account) in scenario.named.enumerated() {
      for request in account.requests {
        let added = world.apply(.request(account: index, right: request.right, statute: request.statute))
        for integration in request.integrations { addNamed(integration, to: added, account: index) }
      }
    }
  }

  private mutating func addNamed(_ integration: NamedIntegration, to request: Int, account: Int) {
    let connection = integration.provider.flatMap { name in
      world.connections(ofAccount: account).first { world.provider(ofConnection: $0).name == name }
    }
    let contact = integration.contact.map { name in
      world.contactNames.firstIndex(of: name) ?? world.apply(.contact(name: name))
    }
    world.apply(
      .integration(
        request: request, type: connection == nil ? .directContact : .api, connection: connection,
        contact: contact ?? 0, pauses: integration.pausesWithoutResponse))
  }

  // MARK: Connections

  private mutating func bootstrapConnection(_ index: Int, named: NamedConnection?) {
    let provider = world.provider(ofConnection: index)
    let draw = drawLink(index, .bootstrap)
    var status = named?.status ?? bootstrapStatus(index, draw)
    if provider.needsNoAuthorization, status != .disconnected { status = .connected }
    let isOffline =
      named?.isConnectorOffline ?? (provider.isOnPremises && draw.next.index(3) == 0 && scenario.hasChance)
    let age = draw.next.next.within(1...80) * Span.day + draw.next.below(Span.day)
    record(
      .connection(index), .preexisting, from: StatusID.absentRaw, to: status.rawValue, cause: .root,
      .connectionPreexisting(
        since: status == .connecting ? now - Span.minute : now - age, isConnectorOffline: isOffline))
    if named?.status != .authRequired { bootstrapSession(index, status, draw) }
    if status == .connected {
      armConsent(index, life: max(Span.hour, settings.consentLife - age))
      armSchedules(index)
    }
    planPeople(index, cause: .root)
    if status == .connecting {
      schedule(
        .linkExpiry, index, after: settings.authorizationTimeout - Span.minute,
        generation: side.links[index].personGeneration)
    }
    armConnector(index)
  }

  private func bootstrapStatus(_ index: Int, _ draw: Draw) -> ConnectionStatus {
    switch draw.index(100) {
    case 0..<4: .authRequired
    case 4: .connecting
    case 5..<9: .authError
    case 9..<12: .disconnected
    default: .connected
    }
  }

  private mutating func bootstrapSession(_ index: Int, _ status: ConnectionStatus, _ draw: Draw) {
    let pick = draw.next.next.next.index(60)
    let isDeduplicated = world.provider(ofConnection: index).isDeduplicated
    let session: SessionStatus? =
      switch status {
      case .authRequired:
        [.authorizationTimedOut, .authorizationError, nil][world.count(.connection, status.rawValue) % 3]
      case .connecting: .authorization
      case .authError: .deauthorized
      case .disconnected: .disconnected
      case .connected where !scenario.hasChance: .synced
      case .connected:
        switch pick {
        case 0: .loadingError
        case 1: .timedOut
        case 2: .structuringError
        case 3...8: isDeduplicated ? .deduplicationError : .synced
        case 9: .processingError
        default: .synced
        }
      }
    guard let session else { return }
    let age = draw.below(20 * Span.hour) + Span.hour
    record(
      .session(index), .preexisting, from: StatusID.absentRaw, to: session.rawValue, cause: .root,
      .sessionPreexisting(run: UInt32(draw.within(1...90)), since: now - age))
    guard status != .authRequired, status != .connecting else { return }
    for dataset in world.datasets(ofConnection: index) { bootstrapDataset(dataset, session, age) }
  }

  private mutating func bootstrapDataset(_ index: Int, _ session: SessionStatus, _ age: Milliseconds) {
    let draw = Draw(seed: scenario.seed, object: UInt64(index), count: 0, purpose: .bootstrap)
    let dataset = world.datasets[index]
    let setting = settings.sync[Int(dataset.type.index)]
    guard setting.fetchOnFirstLink || setting.frequency != .never else { return }
    let isSupported = world.provider(ofConnection: Int(dataset.connection)).dataTypes.contains(dataset.type)
    let pick = draw.index(400)
    let status: DatasetStatus =
      switch session {
      case _ where !isSupported: .notSupported
      case .loadingError, .timedOut: .fetchError
      case .structuringError: pick % 2 == 0 ? .mapError : .validationError
      case .deauthorized: pick % 2 == 0 ? .authError : .complete
      case .disconnected: pick % 5 == 0 ? .cancelled : .complete
      default: bootstrapOutcome(pick)
      }
    let back = session == .synced ? age + draw.next.below(age + 1) : age
    record(
      .dataset(index), .preexisting, from: StatusID.absentRaw, to: status.rawValue, cause: .root,
      .datasetPreexisting(
        run: UInt32(draw.next.within(2...400)), since: now - back,
        status == .fetchError ? 503 : status == .authError ? 401 : .none))
  }

  private func bootstrapOutcome(_ pick: Int) -> DatasetStatus {
    guard scenario.hasChance else { return .complete }
    return switch pick {
    case 0...5: .fetchError
    case 6: .mapError
    case 7: .validationError
    case 8: .processingError
    case 9: .internalError
    default: .complete
    }
  }

  // MARK: Requests

  private mutating func bootstrapRequest(_ index: Int, number: Int, _ stratifier: inout Stratifier) {
    let draw = Draw(seed: scenario.seed, object: UInt64(index), count: 1, purpose: .bootstrap)
    // Every sixth arrives during the run.
    if number % 6 == 5 {
      schedule(.requestArrives, index, after: draw.below(scenario.effectiveWarmUp + 3 * Span.day))
      return
    }
    let isDeletion = world.requests[index].right.isDeletion
    let stages: [RequestStatus] =
      isDeletion
      ? [.deletionAccessing, .deleting, .readyForDeletion, .deleting, .deleted, .deletionAccessing]
      : [.accessing, .accessing, .accessing, .accessedChoose, .accessedClosed]
    let status = stages[stratifier.next(isDeletion ? .deletions : .others) % stages.count]
    let age = draw.within(2...26) * Span.day + draw.next.below(Span.day)
    record(
      .request(index), .preexisting, from: StatusID.absentRaw, to: status.rawValue, cause: .root,
      .requestPreexisting(since: now - age))
    for (position, integration) in world.integrations(ofRequest: index).enumerated() {
      bootstrapIntegration(integration, status, isFirst: position == 0, &stratifier)
    }
    if status == .accessedChoose || status == .readyForDeletion { planChoice(index, cause: .root) }
  }

  /// Cycles through the rows of each table, so that a small world shows all of them.
  private mutating func bootstrapIntegration(
    _ index: Int, _ status: RequestStatus, isFirst: Bool, _ stratifier: inout Stratifier
  ) {
    let isDeletion = status.rawValue >= RequestStatus.deletionAccessing.rawValue
    let phase: Phase = status == .deleting || status == .deleted ? .deletion : .access
    let table = IntegrationTable(isDeletion: isDeletion, phase: phase, type: world.integrations[index].type)
    let isPhaseOver = ![.accessing, .deletionAccessing, .deleting].contains(status)
    let lifecycle = Lifecycle.integration
    let kinds = table.kinds.filter { kind in
      let closes = lifecycle.info(IntegrationStatus(table, kind).raw)?.closesPhase ?? false
      // An unfinished phase has at least one integration that is not done.
      return isPhaseOver ? closes : isFirst ? !closes : true
    }
    var kind = kinds[stratifier.next(.rows(table.index, isPhaseOver: isPhaseOver)) % kinds.count]
    // Nothing is in progress on a connection that is not connected.
    if kind == .submitted || kind == .pending, connectionProblem(index) != nil { kind = .error }
    let draw = drawIntegration(index)
    if kind == .deletionDone, table.type == .api { side.integrations[index].isFullDeletion = true }
    record(
      .integration(index), .preexisting, from: StatusID.absentRaw, to: IntegrationStatus(table, kind).raw, cause: .root,
      .integrationReported(
        due: bootstrapDue(kind, draw), amount: bootstrapAmount(kind, draw),
        kind == .error ? bootstrapCode(index, draw) : .none))
    planIntegration(index, cause: .root)
  }

  private func bootstrapCode(_ index: Int, _ draw: Draw) -> ErrorCode {
    guard world.integrations[index].type == .api else { return Self.unreachableContact }
    if let code = connectionProblem(index) { return code }
    let codes: [ErrorCode] = [500, 503, 400, 402, 403, 404, 408, 429, 422, 418]
    return codes[draw.next.index(codes.count)]
  }

  private func bootstrapDue(_ kind: IntegrationKind, _ draw: Draw) -> Instant {
    switch kind {
    case .dueIn: now + draw.next.below(settings.directContactDays * Span.day)
    case .overdue: now - draw.next.within(1...6) * Span.day
    default: 0
    }
  }

  private func bootstrapAmount(_ kind: IntegrationKind, _ draw: Draw) -> Int64 {
    switch kind {
    case .records, .recordsDeleted: draw.next.within(1...420)
    case .files: draw.next.within(1...9)
    default: 0
    }
  }
}
