import Lifecycles

/// Decides what happens: timers and commands in, events out. The world is the fold of its events.
///
/// The same scenario, seed and commands give the same events on every machine and in every build mode.
package struct Simulator: Sendable {
  package internal(set) var world: World
  package internal(set) var scenario: Scenario
  var agenda = Agenda()
  /// Events since the last `drain`, oldest first.
  package internal(set) var fresh: [Event] = []
  /// The number of the latest command, and so of commands so far.
  package internal(set) var commandCount: Int64 = 0
  /// Script steps that the rules refused, with time and reason.
  package internal(set) var scriptRefusals: [RefusedStep] = []
  /// How many of the run's commands (`Timeline.inputs`) have been carried out.
  package internal(set) var inputsDone = 0
  package internal(set) var isBootstrapped = false
  /// The time of the latest event, and how many commands had been given by then.
  private var latestTime: Instant = .min
  private var latestInputs = 0
  /// The number of the latest event before the latest timer fired, where a cascade starts.
  package internal(set) var cascadeStart: Int64 = 0
  /// Faults that wait for their object to reach a status.
  package internal(set) var armed: [ArmedFault] = []
  var struck: [ArmedFault] = []
  /// The connection whose session waits for all of its datasets to fail.
  var waitingForAll: Int?
  /// Script steps that a what-if leaves out.
  var omittedSteps: Set<Int> = []
  /// The latest commands, from any source.
  package internal(set) var commands: [GivenCommand] = []
  /// The script step that is giving commands now.
  var currentStep: Int?
  /// The numbers of the commands counted by `inputsDone`, in order.
  package internal(set) var inputNumbers: [Int64] = []
  /// Nothing new starts. What is in progress settles.
  var isCalm = false
  /// The latest chance failures, which a what-if can leave out.
  package internal(set) var mishaps: [SuppressedFault] = []
  /// Chance failures that are left out, by a what-if or by the scenario.
  var suppressed: Set<SuppressedFault> = []
  var writtenSuppressed: Set<SuppressedFault> = []

  var queue: CalendarQueue
  var timerSequence: Int64 = 0
  /// The moment being simulated.
  var now: Instant
  var datasetGenerations: [UInt16] = []
  var linkStates: [LinkState] = []
  var integrationStates: [IntegrationSideState] = []
  var requestGenerations: [UInt16] = []
  var integrationsByConnection: [UInt32: [Int]] = [:]
  let settings: Settings
  private let matrices: [[UInt8]]

  /// What the simulator keeps about a connection beside the world.
  struct LinkState: Sendable {
    /// Incremented by each step of the session. Timers of an older generation are void.
    var sessionGeneration: UInt16 = 0
    /// Incremented when the customer's or owner's plan changes.
    var personGeneration: UInt16 = 0
    var connectorGeneration: UInt16 = 0
    /// Incremented each time the connector is taken offline by command.
    var absence: UInt16 = 0
    /// The sync frequencies that have a timer, as bits.
    var schedules: UInt8 = 0
    /// The event that expired the consent.
    var consentCause = Cause.root
    var lastEvent = Cause.root
  }

  struct IntegrationSideState: Sendable {
    var generation: UInt16 = 0
    /// What was planned for the system owner's answer.
    var answer = AnswerPlan.byChance
    /// Whether the full record is deleted, without an access phase.
    var isFullDeletion = false
  }

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
    try progress(0, fresh, world)
    // Creating a large world is its largest batch. Its memory is released.
    fresh = []
    let span = max(1, scenario.start - begin)
    for part in 1...100 {
      while !run(until: begin + span * Int64(part) / 100, limit: 200_000) {
        try progress(part - 1, fresh, world)
        discard()
      }
      try progress(part, fresh, world)
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
    now = begin
    queue = CalendarQueue(start: begin)
    matrices = Catalog.all.map(\.matrix)
    populate()
  }

  /// Returns the events since the last call.
  package mutating func drain() -> [Event] {
    defer { fresh.removeAll(keepingCapacity: true) }
    return fresh
  }

  /// Drops the events since the last call.
  package mutating func discard() { fresh.removeAll(keepingCapacity: true) }

  /// The time of the next timer; nil if nothing is scheduled.
  package mutating func nextTime() -> Instant? {
    let time = min(queue.earliestTime() ?? .max, agenda.nextTime)
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
      guard fresh.count < limit else { return false }
      fireNext()
    }
    now = max(now, end)
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

  /// Schedules repeat forever on connections that cannot be synced. After this long without an event, and with nothing
  /// on the agenda, nothing more will happen.
  private var silenceEnd: Instant { max(now, agenda.lastTime ?? now) + 400 * Span.day }

  /// Whether no time has passed and no command was given since the latest event.
  var isAtEvent: Bool { world.now == latestTime && inputsDone == latestInputs }

  /// Fires timers until something happens. Returns false, with the clock moved, if nothing ever will.
  package mutating func step() -> Bool {
    let before = fresh.count
    if !isBootstrapped { bootstrap() }
    let end = silenceEnd
    while fresh.count == before {
      guard isDue(by: end) else { return false }
      fireNext()
    }
    return true
  }

  @inline(__always)
  private mutating func isDue(by end: Instant) -> Bool {
    queue.earliestTime() ?? .max <= end || agenda.nextTime <= end
  }

  /// Does the next thing that is due: a timer, or an entry of the agenda.
  @inline(__always)
  private mutating func fireNext() {
    cascadeStart = world.lastSequence
    let time = queue.earliestTime() ?? .max
    if agenda.nextTime <= time, let position = agenda.due(timer: time, sequence: world.lastSequence) {
      perform(position)
    } else {
      fire(queue.popEarliest()!)
    }
  }

  mutating func fire(_ timer: Timer) {
    if timer.time > now { now = timer.time }
    let index = Int(timer.index)
    switch timer.kind {
    case .datasetStep:
      if datasetGenerations[index] == timer.generation { stepDataset(index, cause: timer.cause) }
    case .sessionStep:
      if linkStates[index].sessionGeneration == timer.generation { stepSession(index, cause: timer.cause) }
    case .sessionTimeout:
      if linkStates[index].sessionGeneration == timer.generation { timeOutSession(index, cause: timer.cause) }
    case .syncDue where isCalm, .conditionBegins where isCalm, .connectorFlips where isCalm: break
    case .syncDue: syncDue(index, SyncFrequency(rawValue: timer.payload) ?? .never)
    case .consentExpiry:
      if linkStates[index].connectorGeneration == timer.generation { expireConsent(index, cause: .root) }
    case .customerOpens, .customerFinishes, .linkExpiry, .ownerDisconnects, .ownerReconnects:
      if linkStates[index].personGeneration == timer.generation { personActs(timer) }
    case .connectorFlips: flipConnector(index, toOffline: timer.payload == 1)
    case .connectorReturns where world.connections[index].status != StatusID.absentRaw:
      if linkStates[index].absence == timer.generation { setConnector(index, online: true, cause: timer.cause) }
    case .connectorReturns: break
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
    case .armedFault: strike(index)
    }
  }

  // MARK: Helpers for the extensions

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
    fresh.append(event)
    latestTime = now
    latestInputs = inputsDone
    if !armed.isEmpty { wakeArmed(event) }
    return .event(event.sequence)
  }
}
