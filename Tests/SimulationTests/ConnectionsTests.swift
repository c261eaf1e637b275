import Fixtures
import Lifecycles
import Simulation
import Testing

/// What follows when a connection is lost, each consequence with its cause.
@Suite struct ConnectionsTests {
  /// A connection in the middle of a sync, with one API integration pending, one in progress, and one that is done.
  static func busy(_ change: (inout Scenario) -> Void = { _ in }) throws -> Story {
    var story = Story(["Xero", "Sage Intacct"]) { scenario in
      var request = NamedRequest()
      request.receivedAfter = Span.second
      request.integrations = ["Xero", "Xero", "Xero", "Sage Intacct"].map { name in
        var integration = NamedIntegration()
        integration.provider = name
        return integration
      }
      scenario.named[0].requests = [request]
      scenario.settings.prepareDelay = DurationTable([Span.second, 2 * Span.second])
      scenario.settings.startDelay = DurationTable([20 * Span.day, 21 * Span.day])
      scenario.settings.extraction = DurationTable([20 * Span.day, 21 * Span.day])
      scenario.settings.fetch = DurationTable([Span.minute, 2 * Span.minute])
      change(&scenario)
    }
    story.go(10 * Span.second)
    try story.give(.integration(1, .start))
    try story.give(.integration(2, .skip))
    try story.give(.integration(3, .start))
    try story.give(.connection(0, .queue))
    story.go(until: { world in (0..<3).allSatisfy { world.datasets[$0].datasetStatus == .fetching } })
    let kinds = story.world.integrations.map(\.kind)
    #expect(kinds == [.pending, .submitted, .skipped, .submitted])
    return story
  }

  /// The consequences that a lost connection has in any case, all caused by the loss itself.
  private func expectLoss(
    _ story: Story, _ lost: Event, session: SessionStatus,
    dataset: (trigger: Trigger, to: DatasetStatus, code: ErrorCode),
    code: ErrorCode, datasets: [Int]
  ) throws {
    _ = try story.expect(lost.trigger, .session(0), to: session.rawValue, from: lost)
    for index in datasets {
      _ = try story.expect(dataset.trigger, .dataset(index), to: dataset.to.rawValue, from: lost, code: dataset.code)
    }
    let table = IntegrationTable(isDeletion: false, phase: .access, type: .api)
    for index in 0...1 {
      _ = try story.expect(
        .fail, .integration(index), to: IntegrationStatus(table, .error).raw, from: lost, code: code)
    }
    // The one that is done, and the one on another connection, are left alone.
    #expect(story.world.integrations[2].kind == .skipped && story.world.integrations[3].kind == .submitted)
    #expect(story.world.connections[1].isConnected)
  }

  @Test func disconnectingEndsEverythingOnTheConnection() throws {
    var story = try Self.busy()
    let before = story.world.datasets.map(\.lastSuccess)
    try story.give(.connection(0, .disconnect))
    let lost = try story.one(.disconnect, .connection(0))
    #expect(lost.cause.command != nil && lost.to == ConnectionStatus.disconnected.rawValue)
    try expectLoss(
      story, lost, session: .disconnected, dataset: (.cancel, .cancelled, 0),
      code: .disconnected, datasets: [0, 1, 2])
    #expect(story.events.count == 1 + 1 + 3 + 2)
    #expect(story.world.datasets.map(\.lastSuccess) == before, "the data is kept")
  }

