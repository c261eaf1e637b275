import Lifecycles

/// Commands as steps of a scenario.
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
    case .account(let account, .queue(let type)):
      target.account = world.accounts[account].name
      target.dataType = type.name
    case .account(let account, .queueAll): target.account = world.accounts[account].name
    case .account(let account, .connect(let provider, let types)):
      target.account = world.accounts[account].name
      target.provider = world.providers[provider].name
      self.types = types
    case .connection(_, .changeDataTypes(let types)): self.types = types
    case .integration(_, .answer(.files(let count))): files = count
    case .request(_, .chooseData(let leftOut)): leavingOut = leftOut.map { world.label(ofIntegration: $0) }
    case .provider(_, .begin(_, let lasting)): self.lasting = lasting
    case .connection(_, .connector(_, let lasting)): self.lasting = lasting
    case .inject(let fault), .disarm(let fault): describe(fault, world)
    case .connection, .session, .dataset, .request, .integration, .provider: break
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
    case .account(_, .queueAll), .account(_, .queue), .connection(_, .queue), .dataset(_, .queue): self = .queue
    case .account(_, .connect): self = .create
    case .connection(_, let command): self.init(command)
    case .session(_, .retry): self = .retry
    case .session(_, .deliverWebhook): self = .webhook
    case .request(_, .chooseData): self = .choose
    case .request(_, .extendDeadline): self = .extend
    case .integration(_, let command): self.init(command)
    case .provider(_, .begin(let condition, _)):
      guard let verb = Self.allCases.first(where: { $0.condition == condition }) else { return nil }
      self = verb
    case .provider(_, .endCondition): self = .recover
    case .inject: self = .fail
    case .disarm: self = .disarm
    }
  }

  private init(_ command: ConnectionCommand) {
    self =
      switch command {
      case .queue: .queue
      case .sendLink: .sendLink
      case .openLink: .openLink
      case .authorize: .authorize
      case .rejectCredentials: .rejectCredentials
      case .abort: .abort
      case .disconnect: .disconnect
      case .reconnect: .reconnect
      case .changeDataTypes: .changeDataTypes
      case .delete: .delete
      case .connector(online: true, _): .connectorOnline
      case .connector(online: false, _): .connectorOffline
      case .expireConsent: .expireConsent
      }
  }

  private init(_ command: IntegrationCommand) {
    self =
      switch command {
      case .retry: .retry
      case .start: .start
      case .skip: .skip
      case .stop: .stop
      case .answer(.files): .answerFiles
      case .answer(.noFiles), .answer(.nothingHeld): .answerNothing
      case .answer(.deleted): .answerDeleted
      case .answer(.notDeleted): .answerNotDeleted
      case .withholdAnswer: .neverAnswers
      case .delayAnswer: .answersLate
      }
  }
}
