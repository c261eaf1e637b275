import Lifecycles
import Simulation
import Testing

/// One world: what follows from what, each consequence with its cause.
@Suite struct CouplingTests {
  /// One account without chance, so that only what a test does happens.
  static func scenario(_ providers: [String], status: ConnectionStatus = .connected, request: NamedRequest? = nil)
    -> Scenario
  {
    var scenario = Scenario()
    scenario.accounts = 0
    scenario.hasChance = false
    scenario.warmUp = Span.minute
    var account = NamedAccount(name: "Cobalt Foods")
    for name in providers {
      var connection = NamedConnection(provider: name)
      connection.status = status
      account.connections.append(connection)
    }
    if let request { account.requests = [request] }
    scenario.named = [account]
    return scenario
  }

  static func world(_ providers: [String], status: ConnectionStatus = .connected, request: NamedRequest? = nil)
    -> Simulator
  {
    var simulator = Simulator(scenario(providers, status: status, request: request))
    simulator.discard()
    return simulator
  }

  static func deletionRequest(_ change: (inout NamedRequest) -> Void = { _ in }) -> NamedRequest {
    var request = NamedRequest()
    request.right = .deletion
    request.receivedAfter = Span.second
    var api = NamedIntegration()
    api.provider = "Xero"
    var contact = NamedIntegration()
    contact.contact = "HR archive"
    request.integrations = [api, contact]
    change(&request)
    return request
  }

  /// Whether an event follows from another, however indirectly.
  static func follows(_ event: Event, from root: Int64, in events: [Event]) -> Bool {
    var cause = event.cause.raw
    while cause > 0 {
      if cause == root { return true }
      guard let previous = events.first(where: { $0.sequence == cause }) else { return false }
      cause = previous.cause.raw
    }
    return cause == root
  }

  @Test func openingTheLinkLeadsToSyncedData() {
    var simulator = Self.world(["Xero"], status: .authRequired)
    #expect(throws: Never.self) { try simulator.submit(.connection(0, .openLink)).get() }
    #expect(simulator.world.connections[0].connectionStatus == .connecting)
    #expect(simulator.world.connections[0].sessionStatus == .authorization)
    #expect(throws: Never.self) { try simulator.submit(.connection(0, .authorize)).get() }
    #expect(simulator.world.connections[0].sessionStatus == .authorized)
    // Every type set to fetch on first link is queued immediately, and no other.
    for dataset in simulator.world.datasets {
      #expect((dataset.status != 0) == SyncSetting.defaults[Int(dataset.type.index)].fetchOnFirstLink)
    }
    let events = simulator.drain()
    let connected = events.first { $0.trigger == .authorize && $0.object.kind == .connection }!
    for event in events where event.trigger == .queue {
      #expect(Self.follows(event, from: connected.sequence, in: events))
    }
    // Within the loading time, so that no daily sync interferes.
    simulator.run(until: simulator.world.now + 3 * Span.hour)
    #expect(simulator.world.connections[0].sessionStatus == .synced)
    let statuses = simulator.drain().filter { $0.object.kind == .session }.map(\.to)
    #expect(statuses.prefix(8).elementsEqual([2, 12, 13, 15, 16, 16, 16, 16]))
    #expect(simulator.world.datasets.allSatisfy { $0.status == 0 || $0.datasetStatus == .complete })
  }

  @Test func aggregatorSessionsWaitForTheirWebhook() {
    var scenario = Self.scenario(["Finicity"])
    scenario.settings.webhook = DurationTable([30 * Span.day, 31 * Span.day])
    var simulator = Simulator(scenario)
    #expect(throws: Never.self) { try simulator.submit(.connection(0, .queue)).get() }
    simulator.run(until: simulator.world.now + Span.minute)
    #expect(simulator.world.connections[0].sessionStatus == .waitingForWebhook)
    #expect(simulator.world.datasets.allSatisfy { $0.datasetStatus == .queued })
    #expect(throws: Never.self) { try simulator.submit(.session(0, .deliverWebhook)).get() }
    #expect(simulator.world.connections[0].sessionStatus == .loading)
    var other = Simulator(scenario)
    _ = other.submit(.connection(0, .queue))
    other.run(until: other.world.now + 7 * Span.hour)
    // The hourly sync has started another session since.
    #expect(other.drain().contains { $0.to == SessionStatus.timedOut.rawValue && $0.trigger == .timeOut })
  }

