import Lifecycles
import Simulation
import Testing

/// What follows from what, event by event: each consequence by name, and the event that caused it.
@Suite struct ConsequenceTests {
  /// A world without chance, and everything that has happened in it since the last command.
  struct Story {
    var simulator: Simulator
    private(set) var events: [Event] = []

    init(_ providers: [String], status: ConnectionStatus = .connected, _ change: (inout Scenario) -> Void = { _ in }) {
      var scenario = CouplingTests.scenario(providers, status: status)
      // No sync but those that a test starts, of three data types that every accounting provider has.
      for index in scenario.settings.sync.indices { scenario.settings.sync[index].frequency = .never }
      let types = DataTypeSet(["invoices", "bills", "journals"].compactMap(DataType.init(name:)))
      for index in scenario.named[0].connections.indices { scenario.named[0].connections[index].types = types }
      change(&scenario)
      simulator = Simulator(scenario)
      simulator.discard()
    }

    var world: World { simulator.world }

    /// Carries out a command. What happened before is forgotten.
    mutating func give(_ command: Command) throws {
      simulator.discard()
      _ = try simulator.submit(command).get()
      events = simulator.drain()
    }

    mutating func go(_ span: Milliseconds) {
      simulator.run(until: simulator.world.now + span)
      events += simulator.drain()
    }

    /// Goes on until something holds.
    mutating func go(until holds: (World) -> Bool) {
      for _ in 0..<2_000 where !holds(simulator.world) {
        guard simulator.step() else { break }
        events += simulator.drain()
      }
      #expect(holds(simulator.world), "never happened")
    }

    func all(_ trigger: Trigger, _ kind: ObjectRef.Kind) -> [Event] {
      events.filter { $0.trigger == trigger && $0.object.kind == kind }
    }

    /// The one event of a trigger on an object.
    func one(_ trigger: Trigger, _ object: ObjectRef, sourceLocation: SourceLocation = #_sourceLocation) throws -> Event
    {
      let found = events.filter { $0.trigger == trigger && $0.object == object }
      #expect(found.count == 1, "\(trigger) on \(object)", sourceLocation: sourceLocation)
      return try #require(found.first, "\(trigger) on \(object)", sourceLocation: sourceLocation)
    }

    /// Checks that an event is the direct consequence of another.
    func expect(
      _ trigger: Trigger, _ object: ObjectRef, to status: UInt8, from cause: Event, code: ErrorCode = 0,
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Event {
      let event = try one(trigger, object, sourceLocation: sourceLocation)
      #expect(event.to == status, sourceLocation: sourceLocation)
      #expect(event.cause == .event(cause.sequence), "\(trigger)'s cause", sourceLocation: sourceLocation)
      #expect(event.errorCode == code, sourceLocation: sourceLocation)
      return event
    }
  }

  private func raw(_ status: SessionStatus) -> UInt8 { status.rawValue }

  // MARK: Signing in

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
}
