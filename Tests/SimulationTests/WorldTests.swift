import Lifecycles
import Simulation
import Testing

/// The world's invariants over many seeds, and what the built-in world must show.
@Suite struct WorldTests {
  /// A small world with everything in it, so that hundreds of seeds run quickly.
  static func small(_ seed: UInt64) -> Scenario {
    var scenario = Scenario.builtIn
    scenario.seed = seed
    scenario.accounts = 6
    scenario.warmUp = Span.day
    // High failure rates, so that a run meets every branch.
    scenario.settings.authorizationLoss = 5_000
    scenario.settings.mapFailure = 20_000
    scenario.settings.webhookLoss = 200_000
    scenario.settings.conditionEvery = DurationTable([Span.hour, 12 * Span.hour])
    scenario.settings.ownerDisconnects = DurationTable([6 * Span.hour, 3 * Span.day])
    return scenario
  }

  /// Runs a scenario with commands from the seed, and checks every invariant after every event.
  static func violations(_ scenario: Scenario, for span: Milliseconds, commands: Int) -> [InvariantChecker.Violation] {
    var simulator = Simulator(withoutBootstrap: scenario)
    var checker = InvariantChecker(roster: simulator.world, settings: scenario.settings)
    simulator.bootstrap()
    let begin = simulator.world.now
    let end = scenario.start + span
    for part in 1...max(1, commands) {
      simulator.run(until: begin + (end - begin) * Int64(part) / Int64(max(1, commands)))
      if commands > 0 {
        let draw = Draw(seed: scenario.seed, object: UInt64(part), count: 7, purpose: .manager)
        simulator.submit(randomCommand(draw, simulator.world))
      }
      for event in simulator.drain() { checker.apply(event) }
      checker.checkWhole(simulator.world)
      if !checker.violations.isEmpty { break }
    }
    return checker.violations
  }

  static func randomCommand(_ draw: Draw, _ world: World) -> Command {
    let connection = draw.next.index(world.connections.count)
    let integration = draw.next.index(world.integrations.count)
    let request = draw.next.index(world.requests.count)
    let provider = draw.next.index(world.providers.count)
    let types = DataTypeSet(world.providers[provider].dataTypes.types.prefix(3))
    let all: [Command] = [
      .dataset(draw.next.index(world.datasets.count), .queue), .connection(connection, .queue), .account(1, .queueAll),
      .account(2, .queue(DataType(index: 14))), .account(0, .connect(provider: provider, types: types)),
      .connection(connection, .sendLink), .connection(connection, .openLink), .connection(connection, .authorize),
      .connection(connection, .rejectCredentials), .connection(connection, .abort),
      .connection(connection, .disconnect),
      .connection(connection, .reconnect), .connection(connection, .changeDataTypes(types)),
      .connection(connection, .delete), .session(connection, .retry), .session(connection, .deliverWebhook),
      .integration(integration, .retry), .integration(integration, .start), .integration(integration, .skip),
      .integration(integration, .stop), .integration(integration, .answer(.files(2))),
      .integration(integration, .answer(.noFiles)), .integration(integration, .answer(.deleted)),
      .integration(integration, .answer(.nothingHeld)), .integration(integration, .answer(.notDeleted)),
      .request(request, .chooseData()), .request(request, .extendDeadline),
      .connection(connection, .connector(online: false)), .connection(connection, .connector(online: true)),
      .provider(provider, .begin(.outage)), .provider(provider, .begin(.maintenance)),
      .provider(provider, .begin(.rateLimit)), .provider(provider, .endCondition),
      .connection(connection, .expireConsent),
    ]
    return all[draw.index(all.count)]
  }

  /// The smallest number of accounts with which a failing seed still fails, for the report.
  static func shrink(_ scenario: Scenario, for span: Milliseconds, commands: Int) -> String {
    var smallest = scenario
    for accounts in 1..<scenario.accounts {
      var candidate = scenario
      candidate.accounts = accounts
      if !violations(candidate, for: span, commands: commands).isEmpty {
        smallest = candidate
        break
      }
    }
    let found = violations(smallest, for: span, commands: commands).prefix(3)
    return
      """
      seed \(smallest.seed), \(smallest.accounts) accounts: \
      \(found.map { "\($0.law) at #\($0.sequence): \($0.found)" })
      """
  }

  @Test(arguments: 0..<20) func invariantsHoldOverManySeeds(_ block: Int) {
    for seed in block * 15..<block * 15 + 15 {
      let scenario = Self.small(UInt64(seed))
      let found = Self.violations(scenario, for: Span.day, commands: 120)
      #expect(found.isEmpty, "\(Self.shrink(scenario, for: Span.day, commands: 120))")
    }
  }

  @Test func invariantsHoldInTheBuiltInWorld() {
    #expect(Self.violations(.builtIn, for: 4 * Span.day, commands: 400).isEmpty)
  }

