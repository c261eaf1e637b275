import Lifecycles

/// Generates scenarios from seeds, runs them, and reports what is wrong with the run.
///
/// Swarm testing: each seed leaves out some features, so that the rest meet in unusual combinations.
package struct Fuzzer: Sendable {
  /// How long each run is, after its start.
  package let length: Milliseconds
  /// An additional check of a run's events, such as that an exported scenario reproduces them.
  private let extra: @Sendable (Scenario, [Event]) -> Finding?

  package init(length: Milliseconds, extra: @escaping @Sendable (Scenario, [Event]) -> Finding? = { _, _ in nil }) {
    self.length = length
    self.extra = extra
  }

  /// What is wrong with a run.
  package enum Finding: Error, Equatable, CustomStringConvertible {
    case violation(InvariantChecker.Violation)
    /// The run has more events than any run of its length should have.
    case endless
    /// A second run differs from the first at this event.
    case diverges(sequence: Int64)
    /// A second run has another number of events than the first.
    case endsElsewhere(first: Int, second: Int)
    /// What never settles, in words.
    case restless(String)
    /// What the additional check found, in words.
    case extra(String)

    package var description: String {
      switch self {
      case .violation(let violation): "\(violation.law), at #\(violation.sequence): \(violation.found)"
      case .endless: "more than two million events without an end"
      case .diverges(let sequence): "a second run diverges from the first at #\(sequence)"
      case .endsElsewhere(let first, let second): "a second run ends at #\(second), the first at #\(first)"
      case .restless(let what): "\(what) after everything else has settled"
      case .extra(let found): found
      }
    }
  }

  /// The number of events after which a run counts as endless.
  private static let mostEvents = 2_000_000

  /// The events between two checks of the whole world, each of which looks at every row.
  private static let piece = 500
  /// The second run goes in other pieces, because how a run is cut must not matter.
  private static let otherPiece = 37
  /// How long everything has to settle: longer than the longest deadline of a request, 90 days.
  private static let settling = 120 * Span.day
  /// How many smaller scenarios are tried for a failing one, so that reducing it ends within minutes.
  private static let shrinkingAttempts = 400

  // MARK: Generating scenarios

  /// What a seed can leave out.
  private enum Feature: Int, CaseIterable {
    case chance, requests, queueing, links, guarded, integrations, providerFaults, objectFaults, waitingFaults, repeats
    case hardSettings, busy
  }

  package static func scenario(_ seed: UInt64, length: Milliseconds) -> Scenario {
    var draw = Draw(seed: seed, object: 1, count: 0, purpose: .script)
    func roll(_ count: Int) -> Int {
      draw = draw.next
      return draw.index(count)
    }
    let features = Set(Feature.allCases.filter { _ in roll(3) > 0 })
    var scenario = Scenario()
    scenario.name = "fuzz \(seed)"
    scenario.seed = seed
    scenario.accounts = 1 + roll(5)
    scenario.connectionsPerAccount = Int64(1 + roll(3))
    scenario.requestsPerHundredAccounts = features.contains(.requests) ? Int64(40 + roll(300)) : 0
    scenario.warmUp = [Span.minute, 6 * Span.hour, Span.day][roll(3)]
    scenario.hasChance = features.contains(.chance)
    if features.contains(.hardSettings) { harden(&scenario.settings, roll) }
    if features.contains(.busy) {
      for type in DataType.all where roll(2) == 0 {
        scenario.settings.sync[Int(type.index)] = SyncSetting(frequency: .hourly, fetchOnFirstLink: roll(2) == 0)
      }
    }
    let world = Simulator(withoutBootstrap: scenario).world
    for _ in 0..<roll(60) {
      if let step = step(world, features, length, roll) { scenario.script.append(step) }
    }
    scenario.script.sort { $0.after < $1.after }
    return scenario
  }

  private static func harden(_ settings: inout Settings, _ roll: (Int) -> Int) {
    let rates: [WritableKeyPath<Settings, Int64>] = [
      \.authorizationLoss, \.mapFailure, \.validationFailure, \.processingFailure, \.internalFailure, \.webhookLoss,
      \.deduplicationFailure, \.substageFailure, \.noAnswer, \.contactFailure, \.integrationFailure, \.hardFetchFailure,
    ]
    for rate in rates where roll(2) == 0 { settings[keyPath: rate] = [0, 50_000, 400_000, 1_000_000][roll(4)] }
    settings.fetchRetries = roll(4)
    settings.integrationRetries = roll(4)
    settings.loadingTimeout = [10 * Span.second, 5 * Span.minute, 2 * Span.hour][roll(3)]
    settings.authorizationTimeout = [Span.minute, 15 * Span.minute][roll(2)]
    settings.conditionEvery = DurationTable([Span.hour, 12 * Span.hour])
    settings.ownerDisconnects = DurationTable([6 * Span.hour, 3 * Span.day])
    settings.directContactDays = Int64(1 + roll(14))
    // Requests that finish within a day.
    if roll(2) == 0 {
      settings.prepareDelay = DurationTable([Span.minute, 5 * Span.minute])
      settings.workflowDelay = settings.prepareDelay
      settings.startDelay = settings.prepareDelay
      settings.personDelay = settings.prepareDelay
      settings.extraction = DurationTable([Span.minute, Span.hour])
      settings.contactAnswer = DurationTable([Span.hour, 2 * Span.hour])
      settings.choiceDelay = DurationTable([Span.minute, Span.hour])
    }
    // Many things at the same moment.
    if roll(3) == 0 { settings.mapping = DurationTable([0, 100]) }
    if roll(3) == 0 { settings.queueDelay = DurationTable([0, 100]) }
    if roll(3) == 0 { settings.sessionStep = DurationTable([0, 100]) }
  }

  private static func verbs(_ feature: Feature) -> [ScriptStep.Verb] {
    switch feature {
    case .queueing: [.queue, .queue, .retry]
    case .links: [.sendLink, .openLink, .authorize, .rejectCredentials, .abort, .create]
    case .guarded: [.disconnect, .reconnect, .delete, .changeDataTypes]
    case .integrations:
      [.start, .skip, .stop, .choose, .extend, .answerFiles, .answerNothing, .answerDeleted, .answerNotDeleted, .retry]
    case .providerFaults: [.outage, .maintenance, .rateLimit, .slow, .wrongData, .recover]
    case .objectFaults:
      [.connectorOffline, .connectorOnline, .expireConsent, .revoke, .neverAnswers, .answersLate, .webhook]
    case .waitingFaults: [.fail, .stumble]
    case .chance, .requests, .repeats, .hardSettings, .busy: []
    }
  }

  private static func step(
    _ world: World, _ features: Set<Feature>, _ length: Milliseconds, _ roll: (Int) -> Int
  ) -> ScriptStep? {
    let choices = Feature.allCases.filter(features.contains).flatMap(verbs)
    guard !choices.isEmpty else { return nil }
    // Many steps at few moments, so that they coincide.
    let after = length * Int64(roll(40)) / 40
    var step = ScriptStep(after: after, verb: choices[roll(choices.count)])
    let isAboutIntegration =
      verbs(.integrations).contains(step.verb) || step.verb == .neverAnswers || step.verb == .answersLate
    if step.verb.isAboutProvider {
      step.target.provider = world.providers[Int(world.connections[roll(world.connections.count)].provider)].name
    } else if step.verb == .fail || step.verb == .stumble {
      guard aim(&step, world, roll) else { return nil }
    } else if isAboutIntegration, !world.integrations.isEmpty, roll(4) > 0 {
      step.target = world.address(of: .integration(roll(world.integrations.count)))
    } else {
      step.target = world.address(
        of: roll(2) == 0 ? .dataset(roll(world.datasets.count)) : .connection(roll(world.connections.count)))
    }
    if step.verb == .create { step.target.provider = world.providers[roll(world.providers.count)].name }
    if step.verb == .changeDataTypes || step.verb == .create {
      let provider = world.provider(step.target) ?? 0
      step.types = DataTypeSet(world.providers[provider].dataTypes.types.filter { _ in roll(3) == 0 })
    }
    if step.verb.condition != nil || step.verb == .connectorOffline, roll(2) == 0 {
      step.lasting = Int64(1 + roll(300)) * Span.minute
    }
    if features.contains(.repeats), roll(5) == 0 {
      step.every = Int64(1 + roll(20)) * Span.hour
      step.chance = 300_000
    }
    return step
  }

  /// Chooses an object and an edge of its lifecycle that leads to a failure.
  private static func aim(_ step: inout ScriptStep, _ world: World, _ roll: (Int) -> Int) -> Bool {
    let kinds = [
      ObjectRef.dataset(roll(world.datasets.count)), .session(roll(world.connections.count)),
      .connection(roll(world.connections.count)),
    ]
    let object =
      world.integrations.isEmpty || roll(4) > 0 ? kinds[roll(3)] : .integration(roll(world.integrations.count))
    guard let system = object.system else { return false }
    let rules = Catalog[system].faults.filter { ($0.trigger == .retryLater) == (step.verb == .stumble) }
    guard !rules.isEmpty else { return false }
    let rule = rules[roll(rules.count)]
    step.target = world.address(of: object)
    if step.verb == .fail, system != .integration { step.to = Catalog[system].name(rule.to) }
    if system == .integration, step.verb == .fail || step.verb == .stumble {
      step.code = [429, 503, 400, 401, 418][roll(5)]
    } else {
      step.when = Catalog[system].name(rule.from)
      step.code = Simulator.codes(system, rule)[0]
    }
    if step.verb == .stumble, step.code == 0 { step.code = 503 }
    return true
  }

  // MARK: Running

  /// Runs a scenario twice, checks every invariant after every event, and continues until nothing moves.
  ///
  /// - Returns: the first thing that is wrong; nil if nothing is.
  package func finding(_ scenario: Scenario) -> Finding? {
    var simulator = Simulator(withoutBootstrap: scenario)
    var checker = InvariantChecker(roster: simulator.world, settings: scenario.settings)
    var events: [Event] = []
    let end = scenario.start + length
    // The whole world is checked occasionally, each event always.
    var isThere = false
    while !isThere {
      isThere = simulator.run(until: end, limit: Self.piece)
      let fresh = simulator.drain()
      for event in fresh { checker.apply(event) }
      checker.checkWhole(simulator.world)
      events += fresh
      if let violation = checker.violations.first { return .violation(violation) }
      if events.count > Self.mostEvents { return .endless }
    }
    var again = Simulator(withoutBootstrap: scenario)
    var position = 0
    isThere = false
    while !isThere {
      isThere = again.run(until: end, limit: Self.otherPiece)
      for event in again.drain() {
        guard position < events.count, events[position] == event else {
          return .diverges(sequence: event.sequence)
        }
        position += 1
      }
    }
    if position != events.count { return .endsElsewhere(first: events.count, second: position) }
    if let found = extra(scenario, events) { return found }
    return rest(&simulator, &checker)
  }

  /// When nothing fails and nothing new starts, everything must reach a final status.
  private func rest(_ simulator: inout Simulator, _ checker: inout InvariantChecker) -> Finding? {
    simulator.calmDown()
    simulator.run(until: simulator.world.now + Self.settling)
    for event in simulator.drain() { checker.apply(event) }
    checker.checkWhole(simulator.world)
    if let violation = checker.violations.first { return .violation(violation) }
    return simulator.restless.map { .restless($0) }
  }

  // MARK: Shrinking

  /// Returns a smaller scenario that still fails, though perhaps differently.
  package func shrink(_ scenario: Scenario) -> Scenario {
    var best = scenario
    var budget = Self.shrinkingAttempts
    func fails(_ candidate: Scenario) -> Bool {
      guard budget > 0 else { return false }
      budget -= 1
      return finding(candidate) != nil
    }
    func attempt(_ change: (inout Scenario) -> Void) -> Bool {
      var candidate = best
      change(&candidate)
      guard candidate != best, fails(candidate) else { return false }
      best = candidate
      return true
    }
    var size = max(1, best.script.count / 2)
    while size >= 1, !best.script.isEmpty {
      var start = 0
      while start < best.script.count {
        let range = start..<min(best.script.count, start + size)
        if !attempt({ $0.script.removeSubrange(range) }) { start += size }
      }
      if size == 1 { break }
      size /= 2
    }
    while best.accounts > 1, attempt({ $0.accounts -= 1 }) {}
    while best.connectionsPerAccount > 1, attempt({ $0.connectionsPerAccount -= 1 }) {}
    _ = attempt { $0.requestsPerHundredAccounts = 0 }
    _ = attempt { $0.hasChance = false }
    _ = attempt { $0.settings = Settings() }
    _ = attempt { $0.warmUp = Span.minute }
    return best
  }
}
