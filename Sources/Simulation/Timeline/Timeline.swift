import Lifecycles

/// A run that steps back as easily as forward.
///
/// Checkpoints are copies of the simulator. Between them the run is replayed, which gives the same events. What lay
/// ahead is kept until something else is done: then the run forks, and the old branch is kept to return to.
package struct Timeline: Sendable {
  /// How far a branch of events has been seen.
  package struct Extent: Equatable, Sendable {
    package var sequence: Int64
    package var time: Instant

    package init(sequence: Int64, time: Instant) {
      self.sequence = sequence
      self.time = time
    }
  }

  /// A branch of events that was left for another.
  package struct SavedBranch: Sendable {
    package let name: String
    package let inputs: [Input]
    package let variation: Variation
    package let head: Extent
    /// The number of the branch that was left.
    package let number: Int
    /// The end of what it shares with the current branch.
    var forkPoint: Position
    package var fork: Int64 { forkPoint.sequence }
  }

  /// How a run differs from its scenario as written.
  package struct Variation: Equatable, Codable, Sendable {
    package var omittedSteps: Set<Int> = []
    package var suppressed: Set<SuppressedFault> = []

    /// The names in journals.
    private enum CodingKeys: String, CodingKey {
      case omittedSteps
      case suppressed = "averted"
    }
  }

  /// How far a run has got: events, clock, and commands, which need not have caused events.
  package struct Position: Equatable, Sendable {
    package var sequence: Int64
    package var time: Instant
    package var inputs: Int

    package init(sequence: Int64, time: Instant, inputs: Int) {
      self.sequence = sequence
      self.time = time
      self.inputs = inputs
    }

    /// Whether everything that has happened here has happened there.
    func isWithin(_ other: Position) -> Bool {
      sequence <= other.sequence && time <= other.time && inputs <= other.inputs
    }

    func shared(with other: Position) -> Position {
      Position(sequence: min(sequence, other.sequence), time: min(time, other.time), inputs: min(inputs, other.inputs))
    }
  }

  struct Checkpoint: Sendable {
    let simulator: Simulator
    let place: Position
    var sequence: Int64 { place.sequence }
    var time: Instant { place.time }

    init(_ simulator: Simulator) {
      self.simulator = simulator
      place = simulator.place
    }

    /// Whether no time has passed and no command was given since the latest event.
    var isAtEvent: Bool { simulator.isAtEvent }
  }

  package let scenario: Scenario
  /// The simulator at the position, or at the end of the cascade that the position is in.
  var simulator: Simulator
  /// The world in the middle of a cascade.
  var held: World?
  /// The rest of that cascade.
  var backlog: [Event] = []
  /// The commands of this branch in order, done and to come.
  package internal(set) var inputs: [Input] = []
  package internal(set) var variation = Variation()
  package internal(set) var head: Extent
  package internal(set) var savedBranches: [SavedBranch] = []
  /// Every branch in the order they started. The last is the current one.
  package internal(set) var branches = [Branch.first]
  var checkpoints: [Checkpoint] = []
  /// The maximum size of all checkpoints, in bytes.
  package private(set) var memory: Int
  /// Where the clock stood after an event before the next one was stepped to.
  var idleClocks: [Int64: Instant] = [:]
  /// The first moment and event that people saw.
  package internal(set) var start: Extent

  /// The default size of all checkpoints, in bytes: a small part of a machine's memory.
  package static let defaultMemory = 128 << 20
  /// The events run at a time while a test looks for one. What lies beyond a hit is undone, so this is short.
  private static let slice = 1_024
  /// The clocks kept for stepping back; half are removed at a time. Nobody steps back further event by event.
  private static let mostIdleClocks = 4_096

  /// - Parameters:
  ///   - simulator: at the beginning, or warmed up to the scenario's start.
  ///   - memory: the maximum size of all checkpoints, in bytes. At least two are always kept.
  package init(_ simulator: Simulator, memory: Int = defaultMemory) {
    scenario = simulator.scenario
    self.simulator = simulator
    self.memory = memory
    start = Extent(sequence: simulator.world.lastSequence, time: simulator.world.now)
    head = start
    self.simulator.discard()
    checkpoints = [Checkpoint(self.simulator)]
  }

  /// The same run with another limit for its checkpoints.
  package func with(memory: Int) -> Timeline {
    var copy = self
    copy.memory = memory
    return copy
  }

  // MARK: Position

  package var world: World { held ?? simulator.world }
  package var sequence: Int64 { held?.lastSequence ?? simulator.world.lastSequence }
  package var time: Instant { held?.now ?? simulator.world.now }
  /// Whether the position is before the head.
  package var isBehind: Bool { sequence < head.sequence || time < head.time }
  package var checkpointSequences: [Int64] { checkpoints.map(\.sequence) }
  package var scriptRefusals: [RefusedStep] { simulator.script.refusals }
  package var armed: [ArmedFault] { simulator.faults.pending }
  /// The command with a number; nil if it is no longer kept.
  package func command(_ number: Int64) -> GivenCommand? {
    simulator.commandLog.command(number)
  }

  /// The latest chance failures.
  package var mishaps: [SuppressedFault] { simulator.chance.mishaps }

  package func check(_ command: Command) -> Refusal? { simulator.check(command) }
  package func consequences(of command: Command) -> String { simulator.consequences(of: command) }

  mutating func reached() {
    let now = Extent(sequence: sequence, time: time)
    for index in simulator.commandLog.inputNumbers.indices {
      inputs[index].number = simulator.commandLog.inputNumbers[index]
    }
    if now.sequence > head.sequence || (now.sequence == head.sequence && now.time > head.time) { head = now }
  }

  // MARK: Forward

  /// Runs up to a moment, or until so many events have happened.
  package mutating func advance(to moment: Instant, limit: Int) -> (events: [Event], reached: Bool) {
    let result = runOn(to: moment, limit: limit)
    markIfFar()
    reached()
    return result
  }

  /// Runs without leaving a trace, because a look ahead can be discarded.
  private mutating func runOn(to moment: Instant, limit: Int) -> (events: [Event], reached: Bool) {
    let left = finishCascade()
    let isThere = simulator.run(until: moment, limit: limit)
    return (left + simulator.drain(), isThere)
  }

  /// Runs until an event passes a test, and stops right there.
  ///
  /// - Parameters:
  ///   - end: the latest moment.
  ///   - limit: the maximum number of events.
  ///   - test: called with each event and a world that knows its object.
  /// - Returns: the events, the one that passed, and whether the moment was reached.
  package mutating func run(until end: Instant, limit: Int, test: (Event, World) -> Bool) -> (
    events: [Event], hit: Event?, reached: Bool
  ) {
    var events: [Event] = []
    while true {
      let (slice, isThere) = runOn(to: end, limit: min(Self.slice, limit - events.count))
      let world = self.world
      if let index = slice.firstIndex(where: { test($0, world) }) {
        let hit = slice[index]
        events += slice[...index]
        // What was looked at beyond it has not happened.
        seek(event: hit.sequence, clock: hit.time)
        return (events, hit, false)
      }
      events += slice
      markIfFar()
      reached()
      if isThere { return (events, nil, true) }
      if events.count >= limit { return (events, nil, false) }
    }
  }

  /// The latest events up to the position. The run is replayed for them.
  package func record(latest count: Int) -> [Event] {
    var copy = self
    copy.restore(nearest(max(0, sequence - Int64(count))))
    copy.simulator.run(toEvent: sequence)
    return copy.simulator.drain().filter { $0.sequence <= sequence }
  }

  /// Steps forward by one event; nil if nothing will ever happen.
  package mutating func step() -> Event? {
    idleClocks[sequence] = time
    if idleClocks.count > Self.mostIdleClocks {
      let oldest = sequence - Int64(Self.mostIdleClocks / 2)
      idleClocks = idleClocks.filter { $0.key > oldest }
    }
    return replayStep()
  }

  /// Steps forward without keeping the clock of the position left: a replay passes where somebody paused.
  mutating func replayStep() -> Event? {
    if backlog.isEmpty {
      let clock = time
      held = simulator.world
      guard simulator.step() else {
        stay(at: simulator.world.lastSequence, clock)
        idleClocks[self.sequence] = nil
        return nil
      }
      backlog = simulator.drain().reversed()
    }
    let event = backlog.removeLast()
    held!.apply(event)
    if backlog.isEmpty { held = nil }
    markIfFar()
    reached()
    return event
  }

  /// Restores the position after a look ahead that found nothing.
  private mutating func stay(at sequence: Int64, _ clock: Instant) {
    restore(checkpoints.last { $0.sequence <= sequence && $0.time <= clock })
    simulator.run(toEvent: sequence)
    simulator.run(until: clock)
    simulator.discard()
  }

  /// Stops stepping: the world is the simulator's again.
  mutating func finishCascade() -> [Event] {
    defer { backlog = [] }
    held = nil
    return backlog.reversed()
  }
}
