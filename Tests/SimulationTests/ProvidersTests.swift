import Fixtures
import Lifecycles
import Simulation
import Testing

/// What follows when a provider or a connector fails, each consequence with its cause.
@Suite struct ProvidersTests {
  @Test func outagesAreOneRootCauseWithManyConsequences() {
    var simulator = Simulator.quiet(["Xero", "Sage Intacct"])
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

  @Test(
    arguments: [(ProviderCondition.outage, 503), (.maintenance, 502), (.rateLimit, 429)]
      as [(ProviderCondition, ErrorCode)])
  func conditionsAreOneRootCause(_ condition: ProviderCondition, _ code: ErrorCode) throws {
    var story = try ConnectionsTests.busy()
    try story.give(.connection(1, .queue))
    story.go(10 * Span.second)
    let others = story.world.datasets.filter { $0.connection == 1 }.map(\.status)
    let xero = Int(story.world.connections[0].provider)
    try story.give(.provider(xero, .begin(condition)))
    let begun = try story.one(condition.begin, .provider(xero))
    #expect(begun.cause.command != nil && begun.errorCode == code)
    for dataset in 0..<3 {
      _ = try story.expect(
        .fail, .dataset(dataset), to: DatasetStatus.fetchError.rawValue, from: begun, code: code)
    }
    // The one in progress is retried; the one that hasn't started is left alone.
    let retried = try story.one(.retryLater, .integration(1))
    #expect(retried.cause == .event(begun.sequence) && retried.errorCode == code && !retried.changesStatus)
    #expect(story.world.integrations[0].kind == .pending && story.world.integrations[3].attempt == 0)
    #expect(story.world.datasets.filter { $0.connection == 1 }.map(\.status) == others)
    // When its retries are used up, the error still has the code and the cause.
    story.go(2 * Span.day)
    let failed = try story.one(.fail, .integration(1))
    #expect(failed.cause == .event(begun.sequence) && failed.errorCode == code)
    #expect(story.all(.retryLater, .integration).allSatisfy { $0.cause == .event(begun.sequence) })
    // And so does a sync that is started meanwhile.
    _ = try story.simulator.submit(.dataset(0, .queue)).get()
    story.go(14 * Span.hour)
    let late = story.events.filter { $0.object == .dataset(0) && ($0.trigger == .retryLater || $0.trigger == .fail) }
    #expect(late.count > 1)
    for event in late { #expect(event.cause == .event(begun.sequence) && event.errorCode == code) }
    try story.give(.provider(xero, .endCondition))
    #expect(story.events.map(\.trigger) == [condition.end])
  }

  @Test func wrongDataFailsValidation() throws {
    var story = Story(["Xero"])
    let xero = Int(story.world.connections[0].provider)
    try story.give(.provider(xero, .begin(.wrongData)))
    let begun = try story.one(.beginWrongData, .provider(xero))
    _ = try story.simulator.submit(.dataset(0, .queue)).get()
    story.go(Span.hour)
    let failed = try story.one(.fail, .dataset(0))
    #expect(failed.to == DatasetStatus.validationError.rawValue && failed.cause == .event(begun.sequence))
  }

  // MARK: Connectors

  @Test func connectorsHoldAndReleaseDatasets() throws {
    var story = Story(["Sage 50"])
    try story.give(.connection(0, .connector(online: false)))
    #expect(story.events.map(\.trigger) == [.connectorOffline])
    try story.give(.connection(0, .queue))
    story.go(20 * Span.hour)
    #expect(story.all(.fetch, .dataset).isEmpty)
    #expect((0..<3).allSatisfy { story.world.datasets[$0].datasetStatus == .queued })
    try story.give(.connection(0, .connector(online: true)))
    let online = try story.one(.connectorOnline, .connection(0))
    story.go(10 * Span.minute)
    for dataset in 0..<3 {
      _ = try story.expect(.fetch, .dataset(dataset), to: DatasetStatus.fetching.rawValue, from: online)
    }
  }

  @Test func offlineConnectorsKeepDatasetsQueued() {
    var simulator = Simulator.quiet(["Sage 50"])
    _ = simulator.submit(.connection(0, .connector(online: false)))
    _ = simulator.submit(.dataset(0, .queue))
    simulator.run(until: simulator.world.now + 20 * Span.hour)
    #expect(simulator.world.datasets[0].datasetStatus == .queued)
    #expect(throws: Never.self) { try simulator.submit(.connection(0, .connector(online: true))).get() }
    simulator.run(until: simulator.world.now + 3 * Span.hour)
    #expect(simulator.world.datasets[0].datasetStatus == .complete)
  }
}
