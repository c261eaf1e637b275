import Lifecycles

/// Seeking: from the nearest checkpoint before, and then forward.
extension Timeline {
  /// Seeks to just after an event; 0 is before the first.
  ///
  /// - Returns: whether the position exists. The run may end before.
  @discardableResult
  package mutating func seek(event sequence: Int64) -> Bool { seek(event: sequence, clock: nil) }

  @discardableResult
  mutating func seek(event sequence: Int64, clock: Instant?) -> Bool {
    let target = max(0, sequence)
    let before = self
    if held != nil, target > self.sequence {
      while self.sequence < target, held != nil { _ = replayStep() }
      if self.sequence == target { return true }
    }
    if target < self.sequence || nearest(target)?.sequence ?? 0 > simulator.world.lastSequence {
      restore(nearest(target))
      approach(target)
    } else if target == self.sequence {
      guard let clock, clock < time else { return true }
      restore(nearest(target))
    }
    guard replay(to: target) else {
      // The run ends before: nothing has happened.
      self = before
      return false
    }
    // The clock returns to where it stood when this position was last left.
    if clock == nil, held == nil, let rest = idleClocks[target], rest > time {
      simulator.run(until: rest)
      simulator.discard()
      if simulator.world.lastSequence > target {
        idleClocks[target] = nil
        restore(nearest(target))
        _ = replay(to: target)
      }
    }
    reached()
    return true
  }

  /// Seeks to a moment, with everything due by then.
  package mutating func seek(time moment: Instant) {
    if moment < scenario.start - scenario.effectiveWarmUp {
      seek(event: 0)
      return
    }
    if moment < time || held != nil { restore(checkpoints.last { $0.time <= moment }) }
    simulator.run(until: moment)
    simulator.discard()
    reached()
  }

  /// The last checkpoint from which an event can be reached. One at a later moment is past it.
  func nearest(_ sequence: Int64) -> Checkpoint? {
    checkpoints.last { $0.sequence < sequence || ($0.sequence == sequence && $0.isAtEvent) }
  }

  /// Restores a checkpoint, or the beginning if it is nil.
  mutating func restore(_ checkpoint: Checkpoint?) {
    held = nil
    backlog = []
    simulator = checkpoint?.simulator ?? Simulator(withoutBootstrap: scenario)
    simulator.take(variation)
    simulator.plan(inputs.dropFirst(simulator.commandLog.inputsDone))
  }

  /// Where checkpoints are taken before a target, in events. The distances shrink by a factor of 4 to 8, so that any
  /// step back simulates a few times its own length.
  private static let approaches: [Int64] = [32_768, 8_192, 2_048, 256]

  /// Takes checkpoints on the way, denser near the target, so that further steps back are short.
  mutating func approach(_ target: Int64) {
    // A very large world has no memory for so many.
    guard memory / max(1, bytes) > 12 else { return }
    for distance in Self.approaches where target - simulator.world.lastSequence > 2 * distance {
      simulator.run(toEvent: target - distance)
      simulator.discard()
      guard simulator.world.lastSequence <= target else {
        // A long cascade leads past it.
        restore(nearest(target))
        return
      }
      mark()
    }
  }

  /// Replays to an event. In the middle of a cascade, the world is held there.
  private mutating func replay(to target: Int64) -> Bool {
    guard simulator.run(toEvent: target) else { return false }
    simulator.discard()
    if simulator.world.lastSequence == target { return true }
    // Past it: the cascade is replayed event by event.
    let cascade = simulator.output.cascadeStart
    restore(nearest(cascade))
    simulator.run(toEvent: cascade)
    simulator.discard()
    while sequence < target, replayStep() != nil {}
    return sequence == target
  }
}
