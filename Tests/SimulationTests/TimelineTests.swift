import Lifecycles
import Simulation
import Testing

/// Stepping back and forth in a run gives the same as going through it.
@Suite struct TimelineTests {
  /// Everything that a world says. Two worlds that agree here look the same everywhere.
  static func same(_ a: World, _ b: World) -> Bool {
    a.lastSequence == b.lastSequence && a.connections == b.connections && a.datasets == b.datasets
      && a.requests == b.requests && a.integrations == b.integrations && a.providerStates == b.providerStates
      && a.counts == b.counts
  }

  /// A run with commands, at the end and in the middle of a millisecond, that ends some hours after the start.
  static func run(_ seed: UInt64, commands: Int = 30) -> Timeline {
    let scenario = WorldTests.small(seed)
    var timeline = Timeline(Simulator(scenario))
    for part in 1...commands {
      let draw = Draw(seed: seed, object: UInt64(part), count: 3, purpose: .manager)
      _ = timeline.advance(to: timeline.time + draw.next.below(20 * Span.minute), limit: .max)
      // Occasionally in the middle of a cascade.
      for _ in 0..<draw.next.next.index(4) { _ = timeline.step() }
      _ = timeline.submit(WorldTests.randomCommand(draw, timeline.world))
    }
    _ = timeline.advance(to: timeline.time + 2 * Span.hour, limit: .max)
    return timeline
  }

  /// The fold of the events up to one of them.
  static func fold(_ roster: World, _ events: [Event], to sequence: Int64) -> World {
    var world = roster
    for event in events where event.sequence <= sequence { world.apply(event) }
    return world
  }

