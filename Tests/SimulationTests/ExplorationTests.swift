import Lifecycles
@testable import Simulation
import Testing

/// Everything that can happen, breadth first: each lifecycle by itself, and a tiny world.
@Suite struct ExplorationTests {
  // MARK: Lifecycles by themselves

  /// By declared edges, every status that isn't for feeds only is reached from nothing, and the number of statuses at
  /// each distance is known.
  @Test(
    arguments: [
      (StatusSystem.connection, [1, 2, 3]), (.session, [1, 2, 6, 3, 1, 2, 2, 3, 1]), (.dataset, [1, 1, 4, 3, 2, 2, 2]),
      (.request, [1, 2, 2, 2, 1]),
    ] as [(StatusSystem, [Int])])
  func everyStatusIsReached(_ system: StatusSystem, _ distances: [Int]) {
    let lifecycle = Catalog[system]
    let layers = Self.layers(lifecycle, from: [StatusID.absentRaw])
    let reached = Set(layers.joined())
    for info in lifecycle.statuses where !info.isFeedOnly { #expect(reached.contains(info.id.raw), "\(info.key)") }
    #expect(layers.map(\.count) == distances)
  }

  @Test func everyIntegrationStatusIsReached() {
    let entries = IntegrationTable.all.flatMap { table in
      Lifecycle.enrollment(table).map { IntegrationStatus(table, $0.kind).raw }
    }
    let layers = Self.layers(.integration, from: entries)
    let reached = Set(layers.joined())
    #expect(reached.count == Lifecycle.integration.statuses.count)
    #expect(layers.map(\.count) == [10, 11, 13, 16, 10, 3])
  }

  /// By distance from the start, without statuses that only feeds bring.
  private static func layers(_ lifecycle: Lifecycle, from entries: [UInt8]) -> [[UInt8]] {
    var seen = Set(entries)
    var layers = [entries]
    while let last = layers.last, !last.isEmpty {
      var next: [UInt8] = []
      for raw in last {
        for rule in lifecycle.rules(from: raw) where lifecycle.info(rule.to)?.isFeedOnly != true {
          if seen.insert(rule.to).inserted { next.append(rule.to) }
        }
      }
      layers.append(next)
    }
    return layers.dropLast()
  }

  // MARK: A tiny world

  /// Two accounts, two connections, two data types, one deletion request with two integrations.
  private static func tiny() -> Scenario {
    var scenario = Scenario()
    scenario.accounts = 0
    scenario.hasChance = false
    scenario.warmUp = 1
    scenario.settings.fetchRetries = 1
    scenario.settings.integrationRetries = 1
    scenario.providers = scenario.providers.filter { ["Xero", "Finicity"].contains($0.name) }
    for index in scenario.settings.sync.indices { scenario.settings.sync[index].frequency = .never }
    for (name, provider, type) in [("One", "Xero", "suppliers"), ("Two", "Finicity", "banking-accounts")] {
      var account = NamedAccount(name: name)
      var connection = NamedConnection(provider: provider)
      connection.types = DataTypeSet([DataType(name: type)!])
      account.connections = [connection]
      scenario.named.append(account)
    }
    var request = NamedRequest()
    request.right = .deletion
    var api = NamedIntegration()
    api.provider = "Xero"
    var contact = NamedIntegration()
    contact.contact = "Archive"
    contact.pausesWithoutResponse = true
    request.integrations = [api, contact]
    scenario.named[0].requests = [request]
    return scenario
  }

  private struct State: Sendable {
    var simulator: Simulator
    var timers: [Simulation.Timer] = []

    /// What makes two states equal: all statuses and what can come next, but not when.
    var key: [UInt64] {
      let world = simulator.world
      var key: [UInt64] = []
      for connection in world.connections {
        key.append(
          UInt64(connection.status) << 32 | UInt64(connection.session) << 24 | UInt64(connection.substage) << 16
            | UInt64(connection.flags.rawValue) << 8 | UInt64(UInt16(bitPattern: connection.tally.open)))
      }
      for dataset in world.datasets {
        let isOfSession = dataset.sessionRun == world.connections[Int(dataset.connection)].sessionRun
        key.append(
          UInt64(dataset.status) << 16 | UInt64(dataset.attempt) << 8 | (dataset.isFromStore ? 2 : 0)
            | (isOfSession ? 1 : 0))
      }
      key += world.requests.map { UInt64($0.status) << 1 | ($0.isExtended ? 1 : 0) }
      key += world.integrations.map {
        UInt64($0.status) << 16 | UInt64($0.attempt) << 8 | ($0.amount > 0 ? 1 : 0)
      }
      key += world.providerStates.map { UInt64($0.condition.rawValue) }
      key += timers.map { UInt64($0.kind.rawValue) << 40 | UInt64($0.index) << 8 | UInt64($0.payload) }.sorted()
      return key
    }

    /// Takes in what has happened and what has become due.
    mutating func settle() -> [Event] {
      defer { takeTimers() }
      return simulator.drain()
    }

    private mutating func takeTimers() {
      while let timer = simulator.scheduler.popEarliest() { timers.append(timer) }
      timers = timers.filter(simulator.isLive)
    }
  }

  /// Everything that can be done next: each timer first, each allowed command, each fault of the tables.
  private static func next(_ state: State, faults: Bool) -> [(state: State, events: [Event])] {
    var result: [(State, [Event])] = []
    for index in state.timers.indices {
      var copy = state
      let timer = copy.timers.remove(at: index)
      // Before all others: durations are settings, so any order is possible. What should have come earlier comes late.
      copy.simulator.fire(timer)
      let events = copy.settle()
      result.append((copy, events))
    }
    for command in commands(state.simulator, faults: faults) where state.simulator.check(command) == nil {
      var copy = state
      _ = copy.simulator.submit(command)
      let events = copy.settle()
      result.append((copy, events))
    }
    return result
  }

  private static func commands(_ simulator: Simulator, faults: Bool) -> [Command] {
    let world = simulator.world
    var commands: [Command] = []
    for index in world.connections.indices {
      commands += [
        .connection(index, .queue), .connection(index, .openLink), .connection(index, .authorize),
        .connection(index, .abort), .connection(index, .disconnect), .connection(index, .reconnect),
        .session(index, .retry), .session(index, .deliverWebhook),
      ]
    }
    for index in world.integrations.indices {
      commands += [
        .integration(index, .start), .integration(index, .retry), .integration(index, .skip),
        .integration(index, .stop),
        .integration(index, .answer(.files(1))), .integration(index, .answer(.notDeleted)),
      ]
    }
    commands.append(.request(0, .chooseData()))
    guard faults else { return commands }
    commands += [.provider(0, .begin(.outage)), .provider(0, .endCondition), .connection(0, .expireConsent)]
    let objects =
      world.datasets.indices.map { ObjectRef.dataset($0) } + world.connections.indices.map { ObjectRef.session($0) }
      + world.connections.indices.map { ObjectRef.connection($0) }
      + world.integrations.indices.map { ObjectRef.integration($0) }
    for object in objects {
      guard let system = object.system else { continue }
      for rule in Catalog[system].faults(from: world.status(of: object)) {
        // One code stands for all. Which one it is matters only for retries.
        let code: ErrorCode = Simulator.codes(system, rule).contains(503) ? 503 : 0
        commands.append(.inject(Fault(object, rule.trigger, code: code)))
      }
    }
    return commands
  }

  private struct Explored: Sendable {
    /// The number of new states in each step.
    var layers: [Int]
    var states: [State]
    var violations: [String]
  }

  /// Breadth first up to a depth, with every invariant checked on each path.
  private static func explore(depth: Int, faults: Bool) -> Explored {
    let scenario = tiny()
    var simulator = Simulator(withoutBootstrap: scenario)
    let checker = InvariantChecker(roster: simulator.world, settings: scenario.settings)
    simulator.bootstrap()
    var first = State(simulator: simulator)
    var firstChecker = checker
    for event in first.settle() { firstChecker.apply(event) }
    var seen: Set<[UInt64]> = [first.key]
    var all = [first]
    var layers = [1]
    var latest = [(first, firstChecker)]
    for _ in 0..<depth {
      var fresh: [(State, InvariantChecker)] = []
      for (state, checker) in latest {
        for (candidate, events) in next(state, faults: faults) where seen.insert(candidate.key).inserted {
          var own = checker
          for event in events { own.apply(event) }
          fresh.append((candidate, own))
        }
      }
      latest = fresh
      layers.append(fresh.count)
      all += fresh.map(\.0)
    }
    return Explored(layers: layers, states: all, violations: checker.violations.map { "\($0.law): \($0.found)" })
  }

  /// Computed once for several tests.
  private static let calm = explore(depth: 8, faults: false)
  private static let faulty = explore(depth: 5, faults: true)

  @Test func tinyWorldHasItsKnownSize() {
    #expect(Self.calm.layers == [1, 5, 18, 53, 133, 288, 563, 1_016, 1_714])
    #expect(Self.faulty.layers == [1, 9, 48, 198, 675, 1_985])
    #expect(Self.calm.violations.isEmpty, "\(Self.calm.violations.prefix(3))")
    #expect(Self.faulty.violations.isEmpty, "\(Self.faulty.violations.prefix(3))")
  }

  /// What holds in every state.
  @Test func always() {
    for state in Self.calm.states + Self.faulty.states {
      let world = state.simulator.world
      for dataset in world.datasets where dataset.isRunning {
        #expect(world.connections[Int(dataset.connection)].isConnected)
      }
      for connection in world.connections where connection.connectionStatus == .authError {
        #expect(connection.sessionStatus?.isRunning != true)
      }
      if world.requests[0].requestStatus == .deleting {
        #expect(world.integrations.allSatisfy { $0.integrationStatus.table?.phase == .deletion })
      }
      // Unless everything is closed, somebody or something can always continue.
      #expect(!Self.next(state, faults: false).isEmpty)
    }
  }

  /// What must occur at least once; otherwise the exploration proves less than it seems to.
  @Test func sometimes() {
    let states = Self.calm.states + Self.faulty.states
    let sights: [(String, (World) -> Bool)] = [
      ("a session waits for its webhook", { $0.connections[1].sessionStatus == .waitingForWebhook }),
      (
        "a session loads while the other is lost",
        { $0.connections[1].sessionStatus == .loading && $0.connections[0].connectionStatus == .authError }
      ),
      (
        "a dataset fails by itself",
        { $0.datasets[0].datasetStatus == .fetchError && $0.providerStates[0].condition == .normal }
      ),
      (
        "a dataset fails in an outage",
        { $0.datasets[0].datasetStatus == .fetchError && $0.providerStates[0].condition == .outage }
      ),
      ("a type turns out to be unsupported", { $0.datasets[0].datasetStatus == .notSupported }),
      ("a disconnected integration", { $0.integrations[0].kind == .error && $0.integrations[0].code == 99 }),
      ("an integration without authorization", { $0.integrations[0].kind == .error && $0.integrations[0].code == 401 }),
      ("a system owner is asked", { $0.integrations[1].kind == .dueIn }),
      ("a system owner is late", { $0.integrations[1].kind == .overdue }),
      (
        "an integration is skipped while its connection is lost",
        { $0.integrations[0].kind == .skipped && $0.connections[0].connectionStatus == .authError }
      ),
      ("the data can be chosen", { $0.requests[0].requestStatus == .readyForDeletion }),
    ]
    for (name, holds) in sights {
      #expect(states.contains { holds($0.simulator.world) }, "never met: \(name)")
    }
  }

  /// When nothing fails any more, everything settles from any state.
  @Test func eventually() {
    for state in Self.faulty.states {
      var simulator = state.simulator
      for timer in state.timers { simulator.scheduler.queue.push(timer) }
      simulator.calmDown()
      simulator.run(until: simulator.world.now + 60 * Span.day)
      #expect(simulator.restless == nil, "\(simulator.restless ?? "")")
    }
  }
}
