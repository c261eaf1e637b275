import Lifecycles

/// Two branches side by side: what ends differently, where they diverge, what was lost.
package struct Comparison: Sendable {
  /// One object that differs between the branches.
  package struct Difference: Sendable {
    package let entity: Entity
    /// Whether the object exists in the second branch only. Its `entity` is then of that world.
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
  package struct Toll: Equatable, Sendable {
    package let system: System
    /// Time by standing: failed, or waiting for somebody.
    package var first: [Standing: Milliseconds] = [:]
    package var second: [Standing: Milliseconds] = [:]
    /// How many syncs, sessions, integrations or requests completed.
    package var firstDone = 0
    package var secondDone = 0
  }

  /// In the order in which they diverge.
  package let differences: [Difference]
  package let tolls: [Toll]
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
    let one = Course(first.events, first.world)
    let other = Course(second.events, second.world)
    differences = Self.differences(one, other)
    tolls = Self.tolls(common, one, other, differences, until: until)
  }

  /// The events of a branch, by object.
  private struct Course {
    let world: World
    let events: [Event]
    /// By key: an object has the same key in both branches.
    var histories: [UInt64: [Int]] = [:]
    var entities: [UInt64: Entity] = [:]

    init(_ events: [Event], _ world: World) {
      self.world = world
      self.events = events
      for (index, event) in events.enumerated() {
        let key = world.key(of: event.entity)
        histories[key, default: []].append(index)
        entities[key] = event.entity
      }
    }
  }

  /// Whether two events say the same about their object, whatever its index in each branch.
  private static func saysTheSame(_ a: Event, _ b: Event) -> Bool {
    a.time == b.time && a.trigger == b.trigger && a.from == b.from && a.to == b.to && a.errorCode == b.errorCode
  }

  private static func differences(_ one: Course, _ other: Course) -> [Difference] {
    var found: [Difference] = []
    for key in Set(one.histories.keys).union(other.histories.keys) {
      let first = one.histories[key] ?? []
      let second = other.histories[key] ?? []
      let shared = zip(first, second).prefix { saysTheSame(one.events[$0], other.events[$1]) }.count
      guard shared < first.count || shared < second.count else { continue }
      let a = shared < first.count ? one.events[first[shared]] : nil
      let b = shared < second.count ? other.events[second[shared]] : nil
      guard let time = [a?.time, b?.time].compactMap({ $0 }).min(),
        let entity = one.entities[key] ?? other.entities[key]
      else { continue }
      found.append(
        Difference(
          entity: entity, isOfSecond: one.entities[key] == nil, time: time, first: a, second: b,
          firstEnd: end(entity, key, one),
          secondEnd: end(entity, key, other)))
    }
    return found.sorted { a, b in
      let first = (a.time, a.entity.kind.rawValue, a.entity.index)
      let second = (b.time, b.entity.kind.rawValue, b.entity.index)
      return first != second ? first < second : !a.isOfSecond && b.isOfSecond
    }
  }

  private static func end(_ entity: Entity, _ key: UInt64, _ course: Course) -> UInt8 {
    let own = course.entities[key] ?? entity
    return course.world.has(own) && course.world.key(of: own) == key ? course.world.status(of: own) : StatusID.absentRaw
  }

  // MARK: What was lost

  private static func tolls(
    _ common: World, _ one: Course, _ other: Course, _ differences: [Difference], until: Instant
  ) -> [Toll] {
    System.allCases.compactMap { system in
      let concerned = differences.filter { $0.entity.system == system }
      guard !concerned.isEmpty else { return nil }
      var toll = Toll(system: system)
      for difference in concerned {
        // Keys are the same in both worlds, indices need not be.
        let key = (difference.isOfSecond ? other : one).world.key(of: difference.entity)
        add(key, difference.entity, common, one, until, &toll.first, &toll.firstDone)
        add(key, difference.entity, common, other, until, &toll.second, &toll.secondDone)
      }
      return toll
    }
  }

  /// Adds up how long an object stays in each standing, and how often it completes.
  private static func add(
    _ key: UInt64, _ known: Entity, _ common: World, _ course: Course, _ until: Instant,
    _ times: inout [Standing: Milliseconds],
    _ done: inout Int
  ) {
    let history = course.histories[key] ?? []
    let entity = course.entities[key] ?? known
    var raw = StatusID.absentRaw
    var since = common.now
    if common.has(entity), common.key(of: entity) == key { raw = common.status(of: entity) }
    let system = System(rawValue: UInt8(key >> 58)) ?? .connection
    let table = Catalog.standingTable[Int(system.rawValue)]
    func close(_ end: Instant) {
      if raw != StatusID.absentRaw { times[table[Int(raw)], default: 0] += end - since }
    }
    for index in history where course.events[index].changesStatus {
      let event = course.events[index]
      close(event.time)
      (raw, since) = (event.to, event.time)
      let info = Catalog[system].info(raw)
      if system != .connection, info?.isFinal == true, info?.standing == .done { done += 1 }
    }
    close(until)
  }
}
