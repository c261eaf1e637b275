import Fixtures
import Lifecycles
import Simulation
import Testing

/// Leaving out one fault changes what follows from it, and nothing else: neither other objects, nor the later life of
/// the same one.
@Suite struct ChanceTests {
  /// What an event says, whatever its number and its run's.
  struct Fact: Hashable, CustomStringConvertible {
    let time: Instant
    let object: ObjectRef
    let trigger: Trigger
    let from: UInt8
    let to: UInt8
    let code: ErrorCode

    init(_ event: Event) {
      (time, object, trigger) = (event.time, event.object, event.trigger)
      // A new run begins after whatever the one before came to.
      (from, to, code) = (event.trigger.opensRun ? StatusID.absentRaw : event.from, event.to, event.errorCode)
    }

    var description: String { "\(trigger) on \(object.kind) \(object.index) at \(time)" }
  }

  /// The events with a command and without it.
  private static func both(
    _ scenario: Scenario, _ commands: [Command], at moment: Milliseconds, until span: Milliseconds
  )
    throws -> (with: [Event], without: [Event], world: World)
  {
    var simulator = Simulator(scenario)
    simulator.run(until: scenario.start + moment)
    simulator.discard()
    var other = simulator
    for command in commands { _ = try simulator.submit(command).get() }
    simulator.run(until: scenario.start + span)
    other.run(until: scenario.start + span)
    return (simulator.drain(), other.drain(), simulator.world)
  }

  /// The first fact that differs.
  private static func difference(_ first: [Event], _ second: [Event]) -> String? {
    let one = first.map(Fact.init)
    let two = second.map(Fact.init)
    // Independent events of one millisecond can come in either order.
    let extra = Set(one).symmetricDifference(two).min { $0.time < $1.time }
    return extra.map { "\($0)" } ?? (one.count == two.count ? nil : "a fact occurs twice")
  }

  // MARK: The later life of the same object

  /// One connection with daily syncs, with and without chance.
  private static func daily(_ provider: String, _ seed: UInt64, hasChance: Bool) -> Scenario {
    var scenario = Scenario.quiet([provider])
    scenario.seed = seed
    scenario.hasChance = hasChance
    for index in scenario.settings.sync.indices { scenario.settings.sync[index].frequency = .daily }
    // Chance fails datasets and sessions, and leaves the connection alone.
    scenario.settings.authorizationLoss = 0
    scenario.settings.mapFailure = 60_000
    scenario.settings.substageFailure = 60_000
    scenario.settings.consentLife = 900 * Span.day
    scenario.settings.ownerDisconnects = DurationTable([900 * Span.day, 901 * Span.day])
    scenario.settings.conditionEvery = DurationTable([900 * Span.day, 901 * Span.day])
    scenario.settings.fetch = DurationTable([Span.second, 5 * Span.second, 2 * Span.minute])
    scenario.settings.fetchRetries = 1
    return scenario
  }

