import Lifecycles
import Simulation
import Testing

/// Commands are answered by events, or by a refusal with its reason.
@Suite struct CommandTests {
  private func refusal(_ simulator: Simulator, _ command: Command) -> String? { simulator.check(command)?.reason }

  /// The guarded changes of seed 002 against every status.
  @Test(arguments: ConnectionStatus.allCases) func guardedChangesOfAConnection(_ status: ConnectionStatus) {
    var scenario = CouplingTests.scenario(["Xero"], status: status)
    // A CONNECTING customer's link must not time out before the test starts.
    scenario.warmUp = Span.second
    let simulator = Simulator(scenario)
    #expect(simulator.world.connections[0].connectionStatus == status)
    let types = DataTypeSet([DataType(name: "invoices")!])
    let allowed: [(Command, [ConnectionStatus])] = [
      (.disconnect(connection: 0), [.connected, .authError]),
      (.reconnect(connection: 0), [.disconnected, .authError]),
      (.changeDataTypes(connection: 0, types: types), [.disconnected, .authError]),
      (.openLink(connection: 0), [.authRequired, .authError]),
      (.authorize(connection: 0), [.connecting]),
      (.abort(connection: 0), [.connecting]),
      (.delete(connection: 0), ConnectionStatus.allCases),
      (.queueConnection(0), [.connected]),
    ]
    for (command, statuses) in allowed {
      #expect((simulator.check(command) == nil) == statuses.contains(status), "\(command.title) while \(status)")
    }
  }

  @Test func refusalsNameTheReasonAndWhatIsPossible() {
    let simulator = CouplingTests.world(["Xero"], status: .authError)
    let refusal = simulator.check(.authorize(connection: 0))
    #expect(refusal?.reason == "authorize is not possible while the connection is AUTH_ERROR")
    #expect(refusal?.legal.contains(.openLink) == true)
    #expect(refusal?.description.contains("open link") == true)
  }

  @Test func refusedCommandsChangeNothing() {
    var simulator = CouplingTests.world(["Xero"], status: .disconnected)
    let before = simulator.world.connections
    #expect(throws: Refusal.self) { try simulator.submit(.disconnect(connection: 0)).get() }
    #expect(simulator.world.connections == before)
    #expect(simulator.output.events.isEmpty)
    #expect(simulator.commandLog.count == 0)
  }

  @Test func oneRunOfADataTypeAtATime() {
    var simulator = CouplingTests.world(["Xero"])
    #expect(throws: Never.self) { try simulator.submit(.queueDataset(0)).get() }
    #expect(refusal(simulator, .queueDataset(0)) == "a sync of accountTransactions is already running: Queued")
  }

  @Test func unsupportedTypesAreReportedBeforeQueueing() {
    var scenario = CouplingTests.scenario(["Clear Books"])
    scenario.named[0].connections[0].types = DataTypeSet([
      DataType(name: "profitAndLoss")!, DataType(name: "invoices")!,
    ])
    let simulator = Simulator(scenario)
    let index = simulator.world.datasets.firstIndex { $0.type.name == "profitAndLoss" }!
    #expect(refusal(simulator, .queueDataset(index)) == "Clear Books does not support profitAndLoss")
  }

