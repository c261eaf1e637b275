/// What a timer does when it fires.
package enum TimerKind: UInt8, Sendable {
  case datasetStep, syncDue, sessionStep, sessionTimeout, consentExpiry, customerOpens, customerFinishes
  case linkExpiry, ownerDisconnects, ownerReconnects, connectorFlips, connectorReturns, conditionBegins, conditionEnds
  case requestArrives, requestChoice, integrationStep, integrationDeadline, integrationAnswer, integrationClose,
    armedFault
}

/// A moment at which something is due, ordered by time and then by when it was requested.
package struct Timer: Equatable, Sendable {
  package var time: Instant
  package var sequence: Int64
  package var cause: Cause
  package var index: UInt32
  /// A timer is void if its generation is not its subject's current one.
  package var generation: UInt16
  package var kind: TimerKind
  /// A small argument of the kind, such as a sync frequency.
  package var payload: UInt8

  package init(
    time: Instant, sequence: Int64, cause: Cause, index: UInt32, generation: UInt16, kind: TimerKind, payload: UInt8
  ) {
    self.time = time
    self.sequence = sequence
    self.cause = cause
    self.index = index
    self.generation = generation
    self.kind = kind
    self.payload = payload
  }

  @inline(__always)
  package static func isEarlier(_ a: Timer, _ b: Timer) -> Bool {
    a.time != b.time ? a.time < b.time : a.sequence < b.sequence
  }
}

/// A queue of timers, earliest first.
package protocol TimerQueue: Sendable {
  mutating func push(_ timer: Timer)
  /// The time of the earliest timer.
  mutating func earliestTime() -> Instant?
  mutating func popEarliest() -> Timer?
  var count: Int { get }
}

/// A calendar queue with three levels: the current bucket, sorted; a ring of narrow buckets for the next hour; and a
/// ring of wide ones for some weeks, with a plain list beyond.
///
/// Buckets are chains in one pool, so a million timers need one array and no allocation each.
package struct CalendarQueue: TimerQueue {
  private struct Node {
    var timer: Timer
    var next: Int32
  }

  private static let narrowBits = 8  // buckets of 256 ms
  private static let ringBits = 14  // 16,384 of them: 70 minutes
  private static let wideCount = 1_024  // of 70 minutes each: 49 days
  private static let ringCount = 1 << ringBits
  private static let wideBits = narrowBits + ringBits

  private var pool: [Node] = []
  private var freeHead: Int32 = -1
  private var ring: [Int32]
  private var occupied: [UInt64]
  private var wide: [Int32]
  private var beyond: [Timer] = []
  /// Sorted latest first, so that the earliest is taken from the end.
  private var current: [Timer] = []
  /// The narrow bucket in `current`, counted from the epoch.
  private var bucket: Int64
  package private(set) var count = 0

  package init(start: Instant) {
    ring = [Int32](repeating: -1, count: Self.ringCount)
    occupied = [UInt64](repeating: 0, count: Self.ringCount / 64)
    wide = [Int32](repeating: -1, count: Self.wideCount)
    bucket = start >> Self.narrowBits
  }

  /// The size in bytes.
  package var byteCount: Int {
    pool.count * MemoryLayout<Node>.stride + (beyond.count + current.count) * MemoryLayout<Timer>.stride
      + (ring.count + wide.count) * 4 + occupied.count * 8
  }

  package mutating func push(_ timer: Timer) {
    count += 1
    let target = timer.time >> Self.narrowBits
    if target <= bucket {
      insertCurrent(timer)
    } else if target >> Self.ringBits == bucket >> Self.ringBits {
      chain(timer, ringSlot: Int(target & Int64(Self.ringCount - 1)))
    } else {
      pushFar(timer)
    }
  }

  package mutating func earliestTime() -> Instant? {
    fillCurrent()
    return current.last?.time
  }

  package mutating func popEarliest() -> Timer? {
    fillCurrent()
    guard let timer = current.popLast() else { return nil }
    count -= 1
    return timer
  }

  private mutating func insertCurrent(_ timer: Timer) {
    var low = 0
    var high = current.count
    while low < high {
      let middle = (low + high) / 2
      if Timer.isEarlier(timer, current[middle]) { low = middle + 1 } else { high = middle }
    }
    current.insert(timer, at: low)
  }

  private mutating func pushFar(_ timer: Timer) {
    let turn = timer.time >> Self.wideBits
    if turn - (bucket >> Self.ringBits) < Int64(Self.wideCount) {
      let slot = Int(turn & Int64(Self.wideCount - 1))
      wide[slot] = allocate(timer, next: wide[slot])
    } else {
      beyond.append(timer)
    }
  }

  private mutating func chain(_ timer: Timer, ringSlot slot: Int) {
    ring[slot] = allocate(timer, next: ring[slot])
    occupied[slot >> 6] |= 1 << UInt64(slot & 63)
  }

  private mutating func allocate(_ timer: Timer, next: Int32) -> Int32 {
    if freeHead >= 0 {
      let node = freeHead
      freeHead = pool[Int(node)].next
      pool[Int(node)] = Node(timer: timer, next: next)
      return node
    }
    pool.append(Node(timer: timer, next: next))
    return Int32(pool.count - 1)
  }

  /// Moves on to the next bucket that is not empty.
  private mutating func fillCurrent() {
    while current.isEmpty, count > 0 {
      if let slot = nextOccupied(after: Int(bucket & Int64(Self.ringCount - 1))) {
        bucket = (bucket & ~Int64(Self.ringCount - 1)) + Int64(slot)
        drain(ringSlot: slot)
      } else {
        turnRing()
      }
    }
  }

  private func nextOccupied(after slot: Int) -> Int? {
    var word = slot >> 6
    let low = slot & 63
    var bits = low == 63 ? 0 : occupied[word] & (~UInt64(0) << UInt64(low + 1))
    while true {
      if bits != 0 { return word << 6 + bits.trailingZeroBitCount }
      word += 1
      if word == occupied.count { return nil }
      bits = occupied[word]
    }
  }

  private mutating func drain(ringSlot slot: Int) {
    var node = ring[slot]
    ring[slot] = -1
    occupied[slot >> 6] &= ~(1 << UInt64(slot & 63))
    while node >= 0 {
      current.append(pool[Int(node)].timer)
      let next = pool[Int(node)].next
      pool[Int(node)].next = freeHead
      freeHead = node
      node = next
    }
    if current.count > 1 { current.sort { Timer.isEarlier($1, $0) } }
  }

  /// The ring is empty: the next wide bucket becomes the ring.
  private mutating func turnRing() {
    let turn = (bucket >> Self.ringBits) + 1
    // One before the first bucket of the turn, which is then found as the next.
    bucket = turn << Self.ringBits
    if turn & Int64(Self.wideCount - 1) == 0 { bringNearer() }
    let slot = Int(turn & Int64(Self.wideCount - 1))
    var node = wide[slot]
    wide[slot] = -1
    while node >= 0 {
      let timer = pool[Int(node)].timer
      let next = pool[Int(node)].next
      pool[Int(node)].next = freeHead
      freeHead = node
      count -= 1
      push(timer)
      node = next
    }
  }

  private mutating func bringNearer() {
    let far = beyond
    beyond = []
    count -= far.count
    for timer in far { push(timer) }
  }
}
