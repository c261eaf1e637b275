import Lifecycles

extension Simulator {
  /// Carries out a command, or refuses it without changing anything.
  ///
  /// - Returns: how many events it caused immediately.
  @discardableResult
  package mutating func submit(_ command: Command) -> Result<Int, Refusal> {
    if let refusal = check(command) { return .failure(refusal) }
    commandLog.append(command, step: script.currentStep)
    let before = output.events.count
    perform(command, cause: .command(commandLog.count))
    return .success(output.events.count - before)
  }

  private mutating func perform(_ command: Command, cause: Cause) {
    switch command {
    case .queueDataset(let index):
      queueDatasets(Int(world.datasets[index].connection), .one(index), cause: cause)
    case .queueConnection(let index): queueDatasets(index, .all, cause: cause)
    case .queueCompany(let account):
      for connection in world.connections(ofAccount: account) where world.connections[connection].isConnected {
        queueDatasets(connection, .all, cause: cause)
      }
    case .queueDataType(let type, let account):
      for connection in world.connections(ofAccount: account) where world.connections[connection].isConnected {
        queueDatasets(connection, .type(type), cause: cause)
      }
    case .createConnection(let account, let provider, let types):
      create(account: account, provider: provider, types: types, cause: cause)
    case .sendLink(let index):
      let sent = emit(.connection(index), .sendLink, from: world.connections[index].status, cause: cause)
      planPeople(index, cause: sent)
    case .openLink(let index): openLink(index, cause: cause, byItself: false)
    case .authorize(let index): authorize(index, cause: cause)
    case .rejectCredentials(let index): failAuthorization(index, .rejectCredentials, cause: cause)
    case .abort(let index): failAuthorization(index, .abort, cause: cause)
    case .disconnect(let index): disconnect(index, cause: cause)
    case .reconnect(let index): reconnect(index, cause: cause)
    case .changeDataTypes(let index, let types):
      emit(
        .connection(index), .changeDataTypes, from: world.connections[index].status, cause: cause,
        .dataTypes(types))
      side.grow(world)
    case .delete(let index): delete(index, cause: cause)
    case .retrySession(let index): retrySession(index, cause: cause)
    case .deliverWebhook(let index): beginLoading(index, by: .deliverWebhook, cause: cause)
    case .retryIntegration(let index): retry(index, cause: cause)
    case .startIntegration(let index): start(index, cause: cause)
    case .skipIntegration(let index): finish(index, .skip, cause: cause)
    case .stopIntegration(let index): finish(index, .stop, cause: cause)
    case .answer(let index, let answer): self.answer(index, answer, cause: cause)
    case .chooseData(let index, let leftOut): chooseData(index, leavingOut: leftOut, cause: cause)
    case .extendDeadline(let index):
      emit(.request(index), .extendDeadline, from: world.requests[index].status, cause: cause)
    case .connector(let index, let online, let lasting):
      setConnector(index, online: online, cause: cause)
      // An earlier order to reconnect is void.
      side.links[index].absence &+= 1
      if !online, let lasting {
        schedule(.connectorReturns, index, after: lasting, cause: cause, generation: side.links[index].absence)
      }
    case .begin(let condition, let provider, let lasting):
      let begun = begin(condition, provider: provider, cause: cause)
      if let lasting { schedule(.conditionEnds, provider, after: lasting, cause: begun) }
    case .endCondition(let provider): endCondition(provider, cause: cause)
    case .expireConsent(let index): expireConsent(index, cause: cause)
    case .silence(let index, let isLate): silence(index, isLate ? .late : .never, cause: cause)
    case .inject(let fault): inject(fault, cause: cause)
    case .disarm(let fault): faults.disarm(fault)
    }
  }

