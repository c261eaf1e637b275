import Lifecycles
import Simulation

/// A run with many failures.
package struct BusyRun {
  package private(set) var simulator: Simulator

  package init(_ seed: UInt64) {
    var scenario = Scenario.builtIn
    scenario.seed = seed
    scenario.accounts = 5
    scenario.warmUp = 12 * Span.hour
    scenario.settings.mapFailure = 40_000
    scenario.settings.conditionEvery = DurationTable([Span.hour, 6 * Span.hour])
    simulator = Simulator(scenario)
    simulator.discard()
  }

  package var world: World { simulator.world }

  /// Advances the run and returns its events.
  package mutating func advance(by span: Milliseconds) -> [Event] {
    simulator.run(until: simulator.world.now + span)
    return simulator.drain()
  }
}
