import Fixtures
import Lifecycles
import Simulation

extension Simulator {
  /// A world of one account without chance, and nothing reported yet.
  static func quiet(_ providers: [String], status: ConnectionStatus = .connected, request: NamedRequest? = nil)
    -> Simulator
  {
    var simulator = Simulator(Scenario.quiet(providers, status: status, request: request))
    simulator.discard()
    return simulator
  }
}