  /// All events of a timeline's branch, from the very first.
  static func events(_ timeline: Timeline) -> [Event] {
    var simulator = Simulator(withoutBootstrap: timeline.scenario)
    simulator.plan(timeline.inputs)
    simulator.run(until: timeline.head.time)
    return simulator.drain()
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func repeatedRunsAreTheSame(_ seed: UInt64) {
    let timeline = Self.run(seed)
    let events = Self.events(timeline)
    #expect(events.last?.sequence == timeline.sequence)
    let roster = Simulator(withoutBootstrap: timeline.scenario).world
    #expect(Self.same(Self.fold(roster, events, to: .max), timeline.world))
  }

  @Test(arguments: [4, 5, 6] as [UInt64]) func seekingEqualsReplaying(_ seed: UInt64) {
    var timeline = Self.run(seed)
    let events = Self.events(timeline)
    let roster = Simulator(withoutBootstrap: timeline.scenario).world
    let last = timeline.head.sequence
    var places: [Int64] = [0, 1, 2, 17, last, last - 1, timeline.start.sequence, timeline.start.sequence + 1]
    for turn in 0..<60 {
      places.append(Draw(seed: seed, object: UInt64(turn), count: 9, purpose: .manager).below(last + 1))
    }
    for place in places {
      let isThere = timeline.seek(event: place)
      #expect(isThere)
      #expect(timeline.sequence == place)
      #expect(Self.same(timeline.world, Self.fold(roster, events, to: place)), "at #\(place)")
      #expect(timeline.head.sequence == last)
    }
  }

  @Test(arguments: [7, 8] as [UInt64]) func forwardAndBackIsTheIdentity(_ seed: UInt64) {
    var timeline = Self.run(seed)
    timeline.seek(event: timeline.start.sequence + 50)
    for count in [1, 2, 7, 40, 300] as [Int64] {
      let before = timeline
      for _ in 0..<count { _ = timeline.step() }
      timeline.seek(event: timeline.sequence - count)
      #expect(Self.same(timeline.world, before.world))
      #expect(timeline.time == before.time)
      #expect(timeline.nextStep() == before.nextStep())
    }
  }

  @Test func seekingToAMomentEqualsRunning() {
    var timeline = Self.run(9)
    let middle = (timeline.start.time + timeline.head.time) / 2
    var simulator = Simulator(withoutBootstrap: timeline.scenario)
    simulator.plan(timeline.inputs)
    simulator.run(until: middle)
    timeline.seek(time: middle)
    #expect(Self.same(timeline.world, simulator.world))
    #expect(timeline.time == middle)
    #expect(timeline.isBehind)
    timeline.seek(time: timeline.head.time)
    #expect(!timeline.isBehind)
  }

  @Test func forksKeepThePrefixAndTheOldBranch() {
    var timeline = Self.run(10)
    let before = Self.events(timeline)
    let old = timeline.world
    let place = timeline.start.sequence + 40
    timeline.seek(event: place)
    #expect(timeline.isBehind)
    let connection = timeline.world.connections.firstIndex { $0.isConnected }!
    guard case .success = timeline.submit(.connection(connection, .disconnect)) else {
      Issue.record("a connected connection can be disconnected")
      return
    }
    #expect(!timeline.isBehind)
    _ = timeline.advance(to: timeline.time + Span.hour, limit: .max)
    let after = Self.events(timeline)
    let shared = zip(before, after).prefix { $0 == $1 }.count
    #expect(Int64(shared) >= place)
    #expect(timeline.savedBranches.count == 1)
    // Back on the branch that was left, nothing has changed.
    timeline.take(branch: 0)
    #expect(Self.same(timeline.world, old))
    #expect(Self.events(timeline) == before)
    #expect(timeline.savedBranches.count == 1)
  }

  @Test func checkpointsStayWithinTheirMemory() {
    let scenario = WorldTests.small(11)
    let simulator = Simulator(scenario)
    let one = simulator.byteCount
    var timeline = Timeline(simulator, memory: 5 * one)
    _ = timeline.advance(to: timeline.time + 60 * Span.day, limit: .max)
    for part in 0..<40 { _ = timeline.advance(to: timeline.time + Span.day * Int64(part % 3 + 1), limit: .max) }
    #expect(timeline.checkpointSequences.count <= 5)
    #expect(timeline.checkpointSequences.count >= 3)
    #expect(timeline.checkpointSequences == timeline.checkpointSequences.sorted())
    timeline.seek(event: timeline.head.sequence / 2)
    #expect(timeline.checkpointSequences.count <= 5)
  }

  /// Removing a fault or a command leaves every unaffected group of objects unchanged.
  @Test(arguments: 20..<32 as Range<UInt64>) func onlyTrueConsequencesDiffer(_ seed: UInt64) throws {
    var scenario = WorldTests.small(seed)
    scenario.settings.conditionEvery = DurationTable([4 * Span.hour, 9 * Span.hour])
    var timeline = Timeline(Simulator(scenario))
    for part in 1...12 {
      let draw = Draw(seed: seed, object: UInt64(part), count: 5, purpose: .manager)
      _ = timeline.advance(to: timeline.time + draw.below(Span.hour), limit: .max)
      _ = timeline.submit(WorldTests.randomCommand(draw.next, timeline.world))
    }
    _ = timeline.advance(to: timeline.time + Span.day, limit: .max)
    let events = Self.events(timeline)
    let mishap = events.first { $0.object.kind == .provider && $0.cause == .root && $0.time > timeline.start.time }
    var changes: [Timeline.Change] = timeline.inputs.indices.map { .withoutInput($0) }
    if let mishap { changes.append(.withoutMishap(SuppressedFault(object: mishap.object, time: mishap.time))) }
    for change in changes {
      let fork = try #require(timeline.fork(change, until: timeline.head.time))
      let touched = Self.touched(events, change, timeline)
      for difference in fork.comparison.differences {
        let group = Self.group(difference.object, difference.first == nil ? fork.world : timeline.world)
        let isNew = difference.first == nil && !touched.contains(group)
        // What happens only in the other branch follows from something that the first one delayed.
        #expect(
          touched.contains(group) || isNew && Self.isReached(difference, touched, fork.world),
          "\(change): \(difference)")
      }
    }
  }

  /// Objects that change together: a connection with session and datasets; a request with its integrations.
  static func group(_ object: ObjectRef, _ world: World) -> ObjectRef {
    switch object.kind {
    case .session, .dataset, .connection: .connection(world.connection(of: object) ?? 0)
    case .integration: .request(Int(world.integrations[object.position].request))
    default: object
    }
  }

