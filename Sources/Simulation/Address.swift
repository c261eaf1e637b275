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

extension ScriptStep {
  /// The system of the object that a fault is about.
  package var system: StatusSystem {
    if target.integration != nil { return .integration }
    if target.dataType != nil { return .dataset }
    let isSession = to.map { name in Catalog[.session].statuses.contains { $0.answers(to: name) } } ?? false
    return isSession ? .session : .connection
  }

  /// Makes the step that stands for a command. Returns nil for commands that only the board has.
  package init?(_ command: Command, after: Milliseconds, event: Int64?, _ world: World) {
    guard let verb = Verb(command) else { return nil }
    self.init(after: after, verb: verb)
    self.event = event
    if let object = command.object { target = world.address(of: object) }
    switch command {
    case .queueDataType(let type, let account):
      target.account = world.accounts[account].name
      target.dataType = type.name
    case .queueCompany(let account): target.account = world.accounts[account].name
    case .createConnection(let account, let provider, let types):
      target.account = world.accounts[account].name
      target.provider = world.providers[provider].name
      self.types = types
    case .changeDataTypes(_, let types): self.types = types
    case .answer(_, .files(let count)): files = count
    case .chooseData(_, let leftOut): leavingOut = leftOut.map { world.label(ofIntegration: $0) }
    case .begin(_, _, let lasting): self.lasting = lasting
    case .connector(_, _, let lasting): self.lasting = lasting
    case .inject(let fault), .disarm(let fault): describe(fault, world)
    default: break
    }
  }

  private mutating func describe(_ fault: Fault, _ world: World) {
    guard let system = fault.object.system else { return }
    let lifecycle = Catalog[system]
    let from = fault.status ?? world.status(of: fault.object)
    code = fault.code
    if verb == .disarm { by = fault.trigger.name }
    if fault.trigger == .retryLater {
      if verb == .fail { verb = .stumble }
    } else if system != .integration {
      let target = lifecycle.target(from: from, fault.trigger)
      to = target.map(lifecycle.name)
      if lifecycle.faults(from: from).count(where: { $0.to == target }) > 1 { by = fault.trigger.name }
    }
    guard let status = fault.status else { return }
    when = lifecycle.name(status)
    // Some statuses of a deletion occur in both of its phases under one name.
    if let table = IntegrationStatus(raw: status).table, system == .integration, table.phase == .deletion {
      when = "\(table.phase.title): \(lifecycle.name(status))"
    }
  }
}

extension ScriptStep.Verb {
  init?(_ command: Command) {
    switch command {
    case .queueDataset, .queueConnection, .queueCompany, .queueDataType: self = .queue
    case .createConnection: self = .create
    case .sendLink: self = .sendLink
    case .openLink: self = .openLink
    case .authorize: self = .authorize
    case .rejectCredentials: self = .rejectCredentials
    case .abort: self = .abort
    case .disconnect: self = .disconnect
    case .reconnect: self = .reconnect
    case .changeDataTypes: self = .changeDataTypes
    case .delete: self = .delete
    case .retrySession, .retryIntegration: self = .retry
    case .deliverWebhook: self = .webhook
    case .startIntegration: self = .start
    case .skipIntegration: self = .skip
    case .stopIntegration: self = .stop
    case .answer(_, .files): self = .answerFiles
    case .answer(_, .noFiles), .answer(_, .nothingHeld): self = .answerNothing
    case .answer(_, .deleted): self = .answerDeleted
    case .answer(_, .notDeleted): self = .answerNotDeleted
    case .chooseData: self = .choose
    case .extendDeadline: self = .extend
    case .connector(_, let online, _): self = online ? .connectorOnline : .connectorOffline
    case .begin(let condition, _, _):
      guard let verb = Self.allCases.first(where: { $0.condition == condition }) else { return nil }
      self = verb
    case .endCondition: self = .recover
    case .expireConsent: self = .expireConsent
    case .silence(_, let isLate): self = isLate ? .answersLate : .neverAnswers
    case .inject: self = .fail
    case .disarm: self = .disarm
    }
  }
}