  /// Planted violations are found: a law that can't fail proves nothing.
  @Test func checkerFindsViolations() {
    var simulator = Simulator(withoutBootstrap: Self.small(1))
    let roster = simulator.world
    simulator.bootstrap()
    simulator.run(until: simulator.world.now + 6 * Span.hour)
    let events = simulator.drain()
    func laws(_ change: (inout [Event]) -> Void) -> Set<String> {
      var changed = events
      change(&changed)
      var checker = InvariantChecker(roster: roster, settings: Settings())
      for event in changed { checker.apply(event) }
      checker.checkWhole(simulator.world)
      return Set(checker.violations.map(\.law))
    }
    #expect(laws { _ in }.isEmpty)
    #expect(laws { $0.remove(at: 700) }.contains("events are numbered without a gap"))
    #expect(laws { $0[700].time -= Span.day }.contains("time never goes back"))
    #expect(laws { $0[700].cause = .event(9_999_999) }.contains("a cause comes before its effect"))
    let fetch = events.firstIndex { $0.trigger == .map }!
    #expect(laws { $0[fetch].to = DatasetStatus.complete.rawValue }.contains("only declared edges"))
    #expect(laws { $0.removeLast() }.contains("the state equals the fold of the events"))
  }

  @Test func builtInWorldIsAsLargeAsPromised() {
    let world = Simulator(withoutBootstrap: .builtIn).world
    #expect(world.accounts.count == 40)
    #expect(world.connections.count == 120)
    #expect((1_000...1_250).contains(world.datasets.count))
    #expect(world.requests.count == 30)
    #expect(Set(world.requests.map(\.right)).count == 4)
    for request in world.requests.indices {
      let integrations = world.integrations(ofRequest: request)
      #expect((6...12).contains(integrations.count))
      #expect(Set(integrations.map { world.integrations[$0].type }).count == 2)
    }
    let used = Set(world.connections.map { Int($0.provider) }).map { world.providers[$0] }
    #expect(used.contains(where: \.isOnPremises) && used.contains(where: \.isAggregator))
    #expect(used.contains(where: \.isUnique) && used.contains(where: \.needsNoAuthorization))
    #expect(world.accounts.contains { $0.name.unicodeScalars.contains { $0.value > 0x2E80 } })
    #expect(world.accounts.contains { $0.name.count > 80 })
  }

  /// Within three simulated days, every documented status of all systems occurs.
  @Test func everyStatusOccursWithinThreeDays() {
    var simulator = Simulator(withoutBootstrap: .builtIn)
    simulator.bootstrap()
    simulator.run(until: Scenario.builtIn.start + 3 * Span.day)
    var seen: Set<StatusID> = []
    for event in simulator.drain() { if let system = event.object.system { seen.insert(StatusID(system, event.to)) } }
    for lifecycle in Catalog.all {
      for info in lifecycle.statuses where !info.isFeedOnly {
        #expect(seen.contains(info.id), "\(Diagram.label(lifecycle, info.id.raw)) never occurred")
      }
    }
  }

  @Test func sameScenarioGivesTheSameRun() {
    func events() -> [Event] {
      var simulator = Simulator(withoutBootstrap: Self.small(3))
      simulator.bootstrap()
      simulator.run(until: Self.small(3).start + Span.day)
      return simulator.drain()
    }
    #expect(events() == events())
  }

  /// In steps, at once, or event by event: the same events.
  @Test func stepSizeDoesNotMatter() {
    let scenario = Self.small(5)
    var once = Simulator(withoutBootstrap: scenario)
    once.bootstrap()
    once.run(until: scenario.start)
    var stepped = Simulator(withoutBootstrap: scenario)
    stepped.bootstrap()
    while stepped.nextTime().map({ $0 <= scenario.start }) == true { _ = stepped.step() }
    var limited = Simulator(withoutBootstrap: scenario)
    limited.bootstrap()
    var events = limited.drain()
    while !limited.run(until: scenario.start, limit: 37) { events += limited.drain() }
    events += limited.drain()
    #expect(once.output.events == stepped.output.events)
    #expect(once.output.events == events)
  }

  /// Randomness is per object: a provider's condition changes nothing for accounts without it.
  @Test func faultsChangeOnlyWhatTheyReach() {
    var scenario = Self.small(9)
    scenario.settings.conditionEvery = DurationTable([900 * Span.day, 901 * Span.day])
    var calm = Simulator(scenario)
    var troubled = Simulator(scenario)
    let provider = Int(troubled.world.connections[0].provider)
    #expect(throws: Never.self) { try troubled.submit(.provider(provider, .begin(.outage))).get() }
    calm.run(until: scenario.start + Span.day)
    troubled.run(until: scenario.start + Span.day)
    for index in calm.world.connections.indices where Int(calm.world.connections[index].provider) != provider {
      #expect(calm.world.connections[index] == troubled.world.connections[index])
      for dataset in calm.world.datasets(ofConnection: index) {
        #expect(calm.world.datasets[dataset] == troubled.world.datasets[dataset])
      }
    }
  }
}
