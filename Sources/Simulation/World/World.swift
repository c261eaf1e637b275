import Lifecycles

/// The state of everything at one moment: a fold of events over a roster of what can exist.
///
/// A value: a copy is a checkpoint.
package struct World: Sendable {
  package internal(set) var providers: [Provider]
  package internal(set) var accounts: [Account] = []
  package internal(set) var connections: [Connection] = []
  package internal(set) var datasets: [Dataset] = []
  package internal(set) var requests: [Request] = []
  package internal(set) var integrations: [Integration] = []
  package internal(set) var providerStates: [ProviderState]
  /// Names of the system owners behind Direct Contact integrations.
  package internal(set) var contactNames: [String] = []
  package internal(set) var identity: Identity
  /// Problems with feed lines, in order.
  package internal(set) var anomalies: [FeedAnomaly] = []
  /// Sign-in links that a feed gave, by connection.
  package internal(set) var toldRedirectURLs: [Int: String] = [:]
  /// The texts of unknown statuses, which only a feed brings.
  package internal(set) var unknownTexts: [ObjectRef: String] = [:]
  /// The time of the latest event, or of the clock if it has moved on since.
  package var now: Instant
  package internal(set) var lastSequence: Int64 = 0
  package internal(set) var counts = StatusCounts()

  package init(providers: [Provider], identity: Identity, now: Instant) {
    self.providers = providers
    providerStates = [ProviderState](repeating: ProviderState(), count: providers.count)
    self.identity = identity
    self.now = now
  }

  /// A world with nothing in it, for a feed to fill.
  package static let empty = World(providers: [], identity: .given([:]), now: 0)

  // MARK: Reading

  package func account(ofConnection index: Int) -> Account { accounts[Int(connections[index].account)] }
  package func provider(ofConnection index: Int) -> Provider { providers[Int(connections[index].provider)] }

  package func connections(ofAccount account: Int) -> [Int] {
    accounts[account].connections.indices(in: connections)
  }

  package func datasets(ofConnection connection: Int) -> [Int] {
    connections[connection].datasets.indices(in: datasets)
  }

  package func integrations(ofRequest request: Int) -> [Int] {
    requests[request].integrations.indices(in: integrations)
  }

  /// The account of an object; nil for providers.
  package func account(of object: ObjectRef) -> Int? {
    switch object.kind {
    case .connection, .session: Int(connections[object.position].account)
    case .dataset: Int(connections[Int(datasets[object.position].connection)].account)
    case .request: Int(requests[object.position].account)
    case .integration: Int(requests[Int(integrations[object.position].request)].account)
    case .provider, .feedLine: nil
    }
  }

  /// The connection of an object; nil if it has none.
  package func connection(of object: ObjectRef) -> Int? {
    switch object.kind {
    case .connection, .session: return object.position
    case .dataset: return Int(datasets[object.position].connection)
    case .integration:
      let connection = integrations[object.position].connection
      return connection == Integration.noConnection ? nil : Int(connection)
    case .request, .provider, .feedLine: return nil
    }
  }

  /// The raw status of an object; for a provider, its condition.
  package func status(of object: ObjectRef) -> UInt8 {
    switch object.kind {
    case .connection: connections[object.position].status
    case .session: connections[object.position].session
    case .dataset: datasets[object.position].status
    case .request: requests[object.position].status
    case .integration: integrations[object.position].status
    case .provider: providerStates[object.position].condition.rawValue
    case .feedLine: StatusID.absentRaw
    }
  }

  /// When an object reached its current status.
  package func since(_ object: ObjectRef) -> Instant {
    switch object.kind {
    case .connection: connections[object.position].since
    case .session: connections[object.position].sessionSince
    case .dataset: datasets[object.position].since
    case .request: requests[object.position].since
    case .integration: integrations[object.position].since
    case .provider: providerStates[object.position].since
    case .feedLine: anomalies[object.position].time
    }
  }

  package func has(_ object: ObjectRef) -> Bool {
    let count =
      switch object.kind {
      case .connection, .session: connections.count
      case .dataset: datasets.count
      case .request: requests.count
      case .integration: integrations.count
      case .provider: providers.count
      case .feedLine: anomalies.count
      }
    return object.position < count
  }

  /// The name of an integration: its provider, or the system owner who is asked.
  package func name(ofIntegration index: Int) -> String {
    let integration = integrations[index]
    if integration.connection != Integration.noConnection {
      return provider(ofConnection: Int(integration.connection)).name
    }
    return contactNames.isEmpty ? "" : contactNames[Int(integration.nameIndex)]
  }

  package func count(_ system: StatusSystem, _ raw: UInt8) -> Int { counts[system, raw] }

  /// How many objects of a system have a category.
  package func count(_ system: StatusSystem, category: StatusCategory) -> Int {
    (1...UInt8.max).reduce(0) { $0 + (Catalog.category(system, $1) == category ? count(system, $1) : 0) }
  }

  /// How many of a request's integrations are done with its phase, and of how many.
  package func progress(ofRequest index: Int) -> (done: Int, total: Int) {
    let lifecycle = Lifecycle.integration
    var done = 0
    var total = 0
    var next = requests[index].integrations.first
    while next >= 0 {
      let integration = integrations[Int(next)]
      total += 1
      if lifecycle.closesPhase(integration.status) { done += 1 }
      next = integration.next
    }
    return (done, total)
  }
}
