import Fixtures
import Lifecycles
import Simulation
import Testing

/// Commands about accounts, providers and faults rather than one object with a status, and about objects that don't
/// exist.
extension CommandTests {
  private static func world() -> Simulator { Simulator.quiet(["Xero", "Sage Intacct"]) }

  private func type(_ name: String) -> DataType { DataType(name: name)! }

  /// Submits a command and expects a refusal that changes nothing.
  private func expectRefusal(
    _ command: Command, _ simulator: Simulator, _ part: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var copy = simulator
    copy.discard()
    let answer = copy.submit(command)
    guard case .failure(let refusal) = answer else {
      Issue.record("\(command) was carried out", sourceLocation: sourceLocation)
      return
    }
    #expect(refusal.reason.contains(part), "\(refusal.reason)", sourceLocation: sourceLocation)
    #expect(simulator.check(command) == refusal, sourceLocation: sourceLocation)
    #expect(CommandMatrixTests.unchanged(simulator, copy), sourceLocation: sourceLocation)
  }

  /// Queueing a data type depends on that type alone, whatever else could be queued.
  @Test func dataTypesAreQueuedOnAllConnectionsOfAnAccount() throws {
    var simulator = Self.world()
    let invoices = simulator.world.datasets.indices.filter { simulator.world.datasets[$0].type.name == "invoices" }
    #expect(invoices.count == 2)
    _ = try simulator.submit(.dataset(invoices[0], .queue)).get()
    simulator.discard()
    _ = try simulator.submit(.account(0, .queue(type("invoices")))).get()
    #expect(simulator.drain().filter { $0.trigger == .queue }.map(\.object) == [.dataset(invoices[1])])
    // Both are running, and all other types could still be queued.
    expectRefusal(.account(0, .queue(type("invoices"))), simulator, "already running")
    expectRefusal(.account(0, .queue(type("commerce-orders"))), simulator, "no connection of the account has")
    _ = try simulator.submit(.connection(0, .disconnect)).get()
    _ = try simulator.submit(.connection(1, .disconnect)).get()
    expectRefusal(.account(0, .queue(type("bills"))), simulator, "DISCONNECTED")
  }

  @Test func companiesAreQueuedWhereConnected() throws {
    var simulator = Self.world()
    _ = try simulator.submit(.connection(0, .disconnect)).get()
    simulator.discard()
    _ = try simulator.submit(.account(0, .queueAll)).get()
    let queued = simulator.drain().filter { $0.trigger == .queue }
    let own = simulator.world.datasets(ofConnection: 1)
    #expect(Set(queued.map(\.object)) == Set(own.map { ObjectRef.dataset($0) }))
    expectRefusal(.account(0, .queueAll), simulator, "already running")
  }

  @Test func connectionsAreCreatedWithSupportedTypes() throws {
    var simulator = Simulator.quiet(["Xero", "Stripe"])
    let world = simulator.world
    let provider = { (name: String) in world.providers.firstIndex { $0.name == name }! }
    let invoices = DataTypeSet([type("invoices")])
    expectRefusal(
      .account(0, .connect(provider: provider("MYOB"), types: DataTypeSet())), simulator, "at least one")
    expectRefusal(
      .account(0, .connect(provider: provider("Plaid"), types: invoices)), simulator,
      "does not support invoices")
    expectRefusal(
      .account(0, .connect(provider: provider("Stripe"), types: DataTypeSet([type("commerce-payments")]))), simulator,
      "one connection per account")
    _ = try simulator.submit(.account(0, .connect(provider: provider("MYOB"), types: invoices))).get()
    #expect(simulator.world.connections.last?.connectionStatus == .authRequired)
    #expect(simulator.world.connections.last?.requestedTypes == invoices)
  }

  @Test(arguments: ProviderCondition.allCases) func conditionsBeginAndEndOnce(_ condition: ProviderCondition) throws {
    var simulator = Self.world()
    let xero = Int(simulator.world.connections[0].provider)
    expectRefusal(.provider(xero, .endCondition), simulator, "has no outage")
    guard condition != .normal else {
      expectRefusal(.provider(xero, .begin(condition)), simulator, "not a condition to start")
      return
    }
    _ = try simulator.submit(.provider(xero, .begin(condition))).get()
    #expect(simulator.world.providerStates[xero].condition == condition)
    for other in ProviderCondition.allCases where other != .normal {
      expectRefusal(.provider(xero, .begin(other)), simulator, "already has the condition")
    }
    _ = try simulator.submit(.provider(xero, .endCondition)).get()
    #expect(simulator.world.providerStates[xero].condition == .normal)
  }

