import Lifecycles

extension Timeline {
  /// The scenario that reproduces this run up to the position, with every command as a step.
  package var written: Scenario {
    var result = scenario
    for index in variation.omittedSteps { result.script[index].chance = 0 }
    result.script += inputs.prefix(simulator.commandLog.inputsDone).compactMap { input in
      input.step.map { step in
        var step = step
        step.isFromBoard = true
        return step
      }
    }
    let world = world
    result.suppressed += variation.suppressed.sorted { ($0.time, $0.object.index) < ($1.time, $1.object.index) }.map {
      SuppressedStep(time: $0.time, target: world.address(of: $0.object, isLasting: true), system: $0.object.system)
    }
    result.length = max(0, time - scenario.start)
    return result
  }
}
