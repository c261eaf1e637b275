/// The form of a command in journals, which older versions wrote as well: flat, one case per command.
private enum RecordedCommand: Codable {
  case queueDataset(Int)
  case queueDataType(DataType, account: Int)
  case queueConnection(Int)
  case queueCompany(account: Int)
  case createConnection(account: Int, provider: Int, types: DataTypeSet)
  case sendLink(connection: Int)
  case openLink(connection: Int)
  case authorize(connection: Int)
  case rejectCredentials(connection: Int)
  case abort(connection: Int)
  case disconnect(connection: Int)
  case reconnect(connection: Int)
  case changeDataTypes(connection: Int, types: DataTypeSet)
  case delete(connection: Int)
  case retrySession(connection: Int)
  case deliverWebhook(connection: Int)
  case retryIntegration(Int)
  case startIntegration(Int)
  case skipIntegration(Int)
  case stopIntegration(Int)
  case answer(integration: Int, Answer)
  case chooseData(request: Int, leavingOut: [Int])
  case extendDeadline(request: Int)
  case connector(connection: Int, online: Bool, lasting: Milliseconds?)
  case begin(ProviderCondition, provider: Int, lasting: Milliseconds?)
  case endCondition(provider: Int)
  case expireConsent(connection: Int)
  case silence(integration: Int, isLate: Bool)
  case inject(Fault)
  case disarm(Fault)

  init(_ command: Command) {
    self =
      switch command {
      case .account(let account, .queueAll): .queueCompany(account: account)
      case .account(let account, .queue(let type)): .queueDataType(type, account: account)
      case .account(let account, .connect(let provider, let types)):
        .createConnection(account: account, provider: provider, types: types)
      case .connection(let index, let command): RecordedCommand(connection: index, command)
      case .session(let index, .retry): .retrySession(connection: index)
      case .session(let index, .deliverWebhook): .deliverWebhook(connection: index)
      case .dataset(let index, .queue): .queueDataset(index)
      case .request(let index, .chooseData(let leftOut)): .chooseData(request: index, leavingOut: leftOut)
      case .request(let index, .extendDeadline): .extendDeadline(request: index)
      case .integration(let index, let command): RecordedCommand(integration: index, command)
      case .provider(let index, .begin(let condition, let lasting)):
        .begin(condition, provider: index, lasting: lasting)
      case .provider(let index, .endCondition): .endCondition(provider: index)
      case .inject(let fault): .inject(fault)
      case .disarm(let fault): .disarm(fault)
      }
  }

  private init(connection index: Int, _ command: ConnectionCommand) {
    self =
      switch command {
      case .queue: .queueConnection(index)
      case .sendLink: .sendLink(connection: index)
      case .openLink: .openLink(connection: index)
      case .authorize: .authorize(connection: index)
      case .rejectCredentials: .rejectCredentials(connection: index)
      case .abort: .abort(connection: index)
      case .disconnect: .disconnect(connection: index)
      case .reconnect: .reconnect(connection: index)
      case .changeDataTypes(let types): .changeDataTypes(connection: index, types: types)
      case .delete: .delete(connection: index)
      case .connector(let online, let lasting): .connector(connection: index, online: online, lasting: lasting)
      case .expireConsent: .expireConsent(connection: index)
      }
  }

  private init(integration index: Int, _ command: IntegrationCommand) {
    self =
      switch command {
      case .retry: .retryIntegration(index)
      case .start: .startIntegration(index)
      case .skip: .skipIntegration(index)
      case .stop: .stopIntegration(index)
      case .answer(let answer): .answer(integration: index, answer)
      case .withholdAnswer: .silence(integration: index, isLate: false)
      case .delayAnswer: .silence(integration: index, isLate: true)
      }
  }

  var command: Command {
    switch self {
    case .queueDataset(let index): .dataset(index, .queue)
    case .queueDataType(let type, let account): .account(account, .queue(type))
    case .queueConnection(let index): .connection(index, .queue)
    case .queueCompany(let account): .account(account, .queueAll)
    case .createConnection(let account, let provider, let types):
      .account(account, .connect(provider: provider, types: types))
    case .sendLink(let index): .connection(index, .sendLink)
    case .openLink(let index): .connection(index, .openLink)
    case .authorize(let index): .connection(index, .authorize)
    case .rejectCredentials(let index): .connection(index, .rejectCredentials)
    case .abort(let index): .connection(index, .abort)
    case .disconnect(let index): .connection(index, .disconnect)
    case .reconnect(let index): .connection(index, .reconnect)
    case .changeDataTypes(let index, let types): .connection(index, .changeDataTypes(types))
    case .delete(let index): .connection(index, .delete)
    case .retrySession(let index): .session(index, .retry)
    case .deliverWebhook(let index): .session(index, .deliverWebhook)
    case .retryIntegration(let index): .integration(index, .retry)
    case .startIntegration(let index): .integration(index, .start)
    case .skipIntegration(let index): .integration(index, .skip)
    case .stopIntegration(let index): .integration(index, .stop)
    case .answer(let index, let answer): .integration(index, .answer(answer))
    case .chooseData(let index, let leftOut): .request(index, .chooseData(leavingOut: leftOut))
    case .extendDeadline(let index): .request(index, .extendDeadline)
    case .connector(let index, let online, let lasting):
      .connection(index, .connector(online: online, lasting: lasting))
    case .begin(let condition, let index, let lasting): .provider(index, .begin(condition, lasting: lasting))
    case .endCondition(let index): .provider(index, .endCondition)
    case .expireConsent(let index): .connection(index, .expireConsent)
    case .silence(let index, let isLate): .integration(index, isLate ? .delayAnswer : .withholdAnswer)
    case .inject(let fault): .inject(fault)
    case .disarm(let fault): .disarm(fault)
    }
  }
}

extension Command: Codable {
  package init(from decoder: any Decoder) throws { self = try RecordedCommand(from: decoder).command }

  package func encode(to encoder: any Encoder) throws { try RecordedCommand(self).encode(to: encoder) }
}
