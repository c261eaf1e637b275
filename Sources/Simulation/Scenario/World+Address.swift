import Lifecycles

/// Finding objects by the names people give them, and naming objects in turn.
extension World {
  package func account(_ address: Address) -> Int? {
    address.account.flatMap { name in accounts.firstIndex { $0.name == name } }
  }

  package func provider(_ address: Address) -> Int? {
    address.provider.flatMap { name in providers.firstIndex { $0.name == name } }
  }

  /// The account's connection to the provider, or its first connection if no provider is named.
  package func connection(_ address: Address) -> Int? {
    guard let account = account(address) else { return nil }
    let all = connections(ofAccount: account).filter {
      address.provider == nil || provider(ofConnection: $0).name == address.provider
    }
    if let which = address.which { return all.indices.contains(which - 1) ? all[which - 1] : nil }
    return all.first { connections[$0].status != StatusID.absentRaw } ?? all.first
  }

  package func dataset(_ address: Address) -> Int? {
    guard let connection = connection(address) else { return nil }
    return datasets(ofConnection: connection).first { datasets[$0].type.name == address.dataType }
  }

  /// The request with that number, or the first open one.
  package func request(_ address: Address) -> Int? {
    guard let account = account(address) else { return nil }
    let all = requests.indices.filter { Int(requests[$0].account) == account }
    if let number = address.request { return all.indices.contains(number - 1) ? all[number - 1] : nil }
    return all.first { requests[$0].requestStatus?.isClosed == false }
  }

  package func integration(_ address: Address) -> Int? {
    guard let request = request(address) else { return nil }
    let all = integrations(ofRequest: request).filter { name(ofIntegration: $0) == address.integration }
    let position = (address.which ?? 1) - 1
    return all.indices.contains(position) ? all[position] : nil
  }

  package func object(_ address: Address, _ system: StatusSystem) -> ObjectRef? {
    switch system {
    case .connection: connection(address).map { .connection($0) }
    case .session: connection(address).map { .session($0) }
    case .dataset: dataset(address).map { .dataset($0) }
    case .request: request(address).map { .request($0) }
    case .integration: integration(address).map { .integration($0) }
    }
  }

  /// Why an address leads to no object, in words.
  func missing(_ address: Address, _ system: StatusSystem) -> String {
    guard let name = address.account else { return "an account must be named" }
    if account(address) == nil { return "no account is named \(name)" }
    return switch system {
    case .connection, .session: "\(name) has no connection to \(address.provider ?? "any provider")"
    case .dataset: "the connection has no data type \(address.dataType ?? "")"
    case .request: "\(name) has no open privacy request"
    case .integration: "\(name) has no open request with \(address.integration ?? "an integration")"
    }
  }

  /// Returns an address that leads back to an object.
  ///
  /// - Parameter isLasting: includes every number, so that the address stays valid at any other time.
  package func address(of object: ObjectRef, isLasting: Bool = false) -> Address {
    var address = Address()
    address.account = account(of: object).map { accounts[$0].name }
    switch object.kind {
    case .connection, .session: name(connection: object.position, &address, isLasting)
    case .dataset:
      name(connection: Int(datasets[object.position].connection), &address, isLasting)
      address.dataType = datasets[object.position].type.name
    case .request: name(request: object.position, &address, isLasting)
    case .integration:
      let request = Int(integrations[object.position].request)
      name(request: request, &address, isLasting)
      let name = name(ofIntegration: object.position)
      address.integration = name
      let twins = integrations(ofRequest: request).filter { self.name(ofIntegration: $0) == name }
      if twins.first != object.position { address.which = twins.firstIndex(of: object.position).map { $0 + 1 } }
    case .provider: address.provider = providers[object.position].name
    case .feedLine: break
    }
    return address
  }

  /// The tables that an integration goes through: one for most requests, two for a deletion.
  func tables(ofIntegration index: Int) -> [IntegrationTable] {
    let integration = integrations[index]
    let isDeletion = requests[Int(integration.request)].right.isDeletion
    let phases: [Phase] = isDeletion ? [.access, .deletion] : [.access]
    return phases.map { IntegrationTable(isDeletion: isDeletion, phase: $0, type: integration.type) }
  }

  /// The name of an integration, with a number if others in its request have the same name.
  package func label(ofIntegration index: Int) -> String {
    let address = address(of: .integration(index))
    return (address.integration ?? "") + (address.which.map { " #\($0)" } ?? "")
  }

  private func name(connection index: Int, _ address: inout Address, _ isLasting: Bool) {
    address.provider = provider(ofConnection: index).name
    let ordinal = Int(connections[index].ordinal)
    if isLasting || connection(address) != index { address.which = ordinal + 1 }
  }

  private func name(request index: Int, _ address: inout Address, _ isLasting: Bool) {
    let account = requests[index].account
    // By number: which request is the first open one changes over time.
    let all = requests.indices.filter { requests[$0].account == account }
    if isLasting || all.count > 1 || requests[index].requestStatus?.isClosed != false {
      address.request = all.firstIndex(of: index).map { $0 + 1 }
    }
  }
}