  @Test func uniqueProvidersAllowOneConnectionPerAccount() {
    var simulator = CouplingTests.world(["Stripe", "Xero"])
    let stripe = Int(simulator.world.connections[0].provider)
    let xero = Int(simulator.world.connections[1].provider)
    let payments = DataTypeSet([DataType(name: "commerce-payments")!])
    #expect(
      refusal(simulator, .createConnection(account: 0, provider: stripe, types: payments))?.contains(
        "one connection per account") == true)
    let invoices = DataTypeSet([DataType(name: "invoices")!])
    #expect(throws: Never.self) {
      try simulator.submit(.createConnection(account: 0, provider: xero, types: invoices)).get()
    }
    #expect(simulator.world.connections.count == 3)
    #expect(simulator.world.connections[2].connectionStatus == .authRequired)
    #expect(
      refusal(simulator, .createConnection(account: 0, provider: xero, types: payments))
        == "Xero does not support commerce-payments")
  }

  @Test func providersWithoutAuthorizationConnectAtOnce() {
    var simulator = CouplingTests.world(["WooCommerce"], status: .disconnected)
    #expect(throws: Never.self) { try simulator.submit(.reconnect(connection: 0)).get() }
    #expect(simulator.world.connections[0].connectionStatus == .connected)
  }

  @Test func deletionIsRefusedWhileARequestUsesTheConnection() {
    var simulator = CouplingTests.world(["Xero"], request: CouplingTests.deletionRequest())
    simulator.run(until: simulator.world.now + Span.hour)
    #expect(refusal(simulator, .delete(connection: 0))?.contains("privacy request") == true)
    var free = CouplingTests.world(["Xero"])
    let synced = free.world.datasets.count { $0.status != 0 }
    #expect(
      free.consequences(of: .delete(connection: 0))
        == "Deletes \(synced) datasets and all synced data. This can't be undone.")
    #expect(throws: Never.self) { try free.submit(.delete(connection: 0)).get() }
    #expect(free.world.datasets.allSatisfy { $0.status == 0 && $0.lastSuccess == 0 })
    #expect(refusal(free, .reconnect(connection: 0)) != nil)
  }

  @Test func sessionRetriesContinueWhereTheyFailed() {
    for (status, next) in [
      (SessionStatus.loadingError, SessionStatus.loading), (.timedOut, .loading), (.structuringError, .structuring),
      (.deduplicationError, .deduplication), (.processingError, .processing),
    ] {
      #expect(Lifecycle.session.target(from: status.rawValue, .retry) == next.rawValue)
    }
  }

  @Test func integrationRetriesNeedTheirConnection() {
    var simulator = CouplingTests.world(["Xero"], request: CouplingTests.deletionRequest())
    simulator.run(until: simulator.world.now + 3 * Span.day)
    _ = simulator.submit(.startIntegration(0))
    _ = simulator.submit(.disconnect(connection: 0))
    if simulator.world.integrations[0].kind == .error {
      #expect(simulator.world.integrations[0].code == .disconnected)
      #expect(refusal(simulator, .retryIntegration(0))?.contains("DISCONNECTED") == true)
      _ = simulator.submit(.reconnect(connection: 0))
      _ = simulator.submit(.openLink(connection: 0))
      _ = simulator.submit(.authorize(connection: 0))
      #expect(simulator.check(.retryIntegration(0)) == nil)
    }
  }

  @Test func deadlinesAreExtendedOnce() {
    var simulator = CouplingTests.world(["Xero"], request: CouplingTests.deletionRequest())
    simulator.run(until: simulator.world.now + Span.minute)
    let before = simulator.world.requests[0].deadline
    let consequences = simulator.consequences(of: .extendDeadline(request: 0))
    #expect(throws: Never.self) { try simulator.submit(.extendDeadline(request: 0)).get() }
    #expect(simulator.world.requests[0].deadline > before)
    for moment in [before, simulator.world.requests[0].deadline] {
      #expect(consequences.contains(ISO8601.dateText(CivilTime(moment))), "\(consequences)")
    }
    #expect(refusal(simulator, .extendDeadline(request: 0)) == "the deadline has already been extended")
  }

  @Test func scriptStepsAreCommands() {
    var scenario = CouplingTests.scenario(["Xero"])
    var outage = ScriptStep(after: Span.minute, verb: .outage)
    outage.target.provider = "Xero"
    var impossible = ScriptStep(after: 2 * Span.minute, verb: .reconnect)
    impossible.target.account = "Cobalt Foods"
    var create = ScriptStep(after: Span.minute, verb: .create)
    create.target.account = "Cobalt Foods"
    create.target.provider = "MYOB"
    create.types = DataTypeSet([DataType(name: "invoices")!])
    scenario.script = [outage, impossible, create]
    var simulator = Simulator(scenario)
    simulator.run(until: scenario.start + 3 * Span.minute)
    let xero = scenario.providers.firstIndex { $0.name == "Xero" }!
    #expect(simulator.world.providerStates[xero].condition == .outage)
    #expect(simulator.script.refusals.map(\.what) == ["reconnect"])
    #expect(simulator.world.connections.count == 2)
    #expect(simulator.world.connections[1].requestedTypes.count == 1)
  }
}
