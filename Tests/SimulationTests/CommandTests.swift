import Fixtures
import Lifecycles
import Simulation
import Testing

/// Commands are answered by events, or by a refusal with its reason.
@Suite struct CommandTests {
  private func refusal(_ simulator: Simulator, _ command: Command) -> String? { simulator.check(command)?.reason }

  /// The guarded changes of seed 002 against every status.
  @Test(arguments: ConnectionStatus.allCases) func guardedChangesOfAConnection(_ status: ConnectionStatus) {
    var scenario = Scenario.quiet(["Xero"], status: status)
    // A CONNECTING customer's link must not time out before the test starts.
    scenario.warmUp = Span.second
    let simulator = Simulator(scenario)
    #expect(simulator.world.connections[0].connectionStatus == status)
    let types = DataTypeSet([DataType(name: "invoices")!])
    let allowed: [(Command, [ConnectionStatus])] = [
      (.connection(0, .disconnect), [.connected, .authError]),
      (.connection(0, .reconnect), [.disconnected, .authError]),
      (.connection(0, .changeDataTypes(types)), [.disconnected, .authError]),
      (.connection(0, .openLink), [.authRequired, .authError]),
      (.connection(0, .authorize), [.connecting]),
      (.connection(0, .abort), [.connecting]),
      (.connection(0, .delete), ConnectionStatus.allCases),
      (.connection(0, .queue), [.connected]),
    ]
    for (command, statuses) in allowed {
      #expect((simulator.check(command) == nil) == statuses.contains(status), "\(command.title) while \(status)")
    }
  }

  @Test func refusalsNameTheReasonAndWhatIsPossible() {
    let simulator = Simulator.quiet(["Xero"], status: .authError)
    let refusal = simulator.check(.connection(0, .authorize))
    #expect(refusal?.reason == "authorize is not possible while the connection is AUTH_ERROR")
    #expect(refusal?.legal.contains(.openLink) == true)
    #expect(refusal?.description.contains("open link") == true)
  }

  @Test func refusedCommandsChangeNothing() {
    var simulator = Simulator.quiet(["Xero"], status: .disconnected)
    let before = simulator.world.connections
    #expect(throws: Refusal.self) { try simulator.submit(.connection(0, .disconnect)).get() }
    #expect(simulator.world.connections == before)
    #expect(simulator.output.events.isEmpty)
    #expect(simulator.commandLog.count == 0)
  }

  @Test func oneRunOfADataTypeAtATime() {
    var simulator = Simulator.quiet(["Xero"])
    #expect(throws: Never.self) { try simulator.submit(.dataset(0, .queue)).get() }
    #expect(refusal(simulator, .dataset(0, .queue)) == "a sync of accountTransactions is already running: Queued")
  }

  @Test func unsupportedTypesAreReportedBeforeQueueing() {
    var scenario = Scenario.quiet(["Clear Books"])
    scenario.named[0].connections[0].types = DataTypeSet([
      DataType(name: "profitAndLoss")!, DataType(name: "invoices")!,
    ])
    let simulator = Simulator(scenario)
    let index = simulator.world.datasets.firstIndex { $0.type.name == "profitAndLoss" }!
    #expect(refusal(simulator, .dataset(index, .queue)) == "Clear Books does not support profitAndLoss")
  }

  @Test func uniqueProvidersAllowOneConnectionPerAccount() {
    var simulator = Simulator.quiet(["Stripe", "Xero"])
    let stripe = Int(simulator.world.connections[0].provider)
    let xero = Int(simulator.world.connections[1].provider)
    let payments = DataTypeSet([DataType(name: "commerce-payments")!])
    #expect(
      refusal(simulator, .account(0, .connect(provider: stripe, types: payments)))?.contains(
        "one connection per account") == true)
    let invoices = DataTypeSet([DataType(name: "invoices")!])
    #expect(throws: Never.self) {
      try simulator.submit(.account(0, .connect(provider: xero, types: invoices))).get()
    }
    #expect(simulator.world.connections.count == 3)
    #expect(simulator.world.connections[2].connectionStatus == .authRequired)
    #expect(
      refusal(simulator, .account(0, .connect(provider: xero, types: payments)))
        == "Xero does not support commerce-payments")
  }

  @Test func providersWithoutAuthorizationConnectAtOnce() {
    var simulator = Simulator.quiet(["WooCommerce"], status: .disconnected)
    #expect(throws: Never.self) { try simulator.submit(.connection(0, .reconnect)).get() }
    #expect(simulator.world.connections[0].connectionStatus == .connected)
  }

  @Test func deletionIsRefusedWhileARequestUsesTheConnection() {
    var simulator = Simulator.quiet(["Xero"], request: RequestsTests.deletionRequest())
    simulator.run(until: simulator.world.now + Span.hour)
    #expect(refusal(simulator, .connection(0, .delete))?.contains("privacy request") == true)
    var free = Simulator.quiet(["Xero"])
    let synced = free.world.datasets.count { $0.status != 0 }
    #expect(
      free.consequences(of: .connection(0, .delete))
        == "Deletes \(synced) datasets and all synced data. This can't be undone.")
    #expect(throws: Never.self) { try free.submit(.connection(0, .delete)).get() }
    #expect(free.world.datasets.allSatisfy { $0.status == 0 && $0.lastSuccess == 0 })
    #expect(refusal(free, .connection(0, .reconnect)) != nil)
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
    var simulator = Simulator.quiet(["Xero"], request: RequestsTests.deletionRequest())
    simulator.run(until: simulator.world.now + 3 * Span.day)
    _ = simulator.submit(.integration(0, .start))
    _ = simulator.submit(.connection(0, .disconnect))
    if simulator.world.integrations[0].kind == .error {
      #expect(simulator.world.integrations[0].code == .disconnected)
      #expect(refusal(simulator, .integration(0, .retry))?.contains("DISCONNECTED") == true)
      _ = simulator.submit(.connection(0, .reconnect))
      _ = simulator.submit(.connection(0, .openLink))
      _ = simulator.submit(.connection(0, .authorize))
      #expect(simulator.check(.integration(0, .retry)) == nil)
    }
  }

  @Test func deadlinesAreExtendedOnce() {
    var simulator = Simulator.quiet(["Xero"], request: RequestsTests.deletionRequest())
    simulator.run(until: simulator.world.now + Span.minute)
    let before = simulator.world.requests[0].deadline
    let consequences = simulator.consequences(of: .request(0, .extendDeadline))
    #expect(throws: Never.self) { try simulator.submit(.request(0, .extendDeadline)).get() }
    #expect(simulator.world.requests[0].deadline > before)
    for moment in [before, simulator.world.requests[0].deadline] {
      #expect(consequences.contains(ISO8601.dateText(CivilTime(moment))), "\(consequences)")
    }
    #expect(refusal(simulator, .request(0, .extendDeadline)) == "the deadline has already been extended")
  }

  @Test func scriptStepsAreCommands() {
    var scenario = Scenario.quiet(["Xero"])
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
