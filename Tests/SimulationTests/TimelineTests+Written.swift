import Lifecycles
import Simulation
import Testing

/// A run and its exported scenario are the same.
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

  /// Each command is a step that does the same: written and run again, it gives the same events.
  @Test(arguments: 40..<60 as Range<UInt64>) func exportedRunsAreTheSameRun(_ seed: UInt64) {
    var timeline = Timeline(Simulator(WorldTests.small(seed)))
    for part in 1...40 {
      let draw = Draw(seed: seed, object: UInt64(part), count: 11, purpose: .manager)
      _ = timeline.advance(to: timeline.time + draw.next.below(40 * Span.minute), limit: .max)
      for _ in 0..<draw.next.next.index(3) { _ = timeline.step() }
      _ = timeline.submit(FaultTests.anyCommand(draw, timeline.world))
    }
    _ = timeline.advance(to: timeline.time + Span.hour, limit: .max)
    var written = Simulator(withoutBootstrap: timeline.written)
    written.run(until: timeline.time)
    let again = written.drain()
    let events = Self.events(timeline)
    #expect(again.count == events.count)
    let forkPoint = zip(events, again).first { $0 != $1 }
    #expect(forkPoint == nil, "\(written.script.refusals.prefix(3)) \(String(describing: forkPoint))")
    #expect(timeline.inputs.count > 10)
  }
}