  @Test func silenceIsInjectedOncePerPlan() throws {
    var simulator = Simulator.quiet(["Xero"], request: RequestsTests.deletionRequest())
    expectRefusal(.integration(0, .delayAnswer), simulator, "no system owner")
    _ = try simulator.submit(.integration(1, .delayAnswer)).get()
    expectRefusal(.integration(1, .delayAnswer), simulator, "already injected")
    _ = try simulator.submit(.integration(1, .withholdAnswer)).get()
    expectRefusal(.integration(1, .withholdAnswer), simulator, "already injected")
  }

  @Test func faultsWaitUntilTheyAreRemoved() throws {
    var simulator = Self.world()
    let fault = Fault(.dataset(0), .fail, code: 503, when: DatasetStatus.fetching.rawValue)
    expectRefusal(.disarm(fault), simulator, "no longer pending")
    _ = try simulator.submit(.inject(fault)).get()
    #expect(simulator.faults.pending.map(\.fault) == [fault] && simulator.drain().isEmpty)
    _ = try simulator.submit(.disarm(fault)).get()
    #expect(simulator.faults.pending.isEmpty)
    expectRefusal(.inject(Fault(.dataset(0), .complete)), simulator, "not possible")
    expectRefusal(.inject(Fault(.provider(0), .fail)), simulator, "only an object with a lifecycle")
  }

  /// Every command about an object, account or provider that doesn't exist.
  @Test(arguments: [9_999, -1]) func objectsMustExist(_ index: Int) {
    let simulator = Simulator.quiet(["Xero"], request: RequestsTests.deletionRequest())
    let types = DataTypeSet([type("invoices")])
    let commands: [Command] = [
      .dataset(index, .queue), .account(index, .queue(type("invoices"))), .connection(index, .queue),
      .account(index, .queueAll), .account(index, .connect(provider: 0, types: types)),
      .account(0, .connect(provider: index, types: types)), .connection(index, .sendLink),
      .connection(index, .openLink), .connection(index, .authorize), .connection(index, .rejectCredentials),
      .connection(index, .abort), .connection(index, .disconnect), .connection(index, .reconnect),
      .connection(index, .changeDataTypes(types)), .connection(index, .delete),
      .session(index, .retry), .session(index, .deliverWebhook), .integration(index, .retry),
      .integration(index, .start), .integration(index, .skip), .integration(index, .stop),
      .integration(index, .answer(.noFiles)), .request(index, .chooseData()), .request(index, .extendDeadline),
      .connection(index, .connector(online: false)), .provider(index, .begin(.outage)),
      .provider(index, .endCondition), .connection(index, .expireConsent), .integration(index, .delayAnswer),
      .inject(Fault(.dataset(index), .fail)),
    ]
    for command in commands { expectRefusal(command, simulator, "there is no such") }
  }

  /// Before the first event, nothing can be asked for.
  @Test func nothingIsLegalBeforeTheFirstEvent() {
    let simulator = Simulator(withoutBootstrap: Scenario.quiet(["Xero"]))
    for command in [Command.account(0, .queueAll), .connection(0, .disconnect), .provider(0, .begin(.outage))] {
      expectRefusal(command, simulator, "nothing has happened yet")
    }
  }

  /// A choice leaves out any set of the request's own integrations, each once.
  @Test func choicesLeaveOutOwnIntegrationsOnly() {
    let simulator = Simulator.quiet(["Xero"], request: RequestsTests.deletionRequest())
    for leftOut in [[7], [0, 0], [-1]] {
      expectRefusal(.request(0, .chooseData(leavingOut: leftOut)), simulator, "only integrations of this request")
    }
  }

  @Test func changedDataTypesMustBeSupported() {
    let simulator = Simulator.quiet(["Xero"], status: .disconnected)
    expectRefusal(.connection(0, .changeDataTypes(DataTypeSet())), simulator, "at least one")
    expectRefusal(
      .connection(0, .changeDataTypes(DataTypeSet([type("commerce-orders")]))), simulator, "does not support")
  }
}
