import Lifecycles

/// A fact about which objects there are and what they are called. It has no number of its own: an event that needs it
/// comes with it. Indices are those of the world's tables, in which rows are added at the end.
package enum RosterChange: Equatable, Sendable {
  case account(name: String)
  case provider(Provider)
  /// A system owner who is asked directly.
  case contact(name: String)
  /// A connection that does not exist yet. An event creates it.
  case connection(account: Int, provider: Int, types: DataTypeSet)
  case dataset(connection: Int, type: DataType)
  case request(account: Int, right: PrivacyRight, statute: Statute)
  /// An integration of a request: through a connection, or by asking a contact.
  case integration(request: Int, type: IntegrationType, connection: Int?, contact: Int, pauses: Bool)
  /// The id of an object, or of its latest run.
  case identified(ObjectRef, id: String)
  // What a feed can name after an object's first line.
  case accountOfRequest(Int, account: Int)
  case accountOfConnection(Int, account: Int)
  case providerOfConnection(Int, provider: Int)
  /// Where the customer signs in.
  case signInLink(connection: Int, url: String)
  /// The text of a status that no lifecycle knows.
  case unknownStatus(ObjectRef, text: String)
  /// A feed line that could not be used as it came.
  case anomaly(FeedAnomaly)
}

/// Whatever changes a world: an event, or a change of the roster.
package enum Fact: Equatable, Sendable {
  case event(Event)
  case roster(RosterChange)
}

extension Sequence<Fact> {
  /// The events among facts.
  package var events: [Event] {
    compactMap { if case .event(let event) = $0 { event } else { nil } }
  }
}

extension World {
  package mutating func apply(_ fact: Fact) {
    switch fact {
    case .event(let event): apply(event)
    case .roster(let change): apply(change)
    }
  }

  /// - Returns: the index of the row that was added or changed.
  @discardableResult
  package mutating func apply(_ change: RosterChange) -> Int {
    switch change {
    case .account(let name): return addAccount(name: name)
    case .provider(let provider): return addProvider(provider)
    case .contact(let name): return addContact(name: name)
    case .connection(let account, let provider, let types):
      return addConnection(account: account, provider: provider, types: types)
    case .dataset(let connection, let type): return addDataset(connection: connection, type: type)
    case .request(let account, let right, let statute):
      return addRequest(account: account, right: right, statute: statute)
    case .integration(let request, let type, let connection, let contact, let pauses):
      return addIntegration(request: request, type: type, connection: connection, contact: contact, pauses: pauses)
    case .identified(let object, let id):
      identity.set(id, of: object)
      return object.position
    case .accountOfRequest(let index, let account):
      requests[index].account = UInt32(account)
      return index
    case .accountOfConnection(let index, let account):
      setAccount(account, ofConnection: index)
      return index
    case .providerOfConnection(let index, let provider):
      connections[index].provider = UInt16(provider)
      return index
    case .signInLink(let connection, let url):
      toldRedirectURLs[connection] = url
      return connection
    case .unknownStatus(let object, let text):
      unknownTexts[object] = text
      return object.position
    case .anomaly(let anomaly):
      anomalies.append(anomaly)
      return anomalies.count - 1
    }
  }

  private mutating func addAccount(name: String) -> Int {
    accounts.append(Account(name: name))
    return accounts.count - 1
  }

  private mutating func addProvider(_ provider: Provider) -> Int {
    providers.append(provider)
    providerStates.append(ProviderState())
    return providers.count - 1
  }

  private mutating func addContact(name: String) -> Int {
    contactNames.append(name)
    return contactNames.count - 1
  }

  /// Adds a connection that does not exist yet. An event creates it.
  mutating func addConnection(account: Int, provider: Int, types: DataTypeSet) -> Int {
    let index = connections.count
    let twins = self.connections(ofAccount: account).count { Int(connections[$0].provider) == provider }
    connections.append(
      Connection(account: UInt32(account), provider: UInt16(provider), ordinal: UInt8(clamping: twins)))
    accounts[account].connections.append(index, in: &connections)
    setTypes(types, of: index)
    return index
  }

  private mutating func setAccount(_ account: Int, ofConnection index: Int) {
    accounts[Int(connections[index].account)].connections.remove(index, in: &connections)
    connections[index].account = UInt32(account)
    accounts[account].connections.append(index, in: &connections)
  }

  private mutating func addRequest(account: Int, right: PrivacyRight, statute: Statute) -> Int {
    var request = Request(account: UInt32(account), right: right, statute: statute)
    request.ordinal = accounts[account].requestCount
    accounts[account].requestCount &+= 1
    requests.append(request)
    return requests.count - 1
  }

  private mutating func addIntegration(
    request: Int, type: IntegrationType, connection: Int?, contact: Int, pauses: Bool
  ) -> Int {
    let index = integrations.count
    var integration = Integration(
      request: UInt32(request), connection: connection.map { UInt32($0) } ?? Integration.noConnection,
      nameIndex: UInt32(contact), type: type, pausesWithoutResponse: pauses)
    let last = requests[request].integrations.last
    integration.ordinal = last >= 0 ? integrations[Int(last)].ordinal &+ 1 : 0
    integrations.append(integration)
    requests[request].integrations.append(index, in: &integrations)
    return index
  }

  /// Makes `types` the requested ones: rows for new ones, old ones dropped but kept.
  mutating func setTypes(_ types: DataTypeSet, of connection: Int) {
    var missing = types
    var dataset = connections[connection].datasets.first
    while dataset >= 0 {
      let type = datasets[Int(dataset)].type
      datasets[Int(dataset)].isDropped = !types.contains(type)
      missing = missing.subtracting(DataTypeSet([type]))
      dataset = datasets[Int(dataset)].next
    }
    for type in missing.types { _ = addDataset(connection: connection, type: type) }
    connections[connection].requestedTypes = types
  }

  mutating func addDataset(connection: Int, type: DataType) -> Int {
    let index = datasets.count
    datasets.append(Dataset(connection: UInt32(connection), type: type))
    connections[connection].datasets.append(index, in: &datasets)
    connections[connection].requestedTypes.insert(type)
    return index
  }
}
