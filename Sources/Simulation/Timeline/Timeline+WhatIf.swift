import Lifecycles

/// The same run without one command, step or chance failure, or with one more command.
extension Timeline {
  package enum Change: Equatable, Sendable {
    /// Without a command of this branch, by its index in `inputs`.
    case withoutInput(Int)
    /// Without a step of the scenario's script, by its index there.
    case withoutStep(Int)
    /// Without a chance failure.
    case withoutMishap(SuppressedFault)
    /// With one more command, at the current position.
    case with(Command)
  }

  /// A branch made for comparison.
  package struct Fork: Sendable {
    package let change: Change
    package let comparison: Comparison
    /// The world at the end of that branch.
    package let world: World
    let inputs: [Input]
    let variation: Variation
    /// Up to here nothing differs, and no checkpoint includes the change.
    let forkPoint: Position
    let until: Instant
  }

  /// Replays the run with a change up to a moment, and compares the two branches.
  ///
  /// - Returns: nil if the change is about something that does not exist.
  package func fork(_ change: Change, until: Instant) -> Fork? {
    var inputs = inputs
    var variation = variation
    let before: (Checkpoint) -> Bool
    switch change {
    case .withoutInput(let index):
      guard inputs.indices.contains(index) else { return nil }
      inputs.remove(at: index)
      before = { $0.simulator.commandLog.inputsDone <= index }
    case .withoutStep(let index):
      guard scenario.script.indices.contains(index) else { return nil }
      variation.omittedSteps.insert(index)
      let time = scenario.start + scenario.script[index].after
      before = { $0.time < time }
    case .withoutMishap(let mishap):
      variation.suppressed.insert(mishap)
      before = { $0.time < mishap.time }
    case .with(let command):
      var here = simulator
      inputs.insert(here.input(command), at: simulator.commandLog.inputsDone)
      let place = simulator.place
      before = { $0.place.isWithin(place) }
    }
    let origin = checkpoints.last(where: before)?.simulator ?? Simulator(withoutBootstrap: scenario)
    let end = max(until, origin.world.now)
    let first = branch(from: origin, inputs: self.inputs, variation: self.variation, until: end)
    let second = branch(from: origin, inputs: inputs, variation: variation, until: end)
    return Fork(
      change: change,
      comparison: Comparison(common: origin.world, first: first, second: second, until: end),
      world: second.world, inputs: inputs, variation: variation,
      forkPoint: origin.place, until: end)
  }

  /// Continues in the branch that was made.
  package mutating func take(_ fork: Fork) {
    goOver(
      inputs: fork.inputs, variation: fork.variation, forkPoint: fork.forkPoint, to: fork.until, parent: branch.number)
  }

  private func branch(from origin: Simulator, inputs: [Input], variation: Variation, until: Instant) -> (
    events: [Event], world: World
  ) {
    var simulator = origin
    simulator.take(variation)
    simulator.plan(inputs.dropFirst(simulator.commandLog.inputsDone))
    simulator.run(until: until)
    return (simulator.drain(), simulator.world)
  }
}
