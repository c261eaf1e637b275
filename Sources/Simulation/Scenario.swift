import Lifecycles

/// A connection that a scenario names.
package struct NamedConnection: Equatable, Sendable {
  package var provider: String
  package var types: DataTypeSet?
  package var status: ConnectionStatus = .connected
  package var isConnectorOffline = false

  package init(provider: String) { self.provider = provider }
}

/// An integration that a scenario names: with a provider it is API, with a contact Direct Contact.
package struct NamedIntegration: Equatable, Sendable {
  package var provider: String?
  package var contact: String?
  package var pausesWithoutResponse = false

  package init() {}
}

package struct NamedRequest: Equatable, Sendable {
  package var right = PrivacyRight.access
  package var statute = Statute.gdpr
  /// After the start of the run, in milliseconds; the request is received then.
  package var receivedAfter: Milliseconds = 0
  package var integrations: [NamedIntegration] = []

  package init() {}
}

package struct NamedAccount: Equatable, Sendable {
  package var name: String
  package var connections: [NamedConnection] = []
  package var requests: [NamedRequest] = []

  package init(name: String) { self.name = name }
}

/// A world to be: everything that the same events follow from.
package struct Scenario: Equatable, Sendable {
  package var name = "built-in"
  package var seed: UInt64 = 42
  /// The first moment that people see.
  package var start: Instant = CivilTime(year: 2026, month: 1, day: 5, hour: 8).instant
  /// How long the world has run before that; nil: three days, and less for very large worlds.
  package var warmUp: Milliseconds?
  /// Accounts made up in addition to the named ones.
  package var accounts = 40
  package var connectionsPerAccount: Int64 = 3
  /// Requests for a hundred made-up accounts.
  package var requestsPerHundredAccounts: Int64 = 75
  package var providers = Provider.builtIn
  package var named: [NamedAccount] = []
  package var script: [ScriptStep] = []
  package var settings = Settings()
  /// Whether providers, customers and connectors fail by themselves.
  package var hasChance = true
  /// Mishaps by chance that do not come: what would have gone wrong just then goes well.
  package var averted: [AvertedStep] = []
  /// How long the run is, after the start; nil where nobody has said.
  package var length: Milliseconds?

  package init() {}

  /// The built-in world.
  package static let builtIn = Scenario()

  /// The span that is simulated before the first frame. A million datasets make some thirty events
  /// a simulated second, so that large worlds are given less.
  package var effectiveWarmUp: Milliseconds {
    if let warmUp { return warmUp }
    let size = Int64(max(accounts, 40))
    return max(Span.hour / 2, 3 * Span.day * 1_000 / max(1_000, size))
  }
}
