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
    case .account(let account, let command): perform(account: account, command, cause)
    case .connection(let index, let command): perform(connection: index, command, cause)
    case .session(let index, .retry): retrySession(index, cause: cause)
    case .session(let index, .deliverWebhook): beginLoading(index, by: .deliverWebhook, cause: cause)
    case .dataset(let index, .queue):
      queueDatasets(Int(world.datasets[index].connection), .one(index), cause: cause)
    case .request(let index, .chooseData(let leftOut)): chooseData(index, leavingOut: leftOut, cause: cause)
    case .request(let index, .extendDeadline):
      emit(.request(index), .extendDeadline, from: world.requests[index].status, cause: cause)
    case .integration(let index, let command): perform(integration: index, command, cause)
    case .provider(let provider, .begin(let condition, let lasting)):
      let begun = begin(condition, provider: provider, cause: cause)
      if let lasting { schedule(.conditionEnds, provider, after: lasting, cause: begun) }
    case .provider(let provider, .endCondition): endCondition(provider, cause: cause)
    case .inject(let fault): inject(fault, cause: cause)
    case .disarm(let fault): faults.disarm(fault)
    }
  }

  private mutating func perform(account: Int, _ command: AccountCommand, _ cause: Cause) {
    func queue(_ selection: DatasetSelection) {
      for connection in world.connections(ofAccount: account) where world.connections[connection].isConnected {
        queueDatasets(connection, selection, cause: cause)
      }
    }
    switch command {
    case .queueAll: queue(.all)
    case .queue(let type): queue(.type(type))
    case .connect(let provider, let types): create(account: account, provider: provider, types: types, cause: cause)
    }
  }

  private mutating func perform(connection index: Int, _ command: ConnectionCommand, _ cause: Cause) {
    switch command {
    case .queue: queueDatasets(index, .all, cause: cause)
    case .sendLink:
      let sent = emit(.connection(index), .sendLink, from: world.connections[index].status, cause: cause)
      planPeople(index, cause: sent)
    case .openLink: openLink(index, cause: cause, byItself: false)
    case .authorize: authorize(index, cause: cause)
    case .rejectCredentials: failAuthorization(index, .rejectCredentials, cause: cause)
    case .abort: failAuthorization(index, .abort, cause: cause)
    case .disconnect: disconnect(index, cause: cause)
    case .reconnect: reconnect(index, cause: cause)
    case .changeDataTypes(let types):
      emit(
        .connection(index), .changeDataTypes, from: world.connections[index].status, cause: cause,
        .dataTypes(types))
      side.grow(world)
    case .delete: delete(index, cause: cause)
    case .connector(let online, let lasting):
      setConnector(index, online: online, cause: cause)
      // An earlier order to reconnect is void.
      side.links[index].absence &+= 1
      if !online, let lasting {
        schedule(.connectorReturns, index, after: lasting, cause: cause, generation: side.links[index].absence)
      }
    case .expireConsent: expireConsent(index, cause: cause)
    }
  }

  private mutating func perform(integration index: Int, _ command: IntegrationCommand, _ cause: Cause) {
    switch command {
    case .retry: retry(index, cause: cause)
    case .start: start(index, cause: cause)
    case .skip: finish(index, .skip, cause: cause)
    case .stop: finish(index, .stop, cause: cause)
    case .answer(let answer): self.answer(index, answer, cause: cause)
    case .withholdAnswer: silence(index, .never, cause: cause)
    case .delayAnswer: silence(index, .late, cause: cause)
    }
  }
}
