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
