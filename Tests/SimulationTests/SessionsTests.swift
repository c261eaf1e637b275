import Fixtures
import Lifecycles
import Simulation
import Testing

/// Sign-ins, sessions and their datasets: what follows from what, each consequence with its cause.
@Suite struct SessionsTests {
  private func raw(_ status: SessionStatus) -> UInt8 { status.rawValue }

  // MARK: Signing in

  @Test func openingTheLinkLeadsToSyncedData() {
    var simulator = Simulator.quiet(["Xero"], status: .authRequired)
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
      #expect(Story.follows(event, from: connected.sequence, in: events))
    }
    // Within the loading time, so that no daily sync interferes.
    simulator.run(until: simulator.world.now + 3 * Span.hour)
    #expect(simulator.world.connections[0].sessionStatus == .synced)
    let statuses = simulator.drain().filter { $0.object.kind == .session }.map(\.to)
    #expect(statuses.prefix(8).elementsEqual([2, 12, 13, 15, 16, 16, 16, 16]))
    #expect(simulator.world.datasets.allSatisfy { $0.status == 0 || $0.datasetStatus == .complete })
  }

  @Test func openingTheLinkBeginsASession() throws {
    var story = Story(["Xero"], status: .authRequired)
    try story.give(.connection(0, .openLink))
    let opened = try story.one(.openLink, .connection(0))
    #expect(opened.cause.command != nil)
    _ = try story.expect(.create, .session(0), to: raw(.authorization), from: opened)
    #expect(story.events.count == 2)
  }

  @Test(arguments: [Trigger.abort, .rejectCredentials]) func failedSignInsFailTheSession(_ trigger: Trigger) throws {
    var story = Story(["Xero"], status: .authRequired)
    try story.give(.connection(0, .openLink))
    try story.give(trigger == .abort ? .connection(0, .abort) : .connection(0, .rejectCredentials))
    let failed = try story.one(trigger, .connection(0))
    #expect(failed.cause.command != nil && failed.to == ConnectionStatus.authRequired.rawValue)
    _ = try story.expect(trigger, .session(0), to: raw(.authorizationError), from: failed)
    #expect(story.events.count == 2)
  }

  @Test func unansweredLinksTimeOut() throws {
    var story = Story(["Xero"], status: .authRequired)
    try story.give(.connection(0, .openLink))
    let opened = try story.one(.openLink, .connection(0))
    story.go(16 * Span.minute)
    let expired = try story.expect(
      .authorizationTimeout, .connection(0), to: ConnectionStatus.authRequired.rawValue, from: opened)
    #expect(expired.time == opened.time + 15 * Span.minute)
    _ = try story.expect(.authorizationTimeout, .session(0), to: raw(.authorizationTimedOut), from: expired)
  }

  @Test(arguments: ["Xero", "Finicity"]) func firstAuthorizationsQueueAndLoad(_ provider: String) throws {
    var story = Story([provider], status: .authRequired) { scenario in
      if provider == "Finicity" { scenario.named[0].connections[0].types = nil }
    }
    try story.give(.connection(0, .openLink))
    try story.give(.connection(0, .authorize))
    let connected = try story.one(.authorize, .connection(0))
    let authorized = try story.expect(.authorize, .session(0), to: raw(.authorized), from: connected)
    // Each type that is fetched on first link, and no other.
    for (index, dataset) in story.world.datasets.enumerated() {
      if SyncSetting.defaults[Int(dataset.type.index)].fetchOnFirstLink {
        _ = try story.expect(.queue, .dataset(index), to: DatasetStatus.queued.rawValue, from: authorized)
      } else {
        #expect(dataset.status == StatusID.absentRaw, "\(dataset.type.name)")
      }
    }
    story.go(10 * Span.second)
    if provider == "Finicity" {
      let waiting = try story.expect(.awaitWebhook, .session(0), to: raw(.waitingForWebhook), from: authorized)
      #expect(story.all(.fetch, .dataset).isEmpty)
      story.go(3 * Span.hour)
      _ = try story.expect(.deliverWebhook, .session(0), to: raw(.loading), from: waiting)
    } else {
      _ = try story.expect(.load, .session(0), to: raw(.loading), from: authorized)
    }
    // Only then are they fetched, each because it was queued or the session began to load.
    let loading = try #require(story.events.first { $0.to == raw(.loading) && $0.object == .session(0) })
    let fetches = story.all(.fetch, .dataset)
    #expect(!fetches.isEmpty)
    for fetch in fetches { #expect(fetch.cause == .event(loading.sequence)) }
  }

  // MARK: A session with its datasets

  @Test(arguments: ["Xero", "QuickBooks Online"]) func sessionsFollowTheirDatasets(_ provider: String) throws {
    var story = Story([provider]) { scenario in
      for index in scenario.providers.indices { scenario.providers[index].isDeduplicated = provider != "Xero" }
    }
    try story.give(.connection(0, .queue))
    let begun = try story.one(.sync, .session(0))
    #expect(begun.cause.command != nil && begun.to == raw(.authorized))
    for dataset in 0..<3 {
      _ = try story.expect(.queue, .dataset(dataset), to: DatasetStatus.queued.rawValue, from: begun)
    }
    story.go(3 * Span.hour)
    let loading = try story.expect(.load, .session(0), to: raw(.loading), from: begun)
    #expect(loading.sequence > 0)
    // The last dataset past fetching ends loading.
    let mapped = try #require(story.all(.map, .dataset).last)
    let loaded = try story.expect(.finishLoading, .session(0), to: raw(.loaded), from: mapped)
    let structuring = try story.expect(.structure, .session(0), to: raw(.structuring), from: loaded)
    // The last dataset to end, or the structuring itself if all have ended before, ends structuring.
    let completed = try #require(story.all(.complete, .dataset).last)
    let structured = try story.one(.finishStructuring, .session(0))
    let last = completed.sequence > structuring.sequence ? completed : structuring
    #expect(structured.cause == .event(last.sequence) && structured.to == raw(.structured))
    var before = structured
    if provider != "Xero" {
      before = try story.expect(.deduplicate, .session(0), to: raw(.deduplication), from: before)
    }
    before = try story.expect(.process, .session(0), to: raw(.processing), from: before)
    let substages = story.all(.enterSubstage, .session)
    #expect(substages.map(\.payload) == (1...4).map { .substage($0) })
    for substage in substages {
      #expect(substage.cause == .event(before.sequence))
      before = substage
    }
    before = try story.expect(.finishProcessing, .session(0), to: raw(.processed), from: before)
    _ = try story.expect(.finishSync, .session(0), to: raw(.synced), from: before)
  }

  /// Some fail: the session goes on, and is partial. All fail: the session fails with the last one.
  @Test(arguments: [1, 2, 3]) func sessionsFailOnlyIfAllDatasetsDo(_ failing: Int) throws {
    for (status, trigger, end) in [
      (DatasetStatus.fetching, Trigger.failLoading, SessionStatus.loadingError),
      (.mapping, .failStructuring, .structuringError), (.processing, .failStructuring, .structuringError),
    ] {
      var story = Story(["Xero"])
      for dataset in 0..<failing {
        try story.give(.inject(Fault(.dataset(dataset), .fail, when: status.rawValue)))
      }
      try story.give(.connection(0, .queue))
      story.go(3 * Span.hour)
      let failed = story.all(.fail, .dataset)
      #expect(failed.count == failing)
      if failing < 3 {
        #expect(story.world.connections[0].sessionStatus == .synced, "\(failing) failed while \(status)")
        #expect(story.world.connections[0].tally.isPartial)
        #expect(story.all(trigger, .session).isEmpty)
      } else {
        // If all had failed before structuring began, it fails at once.
        let began = story.all(.structure, .session).first?.sequence ?? 0
        let last = max(try #require(failed.last).sequence, began)
        let event = try story.one(trigger, .session(0))
        #expect(event.to == end.rawValue && event.cause == .event(last), "\(status)")
        #expect(story.world.connections[0].sessionStatus == end && !story.world.connections[0].tally.isPartial)
      }
    }
  }

  @Test func timedOutSessionsEndTheirDatasets() throws {
    var story = Story(["Xero"]) { $0.settings.fetch = DurationTable([9 * Span.hour, 10 * Span.hour]) }
    try story.give(.connection(0, .queue))
    story.go(3 * Span.hour)
    let loading = try #require(story.all(.load, .session).first)
    let timedOut = try story.expect(.timeOut, .session(0), to: raw(.timedOut), from: loading)
    #expect(timedOut.time == loading.time + 2 * Span.hour)
    for dataset in 0..<3 {
      _ = try story.expect(
        .fail, .dataset(dataset), to: DatasetStatus.fetchError.rawValue, from: timedOut, code: 408)
    }
    // While it waits for its webhook, its datasets are only queued: they are canceled.
    var waiting = Story(["Finicity"]) {
      $0.settings.webhook = DurationTable([9 * Span.day, 10 * Span.day])
      $0.named[0].connections[0].types = nil
    }
    try waiting.give(.connection(0, .queue))
    waiting.go(7 * Span.hour)
    let end = try waiting.one(.timeOut, .session(0))
    #expect(!waiting.world.datasets.isEmpty)
    for dataset in waiting.world.datasets.indices {
      _ = try waiting.expect(.cancel, .dataset(dataset), to: DatasetStatus.cancelled.rawValue, from: end)
    }
  }

  @Test func aggregatorSessionsWaitForTheirWebhook() {
    var scenario = Scenario.quiet(["Finicity"])
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
}
