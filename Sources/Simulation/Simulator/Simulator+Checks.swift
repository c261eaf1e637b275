import Lifecycles

/// Why commands are refused.
extension Simulator {
  /// Why a command would be refused now; nil if it would be carried out.
  package func check(_ command: Command) -> Refusal? {
    guard isBootstrapped else { return Refusal("nothing has happened yet. Step forward by one event first") }
    if let object = command.object, !world.has(object) { return Refusal("there is no such \(object.kind.name)") }
    switch command {
    case .account(let account, let command): return check(account: account, command)
    case .connection(let index, let command): return check(connection: index, command)
    case .session(let index, .retry): return checkRule(.session(index), .retry) ?? checkConnected(index)
    case .session(let index, .deliverWebhook): return checkRule(.session(index), .deliverWebhook)
    case .dataset(let index, .queue): return checkQueue(index)
    case .request(let index, let command): return check(request: index, command)
    case .integration(let index, let command): return check(integration: index, command)
    case .provider(let index, let command): return check(provider: index, command)
    case .inject(let fault): return check(fault)
    case .disarm(let fault): return faults.isArmed(fault) ? nil : Refusal("the fault is no longer pending")
    }
  }

  private func check(account: Int, _ command: AccountCommand) -> Refusal? {
    guard world.accounts.indices.contains(account) else { return Refusal("there is no such account") }
    switch command {
    case .queueAll: return checkQueueing(world.connections(ofAccount: account), "connection")
    case .queue(let type):
      let holders = world.connections(ofAccount: account).filter { world.connections[$0].requestedTypes.contains(type) }
      return holders.isEmpty
        ? Refusal("no connection of the account has \(type.name)") : checkQueueing(holders, type.name, only: type)
    case .connect(let provider, let types): return checkConnect(account, provider, types)
    }
  }

  private func check(connection index: Int, _ command: ConnectionCommand) -> Refusal? {
    if let trigger = command.trigger, let refusal = checkRule(.connection(index), trigger) { return refusal }
    switch command {
    case .sendLink, .openLink, .authorize, .rejectCredentials, .abort, .disconnect, .reconnect: return nil
    case .queue: return checkQueueing([index], "data type")
    case .changeDataTypes(let types): return checkTypes(index, types)
    case .delete: return checkDelete(index)
    case .connector(let online, _): return checkConnector(index, online)
    case .expireConsent:
      if world.provider(ofConnection: index).needsNoAuthorization {
        return Refusal("this provider needs no authorization")
      }
      if world.connections[index].flags.contains(.consentExpired) { return Refusal("the consent has already expired") }
      return checkConnected(index)
    }
  }

  private func check(request index: Int, _ command: RequestCommand) -> Refusal? {
    switch command {
    case .chooseData(let leftOut):
      let own = Set(world.integrations(ofRequest: index))
      if !leftOut.allSatisfy(own.contains) || Set(leftOut).count != leftOut.count {
        return Refusal("only integrations of this request can be left out")
      }
    case .extendDeadline:
      if world.requests[index].isExtended { return Refusal("the deadline has already been extended") }
    }
    return checkRule(.request(index), command.trigger)
  }

  private func check(integration index: Int, _ command: IntegrationCommand) -> Refusal? {
    if let trigger = command.trigger, let refusal = checkRule(.integration(index), trigger) { return refusal }
    switch command {
    case .retry: return retryRefusal(index)
    case .start, .skip, .stop, .answer: return nil
    case .withholdAnswer: return checkSilence(index, .never)
    case .delayAnswer: return checkSilence(index, .late)
    }
  }

  private func check(provider index: Int, _ command: ProviderCommand) -> Refusal? {
    let (name, current) = (world.providers[index].name, world.providerStates[index].condition)
    switch command {
    case .begin(.normal, _): return Refusal("normal is not a condition to start. End the current one instead")
    case .begin: return current == .normal ? nil : Refusal("\(name) already has the condition \(current.title)")
    case .endCondition:
      return current == .normal ? Refusal("\(name) has no outage, maintenance or rate limit") : nil
    }
  }

  private func checkRule(_ object: ObjectRef, _ trigger: Trigger) -> Refusal? {
    guard let system = object.system, !allows(object, trigger) else { return nil }
    let status = world.status(of: object)
    let lifecycle = Catalog[system]
    let name =
      status == StatusID.absentRaw ? "deleted" : Diagram.shortLabel(lifecycle, status)
    return Refusal(
      "\(trigger.title) is not possible while the \(system.name) is \(name)",
      legal: lifecycle.legalTriggers(from: status).filter(\.isCommand))
  }

