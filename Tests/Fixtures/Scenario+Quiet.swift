import Lifecycles
import Simulation

extension Scenario {
  /// One account and no chance: only what the test does happens.
  package static func quiet(_ providers: [String], status: ConnectionStatus = .connected) -> Scenario {
    var scenario = Scenario()
    scenario.name = "quiet"
    scenario.accounts = 0
    scenario.hasChance = false
    scenario.warmUp = Span.minute
    var account = NamedAccount(name: "Cobalt Foods")
    account.connections = providers.map { name in
      var connection = NamedConnection(provider: name)
      connection.status = status
      return connection
    }
    scenario.named = [account]
    return scenario
  }

  /// One account with a connection and an access request that needs its data.
  package static var quietWithRequest: Scenario {
    var scenario = quiet(["Xero"])
    var request = NamedRequest()
    var integration = NamedIntegration()
    integration.provider = "Xero"
    request.integrations = [integration]
    scenario.named[0].requests = [request]
    return scenario
  }
}
