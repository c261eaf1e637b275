/// The clock of a run and the timers ahead of it.
struct Scheduler: Sendable {
  var queue: CalendarQueue
  /// The number of the latest timer. Timers of the same moment fire in this order.
  private var sequence: Int64 = 0
  /// The moment being simulated.
  private(set) var now: Instant

  init(start: Instant) {
    queue = CalendarQueue(start: start)
    now = start
  }

  /// The time of the next timer; the maximum if there is none.
  @inline(__always)
  var earliestTime: Instant {
    mutating get { queue.earliestTime() ?? .max }
  }

  /// The size of a copy in bytes.
  var byteCount: Int { queue.byteCount }

  /// Moves the clock; it never goes back.
  @inline(__always)
  mutating func advance(to moment: Instant) { if moment > now { now = moment } }

  mutating func schedule(
    _ kind: TimerKind, _ index: Int, after delay: Milliseconds, cause: Cause, generation: UInt16, payload: UInt8
  ) {
    sequence += 1
    queue.push(
      Timer(
        time: now + max(0, delay), sequence: sequence, cause: cause, index: UInt32(index), generation: generation,
        kind: kind, payload: payload))
  }

  /// Removes the next timer.
  @inline(__always)
  mutating func popEarliest() -> Timer? { queue.popEarliest() }
}
