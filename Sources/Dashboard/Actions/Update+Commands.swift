import Canvas
import Lifecycles
import Simulation

extension Model {
  /// The command of an action for the current target.
  func command(for action: Action) -> Result<Command, Refusal> {
    guard let target else { return .failure(Refusal("no row is selected")) }
    return command(for: action, on: target)
  }

  /// The command of an action for an object.
  func command(for action: Action, on target: Entity) -> Result<Command, Refusal> {
    switch action {
    case .requeue: return requeue(target)
    case .startIntegration, .skipIntegration, .stopIntegration: return integrationCommand(action, target)
    case .chooseData, .extendDeadline: return requestCommand(action, target)
    case .beginOutage, .beginMaintenance, .beginRateLimit, .endCondition: return providerCommand(action, target)
    case .queueCompany:
      guard let account = source.world.account(of: target) else {
        return .failure(Refusal("choose a row of an account first"))
      }
      return .success(.queueCompany(account: account))
    default: return connectionCommand(action, target)
    }
  }

  private func requeue(_ target: Entity) -> Result<Command, Refusal> {
    let world = source.world
    switch target.kind {
    case .dataset: return .success(.queueDataset(target.position))
    case .integration: return .success(.retryIntegration(target.position))
    case .session:
      let canRetry = Lifecycle.session.target(from: world.connections[target.position].session, .retry) != nil
      return .success(canRetry ? .retrySession(connection: target.position) : .queueConnection(target.position))
    case .connection: return .success(.queueConnection(target.position))
    case .request:
      return .failure(Refusal("a request can't be queued; open it and retry an integration in Error"))
    case .provider, .feedLine:
      return .failure(Refusal("only connections, sessions, datasets and integrations can be queued"))
    }
  }

  private func connectionCommand(_ action: Action, _ target: Entity) -> Result<Command, Refusal> {
    guard let index = source.world.connection(of: target) else {
      return .failure(Refusal("\(StatusText.object(source.world, target)) has no connection"))
    }
    switch action {
    case .disconnect: return .success(.disconnect(connection: index))
    case .reconnect: return .success(.reconnect(connection: index))
    case .sendLink: return .success(.sendLink(connection: index))
    case .delete: return .success(.delete(connection: index))
    case .openLink: return .success(.openLink(connection: index))
    case .authorize: return .success(.authorize(connection: index))
    case .abort: return .success(.abort(connection: index))
    case .rejectCredentials: return .success(.rejectCredentials(connection: index))
    case .deliverWebhook: return .success(.deliverWebhook(connection: index))
    case .expireConsent: return .success(.expireConsent(connection: index))
    default:
      let isOffline = source.world.connections[index].flags.contains(.connectorOffline)
      return .success(.connector(connection: index, online: isOffline))
    }
  }

  private func integrationCommand(_ action: Action, _ target: Entity) -> Result<Command, Refusal> {
    guard target.kind == .integration else {
      return .failure(Refusal("\(action.spec.title.lowercased()): choose an integration of a request first"))
    }
    return switch action {
    case .startIntegration: .success(.startIntegration(target.position))
    case .skipIntegration: .success(.skipIntegration(target.position))
    default: .success(.stopIntegration(target.position))
    }
  }

  private func requestCommand(_ action: Action, _ target: Entity) -> Result<Command, Refusal> {
    let request: Int
    switch target.kind {
    case .request: request = target.position
    case .integration: request = Int(source.world.integrations[target.position].request)
    default: return .failure(Refusal("\(action.spec.title.lowercased()): choose a privacy request first"))
    }
    return .success(action == .chooseData ? .chooseData(request: request) : .extendDeadline(request: request))
  }

  private func providerCommand(_ action: Action, _ target: Entity) -> Result<Command, Refusal> {
    let world = source.world
    let provider: Int
    if target.kind == .provider {
      provider = target.position
    } else if let connection = world.connection(of: target) {
      provider = Int(world.connections[connection].provider)
    } else {
      return .failure(Refusal("choose a row of a provider first"))
    }
    return switch action {
    case .beginOutage: .success(.begin(.outage, provider: provider))
    case .beginMaintenance: .success(.begin(.maintenance, provider: provider))
    case .beginRateLimit: .success(.begin(.rateLimit, provider: provider))
    default: .success(.endCondition(provider: provider))
    }
  }

  /// Carries out an action's command, after a confirmation if it is destructive.
  mutating func command(_ action: Action) {
    if !marked.isEmpty {
      askBulk(action)
      return
    }
    guard case .success(let command) = command(for: action) else { return }
    if action.spec.isDestructive || preferences.asksAlways || source.world.deletes(command) {
      ask(action.spec.title, command)
    } else {
      submit(command)
    }
  }

  mutating func ask(_ title: String, _ command: Command) {
    guard let entity = command.entity ?? target else { return }
    let world = source.world
    overlay = .confirmation(
      Confirmation(
        title: "\(title)?",
        lines: [
          [StatusText.account(world, entity), command.entity == nil ? "" : StatusText.object(world, entity)]
            .filter { !$0.isEmpty }.joined(separator: " \(glyphs.dot) "),
          entity.kind == .provider || command.entity == nil
            ? ""
            : "\(entity.kind) \(world.shortID(of: entity)), now \(StatusText.label(world, entity).trimmingPrefix(" "))",
          source.consequences(of: command),
        ].filter { !$0.isEmpty },
        button: title, act: .one(command, entity, status: world.status(of: entity))))
  }