  /// An extra sync, a failure, or a short outage leaves no trace in the syncs of the next days.
  @Test(arguments: 0..<6 as Range<UInt64>, [false, true]) func laterSyncsAreTheSame(_ seed: UInt64, _ hasChance: Bool)
    throws
  {
    let scenario = Self.daily("Xero", seed, hasChance: hasChance)
    let simulator = Simulator(scenario)
    let xero = Int(simulator.world.connections[0].provider)
    let fault = Fault(.dataset(1), .fail, code: 503, when: DatasetStatus.fetching.rawValue)
    // At a quiet moment: a sync that is running would be changed, and rightly so.
    let quiet = try #require(
      (1..<24).map { Int64($0) * Span.hour }.first { moment in
        var copy = simulator
        copy.run(until: scenario.start + moment)
        let isIdle = copy.world.connections[0].sessionStatus?.isRunning == false
        let next = copy.nextTime() ?? .max
        return isIdle && next > scenario.start + moment + 2 * Span.hour
      })
    for commands in [
      [.dataset(0, .queue)], [.connection(0, .queue)], [.inject(fault), .dataset(1, .queue)],
      [.provider(xero, .begin(.outage, lasting: 10 * Span.minute)), .dataset(2, .queue)],
    ] as [[Command]] {
      let runs = try Self.both(scenario, commands, at: quiet, until: 4 * Span.day)
      // Its consequences take less than two hours.
      let end = scenario.start + quiet + 2 * Span.hour
      let later = (runs.with.filter { $0.time > end }, runs.without.filter { $0.time > end })
      #expect(later.1.count { $0.trigger == .queue } > 40, "there are later syncs")
      let difference = Self.difference(later.0, later.1)
      #expect(difference == nil, "\(commands.map(\.title)): \(difference ?? "")")
    }
  }

  /// A connector that people take offline for an hour goes offline and online by chance when it would have anyway.
  @Test(arguments: 10..<16 as Range<UInt64>) func laterAbsencesAreTheSame(_ seed: UInt64) throws {
    var scenario = Self.daily("Sage 50", seed, hasChance: true)
    for index in scenario.settings.sync.indices { scenario.settings.sync[index].frequency = .never }
    scenario.settings.connectorOnlineFor = DurationTable([9 * Span.hour, 30 * Span.hour])
    var simulator = Simulator(scenario)
    simulator.run(until: scenario.start + Span.hour)
    guard !simulator.world.connections[0].flags.contains(.connectorOffline) else { return }
    let command = Command.connection(0, .connector(online: false, lasting: 10 * Span.minute))
    let runs = try Self.both(scenario, [command], at: Span.hour, until: 12 * Span.day)
    let end = scenario.start + 2 * Span.hour
    #expect(runs.without.contains { $0.trigger == .connectorOffline })
    #expect(Self.difference(runs.with.filter { $0.time > end }, runs.without.filter { $0.time > end }) == nil)
  }

  /// A condition that a person begins and ends between two of chance doesn't move the later ones.
  @Test(arguments: 20..<26 as Range<UInt64>) func laterConditionsAreTheSame(_ seed: UInt64) throws {
    var scenario = Self.daily("Xero", seed, hasChance: true)
    for index in scenario.settings.sync.indices { scenario.settings.sync[index].frequency = .never }
    scenario.settings.conditionEvery = DurationTable([20 * Span.hour, 3 * Span.day])
    let xero = Int(Simulator(scenario).world.connections[0].provider)
    let command = Command.provider(xero, .begin(.outage, lasting: 10 * Span.minute))
    let runs = try Self.both(scenario, [command], at: Span.hour, until: 20 * Span.day)
    let end = scenario.start + 2 * Span.hour
    #expect(runs.without.contains { $0.object == .provider(xero) })
    #expect(Self.difference(runs.with.filter { $0.time > end }, runs.without.filter { $0.time > end }) == nil)
  }

  // MARK: Other objects

  /// The account of an event's object; nil for providers.
  private static func account(_ event: Event, _ world: World) -> Int? { world.account(of: event.object) }

  /// In a world with everything in it: only the accounts that a command can reach live differently.
  @Test(arguments: 30..<36 as Range<UInt64>) func unrelatedObjectsAreUntouched(_ seed: UInt64) throws {
    let scenario = WorldTests.small(seed)
    let world = Simulator(scenario).world
    for turn in 0..<2 as Range<UInt64> {
      let draw = Draw(seed: seed, object: turn, count: 31, purpose: .manager)
      let connection = draw.index(world.connections.count)
      let own = Int(world.connections[connection].account)
      let provider = Int(world.connections[connection].provider)
      let dataset = try #require(world.datasets(ofConnection: connection).first)
      let types = DataTypeSet(world.providers[1].dataTypes.types.prefix(3))
      let commands: [(Command, isOfProvider: Bool)] = [
        (.connection(connection, .queue), false), (.connection(connection, .disconnect), false),
        (.connection(connection, .delete), false), (.account(own, .queueAll), false),
        (.account(own, .connect(provider: 1, types: types)), false),
        (.inject(Fault(.dataset(dataset), .fail, code: 500, when: DatasetStatus.fetching.rawValue)), false),
        (.inject(Fault(.connection(connection), .loseAuthorization)), false),
        (.provider(provider, .begin(.outage, lasting: 3 * Span.hour)), true),
        (.provider(provider, .begin(.rateLimit)), true), (.connection(connection, .expireConsent), false),
      ]
      for (command, isOfProvider) in commands {
        guard let runs = try? Self.both(scenario, [command], at: Span.hour, until: 7 * Span.hour) else { continue }
        let reached =
          isOfProvider
          ? Set(world.connections.filter { Int($0.provider) == provider }.map { Int($0.account) }) : [own]
        func others(_ events: [Event]) -> [Event] {
          events.filter { event in
            if event.object.kind == .provider { return !isOfProvider || event.object.position != provider }
            return Self.account(event, runs.world).map { !reached.contains($0) } ?? false
          }
        }
        let difference = Self.difference(others(runs.with), others(runs.without))
        #expect(difference == nil, "\(command.title): \(difference ?? "")")
        #expect(!others(runs.without).isEmpty)
      }
    }
  }
}
