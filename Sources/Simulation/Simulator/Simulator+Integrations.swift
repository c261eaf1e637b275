import Lifecycles

extension Simulator {
  // MARK: Integrations

  /// Moves an integration to its next status, which voids the timers of the previous one.
  @discardableResult
  mutating func emitIntegration(
    _ index: Int, _ trigger: Trigger, cause: Cause, _ payload: Payload = .none
  ) -> Cause {
    side.integrations[index].generation &+= 1
    return emit(
      .integration(index), trigger, from: world.integrations[index].status, cause: cause, payload)
  }

  private mutating func scheduleIntegration(_ index: Int, _ kind: TimerKind, after delay: Milliseconds, cause: Cause) {
    schedule(kind, index, after: delay, cause: cause, generation: side.integrations[index].generation)
  }

  /// Starts the timers of the current status.
  mutating func planIntegration(_ index: Int, cause: Cause) {
    let draw = drawIntegration(index)
    switch world.integrations[index].kind {
    case .notStarted:
      scheduleIntegration(index, .integrationStep, after: settings.prepareDelay.sample(draw), cause: cause)
    case .noExtraction:
      let isWaitingForPhase = world.integrations[index].type == .directContact
      if !isWaitingForPhase {
        scheduleIntegration(index, .integrationStep, after: settings.prepareDelay.sample(draw), cause: cause)
      }
    case .inWorkflow:
      scheduleIntegration(index, .integrationStep, after: settings.workflowDelay.sample(draw), cause: cause)
    case .pending:
      let isManual = scenario.hasChance && draw.chance(perMillion: settings.manualStart)
      let table = isManual ? settings.personDelay : settings.startDelay
      scheduleIntegration(index, .integrationStep, after: table.sample(draw.next), cause: cause)
    case .submitted:
      let delay = settings.extraction.sample(draw) * (isProviderSlow(index) ? Self.slowFactor : 1)
      scheduleIntegration(index, .integrationStep, after: delay, cause: cause)
    case .dueIn: planAnswer(index, draw, cause: cause)
    case .noResponse:
      scheduleIntegration(index, .integrationClose, after: settings.closeDelay.sample(draw), cause: cause)
    case .overdue:
      let answer = side.integrations[index].answer
      if answer == .late || (answer == .byChance && scenario.hasChance && draw.index(2) == 0) {
        scheduleIntegration(index, .integrationAnswer, after: settings.lateAnswer.sample(draw.next), cause: cause)
      }
    case .error:
      // Sooner or later the system owner fixes it and starts it again.
      if scenario.hasChance, draw.index(3) > 0 {
        scheduleIntegration(index, .integrationStep, after: 2 * settings.personDelay.sample(draw.next), cause: cause)
      }
    default: break
    }
  }

  private func isProviderSlow(_ index: Int) -> Bool {
    let connection = world.integrations[index].connection
    guard connection != Integration.noConnection else { return false }
    return world.providerStates[Int(world.connections[Int(connection)].provider)].condition == .slow
  }

  /// Replaces the planned answer with an injected one.
  mutating func silence(_ index: Int, _ plan: AnswerPlan, cause: Cause) {
    side.integrations[index].answer = plan
    let status = world.integrations[index].status
    let ordered = record(
      .integration(index), plan == .late ? .delayAnswer : .goSilent, from: status, to: status, cause: cause)
    guard world.integrations[index].kind == .dueIn || world.integrations[index].kind == .overdue else { return }
    side.integrations[index].generation &+= 1
    planIntegration(index, cause: ordered)
  }

  private mutating func planAnswer(_ index: Int, _ draw: Draw, cause: Cause) {
    let due = world.integrations[index].due
    scheduleIntegration(index, .integrationDeadline, after: due - now, cause: cause)
    switch side.integrations[index].answer {
    case .never: return
    case .late:
      scheduleIntegration(
        index, .integrationAnswer, after: due - now + settings.lateAnswer.sample(draw.next), cause: cause)
      return
    case .byChance: break
    }
    guard scenario.hasChance, !occurs(draw.chance(perMillion: settings.noAnswer), .integration(index)) else { return }
    let delay = settings.contactAnswer.sample(draw.next)
    if now + delay < due { scheduleIntegration(index, .integrationAnswer, after: delay, cause: cause) }
  }