  /// The groups in which something follows from what is removed, directly or by way of a group that such a consequence
  /// has reached.
  static func touched(_ events: [Event], _ change: Timeline.Change, _ timeline: Timeline) -> Set<ObjectRef> {
    var caused: Set<Int64> = []
    var groups: Set<ObjectRef> = []
    var isOn = false
    for event in events {
      switch change {
      case .withoutInput(let index):
        if event.cause.command != nil, event.time == timeline.inputs[index].time { isOn = true }
        if event.cause.command != nil, event.time == timeline.inputs[index].time { caused.insert(event.sequence) }
      case .withoutMishap(let mishap):
        if event.object == mishap.object, event.time == mishap.time, event.cause == .root {
          caused.insert(event.sequence)
          isOn = true
        }
      default: break
      }
      guard isOn else { continue }
      let group = group(event.object, timeline.world)
      let isCaused = caused.contains(event.sequence) || event.cause.event.map(caused.contains) == true
      if isCaused || groups.contains(group) {
        caused.insert(event.sequence)
        groups.insert(group)
      }
    }
    return groups
  }

  /// A request that uses an affected connection, or a connection that an affected request deletes from.
  static func isReached(_ difference: Comparison.Difference, _ touched: Set<ObjectRef>, _ world: World) -> Bool {
    switch difference.object.kind {
    case .request, .integration:
      let request = group(difference.object, world).position
      return world.integrations(ofRequest: request).contains {
        world.connection(of: .integration($0)).map { touched.contains(.connection($0)) } == true
      }
    default:
      guard let connection = world.connection(of: difference.object) else { return false }
      return world.integrations.contains {
        Int($0.connection) == connection && touched.contains(.request(Int($0.request)))
      }
    }
  }
}

extension Timeline {
  /// The next event, without going there.
  func nextStep() -> Event? {
    var copy = self
    return copy.step()
  }
}

extension TimelineTests {
  /// On a connection that can't be synced, schedules repeat forever and nothing ever happens: stepping says so, and
  /// doesn't move the clock.
  @Test func nothingMovesWhereNothingMoreHappens() throws {
    var scenario = CouplingTests.scenario(["Xero"], status: .authError)
    scenario.settings.sync = scenario.settings.sync.map { _ in SyncSetting(frequency: .hourly, fetchOnFirstLink: true) }
    // Schedules start while it is connected.
    scenario.named[0].connections[0].status = .connected
    var timeline = Timeline(Simulator(scenario))
    _ = try timeline.submit(.inject(Fault(.connection(0), .loseAuthorization))).get()
    _ = timeline.advance(to: timeline.time + Span.day, limit: .max)
    let before = timeline.world
    let event = timeline.step()
    #expect(event == nil)
    let isThere = timeline.seek(event: timeline.sequence + 5)
    #expect(!isThere)
    #expect(Self.same(timeline.world, before) && timeline.time == before.now)
    // What is injected then happens immediately, not in a year.
    _ = try timeline.submit(.connection(0, .openLink)).get()
    #expect(timeline.time == before.now)
  }
}

extension TimelineTests {
  /// A random walk of everything that can be done with a run. After each move it equals a run made from its exported
  /// scenario.
  @Test(arguments: 0..<24 as Range<UInt64>) func anyRunEqualsItsExport(_ seed: UInt64) {
    var scenario = WorldTests.small(100 + seed)
    scenario.accounts = 3
    for (verb, every) in [(ScriptStep.Verb.queue, Span.hour), (.expireConsent, 5 * Span.hour)] {
      let roster = Simulator(withoutBootstrap: scenario).world
      var step = ScriptStep(after: 30 * Span.minute, verb: verb)
      step.target = roster.address(of: .connection(Int(seed) % roster.connections.count))
      step.every = every
      scenario.script.append(step)
    }
    var timeline = Timeline(Simulator(scenario))
    for move in 0..<50 {
      let draw = Draw(seed: seed, object: UInt64(move), count: 17, purpose: .manager)
      let name = Self.move(&timeline, draw)
      var again = Simulator(withoutBootstrap: timeline.written)
      again.run(until: timeline.time)
      let events = again.drain()
      let world = Self.fold(Simulator(withoutBootstrap: scenario).world, events, to: timeline.sequence)
      let isSame = Self.same(world, timeline.world)
      #expect(isSame, "after move \(move), \(name), at #\(timeline.sequence)")
      #expect(timeline.head.sequence >= timeline.sequence)
      if !isSame { return }
    }
  }

