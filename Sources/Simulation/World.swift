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
  package var identity: Identity
  /// Problems with feed lines, in order.
  package var anomalies: [FeedAnomaly] = []
  /// Sign-in links that a feed gave, by connection.
  package var toldRedirectURLs: [Int: String] = [:]
  /// The texts of unknown statuses, which only a feed brings.
  package var unknownTexts: [ObjectRef: String] = [:]
  /// The time of the latest event, or of the clock if it has moved on since.
  package var now: Instant
  package internal(set) var lastSequence: Int64 = 0
  /// `counts[kind * 256 + raw]`: how many objects are in a status.
  package internal(set) var counts = [Int](repeating: 0, count: StatusSystem.allCases.count * 256)

  package init(providers: [Provider], identity: Identity, now: Instant) {
    self.providers = providers
    providerStates = [ProviderState](repeating: ProviderState(), count: providers.count)
    self.identity = identity
    self.now = now
  }

  // MARK: The roster

  package mutating func addAccount(name: String) -> Int {
    accounts.append(Account(name: name))
    return accounts.count - 1
  }

  package mutating func addProvider(_ provider: Provider) -> Int {
    providers.append(provider)
    providerStates.append(ProviderState())
    return providers.count - 1
  }

  package mutating func addContact(name: String) -> Int {
    contactNames.append(name)
    return contactNames.count - 1
  }

  /// Adds a connection that does not exist yet. An event creates it.
  package mutating func addConnection(account: Int, provider: Int, types: DataTypeSet) -> Int {
    let index = connections.count
    let twins = self.connections(ofAccount: account).count { Int(connections[$0].provider) == provider }
    connections.append(
      Connection(account: UInt32(account), provider: UInt16(provider), ordinal: UInt8(clamping: twins)))
    if accounts[account].lastConnection >= 0 {
      connections[Int(accounts[account].lastConnection)].nextOfAccount = Int32(index)
    } else {
      accounts[account].firstConnection = Int32(index)
    }
    accounts[account].lastConnection = Int32(index)
    setTypes(types, of: index)
    return index
  }

  /// Sets the provider of a connection, which a feed can name after its first line.
  package mutating func setProvider(_ provider: Int, ofConnection index: Int) {
    connections[index].provider = UInt16(provider)
  }

  package mutating func setAccount(_ account: Int, ofRequest index: Int) { requests[index].account = UInt32(account) }

  package mutating func setAccount(_ account: Int, ofConnection index: Int) {
    let old = Int(connections[index].account)
    let rest = connections(ofAccount: old).filter { $0 != index }
    relink(rest, ofAccount: old)
    connections[index].account = UInt32(account)
    relink(connections(ofAccount: account) + [index], ofAccount: account)
  }

  private mutating func relink(_ chain: [Int], ofAccount account: Int) {
    accounts[account].firstConnection = Int32(chain.first ?? -1)
    accounts[account].lastConnection = Int32(chain.last ?? -1)
    for (position, index) in chain.enumerated() {
      connections[index].nextOfAccount = position + 1 < chain.count ? Int32(chain[position + 1]) : -1
    }
  }

  package mutating func addRequest(account: Int, right: PrivacyRight, statute: Statute) -> Int {
    var request = Request(account: UInt32(account), right: right, statute: statute)
    request.ordinal = accounts[account].requestCount
    accounts[account].requestCount &+= 1
    requests.append(request)
    return requests.count - 1
  }

  package mutating func addIntegration(
    request: Int, type: IntegrationType, connection: Int?, contact: Int, pauses: Bool
  ) -> Int {
    let index = integrations.count
    var integration = Integration(
      request: UInt32(request), connection: connection.map { UInt32($0) } ?? Integration.noConnection,
      nameIndex: UInt32(contact), type: type, pausesWithoutResponse: pauses)
    let last = requests[request].lastIntegration
    integration.ordinal = last >= 0 ? integrations[Int(last)].ordinal &+ 1 : 0
    integrations.append(integration)
    if requests[request].lastIntegration >= 0 {
      integrations[Int(requests[request].lastIntegration)].nextOfRequest = Int32(index)
    } else {
      requests[request].firstIntegration = Int32(index)
    }
    requests[request].lastIntegration = Int32(index)
    return index
  }

  /// Makes `types` the requested ones: rows for new ones, old ones dropped but kept.
  mutating func setTypes(_ types: DataTypeSet, of connection: Int) {
    var missing = types
    var dataset = connections[connection].firstDataset
    while dataset >= 0 {
      let type = datasets[Int(dataset)].type
      datasets[Int(dataset)].isDropped = !types.contains(type)
      missing = missing.subtracting(DataTypeSet([type]))
      dataset = datasets[Int(dataset)].nextOfConnection
    }
    for type in missing.types { _ = addDataset(connection: connection, type: type) }
    connections[connection].requestedTypes = types
  }

  package mutating func addDataset(connection: Int, type: DataType) -> Int {
    let index = datasets.count
    datasets.append(Dataset(connection: UInt32(connection), type: type))
    if connections[connection].lastDataset >= 0 {
      datasets[Int(connections[connection].lastDataset)].nextOfConnection = Int32(index)
    } else {
      connections[connection].firstDataset = Int32(index)
    }
    connections[connection].lastDataset = Int32(index)
    connections[connection].requestedTypes.insert(type)
    return index
  }

  // MARK: Reading

  package func account(ofConnection index: Int) -> Account { accounts[Int(connections[index].account)] }
  package func provider(ofConnection index: Int) -> Provider { providers[Int(connections[index].provider)] }

  package func connections(ofAccount account: Int) -> [Int] {
    chain(accounts[account].firstConnection) { connections[$0].nextOfAccount }
  }

  package func datasets(ofConnection connection: Int) -> [Int] {
    chain(connections[connection].firstDataset) { datasets[$0].nextOfConnection }
  }

  package func integrations(ofRequest request: Int) -> [Int] {
    chain(requests[request].firstIntegration) { integrations[$0].nextOfRequest }
  }

  private func chain(_ first: Int32, next: (Int) -> Int32) -> [Int] {
    var result: [Int] = []
    var index = first
    while index >= 0 {
      result.append(Int(index))
      index = next(Int(index))
    }
    return result
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

  package func count(_ system: StatusSystem, _ raw: UInt8) -> Int { counts[Int(system.rawValue) * 256 + Int(raw)] }

  /// How many objects of a system have a category.
  package func count(_ system: StatusSystem, category: StatusCategory) -> Int {
    let table = Catalog.categoryTable[Int(system.rawValue)]
    return (1...255).reduce(0) { $0 + (table[$1] == category ? count(system, UInt8($1)) : 0) }
  }

  /// How many of a request's integrations are done with its phase, and of how many.
  package func progress(ofRequest index: Int) -> (done: Int, total: Int) {
    let lifecycle = Lifecycle.integration
    var done = 0
    var total = 0
    var next = requests[index].firstIntegration
    while next >= 0 {
      let integration = integrations[Int(next)]
      total += 1
      if lifecycle.closesPhase(integration.status) { done += 1 }
      next = integration.nextOfRequest
    }
    return (done, total)
  }
}
