import Lifecycles

extension Simulator {
  /// Carries out a step of the scenario's script; a refusal is kept and shown.
  mutating func runScript(_ index: Int) {
    let step = scenario.script[index]
    switch command(for: step) {
    case .failure(let refusal): scriptRefusals.append((now, step.verb, refusal))
    case .success(let command):
      if case .failure(let refusal) = submit(command) { scriptRefusals.append((now, step.verb, refusal)) }
    }
  }

  private func command(for step: ScriptStep) -> Result<Command, Refusal> {
    switch step.verb {
    case .outage, .maintenance, .rateLimit, .recover: providerCommand(step)
    case .start, .skip, .stop, .answerFiles, .answerNothing, .answerDeleted, .answerNotDeleted: integrationCommand(step)
    case .choose, .extend: requestCommand(step)
    case .retry where step.integration != nil: integrationCommand(step)
    default: connectionCommand(step)
    }
  }

  private func providerCommand(_ step: ScriptStep) -> Result<Command, Refusal> {
    guard let provider = world.providers.firstIndex(where: { $0.name == step.provider }) else {
      return .failure(Refusal("there is no provider \(step.provider ?? "")"))
    }
    let command: Command =
      switch step.verb {
      case .outage: .begin(.outage, provider: provider)
      case .maintenance: .begin(.maintenance, provider: provider)
      case .rateLimit: .begin(.rateLimit, provider: provider)
      default: .endCondition(provider: provider)
      }
    return .success(command)
  }

  private func account(_ step: ScriptStep) -> Int? { world.accounts.firstIndex { $0.name == step.account } }

  private func connectionCommand(_ step: ScriptStep) -> Result<Command, Refusal> {
    guard let account = account(step) else { return .failure(Refusal("there is no account \(step.account ?? "")")) }
    if step.verb == .queue, step.provider == nil {
      if let type = step.dataType.flatMap(DataType.init(name:)) {
        return .success(.queueDataType(type, account: account))
      }
      return .success(.queueCompany(account: account))
    }
    if step.verb == .create {
      guard let provider = world.providers.firstIndex(where: { $0.name == step.provider }) else {
        return .failure(Refusal("there is no provider \(step.provider ?? "")"))
      }
      let types = step.types ?? world.providers[provider].dataTypes
      return .success(.createConnection(account: account, provider: provider, types: types))
    }
    guard
      let connection = world.connections(ofAccount: account).first(where: {
        step.provider == nil || world.provider(ofConnection: $0).name == step.provider
      })
    else { return .failure(Refusal("\(step.account ?? "") has no connection to \(step.provider ?? "any provider")")) }
    switch step.verb {
    case .queue:
      guard let type = step.dataType else { return .success(.queueConnection(connection)) }
      guard
        let dataset = world.datasets(ofConnection: connection).first(where: { world.datasets[$0].type.name == type })
      else { return .failure(Refusal("the connection has no data type \(type)")) }
      return .success(.queueDataset(dataset))
    case .sendLink: return .success(.sendLink(connection: connection))
    case .openLink: return .success(.openLink(connection: connection))
    case .authorize: return .success(.authorize(connection: connection))
    case .rejectCredentials: return .success(.rejectCredentials(connection: connection))
    case .abort: return .success(.abort(connection: connection))
    case .disconnect: return .success(.disconnect(connection: connection))
    case .reconnect: return .success(.reconnect(connection: connection))
    case .delete: return .success(.delete(connection: connection))
    case .changeDataTypes:
      return .success(.changeDataTypes(connection: connection, types: step.types ?? DataTypeSet()))
    case .retry: return .success(.retrySession(connection: connection))
    case .webhook: return .success(.deliverWebhook(connection: connection))
    case .expireConsent: return .success(.expireConsent(connection: connection))
    case .connectorOffline: return .success(.connector(connection: connection, online: false))
    case .connectorOnline: return .success(.connector(connection: connection, online: true))
    default: return .failure(Refusal("\(step.verb.rawValue) is not about a connection"))
    }
  }

  private func requestCommand(_ step: ScriptStep) -> Result<Command, Refusal> {
    guard let request = openRequest(step) else {
      return .failure(Refusal("\(step.account ?? "") has no open privacy request"))
    }
    return .success(step.verb == .choose ? .chooseData(request: request) : .extendDeadline(request: request))
  }

  private func openRequest(_ step: ScriptStep) -> Int? {
    guard let account = account(step) else { return nil }
    return world.requests.indices.first {
      Int(world.requests[$0].account) == account && world.requests[$0].requestStatus?.isClosed == false
    }
  }

  private func integrationCommand(_ step: ScriptStep) -> Result<Command, Refusal> {
    guard let request = openRequest(step),
      let index = world.integrations(ofRequest: request).first(where: {
        world.name(ofIntegration: $0) == step.integration
      })
    else {
      return .failure(Refusal("\(step.account ?? "") has no open request with \(step.integration ?? "an integration")"))
    }
    let isDeletion = world.integrations[index].integrationStatus.table?.phase == .deletion
    let command: Command =
      switch step.verb {
      case .start: .startIntegration(index)
      case .skip: .skipIntegration(index)
      case .stop: .stopIntegration(index)
      case .answerFiles: .answer(integration: index, .files(step.files))
      case .answerNothing: .answer(integration: index, isDeletion ? .nothingHeld : .noFiles)
      case .answerDeleted: .answer(integration: index, .deleted)
      case .answerNotDeleted: .answer(integration: index, .notDeleted)
      default: .retryIntegration(index)
      }
    return .success(command)
  }
}