  /// Why a command would be refused now; nil if it would be carried out.
  package func check(_ command: Command) -> Refusal? {
    guard isBootstrapped else { return Refusal("nothing has happened yet. Step forward by one event first") }
    if let object = command.object, !world.has(object) { return Refusal("there is no such \(object.kind.name)") }
    switch command {
    case .queueDataset(let index): return checkQueue(index)
    case .queueConnection(let index): return checkQueueing([index], "data type")
    case .queueCompany(let account):
      guard world.accounts.indices.contains(account) else { return Refusal("there is no such account") }
      return checkQueueing(world.connections(ofAccount: account), "connection")
    case .queueDataType(let type, let account):
      guard world.accounts.indices.contains(account) else { return Refusal("there is no such account") }
      let holders = world.connections(ofAccount: account).filter { world.connections[$0].requestedTypes.contains(type) }
      return holders.isEmpty
        ? Refusal("no connection of the account has \(type.name)") : checkQueueing(holders, type.name, only: type)
    case .createConnection(let account, let provider, let types): return checkCreate(account, provider, types)
    case .sendLink(let index): return checkRule(.connection(index), .sendLink)
    case .openLink(let index): return checkRule(.connection(index), .openLink)
    case .authorize(let index): return checkRule(.connection(index), .authorize)
    case .rejectCredentials(let index): return checkRule(.connection(index), .rejectCredentials)
    case .abort(let index): return checkRule(.connection(index), .abort)
    case .disconnect(let index): return checkRule(.connection(index), .disconnect)
    case .reconnect(let index): return checkRule(.connection(index), .reconnect)
    case .changeDataTypes(let index, let types): return checkTypes(index, types)
    case .delete(let index): return checkDelete(index)
    case .retrySession(let index):
      return checkRule(.session(index), .retry) ?? checkConnected(index)
    case .deliverWebhook(let index): return checkRule(.session(index), .deliverWebhook)
    case .retryIntegration(let index):
      return checkRule(.integration(index), .retry) ?? retryProblem(index).map { Refusal($0) }
    case .startIntegration(let index): return checkRule(.integration(index), .start)
    case .skipIntegration(let index): return checkRule(.integration(index), .skip)
    case .stopIntegration(let index): return checkRule(.integration(index), .stop)
    case .answer(let index, let answer): return checkRule(.integration(index), answer.trigger)
    case .chooseData(let index, let leftOut):
      let own = Set(world.integrations(ofRequest: index))
      if !leftOut.allSatisfy(own.contains) || Set(leftOut).count != leftOut.count {
        return Refusal("only integrations of this request can be left out")
      }
      return checkRule(.request(index), .chooseData)
    case .extendDeadline(let index):
      if world.requests[index].isExtended { return Refusal("the deadline has already been extended") }
      return checkRule(.request(index), .extendDeadline)
    case .connector(let index, let online, _): return checkConnector(index, online)
    case .silence(let index, let isLate): return checkSilence(index, isLate ? .late : .never)
    case .inject(let fault): return check(fault)
    case .disarm(let fault):
      return faults.isArmed(fault)
        ? nil : Refusal("the fault is no longer pending")
    case .begin(let condition, let provider, _):
      let current = world.providerStates[provider].condition
      if condition == .normal { return Refusal("normal is not a condition to start. End the current one instead") }
      return current == .normal
        ? nil : Refusal("\(world.providers[provider].name) already has the condition \(current.title)")
    case .endCondition(let provider):
      return world.providerStates[provider].condition == .normal
        ? Refusal("\(world.providers[provider].name) has no outage, maintenance or rate limit") : nil
    case .expireConsent(let index):
      if world.provider(ofConnection: index).needsNoAuthorization {
        return Refusal("this provider needs no authorization")
      }
      if world.connections[index].flags.contains(.consentExpired) { return Refusal("the consent has already expired") }
      return checkConnected(index)
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

  private func checkQueue(_ index: Int) -> Refusal? {
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

  private func checkCreate(_ account: Int, _ provider: Int, _ types: DataTypeSet) -> Refusal? {
    guard world.accounts.indices.contains(account) else { return Refusal("there is no such account") }
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
    if let refusal = checkRule(.connection(index), .changeDataTypes) { return refusal }
    if types.isEmpty { return Refusal("at least one data type must be requested") }
    let provider = world.provider(ofConnection: index)
    // Types requested before can stay, supported or not.
    let missing = types.subtracting(provider.dataTypes).subtracting(world.connections[index].requestedTypes)
    return missing.isEmpty
      ? nil : Refusal("\(provider.name) does not support \(missing.types.map(\.name).joined(separator: ", "))")
  }

  private func checkDelete(_ index: Int) -> Refusal? {
    if let refusal = checkRule(.connection(index), .delete) { return refusal }
    let open = (side.integrationsByConnection[UInt32(index)] ?? []).first {
      let request = world.requests[Int(world.integrations[$0].request)]
      return request.status != StatusID.absentRaw && request.requestStatus?.isClosed == false
    }
    guard let open else { return nil }
    let request = Int(world.integrations[open].request)
    return Refusal(
      "the open privacy request \(world.shortID(of: .request(request))) uses the connection. Wait until the request is closed",
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

  /// The immediate effects of a command, counted for a confirmation.
  package func consequences(of command: Command) -> String {
    switch command {
    case .delete(let index):
      let datasets = world.datasets(ofConnection: index).count { world.datasets[$0].status != StatusID.absentRaw }
      return "Deletes \(Count.text(datasets, "dataset")) and all synced data. This can't be undone."
    case .disconnect(let index):
      let running = world.datasets(ofConnection: index).count { world.datasets[$0].isRunning }
      let integrations = (side.integrationsByConnection[UInt32(index)] ?? []).count {
        world.integrations[$0].kind == .submitted || world.integrations[$0].kind == .pending
      }
      var parts: [String] = []
      if running > 0 { parts.append("Cancels \(Count.text(running, "running sync")).") }
      if integrations > 0 { parts.append("Fails \(Count.text(integrations, "integration")).") }
      return (parts + ["The data is kept."]).joined(separator: " ")
    case .startIntegration(let index):
      let isDeletion = world.integrations[index].integrationStatus.table?.phase == .deletion
      return isDeletion ? "Starts deleting the data found. This can't be undone." : "Starts extracting the data."
    case .queueCompany(let account):
      let datasets = world.connections(ofAccount: account).reduce(0) { sum, connection in
        sum + world.datasets(ofConnection: connection).count { checkQueue($0) == nil }
      }
      return "Queues \(Count.text(datasets, "dataset")) of \(world.accounts[account].name)."
    case .begin(let condition, let provider, _):
      let fetching = world.datasets.count {
        $0.status == DatasetStatus.fetching.rawValue && Int(world.connections[Int($0.connection)].provider) == provider
      }
      let links = world.connections.count { Int($0.provider) == provider && $0.isConnected }
      guard condition.refusesCalls else { return "Affects \(Count.text(links, "connection"))." }
      return
        "Affects \(Count.text(links, "connection")), fails \(Count.text(fetching, "running fetch"))."
    case .chooseData(let index, let leftOut):
      let chosen = Count.text(world.progress(ofRequest: index).total - leftOut.count, "integration")
      return world.requests[index].right.isDeletion
        ? "Starts the deletion for \(chosen). This can't be undone."
        : "Sends the data of \(chosen) to the requester and closes the request."
    case .extendDeadline(let index):
      var extended = world.requests[index]
      extended.isExtended = true
      let (from, to) = (world.requests[index].deadline, extended.deadline)
      return
        "Moves it from \(ISO8601.dateText(CivilTime(from))) to \(ISO8601.dateText(CivilTime(to))), once. This can't be undone."
    case .stopIntegration: return "Stops waiting for the system owner's answer."
    case .skipIntegration: return "Leaves the integration out of this phase."
    default: return ""
    }
  }
}
