import Lifecycles

/// Decides what happens: timers and commands in, events out. The world is the fold of its events.
///
/// The same scenario, seed and commands give the same events on every machine and in every build mode.
package struct Simulator: Sendable {
  package internal(set) var world: World
  package internal(set) var scenario: Scenario
  let settings: Settings
  private let matrices: [[UInt8]]
  package internal(set) var isBootstrapped = false
  /// Nothing new starts. What is in progress settles.
  var isCalm = false

  var scheduler: Scheduler
  /// What the tables of the world don't hold about its objects.
  var side = SideTables()
  package internal(set) var output = EventOutput()
  package internal(set) var commandLog = CommandLog()
  package internal(set) var script = ScriptState()
  package internal(set) var faults = FaultBook()
  package internal(set) var chance = Chance()

  /// The events of the warm-up that are simulated at a time. They are held in memory and then discarded.
  private static let warmUpPiece = 200_000

  /// Makes a simulator whose world has run up to the scenario's start.
  ///
  /// - Parameter progress: called during the warm-up of a large world with the simulated percentage, the latest
  ///   events and the world after them.
  /// - Throws: what `progress` throws, to cancel.
  package init<Failure: Error>(
    _ scenario: Scenario, progress: (Int, [Event], World) throws(Failure) -> Void
  ) throws(Failure) {
    self.init(withoutBootstrap: scenario)
    let begin = now
    bootstrap()
    try progress(0, output.events, world)
    // Creating a large world is its largest batch. Its memory is released.
    output.release()
    let span = max(1, scenario.start - begin)
    for part in 1...100 {
      while !run(until: begin + span * Int64(part) / 100, limit: Self.warmUpPiece) {
        try progress(part - 1, output.events, world)
        discard()
      }
      try progress(part, output.events, world)
      discard()
    }
  }

  package init(_ scenario: Scenario) { self.init(scenario) { _, _, _ in } }

  /// Makes a simulator with its roster, before its first event.
  package init(withoutBootstrap scenario: Scenario) {
    self.scenario = scenario
    settings = scenario.settings
    let begin = scenario.start - scenario.effectiveWarmUp
    world = World(providers: scenario.providers, identity: .derived(seed: scenario.seed), now: begin)
    scheduler = Scheduler(start: begin)
    matrices = Catalog.all.map(\.matrix)
    populate()
  }

  /// The moment being simulated.
  var now: Instant { scheduler.now }

  /// Returns the events since the last call.
  package mutating func drain() -> [Event] { output.drain() }

  /// Drops the events since the last call.
  package mutating func discard() { output.discard() }

  /// The time of the next timer; nil if nothing is scheduled.
  package mutating func nextTime() -> Instant? {
    let time = min(scheduler.earliestTime, script.agenda.nextTime)
    return time == .max ? nil : time
  }

  /// Fires timers up to and including a moment, and moves the clock there.
  ///
  /// - Parameter limit: stops early, with the clock at the last event, once so many events are fresh.
  /// - Returns: whether the moment was reached.
  @discardableResult
  package mutating func run(until end: Instant, limit: Int = .max) -> Bool {
    if !isBootstrapped { bootstrap() }
    while isDue(by: end) {
      guard output.events.count < limit else { return false }
      fireNext()
    }
    scheduler.advance(to: end)
    world.now = max(world.now, end)
    return true
  }

  /// Runs until an event and the rest of its cascade have happened. Returns false if the run ends first.
  @discardableResult
  package mutating func run(toEvent sequence: Int64) -> Bool {
    if !isBootstrapped, sequence > 0 { bootstrap() }
    var latest = world.lastSequence
    var end = silenceEnd
    while world.lastSequence < sequence {
      guard isDue(by: end) else { return false }
      fireNext()
      guard world.lastSequence > latest else { continue }
      latest = world.lastSequence
      end = silenceEnd
    }
    return true
  }

  /// Longer than the longest deadline that a scenario can set, a direct contact's 365 days.
  private static let longestSilence = 400 * Span.day

  /// Schedules repeat forever on connections that cannot be synced. After this long without an event, and with nothing
  /// on the agenda, nothing more will happen.
  private var silenceEnd: Instant { max(now, script.agenda.lastTime ?? now) + Self.longestSilence }

  /// Whether no time has passed and no command was given since the latest event.
  var isAtEvent: Bool { world.now == output.latestTime && commandLog.inputsDone == output.latestInputs }

  /// Fires timers until something happens. Returns false, with the clock moved, if nothing ever will.
  package mutating func step() -> Bool {
    let before = output.events.count
    if !isBootstrapped { bootstrap() }
    let end = silenceEnd
    while output.events.count == before {
      guard isDue(by: end) else { return false }
      fireNext()
    }
    return true
  }

  @inline(__always)
  private mutating func isDue(by end: Instant) -> Bool {
    scheduler.earliestTime <= end || script.agenda.nextTime <= end
  }

  /// Does the next thing that is due: a timer, or an entry of the agenda.
  @inline(__always)
  private mutating func fireNext() {
    output.cascadeStart = world.lastSequence
    let time = scheduler.earliestTime
    if script.agenda.nextTime <= time, let position = script.agenda.due(timer: time, sequence: world.lastSequence) {
      perform(position)
    } else {
      fire(scheduler.popEarliest()!)
    }
  }

  /// Whether nothing has voided a timer since it was scheduled.
  @inline(__always)
  func isLive(_ timer: Timer) -> Bool {
    let index = Int(timer.index)
    switch timer.kind {
    case .datasetStep: return side.datasetGenerations[index] == timer.generation
    case .sessionStep, .sessionTimeout: return side.links[index].sessionGeneration == timer.generation
    case .consentExpiry: return side.links[index].connectorGeneration == timer.generation
    case .customerOpens, .customerFinishes, .linkExpiry, .ownerDisconnects, .ownerReconnects:
      return side.links[index].personGeneration == timer.generation
    case .connectorReturns:
      return side.links[index].absence == timer.generation && world.connections[index].status != StatusID.absentRaw
    case .conditionEnds:
      return world.providerStates[index].cause == timer.cause && world.providerStates[index].condition != .normal
    case .requestChoice: return side.requestGenerations[index] == timer.generation
    case .integrationStep, .integrationDeadline, .integrationAnswer, .integrationClose:
      return side.integrations[index].generation == timer.generation
    case .syncDue, .conditionBegins, .connectorFlips: return !isCalm
    case .requestArrives, .armedFault: return true
    }
  }

  /// Fires a timer, unless it is void. The clock moves to its time, or stays if that has passed.
  mutating func fire(_ timer: Timer) {
    scheduler.advance(to: timer.time)
    guard isLive(timer) else { return }
    let index = Int(timer.index)
    switch timer.kind {
    case .datasetStep: stepDataset(index, cause: timer.cause)
    case .sessionStep: stepSession(index, cause: timer.cause)
    case .sessionTimeout: timeOutSession(index, cause: timer.cause)
    case .syncDue: syncDue(index, SyncFrequency(rawValue: timer.payload) ?? .never)
    case .consentExpiry: expireConsent(index, cause: .root)
    case .customerOpens, .customerFinishes, .linkExpiry, .ownerDisconnects, .ownerReconnects: personActs(timer)
    case .connectorFlips: flipConnector(index, toOffline: timer.payload == 1)
    case .connectorReturns: setConnector(index, online: true, cause: timer.cause)
    case .conditionBegins: beginConditionByChance(index)
    case .conditionEnds: endCondition(index, cause: timer.cause)
    case .requestArrives: receiveRequest(index, cause: .root)
    case .requestChoice: chooseData(index, cause: timer.cause)
    case .integrationStep, .integrationDeadline, .integrationAnswer, .integrationClose: integrationTimer(timer)
    case .armedFault: fireFault(index)
    }
  }

  // MARK: Helpers for the extensions

  mutating func schedule(
    _ kind: TimerKind, _ index: Int, after delay: Milliseconds, cause: Cause = .root, generation: UInt16 = 0,
    payload: UInt8 = 0
  ) {
    scheduler.schedule(kind, index, after: delay, cause: cause, generation: generation, payload: payload)
  }

  /// Records a fact that the rule tables allow. The table decides where it leads.
  @inline(__always)
  @discardableResult
  mutating func emit(
    _ object: ObjectRef, _ trigger: Trigger, from: UInt8, cause: Cause, _ payload: Payload = .none
  ) -> Cause {
    let to = matrices[Int(object.kind.rawValue)][Int(from) * Trigger.count + Int(trigger.rawValue)]
    precondition(to != StatusID.refusedRaw, "no rule allows this: \(object) \(from) \(trigger)")
    return record(object, trigger, from: from, to: to, cause: cause, payload)
  }

  /// Whether the rule tables allow a trigger.
  func allows(_ object: ObjectRef, _ trigger: Trigger) -> Bool {
    let from = Int(world.status(of: object))
    return matrices[Int(object.kind.rawValue)][from * Trigger.count + Int(trigger.rawValue)] != StatusID.refusedRaw
  }

  /// Records a fact as it is: about the environment, or the first of an object.
  @inline(__always)
  @discardableResult
  mutating func record(
    _ object: ObjectRef, _ trigger: Trigger, from: UInt8, to: UInt8, cause: Cause, _ payload: Payload = .none
  ) -> Cause {
    let event = Event(
      sequence: world.lastSequence + 1, time: now, cause: cause, object: object, trigger: trigger, from: from, to: to,
      payload)
    world.apply(event)
    output.append(event, inputs: commandLog.inputsDone)
    if !faults.pending.isEmpty { fireFault(awaiting: event) }
    return .event(event.sequence)
  }
}
