import Lifecycles
import Simulation
import Testing

/// A run without a command or a failure differs only in what followed from it.
@Suite struct WhatIfTests {
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
    let events = TimelineTests.events(timeline)
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

  /// A what-if without a chance failure removes that failure.
  @Test(arguments: 0..<6 as Range<UInt64>) func chanceFailuresCanBeLeftOut(_ seed: UInt64) throws {
    var scenario = WorldTests.small(200 + seed)
    scenario.settings.noAnswer = 900_000
    scenario.settings.linkCompletion = 300_000
    var timeline = Timeline(Simulator(scenario))
    _ = timeline.advance(to: timeline.time + 2 * Span.day, limit: .max)
    let events = TimelineTests.events(timeline)
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
