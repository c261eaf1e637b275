import Lifecycles

/// A connection that a scenario names.
package struct NamedConnection: Equatable, Sendable {
  package var provider: String
  package var types: DataTypeSet?
  package var status: ConnectionStatus = .connected
  package var isConnectorOffline = false

  package init(provider: String) { self.provider = provider }
}

/// An integration that a scenario names: API if it has a provider, Direct Contact if it has a contact.
package struct NamedIntegration: Equatable, Sendable {
  package var provider: String?
  package var contact: String?
  package var pausesWithoutResponse = false

  package init() {}
}

package struct NamedRequest: Equatable, Sendable {
  package var right = PrivacyRight.access
  package var statute = Statute.gdpr
  /// When the request is received, in milliseconds after the start of the run.
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

/// Everything that determines a run's events.
package struct Scenario: Equatable, Sendable {
  package var name = "built-in"
  package var seed: UInt64 = 42
  /// The first moment that people see.
  package var start: Instant = CivilTime(year: 2026, month: 1, day: 5, hour: 8).instant
  /// How long the world runs before that; nil for three days, or less in very large worlds.
  package var warmUp: Milliseconds?
  /// Generated accounts, in addition to the named ones.
  package var accounts = 40
  package var connectionsPerAccount: Int64 = 3
  /// Requests per hundred generated accounts.
  package var requestsPerHundredAccounts: Int64 = 75
  package var providers = Provider.builtIn
  package var named: [NamedAccount] = []
  package var script: [ScriptStep] = []
  package var settings = Settings()
  /// Whether providers, customers and connectors fail by chance.
  package var hasChance = true
  /// Chance failures that are left out: what would have failed succeeds.
  package var suppressed: [SuppressedStep] = []
  /// How long the run lasts after the start; nil if not specified.
  package var length: Milliseconds?

  package init() {}

  /// The built-in world.
  package static let builtIn = Scenario()

  /// The time simulated before the first frame. A million datasets produce some thirty events per simulated second, so
  /// large worlds get less.
  package var effectiveWarmUp: Milliseconds {
    if let warmUp { return warmUp }
    let size = Int64(max(accounts, 40))
    return max(Span.hour / 2, 3 * Span.day * 1_000 / max(1_000, size))
  }
}
