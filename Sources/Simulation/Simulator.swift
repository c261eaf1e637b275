import Lifecycles

/// Decides what happens: timers and commands in, events out. The world is the fold of its events.
///
/// Same scenario, seed and commands give the same events on every machine and in every build mode.
package struct Simulator: Sendable {
  package internal(set) var world: World
  package let scenario: Scenario
  /// Events since the last `drain`, oldest first.
  package internal(set) var fresh: [Event] = []
  /// Commands so far; the last one's number.
  package internal(set) var commandCount: Int64 = 0
  /// Steps of the script that the rules refused, with the moment and the reason.
  package internal(set) var scriptRefusals: [(time: Instant, verb: ScriptStep.Verb, refusal: Refusal)] = []

  var queue: CalendarQueue
  var timerSequence: Int64 = 0
  /// The moment that is being simulated.
  var now: Instant
  var datasetGenerations: [UInt16] = []
  var linkStates: [LinkState] = []
  var integrationStates: [IntegrationSideState] = []
  var requestGenerations: [UInt16] = []
  var integrationsByConnection: [UInt32: [Int]] = [:]
  /// The condition of each provider came by chance, so that its end plans the next one.
  var isConditionByChance: [Bool]
  let settings: Settings
  private let matrices: [[UInt8]]

  /// What the simulator keeps of a connection beside the world.
  struct LinkState: Sendable {
    /// Goes up with each step of the session; timers of an older one are void.
    var sessionGeneration: UInt16 = 0
    /// Goes up when the customer's or owner's plan changes.
    var personGeneration: UInt16 = 0
    var connectorGeneration: UInt16 = 0
    var draws: UInt32 = 0
    /// The sync frequencies that have a timer, as bits.
    var schedules: UInt8 = 0
    /// The event that expired the consent.
    var consentCause = Cause.root
    var lastEvent = Cause.root
  }

  struct IntegrationSideState: Sendable {
    var generation: UInt16 = 0
    var draws: UInt16 = 0
    /// The whole record is deleted, without an access phase before.
    var isFullDeletion = false
  }

  /// A simulator whose world is founded and has run up to the scenario's start.
  ///
  /// - Parameter progress: told the simulated share in percent and the events of each part, while a
  ///   large world warms up.
  /// - Throws: what `progress` throws, to break off.
  package init<Failure: Error>(
    _ scenario: Scenario, progress: (Int, [Event]) throws(Failure) -> Void
  ) throws(Failure) {
    self.init(unfounded: scenario)
    found()
    try progress(0, fresh)
    // The founding of a large world is its largest batch; its room is given back.
    fresh = []
    let begin = now
    let span = max(1, scenario.start - begin)
    for part in 1...100 {
      while !run(until: begin + span * Int64(part) / 100, limit: 200_000) {
        try progress(part - 1, fresh)
        discard()
      }
      try progress(part, fresh)
      discard()
    }
  }

  package init(_ scenario: Scenario) { self.init(scenario) { _, _ in } }

  /// A simulator with its roster, before its first event.
  package init(unfounded scenario: Scenario) {
    self.scenario = scenario
    settings = scenario.settings
    let begin = scenario.start - scenario.effectiveWarmUp
    world = World(providers: scenario.providers, identity: .derived(seed: scenario.seed), now: begin)
    now = begin
    queue = CalendarQueue(start: begin)
    isConditionByChance = [Bool](repeating: false, count: scenario.providers.count)
    matrices = Catalog.all.map(\.matrix)
    populate()
  }

  /// Takes the events since the last call.
  package mutating func drain() -> [Event] {
    defer { fresh.removeAll(keepingCapacity: true) }
    return fresh
  }

  /// Drops the events since the last call, where nobody reads them.
  package mutating func discard() { fresh.removeAll(keepingCapacity: true) }

  /// The time of the next timer; nil where nothing more will happen by itself.
  package mutating func nextTime() -> Instant? { queue.earliestTime() }

  /// Fires timers up to and including a moment; the clock then stands there.
  ///
  /// - Parameter limit: stops early once so many events are fresh, and leaves the clock at the last.
  /// - Returns: whether the moment was reached.
  @discardableResult
  package mutating func run(until end: Instant, limit: Int = .max) -> Bool {
    while let time = queue.earliestTime(), time <= end {
      guard fresh.count < limit else { return false }
      fire(queue.popEarliest()!)
    }
    now = max(now, end)
    world.now = max(world.now, end)
    return true
  }

  /// Fires timers until something has happened. False where nothing ever will.
  package mutating func step() -> Bool {
    let before = fresh.count
    while fresh.count == before {
      guard let timer = queue.popEarliest() else { return false }
      fire(timer)
    }
    return true
  }

  private mutating func fire(_ timer: Timer) {
    if timer.time > now { now = timer.time }
    let index = Int(timer.index)
    switch timer.kind {
    case .datasetStep:
      if datasetGenerations[index] == timer.generation { stepDataset(index, cause: timer.cause) }
    case .sessionStep:
      if linkStates[index].sessionGeneration == timer.generation { stepSession(index, cause: timer.cause) }
    case .sessionTimeout:
      if linkStates[index].sessionGeneration == timer.generation { timeOutSession(index, cause: timer.cause) }
    case .syncDue: syncDue(index, SyncFrequency(rawValue: timer.payload) ?? .never)
    case .consentExpiry:
      if linkStates[index].connectorGeneration == timer.generation { expireConsent(index, cause: .root) }
    case .customerOpens, .customerFinishes, .linkExpiry, .ownerDisconnects, .ownerReconnects:
      if linkStates[index].personGeneration == timer.generation { personActs(timer) }
    case .connectorFlips: flipConnector(index)
    case .conditionBegins: beginConditionByChance(index)
    case .conditionEnds:
      if world.providerStates[index].condition != .normal, world.providerStates[index].cause == timer.cause {
        endCondition(index, cause: timer.cause)
      }
    case .requestArrives: receiveRequest(index, cause: .root)
    case .requestChoice:
      if requestGenerations[index] == timer.generation { chooseData(index, cause: timer.cause) }
    case .integrationStep, .integrationDeadline, .integrationAnswer, .integrationClose:
      if integrationStates[index].generation == timer.generation { integrationTimer(timer) }
    case .script: runScript(index)
    }
  }

  // MARK: Tools of the rooms next door

  mutating func schedule(
    _ kind: TimerKind, _ index: Int, after delay: Milliseconds, cause: Cause = .root, generation: UInt16 = 0,
    payload: UInt8 = 0
  ) {
    timerSequence += 1
    queue.push(
      Timer(
        time: now + max(0, delay), sequence: timerSequence, cause: cause, index: UInt32(index), generation: generation,
        kind: kind, payload: payload))
  }

  /// Records a fact that the rule tables allow; the table says where it leads.
  @inline(__always)
  @discardableResult
  mutating func emit(
    _ entity: Entity, _ trigger: Trigger, from: UInt8, cause: Cause, code: UInt16 = 0, value: Int64 = 0,
    related: UInt32 = 0
  ) -> Cause {
    let to = matrices[Int(entity.kind.rawValue)][Int(from) * Trigger.count + Int(trigger.rawValue)]
    precondition(to != StatusID.refusedRaw, "the simulator went beyond the rules: \(entity) \(from) \(trigger)")
    return record(entity, trigger, from: from, to: to, cause: cause, code: code, value: value, related: related)
  }

  /// Whether the rule tables allow a trigger.
  func allows(_ entity: Entity, _ trigger: Trigger) -> Bool {
    let from = Int(world.status(of: entity))
    return matrices[Int(entity.kind.rawValue)][from * Trigger.count + Int(trigger.rawValue)] != StatusID.refusedRaw
  }

  /// Records a fact as it is: of the surroundings, or the first of an object.
  @inline(__always)
  @discardableResult
  mutating func record(
    _ entity: Entity, _ trigger: Trigger, from: UInt8, to: UInt8, cause: Cause, code: UInt16 = 0, value: Int64 = 0,
    related: UInt32 = 0
  ) -> Cause {
    let event = Event(
      sequence: world.lastSequence + 1, time: now, cause: cause, entity: entity, trigger: trigger, from: from, to: to,
      code: code, value: value, related: related)
    world.apply(event)
    fresh.append(event)
    return .event(event.sequence)
  }

  /// The next draw of a connection for a purpose.
  mutating func drawLink(_ index: Int, _ purpose: Draw.Purpose) -> Draw {
    linkStates[index].draws &+= 1
    return Draw(
      seed: scenario.seed, entity: UInt64(index) | 1 << 40, count: UInt64(linkStates[index].draws), purpose: purpose)
  }

  mutating func drawIntegration(_ index: Int) -> Draw {
    integrationStates[index].draws &+= 1
    return Draw(
      seed: scenario.seed, entity: UInt64(index) | 2 << 40, count: UInt64(integrationStates[index].draws),
      purpose: .integration)
  }
}
