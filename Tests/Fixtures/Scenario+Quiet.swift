import Lifecycles
import Simulation

extension Scenario {
  /// One account and no chance: only what the test does happens.
  package static func quiet(
    _ providers: [String], status: ConnectionStatus = .connected, request: NamedRequest? = nil
  ) -> Scenario {
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
    if let request { account.requests = [request] }
    scenario.named = [account]
    return scenario
  }

  /// One account with a connection and an access request that needs its data.
  package static var quietWithRequest: Scenario {
    var request = NamedRequest()
    var integration = NamedIntegration()
    integration.provider = "Xero"
    request.integrations = [integration]
    return quiet(["Xero"], request: request)
  }
}
