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
    if accounts[account].lastConnection >= 0 {
      connections[Int(accounts[account].lastConnection)].nextOfAccount = Int32(index)
    } else {
      accounts[account].firstConnection = Int32(index)
    }
    accounts[account].lastConnection = Int32(index)
    setTypes(types, of: index)
    return index
  }

  private mutating func setAccount(_ account: Int, ofConnection index: Int) {
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

  mutating func addDataset(connection: Int, type: DataType) -> Int {
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
}
