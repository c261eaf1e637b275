import Lifecycles
import Simulation
import Testing

/// Where the clock stands after stepping and seeking, with pauses between events.
@Suite struct TimelineClockTests {
  /// A run with commands that was never stepped, so that no clock is kept yet.
  private struct Run {
    var timeline: Timeline
    /// Every event, by its sequence number less one.
    let events: [Event]

    init(_ seed: UInt64) {
      timeline = Timeline(Simulator(WorldTests.small(seed)))
      for part in 1...6 as ClosedRange<UInt64> {
        let draw = Draw(seed: seed, object: part, count: 3, purpose: .manager)
        _ = timeline.advance(to: timeline.time + draw.next.below(20 * Span.minute), limit: .max)
        _ = timeline.submit(WorldTests.randomCommand(draw, timeline.world))
      }
      _ = timeline.advance(to: timeline.time + 2 * Span.hour, limit: .max)
      events = TimelineTests.events(timeline)
    }

    /// Events after the start that are followed by a gap of at least a tenth of a second.
    func pauses() -> [Int64] {
      events.indices.dropLast().filter {
        events[$0 + 1].time - events[$0].time >= 100 && events[$0].sequence > timeline.start.sequence
      }.map { events[$0].sequence }
    }

    func time(_ sequence: Int64) -> Instant { events[Int(sequence) - 1].time }

    /// Half of the way to the event after this one.
    func middle(_ sequence: Int64) -> Instant { (time(sequence) + time(sequence + 1)) / 2 }
  }

  /// Seeking to an event shows the event's moment, also where somebody paused after it.
  @Test(arguments: [31, 32, 33] as [UInt64]) func pausesDoNotMoveEvents(_ seed: UInt64) {
    var run = Run(seed)
    let pauses = run.pauses()
    let places = [pauses[2], pauses[pauses.count / 2], pauses[pauses.count - 3]]
    for place in places {
      run.timeline.seek(time: run.middle(place))
      run.timeline.mark()
      #expect(run.timeline.sequence == place && run.timeline.time == run.middle(place))
    }
    for place in places {
      for away in [run.timeline.head.sequence, 0, place + 1, place - 1] {
        run.timeline.seek(event: away)
        run.timeline.seek(event: place)
        #expect(run.timeline.time == run.time(place), "to #\(place) from #\(away)")
        #expect(run.timeline.sequence == place)
      }
      // The pause is still there by its moment.
      run.timeline.seek(time: run.middle(place))
      #expect(run.timeline.time == run.middle(place) && run.timeline.sequence == place)
    }
  }

  /// A position that was stepped away from comes back with its clock, whether its pause was marked or not.
  @Test(arguments: [true, false]) func steppingBackReturnsToTheClockThatWasLeft(_ isMarked: Bool) {
    var run = Run(34)
    let pauses = run.pauses()
    for place in [pauses[1], pauses[pauses.count / 3], pauses[pauses.count / 2]] {
      run.timeline.seek(time: run.middle(place))
      if isMarked { run.timeline.mark() }
      let before = run.timeline.world
      _ = run.timeline.step()
      #expect(run.timeline.sequence == place + 1 && run.timeline.time == run.time(place + 1))
      run.timeline.seek(event: place)
      #expect(run.timeline.time == run.middle(place), "to #\(place)")
      #expect(TimelineTests.same(run.timeline.world, before))
      // From far away as well.
      run.timeline.seek(event: 0)
      run.timeline.seek(event: place)
      #expect(run.timeline.time == run.middle(place), "to #\(place), from the beginning")
    }
  }

  /// Forward by single events and back by single events, over pauses and marks and into cascades: the same positions in
  /// reverse.
  @Test(arguments: [35, 36, 37, 38] as [UInt64]) func forwardAndBackOneByOne(_ seed: UInt64) {
    var run = Run(seed)
    let pauses = run.pauses()
    run.timeline.seek(event: pauses[3])
    var trail: [(sequence: Int64, time: Instant)] = []
    for turn in 0..<60 {
      // Every few steps a pause, every other one with a mark.
      let here = run.timeline.sequence
      if turn % 4 == 0, pauses.contains(here) {
        run.timeline.seek(time: run.middle(here))
        if turn % 8 == 0 { run.timeline.mark() }
      }
      trail.append((run.timeline.sequence, run.timeline.time))
      #expect(run.timeline.step()?.sequence == here + 1)
    }
    for place in trail.reversed() {
      run.timeline.seek(event: run.timeline.sequence - 1)
      #expect(run.timeline.sequence == place.sequence)
      #expect(run.timeline.time == place.time, "at #\(place.sequence)")
    }
    // And forward again.
    for place in trail.dropFirst() {
      _ = run.timeline.step()
      #expect(run.timeline.sequence == place.sequence)
      #expect(run.timeline.time == run.time(place.sequence))
      if run.timeline.time != place.time { run.timeline.seek(time: place.time) }
    }
  }

  /// A random walk with marks: an event's position has the event's clock or the one at which it was stepped away from.
  @Test(arguments: 40..<52 as Range<UInt64>) func walksKeepTheirClocks(_ seed: UInt64) {
    var run = Run(seed)
    let first = run.timeline.start.sequence + 1
    let count = run.timeline.head.sequence - first
    let head = run.timeline.head
    var left: [Int64: Instant] = [:]
    for turn in 0..<80 {
      let draw = Draw(seed: seed, object: UInt64(turn), count: 21, purpose: .manager)
      let here = run.timeline.sequence
      switch draw.index(5) {
      case 0, 1:
        for _ in 0...draw.next.index(6) where run.timeline.sequence < head.sequence {
          left[run.timeline.sequence] = run.timeline.time
          _ = run.timeline.step()
          #expect(run.timeline.time == run.time(run.timeline.sequence))
        }
      case 2:
        let place = first + draw.next.below(count)
        run.timeline.seek(event: place)
        guard place != here else { continue }
        #expect(run.timeline.time == max(left[place] ?? 0, run.time(place)), "turn \(turn), #\(place) from #\(here)")
      case 3:
        let place = max(first, here - 1 - draw.next.below(4))
        run.timeline.seek(event: place)
        guard place != here else { continue }
        #expect(run.timeline.time == max(left[place] ?? 0, run.time(place)), "turn \(turn), back to #\(place)")
      default:
        guard here < head.sequence, here > first else { continue }
        let moment = run.middle(here)
        guard moment > run.time(here) else { continue }
        run.timeline.seek(time: moment)
        #expect(run.timeline.time == moment && run.timeline.sequence == here)
        run.timeline.mark()
      }
      #expect(run.timeline.head == head)
      #expect(run.timeline.sequence >= first - 1)
    }
  }
}
