import Fixtures
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

  /// On a connection that can't be synced, schedules repeat forever and nothing ever happens: stepping says so, and
  /// doesn't move the clock.
  @Test func nothingMovesWhereNothingMoreHappens() throws {
    var scenario = Scenario.quiet(["Xero"], status: .authError)
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

extension Timeline {
  /// The next event, without going there.
  func nextStep() -> Event? {
    var copy = self
    return copy.step()
  }
}
