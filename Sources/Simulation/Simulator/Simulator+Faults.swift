import Lifecycles

/// Injected faults.
extension Simulator {
  /// The codes that a rule's fault can bring; a single 0 if it has none.
  package static func codes(_ system: StatusSystem, _ rule: Rule) -> [ErrorCode] {
    switch system {
    case .dataset where rule.from == DatasetStatus.fetching.rawValue && rule.trigger != .loseAuthorization:
      return rule.trigger == .fail || rule.trigger == .retryLater ? [503, 502, 429, 408, 500] : [0]
    case .integration:
      let codes = IntegrationError.table.flatMap { row -> [ErrorCode] in
        switch row.match {
        case .codes(let codes): codes
        case .range(let range): [range.lowerBound]
        // Only a disconnected connection brings that one.
        case .disconnected: []
        case .everythingElse: [418]
        }
      }
      guard rule.trigger == .retryLater else { return codes }
      return codes.filter { IntegrationError.row(for: $0).isTransient }
    default: return [0]
    }
  }

  /// Why a fault is impossible; nil if it is possible now, or once its status is reached.
  func check(_ fault: Fault) -> Refusal? {
    guard let system = fault.object.system, world.has(fault.object) else {
      return Refusal("only an object with a lifecycle can fail")
    }
    let status = world.status(of: fault.object)
    let isWaiting = fault.status != nil && fault.status != status
    let from = fault.status ?? status
    guard let rule = Catalog[system].faults(from: from).first(where: { $0.trigger == fault.trigger }) else {
      let name = from == StatusID.absentRaw ? "deleted" : Diagram.shortLabel(Catalog[system], from)
      return Refusal("the fault \"\(fault.trigger.title)\" is not possible while the \(system.name) is \(name)")
    }
    if !fault.code.isNone, !Self.codes(system, rule).contains(fault.code), system != .integration {
      return Refusal("the fault \"\(fault.trigger.title)\" can't have code \(fault.code.text)")
    }
    guard !isWaiting else {
      // Integrations have six tables. One is never in the statuses of another kind of request.
      let isOwn =
        system != .integration
        || world.tables(ofIntegration: fault.object.position).contains { $0 == IntegrationStatus(raw: from).table }
      return isOwn ? nil : Refusal("this integration can never be \(Diagram.shortLabel(Catalog[system], from))")
    }
    switch (fault.object.kind, fault.trigger) {
    case (.session, .failLoading), (.session, .failStructuring):
      return world.connections[fault.object.position].tally.complete == 0
        ? nil : Refusal("a session fails only if all of its datasets fail, and some have completed")
    case (.dataset, .retryLater):
      let isOver = Int(world.datasets[fault.object.position].attempt) >= settings.fetchRetries
      return isOver ? Refusal("its retries are used up") : nil
    case (.integration, .retryLater):
      let isOver = Int(world.integrations[fault.object.position].attempt) >= settings.integrationRetries
      return isOver ? Refusal("its retries are used up") : nil
    default: return nil
    }
  }

  /// Makes the fault happen, with everything that follows.
  mutating func inject(_ fault: Fault, cause: Cause) {
    if let status = fault.status, world.status(of: fault.object) != status {
      faults.arm(ArmedFault(fault: fault, cause: cause))
      return
    }
    let index = fault.object.position
    switch fault.object.kind {
    case .dataset: failDataset(index, by: fault, cause: cause)
    case .session: failSession(index, by: fault, cause: cause)
    case .connection:
      if fault.trigger == .loseAuthorization {
        loseAuthorization(connection: index, cause: cause)
      } else {
        failAuthorization(index, fault.trigger, cause: cause)
      }
    case .integration:
      if fault.trigger == .retryLater {
        integrationMeetsError(index, code: fault.code, cause: cause)
      } else {
        fail(index, code: fault.code, cause: cause)
      }
    case .request, .provider, .feedLine: break
    }
  }

  private mutating func failDataset(_ index: Int, by fault: Fault, cause: Cause) {
    switch fault.trigger {
    case .loseAuthorization: loseAuthorization(dataset: index, cause: cause)
    case .retryLater: retryFetch(index, code: fault.code, cause: cause)
    case .fail: failDataset(index, code: fault.code, cause: cause)
    default:
      side.datasetGenerations[index] &+= 1
      let failed = emit(
        .dataset(index), fault.trigger, from: world.datasets[index].status, cause: cause, .failed(fault.code))
      afterDataset(index, cause: failed)
    }
  }

  private mutating func failSession(_ index: Int, by fault: Fault, cause: Cause) {
    switch fault.trigger {
    case .loseAuthorization: loseAuthorization(connection: index, cause: cause)
    case .rejectCredentials, .abort, .authorizationTimeout: failAuthorization(index, fault.trigger, cause: cause)
    case .timeOut: timeOutSession(index, cause: cause)
    case .failLoading, .failStructuring:
      // The session fails because all of its datasets do. It checks again once that is so.
      faults.failingSession = index
      for dataset in world.datasets(ofConnection: index)
      where belongsToLatest(dataset, index) && world.datasets[dataset].isRunning {
        if world.datasets[dataset].status == DatasetStatus.queued.rawValue {
          cancelDataset(dataset, cause: cause)
        } else {
          failDataset(dataset, code: fault.code, cause: cause)
        }
      }
      faults.failingSession = nil
      emitSession(index, fault.trigger, cause: cause)
    case .failProcessing:
      emitSession(index, .failProcessing, cause: cause, .substage(Int64(world.connections[index].substage)))
    default: emitSession(index, fault.trigger, cause: cause)
    }
  }

  // MARK: Pending faults

  /// Schedules the fault that has waited for this event, if any. It then happens within the same millisecond.
  mutating func fireFault(awaiting event: Event) {
    if let number = faults.take(event) { schedule(.armedFault, number, after: 0) }
  }

  /// Makes a pending fault happen. If something else came first, it keeps waiting.
  mutating func fireFault(_ number: Int) {
    guard let order = faults.removeDue(number) else { return }
    var fault = order.fault
    guard world.has(fault.object), world.status(of: fault.object) == fault.status else { return faults.arm(order) }
    fault.status = nil
    if check(fault) == nil { inject(fault, cause: order.cause) } else { faults.arm(order) }
  }
}
