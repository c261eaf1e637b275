import Lifecycles

/// Two branches side by side: what ends differently, where they diverge, what was lost.
package struct Comparison: Sendable {
  /// One object that differs between the branches.
  package struct Difference: Sendable {
    package let object: ObjectRef
    /// Whether the object exists in the second branch only. Its `object` is then of that world.
    package let isOfSecond: Bool
    /// When the two branches diverge.
    package let time: Instant
    /// What happens to the object at that moment in each branch; nil for nothing.
    package let first: Event?
    package let second: Event?
    /// The status at the end.
    package let firstEnd: UInt8
    package let secondEnd: UInt8

    package var endsDifferently: Bool { firstEnd != secondEnd }
  }

  /// How long the objects of a system were failed or waiting, in milliseconds.
  package struct Impact: Equatable, Sendable {
    package let system: StatusSystem
    /// Time by category: failed, or waiting for somebody.
    package var first: [StatusCategory: Milliseconds] = [:]
    package var second: [StatusCategory: Milliseconds] = [:]
    /// How many syncs, sessions, integrations or requests completed.
    package var firstDone = 0
    package var secondDone = 0
  }

  /// In the order in which they diverge.
  package let differences: [Difference]
  package let impacts: [Impact]
  /// Events in each branch since the common world.
  package let counts: (first: Int, second: Int)
  package let from: Instant
  package let until: Instant

  /// - Parameters:
  ///   - common: the world before the events of both branches.
  ///   - until: the moment at which both end.
  package init(
    common: World, first: (events: [Event], world: World), second: (events: [Event], world: World), until: Instant
  ) {
    from = common.now
    self.until = until
    counts = (first.events.count, second.events.count)
    let one = Side(first.events, first.world)
    let other = Side(second.events, second.world)
    differences = Self.differences(one, other)
    impacts = Self.impacts(common, one, other, differences, until: until)
  }

  /// The events of a branch, by object.
  private struct Side {
    let world: World
    let events: [Event]
    /// By key: an object has the same key in both branches.
    var histories: [UInt64: [Int]] = [:]
    var objects: [UInt64: ObjectRef] = [:]

    init(_ events: [Event], _ world: World) {
      self.world = world
      self.events = events
      for (index, event) in events.enumerated() {
        let key = world.key(of: event.object)
        histories[key, default: []].append(index)
        objects[key] = event.object
      }
    }
  }

  /// Whether two events say the same about their object, whatever its index in each branch.
  private static func saysTheSame(_ a: Event, _ b: Event) -> Bool {
    a.time == b.time && a.trigger == b.trigger && a.from == b.from && a.to == b.to && a.errorCode == b.errorCode
  }

  private static func differences(_ one: Side, _ other: Side) -> [Difference] {
    var found: [Difference] = []
    for key in Set(one.histories.keys).union(other.histories.keys) {
      let first = one.histories[key] ?? []
      let second = other.histories[key] ?? []
      let shared = zip(first, second).prefix { saysTheSame(one.events[$0], other.events[$1]) }.count
      guard shared < first.count || shared < second.count else { continue }
      let a = shared < first.count ? one.events[first[shared]] : nil
      let b = shared < second.count ? other.events[second[shared]] : nil
      guard let time = [a?.time, b?.time].compactMap({ $0 }).min(),
        let object = one.objects[key] ?? other.objects[key]
      else { continue }
      found.append(
        Difference(
          object: object, isOfSecond: one.objects[key] == nil, time: time, first: a, second: b,
          firstEnd: end(object, key, one),
          secondEnd: end(object, key, other)))
    }
    return found.sorted { a, b in
      let first = (a.time, a.object.kind.rawValue, a.object.index)
      let second = (b.time, b.object.kind.rawValue, b.object.index)
      return first != second ? first < second : !a.isOfSecond && b.isOfSecond
    }
  }

  private static func end(_ object: ObjectRef, _ key: UInt64, _ side: Side) -> UInt8 {
    let own = side.objects[key] ?? object
    return side.world.has(own) && side.world.key(of: own) == key ? side.world.status(of: own) : StatusID.absentRaw
  }

  // MARK: What was lost

  private static func impacts(
    _ common: World, _ one: Side, _ other: Side, _ differences: [Difference], until: Instant
  ) -> [Impact] {
    StatusSystem.allCases.compactMap { system in
      let concerned = differences.filter { $0.object.system == system }
      guard !concerned.isEmpty else { return nil }
      var impact = Impact(system: system)
      for difference in concerned {
        // Keys are the same in both worlds, indices need not be.
        let key = (difference.isOfSecond ? other : one).world.key(of: difference.object)
        add(key, difference.object, common, one, until, &impact.first, &impact.firstDone)
        add(key, difference.object, common, other, until, &impact.second, &impact.secondDone)
      }
      return impact
    }
  }

  /// Adds up how long an object stays in each category, and how often it completes.
  private static func add(
    _ key: UInt64, _ known: ObjectRef, _ common: World, _ side: Side, _ until: Instant,
    _ times: inout [StatusCategory: Milliseconds],
    _ done: inout Int
  ) {
    let history = side.histories[key] ?? []
    let object = side.objects[key] ?? known
    var raw = StatusID.absentRaw
    var since = common.now
    if common.has(object), common.key(of: object) == key { raw = common.status(of: object) }
    let system = StatusSystem(rawValue: UInt8(key >> 58)) ?? .connection
    func close(_ end: Instant) {
      if raw != StatusID.absentRaw { times[Catalog.category(system, raw), default: 0] += end - since }
    }
    for index in history where side.events[index].changesStatus {
      let event = side.events[index]
      close(event.time)
      (raw, since) = (event.to, event.time)
      let info = Catalog[system].info(raw)
      if system != .connection, info?.isFinal == true, info?.category == .done { done += 1 }
    }
    close(until)
  }
}