  mutating func integrationTimer(_ timer: Timer) {
    let index = Int(timer.index)
    switch timer.kind {
    case .integrationStep: stepIntegration(index, cause: timer.cause)
    case .integrationDeadline:
      guard world.integrations[index].kind == .dueIn else { return }
      let pauses = world.integrations[index].pausesWithoutResponse
      let passed = emitIntegration(index, pauses ? .passDeadlinePausing : .passDeadlineSkipping, cause: timer.cause)
      planIntegration(index, cause: passed)
    case .integrationAnswer: answerByItself(index, cause: timer.cause)
    case .integrationClose:
      finish(index, .closeUnanswered, cause: timer.cause)
    default: break
    }
  }

  private mutating func stepIntegration(_ index: Int, cause: Cause) {
    let integration = world.integrations[index]
    switch integration.kind {
    case .noExtraction where integration.integrationStatus.table?.phase == .access:
      finish(index, .finishWithoutExtraction, cause: cause)
    case .notStarted, .inWorkflow, .noExtraction:
      let prepared = emitIntegration(index, .prepare, cause: cause)
      planIntegration(index, cause: prepared)
    case .pending: start(index, cause: cause)
    case .submitted: finishExtraction(index, cause: cause)
    case .error: if retryRefusal(index) == nil { retry(index, cause: cause) }
    default: break
    }
  }

  /// The code for a Direct Contact whose address does not exist.
  static let unreachableContact: ErrorCode = 410

  /// Starts a Pending integration.
  mutating func start(_ index: Int, cause: Cause) {
    let integration = world.integrations[index]
    if integration.type == .directContact {
      let isGone = drawIntegration(index).next.next.next.chance(perMillion: settings.contactFailure)
      if scenario.hasChance, occurs(isGone, .integration(index)) {
        fail(index, code: Self.unreachableContact, cause: cause)
        return
      }
      let due = now + settings.directContactDays * Span.day
      let started = emitIntegration(index, .start, cause: cause, .integrationStarted(due: due))
      planIntegration(index, cause: started)
      return
    }
    let isDeletion = integration.integrationStatus.table?.phase == .deletion
    if isDeletion, integration.amount == 0, !side.integrations[index].isFullDeletion {
      finish(index, .finishWithoutRecords, cause: cause)
    } else if let code = connectionProblem(index) {
      fail(index, code: code, cause: cause)
    } else {
      let started = emitIntegration(index, .start, cause: cause)
      planIntegration(index, cause: started)
    }
  }

  /// The code that an API integration gets on a connection that is not connected.
  func connectionProblem(_ index: Int) -> ErrorCode? {
    let connection = world.integrations[index].connection
    guard connection != Integration.noConnection else { return nil }
    switch world.connections[Int(connection)].connectionStatus {
    case .connected: return nil
    case .disconnected, nil: return .disconnected
    case .authRequired, .connecting, .authError: return 401
    }
  }

  private mutating func finishExtraction(_ index: Int, cause: Cause) {
    let integration = world.integrations[index]
    let connection = Int(integration.connection)
    let state = world.providerStates[Int(world.connections[connection].provider)]
    let draw = drawIntegration(index)
    if let code = connectionProblem(index) {
      fail(index, code: code, cause: cause)
    } else if state.condition.refusesCalls {
      integrationMeetsError(index, code: state.code, cause: state.cause)
    } else if scenario.hasChance, occurs(draw.chance(perMillion: settings.integrationFailure), .integration(index)) {
      let codes: [ErrorCode] = [500, 501, 502, 503, 504, 400, 422, 401, 402, 403, 404, 408, 429, 418]
      integrationMeetsError(index, code: codes[draw.next.index(codes.count)], cause: cause)
    } else if integration.integrationStatus.table?.phase == .deletion {
      finishDeletion(index, cause: cause)
    } else if draw.next.chance(perMillion: settings.nothingFound) {
      finish(index, .finishWithoutRecords, cause: cause)
    } else {
      finish(index, .finishWithRecords, amount: draw.next.next.within(1...420), cause: cause)
    }
  }

