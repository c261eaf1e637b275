import HeapModule
import Simulation
import Testing

/// A plain heap, the oracle for the calendar queue.
struct HeapQueue: TimerQueue {
  private struct Entry: Comparable {
    let timer: Timer
    static func < (a: Entry, b: Entry) -> Bool { Timer.isEarlier(a.timer, b.timer) }
  }

  private var heap = Heap<Entry>()

  var count: Int { heap.count }
  mutating func push(_ timer: Timer) { heap.insert(Entry(timer: timer)) }
  mutating func earliestTime() -> Instant? { heap.min?.timer.time }
  mutating func popEarliest() -> Timer? { heap.popMin()?.timer }
}

@Suite struct TimerQueueTests {
  /// Random pushes and pops, near and far in time, never before the present.
  @Test(arguments: 0..<40) func timerQueueAgreesWithAHeap(_ seed: Int) {
    let start: Instant = 1_767_600_000_000
    var calendar = CalendarQueue(start: start)
    var heap = HeapQueue()
    var now = start
    let spreads: [Int64] = [1, 300, 5_000, Span.hour, Span.day, 40 * Span.day, 400 * Span.day]
    for turn in 0..<3_000 {
      let draw = Draw(seed: UInt64(seed), object: UInt64(turn), count: 0, purpose: .manager)
      if draw.index(5) < 3 {
        let delay = draw.next.below(spreads[draw.next.next.index(spreads.count)])
        let timer = Timer(
          time: now + delay, sequence: Int64(turn), cause: .root, index: UInt32(turn), generation: 0, kind: .armedFault,
          payload: 0)
        calendar.push(timer)
        heap.push(timer)
      } else {
        #expect(calendar.earliestTime() == heap.earliestTime())
        let popped = calendar.popEarliest()
        #expect(popped == heap.popEarliest())
        if let popped { now = max(now, popped.time) }
      }
      #expect(calendar.count == heap.count)
    }
    while let expected = heap.popEarliest() { #expect(calendar.popEarliest() == expected) }
    #expect(calendar.popEarliest() == nil)
  }
}

@Suite struct TimeTests {
  @Test func civilTimeRoundTrips() {
    for days in stride(from: -800_000, through: 800_000, by: 367) {
      let instant = Int64(days) * Span.day + 12_345_678
      #expect(CivilTime(instant).instant == instant)
    }
    #expect(ISO8601.text(0) == "1970-01-01T00:00:00.000Z")
    #expect(ISO8601.display(1_767_613_327_000) == "Mon 2026-01-05 11:42:07Z")
  }

  @Test(
    arguments: [
      ("2026-01-05T11:42:07Z", 1_767_613_327_000), ("2026-01-05T11:42:07.25Z", 1_767_613_327_250),
      ("2026-01-05T12:42:07+01:00", 1_767_613_327_000), ("2019-10-10T00:31:04.497225Z", 1_570_667_464_497),
      ("2026-01-05", 1_767_571_200_000),
    ] as [(String, Int64)]) func readsISO8601(_ text: String, _ instant: Instant)
  {
    #expect(ISO8601.parse(text) == instant)
  }

  @Test(arguments: [
    "", "2026", "2026-13-01", "2026-02-29", "2026-01-05T25:00:00Z", "2026-01-05T11:42:07Zx", "yesterday",
  ])
  func invalidTimesAreRefused(_ text: String) { #expect(ISO8601.parse(text) == nil) }

  @Test func spans() {
    #expect(Span.parse("1h30m") == 90 * Span.minute)
    #expect(Span.parse("250ms") == 250)
    for bad in ["", "5", "h", "1x", "-1h", "999999999999999999d", "1.5h"] { #expect(Span.parse(bad) == nil) }
    #expect(Span.short(47 * Span.hour) == "1d")
    #expect(Span.short(48 * Span.hour) == "2d")
  }
}