  /// One random move.
  private static func move(_ timeline: inout Timeline, _ draw: Draw) -> String {
    let amount = draw.next.below(3 * Span.hour)
    switch draw.index(12) {
    case 0, 1:
      _ = timeline.advance(to: timeline.time + amount, limit: .max)
      return "advance"
    case 2:
      // On the hour, when steps of the script are due too.
      _ = timeline.advance(to: (timeline.time / (30 * Span.minute) + 1) * 30 * Span.minute, limit: .max)
      return "advance to the hour"
    case 3:
      for _ in 0..<draw.next.index(30) { _ = timeline.step() }
      return "step"
    case 4:
      timeline.seek(event: draw.next.below(timeline.head.sequence + 1))
      return "seek event"
    case 5:
      timeline.seek(event: max(1, timeline.sequence - draw.next.below(4)))
      return "back"
    case 6:
      timeline.seek(time: timeline.start.time + amount)
      return "seek time"
    case 7:
      timeline.mark()
      return "mark"
    case 8:
      _ = timeline.run(until: timeline.time + amount, limit: 100_000) { event, _ in event.sequence % 41 == 0 }
      return "run to a hit"
    case 9 where !timeline.savedBranches.isEmpty:
      timeline.take(branch: draw.next.index(timeline.savedBranches.count))
      return "branch"
    case 10 where !timeline.inputs.isEmpty:
      guard let fork = timeline.fork(.withoutInput(draw.next.index(timeline.inputs.count)), until: timeline.head.time)
      else {
        return "no fork"
      }
      timeline.take(fork)
      return "without a command"
    default:
      let command = timeline.armed.first.map { Command.disarm($0.fault) }
      let isBack = command != nil && draw.next.next.index(3) == 0
      _ = timeline.submit(isBack ? command! : FaultTests.anyCommand(draw, timeline.world))
      return "command"
    }
  }

  /// A what-if without a chance failure removes that failure.
  @Test(arguments: 0..<6 as Range<UInt64>) func chanceFailuresCanBeLeftOut(_ seed: UInt64) throws {
    var scenario = WorldTests.small(200 + seed)
    scenario.settings.noAnswer = 900_000
    scenario.settings.linkCompletion = 300_000
    var timeline = Timeline(Simulator(scenario))
    _ = timeline.advance(to: timeline.time + 2 * Span.day, limit: .max)
    let events = Self.events(timeline)
    let mishaps = timeline.mishaps.filter { $0.time > timeline.start.time }
    #expect(mishaps.count > 5)
    for mishap in mishaps.prefix(40) {
      let fork = try #require(timeline.fork(.withoutMishap(mishap), until: timeline.head.time))
      let wentWrong = events.filter { event in
        event.object == mishap.object && event.time == mishap.time
          && Catalog[.dataset].faults.contains { $0.trigger == event.trigger } && event.cause.event != nil
      }
      // A failure that it caused immediately is not in the other branch.
      for event in wentWrong where event.object.kind == .dataset {
        let parts = fork.comparison.differences.contains { $0.object == event.object && $0.time <= event.time }
        #expect(parts, "\(event)")
      }
    }
  }
}

extension TimelineTests {
  /// The tree of an event contains exactly the events whose causes include it.
  @Test func consequencesAreTheInverseOfCauses() {
    let timeline = Self.run(12)
    var log = EventLog()
    for event in Self.events(timeline) { log.append(event) }
    for turn in 0..<60 {
      let position = Draw(seed: 12, object: UInt64(turn), count: 0, purpose: .manager).index(log.count)
      let event = log[position]
      let tree = log.tree(of: event.sequence, limit: .max)
      #expect(!tree.hasMore)
      let expected = (0..<log.count).map { log[$0] }.filter { other in
        other.sequence != event.sequence
          && log.causes(of: other, limit: .max).contains { $0.sequence == event.sequence }
      }
      #expect(Set(tree.events.map(\.event.sequence)) == Set(expected.map(\.sequence)))
      // Each is below its cause.
      for (index, entry) in tree.events.enumerated() where entry.depth > 1 {
        let parent = tree.events[..<index].last { $0.depth == entry.depth - 1 }
        #expect(parent?.event.sequence == entry.event.cause.event)
      }
      let part = log.tree(of: event.sequence, limit: 2)
      #expect(part.events.count == min(2, expected.count) && part.hasMore == (expected.count > 2))
    }
  }
}
