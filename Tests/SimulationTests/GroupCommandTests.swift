import Lifecycles
import Simulation
import Testing

/// Commands about accounts, providers and faults rather than one object with a status, and about objects that don't
/// exist.
@Suite struct GroupCommandTests {
  private static func world() -> Simulator { CouplingTests.world(["Xero", "Sage Intacct"]) }

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
    _ = try simulator.submit(.queueDataset(invoices[0])).get()
    simulator.discard()
    _ = try simulator.submit(.queueDataType(type("invoices"), account: 0)).get()
    #expect(simulator.drain().filter { $0.trigger == .queue }.map(\.object) == [.dataset(invoices[1])])
    // Both are running, and all other types could still be queued.
    expectRefusal(.queueDataType(type("invoices"), account: 0), simulator, "already running")
    expectRefusal(.queueDataType(type("commerce-orders"), account: 0), simulator, "no connection of the account has")
    _ = try simulator.submit(.disconnect(connection: 0)).get()
    _ = try simulator.submit(.disconnect(connection: 1)).get()
    expectRefusal(.queueDataType(type("bills"), account: 0), simulator, "DISCONNECTED")
  }

  @Test func companiesAreQueuedWhereConnected() throws {
    var simulator = Self.world()
    _ = try simulator.submit(.disconnect(connection: 0)).get()
    simulator.discard()
    _ = try simulator.submit(.queueCompany(account: 0)).get()
    let queued = simulator.drain().filter { $0.trigger == .queue }
    let own = simulator.world.datasets(ofConnection: 1)
    #expect(Set(queued.map(\.object)) == Set(own.map { ObjectRef.dataset($0) }))
    expectRefusal(.queueCompany(account: 0), simulator, "already running")
  }

  @Test func connectionsAreCreatedWithSupportedTypes() throws {
    var simulator = CouplingTests.world(["Xero", "Stripe"])
    let world = simulator.world
    let provider = { (name: String) in world.providers.firstIndex { $0.name == name }! }
    let invoices = DataTypeSet([type("invoices")])
    expectRefusal(
      .createConnection(account: 0, provider: provider("MYOB"), types: DataTypeSet()), simulator, "at least one")
    expectRefusal(
      .createConnection(account: 0, provider: provider("Plaid"), types: invoices), simulator,
      "does not support invoices")
    expectRefusal(
      .createConnection(
        account: 0, provider: provider("Stripe"), types: DataTypeSet([type("commerce-payments")])), simulator,
      "one connection per account")
    _ = try simulator.submit(.createConnection(account: 0, provider: provider("MYOB"), types: invoices)).get()
    #expect(simulator.world.connections.last?.connectionStatus == .authRequired)
    #expect(simulator.world.connections.last?.requestedTypes == invoices)
  }

  @Test(arguments: ProviderCondition.allCases) func conditionsBeginAndEndOnce(_ condition: ProviderCondition) throws {
    var simulator = Self.world()
    let xero = Int(simulator.world.connections[0].provider)
    expectRefusal(.endCondition(provider: xero), simulator, "has no outage")
    guard condition != .normal else {
      expectRefusal(.begin(condition, provider: xero), simulator, "not a condition to start")
      return
    }
    _ = try simulator.submit(.begin(condition, provider: xero)).get()
    #expect(simulator.world.providerStates[xero].condition == condition)
    for other in ProviderCondition.allCases where other != .normal {
      expectRefusal(.begin(other, provider: xero), simulator, "already has the condition")
    }
    _ = try simulator.submit(.endCondition(provider: xero)).get()
    #expect(simulator.world.providerStates[xero].condition == .normal)
  }

  @Test func silenceIsInjectedOncePerPlan() throws {
    var simulator = CouplingTests.world(["Xero"], request: CouplingTests.deletionRequest())
    expectRefusal(.silence(integration: 0, isLate: true), simulator, "no system owner")
    _ = try simulator.submit(.silence(integration: 1, isLate: true)).get()
    expectRefusal(.silence(integration: 1, isLate: true), simulator, "already injected")
    _ = try simulator.submit(.silence(integration: 1, isLate: false)).get()
    expectRefusal(.silence(integration: 1, isLate: false), simulator, "already injected")
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
    let simulator = CouplingTests.world(["Xero"], request: CouplingTests.deletionRequest())
    let types = DataTypeSet([type("invoices")])
    let commands: [Command] = [
      .queueDataset(index), .queueDataType(type("invoices"), account: index), .queueConnection(index),
      .queueCompany(account: index), .createConnection(account: index, provider: 0, types: types),
      .createConnection(account: 0, provider: index, types: types), .sendLink(connection: index),
      .openLink(connection: index), .authorize(connection: index), .rejectCredentials(connection: index),
      .abort(connection: index), .disconnect(connection: index), .reconnect(connection: index),
      .changeDataTypes(connection: index, types: types), .delete(connection: index),
      .retrySession(connection: index), .deliverWebhook(connection: index), .retryIntegration(index),
      .startIntegration(index), .skipIntegration(index), .stopIntegration(index),
      .answer(integration: index, .noFiles), .chooseData(request: index), .extendDeadline(request: index),
      .connector(connection: index, online: false), .begin(.outage, provider: index),
      .endCondition(provider: index), .expireConsent(connection: index), .silence(integration: index, isLate: true),
      .inject(Fault(.dataset(index), .fail)),
    ]
    for command in commands { expectRefusal(command, simulator, "there is no such") }
  }

  /// Before the first event, nothing can be asked for.
  @Test func nothingIsLegalBeforeTheFirstEvent() {
    let simulator = Simulator(withoutBootstrap: CouplingTests.scenario(["Xero"]))
    for command in [Command.queueCompany(account: 0), .disconnect(connection: 0), .begin(.outage, provider: 0)] {
      expectRefusal(command, simulator, "nothing has happened yet")
    }
  }

  /// A choice leaves out any set of the request's own integrations, each once.
  @Test func choicesLeaveOutOwnIntegrationsOnly() {
    let simulator = CouplingTests.world(["Xero"], request: CouplingTests.deletionRequest())
    for leftOut in [[7], [0, 0], [-1]] {
      expectRefusal(.chooseData(request: 0, leavingOut: leftOut), simulator, "only integrations of this request")
    }
  }

  @Test func changedDataTypesMustBeSupported() {
    let simulator = CouplingTests.world(["Xero"], status: .disconnected)
    expectRefusal(.changeDataTypes(connection: 0, types: DataTypeSet()), simulator, "at least one")
    expectRefusal(
      .changeDataTypes(connection: 0, types: DataTypeSet([type("commerce-orders")])), simulator, "does not support")
  }
}