  @Test func disconnectingCancelsSyncsAndKeepsTheData() {
    var simulator = Simulator.quiet(["Xero"])
    _ = simulator.submit(.connection(0, .queue))
    simulator.run(until: simulator.world.now + 10 * Span.second)
    let before = simulator.world.datasets.map(\.lastSuccess)
    let running = simulator.world.datasets.count(where: \.isRunning)
    #expect(running > 0)
    _ = simulator.drain()
    #expect(throws: Never.self) { try simulator.submit(.connection(0, .disconnect)).get() }
    let events = simulator.drain()
    #expect(events[0].cause.command != nil)
    for event in events.dropFirst() { #expect(Story.follows(event, from: events[0].sequence, in: events)) }
    #expect(events.count { $0.to == DatasetStatus.cancelled.rawValue && $0.object.kind == .dataset } == running)
    #expect(simulator.world.connections[0].sessionStatus == .disconnected)
    #expect(simulator.world.datasets.map(\.lastSuccess) == before)
  }

  /// A dataset that the provider refuses takes the connection with it.
  @Test func refusedFetchesLoseTheAuthorization() throws {
    var story = try Self.busy()
    try story.give(.inject(Fault(.dataset(1), .loseAuthorization)))
    let refused = try story.one(.loseAuthorization, .dataset(1))
    #expect(refused.cause.command != nil && refused.errorCode == 401)
    #expect(refused.to == DatasetStatus.authError.rawValue)
    let lost = try story.expect(
      .loseAuthorization, .connection(0), to: ConnectionStatus.authError.rawValue, from: refused)
    try expectLoss(
      story, lost, session: .deauthorized, dataset: (.loseAuthorization, .authError, 401), code: 401, datasets: [0, 2])
    #expect(story.events.count == 1 + 1 + 1 + 2 + 2)
  }

  /// An expired consent is discovered by the fetch that is running, or by the next one.
  @Test(arguments: [true, false]) func expiredConsentsAreTheRoot(_ isFetching: Bool) throws {
    var story = try Self.busy()
    if !isFetching { story.go(until: { world in world.datasets.allSatisfy { $0.connection != 0 || !$0.isRunning } }) }
    try story.give(.connection(0, .expireConsent))
    let expired = try story.one(.expireConsent, .connection(0))
    #expect(expired.cause.command != nil && !expired.changesStatus)
    if !isFetching {
      #expect(story.world.connections[0].isConnected, "nobody has noticed yet")
      _ = try story.simulator.submit(.dataset(1, .queue)).get()
      story.go(Span.hour)
    }
    let refused = try #require(story.all(.loseAuthorization, .dataset).first)
    #expect(refused.cause == .event(expired.sequence) && refused.errorCode == 401)
    let lost = try story.expect(
      .loseAuthorization, .connection(0), to: ConnectionStatus.authError.rawValue, from: refused)
    let others = isFetching ? [0, 1, 2].filter { ObjectRef.dataset($0) != refused.object } : []
    try expectLoss(
      story, lost, session: .deauthorized, dataset: (.loseAuthorization, .authError, 401), code: 401, datasets: others)
  }

  @Test func expiredConsentsFailEverythingOnTheConnection() {
    var simulator = Simulator.quiet(["Xero"], request: RequestsTests.deletionRequest())
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
    for event in failures { #expect(Story.follows(event, from: root.sequence, in: events)) }
  }

  /// A new session, the data types without success queued again, and the integrations can be retried.
  @Test func reconnectingStartsOver() throws {
    var story = try Self.busy()
    let run = story.world.connections[0].sessionRun
    try story.give(.connection(0, .disconnect))
    #expect(story.simulator.check(.integration(1, .retry)) != nil)
    try story.give(.connection(0, .reconnect))
    #expect(story.events.map(\.object) == [.connection(0)])
    try story.give(.connection(0, .openLink))
    let opened = try story.one(.openLink, .connection(0))
    _ = try story.expect(.reauthorize, .session(0), to: SessionStatus.authorization.rawValue, from: opened)
    #expect(story.world.connections[0].sessionRun == run + 1)
    try story.give(.connection(0, .authorize))
    let connected = try story.one(.authorize, .connection(0))
    let authorized = try story.expect(.authorize, .session(0), to: SessionStatus.authorized.rawValue, from: connected)
    for dataset in 0..<3 {
      _ = try story.expect(.queue, .dataset(dataset), to: DatasetStatus.queued.rawValue, from: authorized)
    }
    #expect(story.simulator.check(.integration(1, .retry)) == nil)
  }

  /// What had succeeded is not queued again.
  @Test func reconnectingQueuesOnlyWhatFailed() throws {
    var story = Story(["Xero"])
    try story.give(.inject(Fault(.dataset(1), .fail, code: 503, when: DatasetStatus.fetching.rawValue)))
    try story.give(.connection(0, .queue))
    story.go(3 * Span.hour)
    try story.give(.connection(0, .disconnect))
    try story.give(.connection(0, .reconnect))
    try story.give(.connection(0, .openLink))
    try story.give(.connection(0, .authorize))
    #expect(story.all(.queue, .dataset).map(\.object) == [.dataset(1)])
  }

  @Test func deletingRemovesSessionAndData() throws {
    var story = Story(["Xero"])
    try story.give(.connection(0, .delete))
    let deleted = try story.one(.delete, .connection(0))
    #expect(deleted.cause.command != nil && deleted.to == StatusID.absentRaw)
    _ = try story.expect(.delete, .session(0), to: StatusID.absentRaw, from: deleted)
    let synced = SyncSetting.defaults
    for (index, dataset) in story.world.datasets.enumerated() where synced[Int(dataset.type.index)].fetchOnFirstLink {
      _ = try story.expect(.delete, .dataset(index), to: StatusID.absentRaw, from: deleted)
    }
    #expect(story.world.datasets.allSatisfy { $0.lastSuccess == 0 && $0.status == StatusID.absentRaw })
  }
}