  /// Called when the answer is yes. Checks first whether the object has changed since the question.
  mutating func confirm(_ confirmation: Confirmation) {
    switch confirmation.act {
    case .many(let bulk): begin(bulk)
    case .one(let command, let entity, let status):
      let world = source.world
      guard world.status(of: entity) == status else {
        let was = entity.system.map { StatusText.label($0, status) } ?? ""
        say(
          "nothing was done: it changed from \(was) to \(StatusText.label(world, entity))", .warning)
        return
      }
      submit(command)
    }
  }

  /// Carries out a command that didn't come from a key: a scenario's, or a test's.
  package mutating func apply(_ command: Command) -> Result<Int, Refusal> {
    let isFork = source.timeline?.isBehind == true
    switch source.submit(command) {
    case .failure(let refusal): return .failure(refusal)
    case .success(let events):
      if isFork { leaveCourse() }
      take(events)
      prepare()
      return .success(events.count)
    }
  }

  mutating func submit(_ command: Command) {
    clearsMarks = isPaused
    let object =
      (command.entity ?? target).map { entity in
        [StatusText.account(source.world, entity), StatusText.object(source.world, entity)].filter { !$0.isEmpty }
          .joined(separator: " \(glyphs.dot) ")
      } ?? ""
    let isFork = source.timeline?.isBehind == true
    switch source.submit(command) {
    case .failure(let refusal): say("nothing was done: \(refusal.description)", .warning)
    case .success(let events):
      notice = nil
      problemsAt = nil
      record(
        Act(
          time: source.world.now, title: "\(command.title)\(object.isEmpty ? "" : ", \(object)")",
          undo: command.undo.map { .commands([$0]) } ?? .none, entity: command.entity ?? target))
      if isFork { leaveCourse() }
      take(events)
      // Other news, such as a row that left the list.
      let aside = notice.map { "; \($0.text)" } ?? ""
      // In the middle of a cascade, the rest of it came first.
      let place = source.timeline?.inputs.last?.sequence ?? 0
      let own = events.count { $0.sequence > place }
      var text = "\(command.title): \(object.isEmpty ? "" : "\(object), ")\(Count.text(own, "event"))"
      if case .authorize(let connection) = command {
        text += "; the customer returns to \(source.world.returnURL(ofConnection: connection))?status=success"
      }
      if case .abort(let connection) = command {
        text += "; the customer returns to \(source.world.returnURL(ofConnection: connection))?status=abort"
      }
      if case .sendLink(let connection) = command {
        text = "link sent: \(source.world.redirectURL(ofConnection: connection))"
      }
      if case .inject(let fault) = command, fault.status != nil {
        text = "\(object): \(fault.title) is pending; \(keys.word(.inject)) removes it"
      }
      sayDone(
        text + (isFork ? "; a new branch starts here, \(keys.word(.branches)) switches back" : "") + aside)
    }
  }

  /// Drops what lay ahead.
  mutating func leaveCourse() {
    log.dropAhead()
    let end = log.last?.sequence ?? 0
    mishaps.removeAll { $0 > end }
    for index in breakpoints.indices { breakpoints[index].hits.removeAll { $0 > end } }
  }
}

extension World {
  /// Whether a command deletes data in the end, whatever it is called.
  func deletes(_ command: Command) -> Bool {
    guard case .startIntegration(let index) = command else { return false }
    return integrations[index].integrationStatus.table?.phase == .deletion
  }
}

extension Action {
  /// The action that fires a trigger; nil if none does.
  init?(_ trigger: Trigger) {
    switch trigger {
    case .sendLink: self = .sendLink
    case .openLink: self = .openLink
    case .authorize: self = .authorize
    case .abort: self = .abort
    case .rejectCredentials: self = .rejectCredentials
    case .disconnect: self = .disconnect
    case .reconnect: self = .reconnect
    case .changeDataTypes: self = .changeDataTypes
    case .delete: self = .delete
    case .deliverWebhook: self = .deliverWebhook
    case .retry, .queue: self = .requeue
    case .chooseData: self = .chooseData
    case .extendDeadline: self = .extendDeadline
    case .start: self = .startIntegration
    case .skip: self = .skipIntegration
    case .stop: self = .stopIntegration
    case .answerWithFiles, .answerWithoutFiles, .answerDeleted, .answerNothingHeld, .answerNotDeleted: self = .answer
    default: return nil
    }
  }

  /// Whether it becomes a command to the simulator.
  package var isCommand: Bool {
    switch self {
    case .requeue, .disconnect, .reconnect, .sendLink, .delete, .startIntegration, .skipIntegration, .stopIntegration,
      .answer, .chooseData, .extendDeadline, .queueCompany, .queueDataType, .changeDataTypes, .createConnection,
      .openLink,
      .authorize, .abort, .rejectCredentials, .deliverWebhook, .toggleConnector, .expireConsent, .beginOutage,
      .beginMaintenance, .beginRateLimit, .endCondition:
      true
    default: false
    }
  }
}