  private func checkConnected(_ connection: Int) -> Refusal? {
    guard !world.connections[connection].isConnected else { return nil }
    let status = world.connections[connection].status
    let hint =
      switch ConnectionStatus(rawValue: status) {
      case .authRequired, .authError: "send the link; the customer must sign in first"
      case .connecting: "the customer is signing in"
      case .disconnected: "reconnect it first"
      default: "it has been deleted"
      }
    return Refusal(
      "the connection is \(Lifecycle.connection.name(status)): \(hint)",
      legal: Lifecycle.connection.legalTriggers(from: status).filter(\.isCommand))
  }

  func checkQueue(_ index: Int) -> Refusal? {
    let dataset = world.datasets[index]
    let connection = Int(dataset.connection)
    if let refusal = checkConnected(connection) { return refusal }
    if dataset.isRunning {
      return Refusal("a sync of \(dataset.type.name) is already running: \(Lifecycle.dataset.name(dataset.status))")
    }
    if dataset.isDropped { return Refusal("\(dataset.type.name) is no longer a requested data type") }
    let provider = world.provider(ofConnection: connection)
    return provider.dataTypes.contains(dataset.type)
      ? nil : Refusal("\(provider.name) does not support \(dataset.type.name)")
  }

  /// Queueing many is possible if at least one of them can be queued.
  private func checkQueueing(_ connections: [Int], _ what: String, only type: DataType? = nil) -> Refusal? {
    if connections.isEmpty { return Refusal("the account has no connection") }
    var reason: Refusal?
    for dataset in connections.flatMap(world.datasets(ofConnection:))
    where type == nil || world.datasets[dataset].type == type {
      guard let refusal = checkQueue(dataset) else { return nil }
      if reason == nil || refusal.legal.isEmpty { reason = refusal }
    }
    return connections.count == 1
      ? reason : Refusal("no \(what) can be queued now: \(reason?.reason ?? "no data type is requested")")
  }

  private func checkConnect(_ account: Int, _ provider: Int, _ types: DataTypeSet) -> Refusal? {
    guard world.providers.indices.contains(provider) else { return Refusal("there is no such provider") }
    let wanted = world.providers[provider]
    if types.isEmpty { return Refusal("at least one data type must be requested") }
    let missing = types.subtracting(wanted.dataTypes)
    if !missing.isEmpty {
      return Refusal("\(wanted.name) does not support \(missing.types.map(\.name).joined(separator: ", "))")
    }
    let has = world.connections(ofAccount: account).contains {
      Int(world.connections[$0].provider) == provider && world.connections[$0].status != StatusID.absentRaw
    }
    return wanted.isUnique && has
      ? Refusal("\(wanted.name) allows one connection per account, and this account already has one") : nil
  }

  private func checkTypes(_ index: Int, _ types: DataTypeSet) -> Refusal? {
    if types.isEmpty { return Refusal("at least one data type must be requested") }
    let provider = world.provider(ofConnection: index)
    // Types requested before can stay, supported or not.
    let missing = types.subtracting(provider.dataTypes).subtracting(world.connections[index].requestedTypes)
    return missing.isEmpty
      ? nil : Refusal("\(provider.name) does not support \(missing.types.map(\.name).joined(separator: ", "))")
  }

  private func checkDelete(_ index: Int) -> Refusal? {
    let open = (side.integrationsByConnection[UInt32(index)] ?? []).first {
      let request = world.requests[Int(world.integrations[$0].request)]
      return request.status != StatusID.absentRaw && request.requestStatus?.isClosed == false
    }
    guard let open else { return nil }
    let request = Int(world.integrations[open].request)
    return Refusal(
      """
      the open privacy request \(world.shortID(of: .request(request))) uses the connection. Wait until the request \
      is closed
      """,
      legal: Lifecycle.connection.legalTriggers(from: world.connections[index].status).filter {
        $0.isCommand && $0 != .delete
      })
  }

  private func checkConnector(_ index: Int, _ online: Bool) -> Refusal? {
    let provider = world.provider(ofConnection: index)
    guard provider.isOnPremises else { return Refusal("\(provider.name) is online and has no connector") }
    if world.connections[index].status == StatusID.absentRaw { return Refusal("the connection has been deleted") }
    let isOnline = !world.connections[index].flags.contains(.connectorOffline)
    return isOnline == online ? Refusal("the connector is already \(online ? "online" : "offline")") : nil
  }

  private func checkSilence(_ index: Int, _ plan: AnswerPlan) -> Refusal? {
    let integration = world.integrations[index]
    guard integration.type == .directContact else { return Refusal("an API integration has no system owner") }
    if integration.integrationStatus.kind?.state == .complete || integration.kind == .noResponse {
      return Refusal("it is not waiting for an answer")
    }
    return side.integrations[index].answer == plan ? Refusal("this fault is already injected") : nil
  }
}