  @Test func expiredConsentsFailEverythingOnTheConnection() {
    var simulator = Self.world(["Xero"], request: Self.deletionRequest())
    simulator.run(until: simulator.world.now + Span.minute)
    #expect(throws: Never.self) { try simulator.submit(.connection(0, .expireConsent)).get() }
    #expect(simulator.world.connections[0].isConnected)
    let root = simulator.drain().last { $0.trigger == .expireConsent }!
    #expect(throws: Never.self) { try simulator.submit(.connection(0, .queue)).get() }
    simulator.run(until: simulator.world.now + Span.hour)
    let events = [root] + simulator.drain()
    #expect(simulator.world.connections[0].connectionStatus == .authError)
    #expect(simulator.world.connections[0].disconnectedAt > 0)
    #expect(simulator.world.connections[0].sessionStatus == .deauthorized)
    #expect(simulator.world.datasets.allSatisfy { !$0.isRunning })
    let failures = events.filter { $0.trigger == .loseAuthorization }
    #expect(failures.count == simulator.world.datasets.count { $0.datasetStatus == .authError } + 2)
    for event in failures { #expect(Self.follows(event, from: root.sequence, in: events)) }
  }

  @Test func disconnectingCancelsSyncsAndKeepsTheData() {
    var simulator = Self.world(["Xero"])
    _ = simulator.submit(.connection(0, .queue))
    simulator.run(until: simulator.world.now + 10 * Span.second)
    let before = simulator.world.datasets.map(\.lastSuccess)
    let running = simulator.world.datasets.count(where: \.isRunning)
    #expect(running > 0)
    _ = simulator.drain()
    #expect(throws: Never.self) { try simulator.submit(.connection(0, .disconnect)).get() }
    let events = simulator.drain()
    #expect(events[0].cause.command != nil)
    for event in events.dropFirst() { #expect(Self.follows(event, from: events[0].sequence, in: events)) }
    #expect(events.count { $0.to == DatasetStatus.cancelled.rawValue && $0.object.kind == .dataset } == running)
    #expect(simulator.world.connections[0].sessionStatus == .disconnected)
    #expect(simulator.world.datasets.map(\.lastSuccess) == before)
  }

  @Test func outagesAreOneRootCauseWithManyConsequences() {
    var simulator = Self.world(["Xero", "Sage Intacct"])
    _ = simulator.submit(.account(0, .queueAll))
    simulator.run(until: simulator.world.now + 8 * Span.second)
    let xero = Int(simulator.world.connections[0].provider)
    let fetching = simulator.world.datasets.count { $0.connection == 0 && $0.datasetStatus == .fetching }
    #expect(fetching > 3)
    _ = simulator.drain()
    #expect(throws: Never.self) { try simulator.submit(.provider(xero, .begin(.outage))).get() }
    let events = simulator.drain()
    let outage = events[0]
    #expect(outage.trigger == .beginOutage)
    let failed = events.filter { $0.to == DatasetStatus.fetchError.rawValue && $0.object.kind == .dataset }
    #expect(failed.count == fetching)
    for event in failed {
      #expect(event.errorCode == 503)
      #expect(event.cause == .event(outage.sequence))
      #expect(simulator.world.datasets[event.object.position].connection == 0)
    }
  }

  @Test func offlineConnectorsKeepDatasetsQueued() {
    var simulator = Self.world(["Sage 50"])
    _ = simulator.submit(.connection(0, .connector(online: false)))
    _ = simulator.submit(.dataset(0, .queue))
    simulator.run(until: simulator.world.now + 20 * Span.hour)
    #expect(simulator.world.datasets[0].datasetStatus == .queued)
    #expect(throws: Never.self) { try simulator.submit(.connection(0, .connector(online: true))).get() }
    simulator.run(until: simulator.world.now + 3 * Span.hour)
    #expect(simulator.world.datasets[0].datasetStatus == .complete)
  }

  @Test func deletionRequestsGoThroughBothPhases() {
    var simulator = Self.world(["Xero"], request: Self.deletionRequest())
    simulator.run(until: simulator.world.now + 3 * Span.day)
    func kinds() -> [IntegrationKind?] { simulator.world.integrations.map(\.kind) }
    // Without chance, Direct Contacts wait for an answer, and a request waits for all of them.
    let contact = 1
    if simulator.world.integrations[contact].kind == .pending { _ = simulator.submit(.integration(contact, .start)) }
    if simulator.world.integrations[contact].kind == .dueIn {
      #expect(simulator.world.requests[0].requestStatus == .deletionAccessing)
      #expect(throws: Never.self) { try simulator.submit(.integration(contact, .answer(.files(3)))).get() }
    }
    if simulator.world.integrations[0].kind == .pending { _ = simulator.submit(.integration(0, .start)) }
    simulator.run(until: simulator.world.now + 3 * Span.day)
    #expect(simulator.world.requests[0].requestStatus == .readyForDeletion)
    #expect(throws: Never.self) { try simulator.submit(.request(0, .chooseData())).get() }
    #expect(simulator.world.requests[0].requestStatus == .deleting)
    for integration in simulator.world.integrations { #expect(integration.integrationStatus.table?.phase == .deletion) }
    simulator.run(until: simulator.world.now + 3 * Span.day)
    for index in 0...1 where simulator.world.integrations[index].kind == .pending {
      _ = simulator.submit(.integration(index, .start))
    }
    if simulator.world.integrations[contact].kind == .dueIn {
      #expect(throws: Never.self) { try simulator.submit(.integration(contact, .answer(.notDeleted))).get() }
      #expect(simulator.world.integrations[contact].kind == .notDeleted)
    }
    simulator.run(until: simulator.world.now + 4 * Span.day)
    #expect(simulator.world.requests[0].requestStatus == .deleted, "\(kinds())")
  }

  /// What a choice leaves out is closed immediately, and the request still waits for the rest.
  @Test(arguments: [0, 1]) func choicesCanLeaveIntegrationsOut(_ leftOut: Int) {
    var simulator = Self.world(["Xero"], request: Self.deletionRequest())
    for _ in 0..<20 where simulator.world.requests[0].requestStatus != .readyForDeletion {
      simulator.run(until: simulator.world.now + 6 * Span.hour)
      for index in 0...1 where simulator.world.integrations[index].kind == .pending {
        _ = simulator.submit(.integration(index, .start))
      }
      if simulator.world.integrations[1].kind == .dueIn { _ = simulator.submit(.integration(1, .answer(.files(2)))) }
    }
    #expect(simulator.world.requests[0].requestStatus == .readyForDeletion)
    #expect(throws: Refusal.self) { try simulator.submit(.request(0, .chooseData(leavingOut: [7]))).get() }
    #expect(throws: Never.self) { try simulator.submit(.request(0, .chooseData(leavingOut: [leftOut]))).get() }
    #expect(simulator.world.integrations[leftOut].kind == (leftOut == 0 ? .skipped : .stopped))
    #expect(simulator.world.integrations[1 - leftOut].kind?.state != .complete)
    #expect(simulator.world.requests[0].requestStatus == .deleting)
  }

  @Test(arguments: [false, true]) func silenceSkipsOrPauses(_ pauses: Bool) {
    let request = Self.deletionRequest { $0.integrations[1].pausesWithoutResponse = pauses }
    var simulator = Self.world(["Xero"], request: request)
    simulator.run(until: simulator.world.now + 3 * Span.day)
    if simulator.world.integrations[1].kind == .pending { _ = simulator.submit(.integration(1, .start)) }
    guard simulator.world.integrations[1].kind == .dueIn else { return }
    let due = simulator.world.integrations[1].due
    #expect(due > simulator.world.now + 10 * Span.day)
    simulator.run(until: due)
    #expect(simulator.world.integrations[1].kind == (pauses ? .overdue : .noResponse))
    simulator.run(until: due + 2 * Span.day)
    #expect(simulator.world.integrations[1].kind == (pauses ? .overdue : .skippedNoResponse))
    if pauses {
      #expect(throws: Never.self) { try simulator.submit(.integration(1, .stop)).get() }
      #expect(simulator.world.integrations[1].kind == .stopped)
    }
  }

  @Test func statutoryDeadlines() {
    var request = Request(account: 0, right: .access, statute: .ccpa)
    request.receivedAt = CivilTime(year: 2026, month: 1, day: 31).instant
    #expect(request.deadline == CivilTime(year: 2026, month: 3, day: 17).instant)
    request.statute = .gdpr
    #expect(request.deadline == CivilTime(year: 2026, month: 2, day: 28).instant)
    request.isExtended = true
    #expect(request.deadline == CivilTime(year: 2026, month: 4, day: 30).instant)
  }
}