  private mutating func finishDeletion(_ index: Int, cause: Cause) {
    let amount = Int64(world.integrations[index].amount)
    let trigger: Trigger =
      side.integrations[index].isFullDeletion
      ? .finishFullDeletion : amount > 0 ? .finishWithRecords : .finishWithoutRecords
    let done = finish(index, trigger, amount: amount, cause: cause)
    let connection = Int(world.integrations[index].connection)
    // The cache drops the deleted records with the next sync of the data types that can hold them.
    if world.connections[connection].isConnected { queueDatasets(connection, .personal, cause: done) }
  }

  /// Retries a transient error with growing delays, and fails on any other.
  mutating func integrationMeetsError(_ index: Int, code: ErrorCode, cause: Cause) {
    let row = IntegrationError.row(for: code)
    let attempt = Int(world.integrations[index].attempt)
    let budget =
      row.isTransient
      ? settings.integrationRetries : code.isServerError ? min(1, settings.integrationRetries) : 0
    guard attempt < budget else {
      fail(index, code: code, cause: cause)
      return
    }
    let retry = emitIntegration(index, .retryLater, cause: cause, .retryScheduled(attempt: Int64(attempt) + 1, code))
    let base = settings.integrationRetryBase << Int64(attempt)
    // A rate limit sets its own delay, for which a quarter of an hour is assumed.
    scheduleIntegration(index, .integrationStep, after: code == 429 ? max(base, 15 * Span.minute) : base, cause: retry)
  }

  mutating func fail(_ index: Int, code: ErrorCode, cause: Cause) {
    let failed = emitIntegration(index, .fail, cause: cause, .failed(code))
    planIntegration(index, cause: failed)
  }

  /// Fails the integrations that wait for or use a connection that is gone.
  mutating func failIntegrations(on connection: Int, code: ErrorCode, cause: Cause) {
    for index in side.integrationsByConnection[UInt32(connection)] ?? []
    where world.integrations[index].kind == .submitted || world.integrations[index].kind == .pending {
      fail(index, code: code, cause: cause)
    }
  }

  mutating func retry(_ index: Int, cause: Cause) {
    let isContact = world.integrations[index].type == .directContact
    let due = isContact ? now + settings.directContactDays * Span.day : 0
    let retried = emitIntegration(index, .retry, cause: cause, .integrationStarted(due: due))
    planIntegration(index, cause: retried)
  }

  /// Why a retry would fail; nil if it can succeed.
  func retryRefusal(_ index: Int) -> Refusal? {
    guard connectionProblem(index) != nil else { return nil }
    let connection = Int(world.integrations[index].connection)
    let status = Lifecycle.connection.name(world.connections[connection].status)
    return Refusal("the connection behind it is \(status). Connect it first")
  }

  /// Ends an integration's phase.
  @discardableResult
  mutating func finish(_ index: Int, _ trigger: Trigger, amount: Int64 = 0, cause: Cause) -> Cause {
    let done = emitIntegration(index, trigger, cause: cause, .integrationFinished(amount: amount))
    integrationsMoved(Int(world.integrations[index].request), cause: done)
    return done
  }

  private mutating func answerByItself(_ index: Int, cause: Cause) {
    let draw = drawIntegration(index)
    guard let table = world.integrations[index].integrationStatus.table else { return }
    let answers: [Answer] =
      table.phase == .access
      ? [.files(Int(draw.next.within(1...9))), .files(1), .noFiles] : [.deleted, .deleted, .nothingHeld, .notDeleted]
    answer(index, answers[draw.index(answers.count)], cause: cause)
  }

  mutating func answer(_ index: Int, _ answer: Answer, cause: Cause) {
    var amount: Int64 = 0
    if case .files(let count) = answer { amount = Int64(count) }
    finish(index, answer.trigger, amount: amount, cause: cause)
  }
}
