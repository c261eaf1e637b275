import Lifecycles

extension Simulator {
  /// Carries out a step of the scenario's script. A refusal is kept and shown.
  mutating func runStep(_ index: Int, turn: Int) {
    let step = scenario.script[index]
    if let every = step.every {
      script.agenda.add(
        Agenda.Entry(
          time: now + every, event: nil, order: .step(index, turn: turn + 1), rank: (step.isFromBoard ? 1 : 0, index)))
    }
    guard !script.omittedSteps.contains(index), comes(step, index, turn: turn) else { return }
    script.currentStep = index
    defer { script.currentStep = nil }
    switch command(for: step) {
    case .failure(let refusal): refuse(step.verb.rawValue, refusal)
    case .success(let command):
      if case .failure(let refusal) = submit(command) { refuse(step.verb.rawValue, refusal) }
    }
  }

  /// Whether chance lets a step happen this time.
  private func comes(_ step: ScriptStep, _ index: Int, turn: Int) -> Bool {
    guard step.chance < 1_000_000 else { return true }
    let draw = Draw(seed: scenario.seed, object: UInt64(index), count: UInt64(turn), purpose: .script)
    return draw.chance(perMillion: step.chance)
  }

  // MARK: From a step to a command

  private func command(for step: ScriptStep) -> Result<Command, Refusal> {
    switch step.verb {
    case .outage, .maintenance, .rateLimit, .slow, .wrongData, .recover: return providerCommand(step)
    case .start, .skip, .stop, .answerFiles, .answerNothing, .answerDeleted, .answerNotDeleted, .neverAnswers,
      .answersLate:
      return integrationCommand(step)
    case .choose, .extend: return requestCommand(step)
    case .retry where step.target.integration != nil: return integrationCommand(step)
    case .fail, .stumble, .disarm: return faultCommand(step)
    case .queue where step.target.provider == nil: return companyCommand(step)
    case .create: return createCommand(step)
    default: return connectionCommand(step)
    }
  }

  private func found<Value>(_ value: Value?, _ what: @autoclosure () -> String) -> Result<Value, Refusal> {
    value.map { .success($0) } ?? .failure(Refusal("there is no \(what())"))
  }

  private func providerCommand(_ step: ScriptStep) -> Result<Command, Refusal> {
    found(world.provider(step.target), "provider \(step.target.provider ?? "")").map { provider in
      guard let condition = step.verb.condition else { return .provider(provider, .endCondition) }
      return .provider(provider, .begin(condition, lasting: step.lasting))
    }
  }

  private func companyCommand(_ step: ScriptStep) -> Result<Command, Refusal> {
    found(world.account(step.target), "account \(step.target.account ?? "")").map { account in
      guard let type = step.target.dataType.flatMap(DataType.init(name:)) else {
        return .account(account, .queueAll)
      }
      return .account(account, .queue(type))
    }
  }

  private func createCommand(_ step: ScriptStep) -> Result<Command, Refusal> {
    guard let account = world.account(step.target) else {
      return .failure(Refusal("there is no account \(step.target.account ?? "")"))
    }
    return found(world.provider(step.target), "provider \(step.target.provider ?? "")").map { provider in
      .account(account, .connect(provider: provider, types: step.types ?? world.providers[provider].dataTypes))
    }
  }

  private func connectionCommand(_ step: ScriptStep) -> Result<Command, Refusal> {
    guard let connection = world.connection(step.target) else {
      return .failure(Refusal(world.missing(step.target, .connection)))
    }
    switch step.verb {
    case .queue:
      guard step.target.dataType != nil else { return .success(.connection(connection, .queue)) }
      return found(world.dataset(step.target), world.missing(step.target, .dataset)).map { .dataset($0, .queue) }
    case .sendLink: return .success(.connection(connection, .sendLink))
    case .openLink: return .success(.connection(connection, .openLink))
    case .authorize: return .success(.connection(connection, .authorize))
    case .rejectCredentials: return .success(.connection(connection, .rejectCredentials))
    case .abort: return .success(.connection(connection, .abort))
    case .disconnect: return .success(.connection(connection, .disconnect))
    case .reconnect: return .success(.connection(connection, .reconnect))
    case .delete: return .success(.connection(connection, .delete))
    case .changeDataTypes:
      return .success(.connection(connection, .changeDataTypes(step.types ?? DataTypeSet())))
    case .retry: return .success(.session(connection, .retry))
    case .webhook: return .success(.session(connection, .deliverWebhook))
    case .expireConsent: return .success(.connection(connection, .expireConsent))
    case .revoke: return .success(.inject(Fault(.connection(connection), .loseAuthorization)))
    case .connectorOffline: return .success(.connection(connection, .connector(online: false, lasting: step.lasting)))
    case .connectorOnline: return .success(.connection(connection, .connector(online: true)))
    default: return .failure(Refusal("\(step.verb.rawValue) does not apply to a connection"))
    }
  }

