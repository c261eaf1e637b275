import Lifecycles

extension Simulator {
  // MARK: Requests

  mutating func receiveRequest(_ index: Int, cause: Cause) {
    guard world.requests[index].status == StatusID.absentRaw else { return }
    let right = world.requests[index].right
    let received = emit(
      .request(index), right.isDeletion ? .enroll : .receive, from: StatusID.absentRaw, cause: cause)
    for integration in world.integrations(ofRequest: index) {
      let draw = drawIntegration(integration)
      enroll(integration, enrollment(integration, draw), cause: received)
    }
    integrationsMoved(index, cause: received)
  }

  func enrollment(_ index: Int, _ draw: Draw) -> IntegrationKind {
    guard scenario.hasChance else { return .notStarted }
    let deletion = world.requests[Int(world.integrations[index].request)].right.isDeletion
    return switch draw.index(10) {
    case 0...1: .inWorkflow
    case 2...3 where deletion: .noExtraction
    default: .notStarted
    }
  }

  mutating func enroll(_ index: Int, _ kind: IntegrationKind, cause: Cause) {
    let integration = world.integrations[index]
    let table = IntegrationTable(
      isDeletion: world.requests[Int(integration.request)].right.isDeletion, phase: .access, type: integration.type)
    let entry = Lifecycle.enrollment(table).first { $0.kind == kind } ?? (trigger: .enroll, kind: .notStarted)
    let enrolled = record(
      .integration(index), entry.trigger, from: StatusID.absentRaw, to: IntegrationStatus(table, entry.kind).raw,
      cause: cause)
    planIntegration(index, cause: enrolled)
  }

  /// Releases the data found. What a deletion leaves out is skipped, or stopped, immediately.
  mutating func chooseData(_ index: Int, leavingOut leftOut: [Int] = [], cause: Cause) {
    side.requestGenerations[index] &+= 1
    guard allows(.request(index), .chooseData) else { return }
    let chosen = emit(.request(index), .chooseData, from: world.requests[index].status, cause: cause)
    guard world.requests[index].requestStatus == .deleting else { return }
    for integration in world.integrations(ofRequest: index) { enterDeletion(integration, cause: chosen) }
    // After all have entered: a phase with one integration only would end immediately.
    for integration in leftOut {
      emitIntegration(
        integration, world.integrations[integration].type == .api ? .skip : .stop, cause: chosen)
    }
    integrationsMoved(index, cause: chosen)
  }

  mutating func enterDeletion(_ index: Int, cause: Cause) {
    let isFull = allows(.integration(index), .enterDeletionInFull)
    let isDeferred = !isFull && scenario.hasChance && drawIntegration(index).index(6) == 0
    let trigger: Trigger = isFull ? .enterDeletionInFull : isDeferred ? .deferToWorkflow : .enterDeletion
    if isFull { side.integrations[index].isFullDeletion = true }
    let entered = emitIntegration(index, trigger, cause: cause)
    planIntegration(index, cause: entered)
  }

  /// Advances the request when every integration of the phase is done.
  mutating func integrationsMoved(_ request: Int, cause: Cause) {
    guard let status = world.requests[request].requestStatus,
      status == .accessing || status == .deletionAccessing || status == .deleting
    else { return }
    let progress = world.progress(ofRequest: request)
    guard progress.done == progress.total else { return }
    let trigger: Trigger = status == .deleting ? .finishDeletion : .finishAccess
    let finished = emit(.request(request), trigger, from: status.rawValue, cause: cause)
    if trigger == .finishAccess { planChoice(request, cause: finished) }
  }

  mutating func planChoice(_ request: Int, cause: Cause) {
    guard scenario.hasChance else { return }
    schedule(
      .requestChoice, request, after: settings.choiceDelay.sample(drawRequest(request)), cause: cause,
      generation: side.requestGenerations[request])
  }
}
