import Lifecycles

/// A run that goes back as easily as forward.
///
/// Checkpoints are copies of the simulator; between them the run is made again, which gives the same
/// events. What lay ahead is kept until something else is done there: then the run forks, and the old
/// course is kept as a branch to which one can return.
package struct Timeline: Sendable {
  /// How far a course of events has been seen.
  package struct Reach: Equatable, Sendable {
    package var sequence: Int64
    package var time: Instant
  }

  /// A course of events that was left for another.
  package struct Branch: Sendable {
    package let name: String
    package let inputs: [Input]
    package let variation: Variation
    package let head: Reach
    /// After this event it went its own way.
    package internal(set) var fork: Int64
  }

  /// What is different from the scenario as it was written.
  package struct Variation: Equatable, Sendable {
    package var omittedSteps: Set<Int> = []
    package var averted: Set<Averted> = []

    package var isEmpty: Bool { omittedSteps.isEmpty && averted.isEmpty }
  }

  struct Checkpoint: Sendable {
    let simulator: Simulator
    var sequence: Int64 { simulator.world.lastSequence }
    var time: Instant { simulator.world.now }
  }

  package let scenario: Scenario
  /// Stands at the position, or at the end of the cascade in the middle of which the position is.
  var simulator: Simulator
  /// The world in the middle of a cascade.
  private var held: World?
  /// The rest of that cascade.
  private var backlog: [Event] = []
  /// Commands of this course, done and to come, in their order.
  package private(set) var inputs: [Input] = []
  package private(set) var variation = Variation()
  package private(set) var head: Reach
  package private(set) var branches: [Branch] = []
  private var branchCount = 0
  var checkpoints: [Checkpoint] = []
  /// Bytes that checkpoints may take.
  package let memory: Int
  /// Where the clock stood after an event before the next one was stepped to.
  private var rests: [Int64: Instant] = [:]
  /// The first moment and event that people saw.
  package let start: Reach

  /// - Parameters:
  ///   - simulator: at the beginning, or warmed up to the scenario's start.
  ///   - memory: bytes that checkpoints may take; at least two are kept all the same.
  package init(_ simulator: Simulator, memory: Int = 128 << 20) {
    scenario = simulator.scenario
    self.simulator = simulator
    self.memory = memory
    start = Reach(sequence: simulator.world.lastSequence, time: simulator.world.now)
    head = start
    self.simulator.discard()
    checkpoints = [Checkpoint(simulator: self.simulator)]
  }

  // MARK: Where it stands

  package var world: World { held ?? simulator.world }
  package var sequence: Int64 { held?.lastSequence ?? simulator.world.lastSequence }
  package var time: Instant { held?.now ?? simulator.world.now }
  /// Whether the position lies before what has been seen.
  package var isBehind: Bool { sequence < head.sequence || time < head.time }
  package var isInCascade: Bool { held != nil }
  package var checkpointSequences: [Int64] { checkpoints.map(\.sequence) }
  package var scriptRefusals: [RefusedStep] { simulator.scriptRefusals }
  package var armed: [ArmedFault] { simulator.armed }

  package mutating func nextTime() -> Instant? { simulator.nextTime() }
  package func check(_ command: Command) -> Refusal? { simulator.check(command) }
  package func consequences(of command: Command) -> String { simulator.consequences(of: command) }

  private mutating func reached() {
    let now = Reach(sequence: sequence, time: time)
    if now.sequence > head.sequence || (now.sequence == head.sequence && now.time > head.time) { head = now }
  }

  // MARK: Forward

  /// Runs up to a moment, or until so many events have come.
  package mutating func advance(to moment: Instant, limit: Int) -> (events: [Event], reached: Bool) {
    let left = finishCascade()
    let isThere = simulator.run(until: moment, limit: limit)
    let events = simulator.drain()
    markIfFar()
    reached()
    return (left + events, isThere)
  }

  /// Runs until something passes a test, and stops right there, before anything else happens.
  ///
  /// - Parameters:
  ///   - end: the moment to which it runs at most.
  ///   - limit: how many events it runs at most.
  ///   - test: asked of each event, with a world that knows its object.
  /// - Returns: the events up to the place, the one that passed, and whether the moment was reached.
  package mutating func run(until end: Instant, limit: Int, test: (Event, World) -> Bool) -> (
    events: [Event], hit: Event?, reached: Bool
  ) {
    let seen = head
    var events: [Event] = []
    while true {
      let (slice, isThere) = advance(to: end, limit: min(1_024, limit - events.count))
      let world = self.world
      if let index = slice.firstIndex(where: { test($0, world) }) {
        let hit = slice[index]
        events += slice[...index]
        head = seen
        // What was looked at beyond it has not happened.
        seek(event: hit.sequence, clock: hit.time)
        return (events, hit, false)
      }
      events += slice
      if isThere { return (events, nil, true) }
      if events.count >= limit { return (events, nil, false) }
    }
  }

  /// The events up to the position, as many of the latest as asked for: the run is made again for them.
  package func record(latest count: Int) -> [Event] {
    var copy = self
    copy.restore(nearest(max(0, sequence - Int64(count))))
    copy.simulator.run(toEvent: sequence)
    return copy.simulator.drain().filter { $0.sequence <= sequence }
  }

  /// One event on; nil where nothing will ever happen.
  package mutating func step() -> Event? {
    rests[sequence] = time
    if rests.count > 4_096 { rests = rests.filter { $0.key > sequence - 2_048 } }
    if backlog.isEmpty {
      let clock = time
      held = simulator.world
      guard simulator.step() else {
        stay(at: simulator.world.lastSequence, clock)
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

  /// Puts everything back where it was, after a look ahead that found nothing.
  private mutating func stay(at sequence: Int64, _ clock: Instant) {
    restore(checkpoints.last { $0.sequence <= sequence && $0.time <= clock })
    simulator.run(toEvent: sequence)
    simulator.run(until: clock)
    simulator.discard()
  }

  /// Gives up stepping: the world is the simulator's again.
  private mutating func finishCascade() -> [Event] {
    defer { backlog = [] }
    held = nil
    return backlog.reversed()
  }

  // MARK: Back, and anywhere

  /// To just after an event, wherever it is; 0 is before the first.
  ///
  /// - Returns: whether there is such a place: the run may end before.
  @discardableResult
  package mutating func seek(event sequence: Int64) -> Bool { seek(event: sequence, clock: nil) }

  @discardableResult
  private mutating func seek(event sequence: Int64, clock: Instant?) -> Bool {
    let target = max(0, sequence)
    let before = target > self.sequence ? self : nil
    if held != nil, target > self.sequence {
      while self.sequence < target, held != nil { _ = step() }
      if self.sequence == target { return true }
    }
    if target < self.sequence || nearest(target)?.sequence ?? 0 > simulator.world.lastSequence {
      restore(nearest(target))
      approach(target)
    } else if target == self.sequence {
      guard let clock, clock < time else { return true }
      restore(checkpoints.last { $0.sequence <= target && $0.time <= clock })
    }
    guard replay(to: target) else {
      // The run ends before: nothing has happened.
      if let before { self = before }
      return false
    }
    // The clock goes where it stood when this was last left.
    if clock == nil, held == nil, let rest = rests[target], rest > time {
      simulator.run(until: rest)
      simulator.discard()
    }
    reached()
    return true
  }

  /// To a moment, with everything that is due by then.
  package mutating func seek(time moment: Instant) {
    if moment < time || held != nil { restore(checkpoints.last { $0.time <= moment }) }
    simulator.run(until: moment)
    simulator.discard()
    reached()
  }

  private func nearest(_ sequence: Int64) -> Checkpoint? { checkpoints.last { $0.sequence <= sequence } }

  /// Puts the simulator back; without a checkpoint to the beginning of all.
  private mutating func restore(_ checkpoint: Checkpoint?) {
    held = nil
    backlog = []
    simulator = checkpoint?.simulator ?? Simulator(unfounded: scenario)
    simulator.take(variation)
    simulator.plan(inputs.dropFirst(simulator.inputsDone))
  }

  /// Leaves checkpoints on the way, the denser the nearer, so that further steps back are short.
  private mutating func approach(_ target: Int64) {
    // A very large world has no room for so many.
    guard memory / max(1, bytes) > 12 else { return }
    for distance: Int64 in [32_768, 8_192, 2_048, 256] where target - simulator.world.lastSequence > 2 * distance {
      simulator.run(toEvent: target - distance)
      simulator.discard()
      guard simulator.world.lastSequence <= target else {
        // A long cascade leads past it.
        restore(nearest(target))
        return
      }
      mark()
    }
  }

  /// Forward to an event. In the middle of a cascade the world is held there.
  private mutating func replay(to target: Int64) -> Bool {
    guard simulator.run(toEvent: target) else { return false }
    simulator.discard()
    if simulator.world.lastSequence == target { return true }
    // Past it: the cascade is made again event by event.
    let cascade = simulator.cascadeStart
    restore(nearest(cascade))
    simulator.run(toEvent: cascade)
    simulator.discard()
    while sequence < target, step() != nil {}
    return sequence == target
  }

  // MARK: Commands

  /// Carries out a command; the events are those not shown yet and those that it caused.
  ///
  /// Behind the head the run forks here, and what lay ahead becomes a branch.
  package mutating func submit(_ command: Command) -> Result<[Event], Refusal> {
    if let refusal = simulator.check(command) { return .failure(refusal) }
    if isBehind { fork() }
    let left = finishCascade()
    let input = simulator.place(of: command)
    if case .failure(let refusal) = simulator.submit(command) { return .failure(refusal) }
    simulator.countInput()
    inputs.append(input)
    reached()
    return .success(left + simulator.drain())
  }

  private mutating func fork() {
    let end = simulator.world.lastSequence
    keepBranch(fork: end)
    inputs.removeSubrange(simulator.inputsDone...)
    simulator.plan([])
    checkpoints.removeAll { $0.sequence > end }
    rests = rests.filter { $0.key < sequence }
    head = Reach(sequence: sequence, time: time)
  }

  /// The present course becomes a branch. What they share is no longer than what the new course keeps.
  private mutating func keepBranch(fork: Int64) {
    for index in branches.indices { branches[index].fork = min(branches[index].fork, fork) }
    branchCount += 1
    branches.append(
      Branch(name: "course \(branchCount)", inputs: inputs, variation: variation, head: head, fork: fork))
    if branches.count > 20 { branches.removeFirst() }
  }

  /// Goes over to another course of events, at its end; the present one becomes a branch.
  package mutating func take(branch index: Int) {
    let branch = branches.remove(at: index)
    goOver(inputs: branch.inputs, variation: branch.variation, fork: branch.fork, to: branch.head.time)
  }

  /// Goes over to a course that parts from the present one after an event.
  mutating func goOver(inputs: [Input], variation: Variation, fork: Int64, to moment: Instant) {
    keepBranch(fork: fork)
    self.inputs = inputs
    self.variation = variation
    checkpoints.removeAll { $0.sequence > fork }
    rests = [:]
    restore(nearest(fork))
    head = Reach(sequence: sequence, time: time)
    seek(time: moment)
    mark()
  }

  // MARK: Checkpoints

  /// What one copy of the simulator takes, in bytes.
  package var bytes: Int { simulator.byteCount }

  private mutating func markIfFar() {
    let spacing = max(4_096, Int64(bytes / 32))
    guard held == nil, simulator.world.lastSequence - (checkpoints.last?.sequence ?? 0) >= spacing else { return }
    mark()
  }

  /// Leaves a checkpoint here: where somebody pauses, they may want to go back.
  package mutating func mark() {
    guard held == nil else { return }
    let sequence = simulator.world.lastSequence
    let position = checkpoints.firstIndex { $0.sequence >= sequence } ?? checkpoints.count
    if checkpoints.indices.contains(position), checkpoints[position].sequence == sequence { return }
    checkpoints.insert(Checkpoint(simulator: simulator), at: position)
    thin()
  }

  /// Takes out checkpoints where they are closest for their distance, so that the gaps grow with it.
  private mutating func thin() {
    let most = max(2, memory / max(1, bytes))
    let here = simulator.world.lastSequence
    while checkpoints.count > min(most, 96) {
      let inner = checkpoints.indices.dropFirst().dropLast()
      // With the first and the last only, the one further from here goes.
      guard
        let worst = inner.min(by: { weight($0, here) < weight($1, here) })
          ?? checkpoints.indices.max(by: { abs(checkpoints[$0].sequence - here) < abs(checkpoints[$1].sequence - here) })
      else { return }
      checkpoints.remove(at: worst)
    }
  }

  /// How much a checkpoint is worth: the gap that it fills, for its distance from the position.
  private func weight(_ index: Int, _ here: Int64) -> Int64 {
    let gap = checkpoints[index + 1].sequence - checkpoints[index - 1].sequence
    return gap * 4_096 / (abs(checkpoints[index].sequence - here) + 1)
  }
}