  private func requestCommand(_ step: ScriptStep) -> Result<Command, Refusal> {
    guard let request = world.request(step.target) else {
      return .failure(Refusal(world.missing(step.target, .request)))
    }
    guard step.verb == .choose else { return .success(.request(request, .extendDeadline)) }
    let leftOut = world.integrations(ofRequest: request).filter {
      step.leavingOut.contains(world.label(ofIntegration: $0))
    }
    return .success(.request(request, .chooseData(leavingOut: leftOut)))
  }

  private func integrationCommand(_ step: ScriptStep) -> Result<Command, Refusal> {
    guard let index = world.integration(step.target) else {
      return .failure(Refusal(world.missing(step.target, .integration)))
    }
    let isDeletion = world.integrations[index].integrationStatus.table?.phase == .deletion
    let command: Command =
      switch step.verb {
      case .start: .integration(index, .start)
      case .skip: .integration(index, .skip)
      case .stop: .integration(index, .stop)
      case .answerFiles: .integration(index, .answer(.files(step.files)))
      case .answerNothing: .integration(index, .answer(isDeletion ? .nothingHeld : .noFiles))
      case .answerDeleted: .integration(index, .answer(.deleted))
      case .answerNotDeleted: .integration(index, .answer(.notDeleted))
      case .neverAnswers: .integration(index, .withholdAnswer)
      case .answersLate: .integration(index, .delayAnswer)
      default: .integration(index, .retry)
      }
    return .success(command)
  }

  // MARK: Faults by name

  private func faultCommand(_ step: ScriptStep) -> Result<Command, Refusal> {
    let system = step.system
    guard let object = world.object(step.target, system) else {
      return .failure(Refusal(world.missing(step.target, system)))
    }
    let lifecycle = Catalog[system]
    var from: UInt8?
    if let when = step.when {
      from = statuses(system, object, named: when).first { raw in
        lifecycle.faults(from: raw).contains { fits($0, step) }
      }
      if from == nil { return .failure(Refusal("\(step.to ?? "a retry") can't follow \(when)")) }
    }
    let rules = lifecycle.faults(from: from ?? world.status(of: object))
    guard let rule = rules.first(where: { fits($0, step) }) else {
      let now = Diagram.shortLabel(lifecycle, world.status(of: object))
      return .failure(
        Refusal("the \(system.name) is \(now), which can't lead to \(step.to ?? "a retry"). Add when = …"))
    }
    let fault = Fault(object, rule.trigger, code: step.code, when: from)
    return .success(step.verb == .disarm ? .disarm(fault) : .inject(fault))
  }

  /// An integration's statuses occur in six tables. Only those of its own are meant, of one phase if the name says
  /// which (`Deletion: Pending`).
  private func statuses(_ system: StatusSystem, _ object: ObjectRef, named name: String) -> [UInt8] {
    guard system == .integration else {
      return Catalog[system].statuses.filter { $0.answers(to: name) }.map(\.id.raw)
    }
    let tables = world.tables(ofIntegration: object.position)
    let phase = tables.map(\.phase).last { name.hasPrefix("\($0.title): ") }
    let plain = phase.map { String(name.dropFirst($0.title.count + 2)) } ?? name
    return tables.filter { phase == nil || $0.phase == phase }.flatMap { table in
      Catalog[system].statuses.filter { $0.answers(to: plain) && IntegrationStatus(raw: $0.id.raw).table == table }
    }.map(\.id.raw)
  }

  private func fits(_ rule: Rule, _ step: ScriptStep) -> Bool {
    if let by = step.by { return rule.trigger.name == by }
    if step.verb == .stumble { return rule.trigger == .retryLater }
    guard rule.trigger != .retryLater else { return false }
    guard let to = step.to else { return rule.trigger == .fail }
    return Catalog[step.system].info(rule.to)?.answers(to: to) == true
  }

  /// Resolves the chance failures that the scenario leaves out. Objects created later are resolved then.
  mutating func resolveSuppressed() {
    chance.suppress(
      written: scenario.suppressed.compactMap { step in
        resolve(step).map { SuppressedFault(object: $0, time: step.time) }
      })
  }

  /// The object of a chance failure left out.
  private func resolve(_ step: SuppressedStep) -> ObjectRef? {
    guard let system = step.system else { return world.provider(step.target).map { .provider($0) } }
    return world.object(step.target, system)
  }
}

extension StatusInfo {
  /// Whether a name is the key, an alias or the number.
  package func answers(to name: String) -> Bool {
    let name = name.lowercased()
    return key.lowercased() == name || aliases.contains { $0.lowercased() == name } || code.map(String.init) == name
  }
}
