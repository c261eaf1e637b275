import Configuration
import Lifecycles
import Simulation
import Testing

/// Written scenarios read back the same, and the built-in scenarios do what their descriptions say.
@Suite struct ScenarioWriterTests {
  @Test(arguments: 0..<150 as Range<UInt64>) func writtenScenariosAreReadBack(_ seed: UInt64) throws {
    let scenario = Fuzzer.scenario(seed, length: Span.day)
    #expect(try ScenarioFile.parse(ScenarioWriter.text(scenario), file: "written") == scenario)
  }

  @Test func namesSettingsAndProvidersAreWritten() throws {
    var scenario = Scenario()
    scenario.seed = .max
    scenario.length = 90_061_001
    scenario.name = "a \"name\" with\ttabs, \\ and ümläuts\u{7F}"
    scenario.settings.fetch = DurationTable([1, 250, 90_061_001])
    scenario.settings.mapFailure = 17
    scenario.settings.sync[3] = SyncSetting(frequency: .weekly, fetchOnFirstLink: true)
    scenario.providers[0].isUnique = true
    var own = Provider(name: "Home-made", category: .crm)
    own.isOnPremises = true
    own.dataTypes = DataTypeSet([DataType(name: "items")!])
    scenario.providers.append(own)
    var account = NamedAccount(name: "O'Dell & D'Arcy")
    var connection = NamedConnection(provider: "Home-made")
    connection.isConnectorOffline = true
    connection.status = .disconnected
    account.connections = [connection]
    var request = NamedRequest()
    var contact = NamedIntegration()
    contact.contact = "Archive"
    contact.pausesWithoutResponse = true
    request.integrations = [contact]
    account.requests = [request]
    scenario.named = [account]
    var early = ScriptStep(after: -Span.hour, verb: .fail)
    early.event = 12
    early.isFromBoard = true
    early.target.account = account.name
    early.to = "AUTH_ERROR"
    early.by = "loseAuthorization"
    scenario.script = [early]
    var target = Address()
    target.provider = "Xero"
    scenario.suppressed = [SuppressedStep(time: scenario.start + 5, target: target, system: nil)]
    #expect(try ScenarioFile.parse(ScenarioWriter.text(scenario, note: ["a note"]), file: "written") == scenario)
  }

  @Test(arguments: [
    ("do = \"fail\"\naccount = \"A\"", "fail needs `to`"),
    ("do = \"fail\"\nto = \"Complete\"\naccount = \"A\"\ndata_type = \"bills\"", "no dataset fails to Complete"),
    (
      "do = \"fail\"\nto = \"FetchError\"\nwhen = \"Mapping!\"\naccount = \"A\"\ndata_type = \"bills\"",
      "no dataset fails from Mapping!"
    ),
    ("do = \"queue\"\nfor = \"1h\"\naccount = \"A\"", "not to queue"),
    ("do = \"queue\"\nto = \"FetchError\"\naccount = \"A\"", "`to` applies to fail and stumble"),
    ("do = \"outage\"", "outage needs a provider"),
    ("do = \"queue\"\nevery = \"1ms\"\naccount = \"A\"", "`every` must be at least 1s"),
    ("do = \"queue\"\nat = 2026-01-01T00:00:00Z\naccount = \"A\"", "either `at` or `after`"),
  ]) func wrongStepsAreRefused(_ step: String, _ problem: String) {
    let text = "accounts = 0\n[[account]]\nname = \"A\"\n[[step]]\nafter = \"1m\"\n\(step)\n"
    do {
      _ = try ScenarioFile.parse(text, file: "s.toml")
      Issue.record("\(step) was taken")
    } catch {
      #expect(error.problem.contains(problem), "\(error.problem)")
      #expect(error.line >= 4)
    }
  }

  // MARK: Built-in scenarios

  private static func run(_ name: String) throws -> (events: [Event], simulator: Simulator) {
    let text = try #require(ScenarioFile.builtInText(name))
    let scenario = try ScenarioFile.parse(text, file: name)
    var simulator = Simulator(withoutBootstrap: scenario)
    simulator.run(until: scenario.start + (try #require(scenario.length)))
    return (simulator.drain(), simulator)
  }

  /// None of their steps is refused.
  @Test(arguments: ScenarioFile.builtIn.map(\.name)) func everyStepRuns(_ name: String) throws {
    let (events, simulator) = try Self.run(name)
    #expect(simulator.script.refusals.isEmpty, "\(simulator.script.refusals)")
    #expect(events.count > 10)
    #expect(!ScenarioFile.about(try #require(ScenarioFile.builtInText(name))).isEmpty)
  }

  @Test func builtInScenariosEndAsDescribed() throws {
    let first = try Self.run("first-link")
    #expect(first.simulator.world.connections[0].sessionStatus == .synced)
    #expect(first.simulator.world.datasets.allSatisfy { $0.datasetStatus == .complete })
    let codes = first.events.filter { $0.object.kind == .session }.map(\.to)
    #expect(codes.contains(SessionStatus.authorizationError.rawValue))

    let consent = try Self.run("expired-consent")
    #expect(consent.events.contains { $0.trigger == .loseAuthorization && $0.object.kind == .connection })
    #expect(consent.simulator.world.connections[0].isConnected)

    let webhook = try Self.run("missing-webhook")
    #expect(webhook.events.count { $0.to == SessionStatus.timedOut.rawValue && $0.object.kind == .session } == 1)
    #expect(webhook.events.contains { $0.trigger == .deliverWebhook && $0.cause.command != nil })

    let weekend = try Self.run("connector-weekend")
    let scenario = weekend.simulator.scenario
    let isQuiet = weekend.events.allSatisfy {
      $0.trigger != .fetch || $0.time < scenario.start + Span.hour || $0.time > scenario.start + 63 * Span.hour
    }
    #expect(isQuiet)
    #expect(weekend.simulator.world.datasets.allSatisfy { $0.datasetStatus == .complete })

    for (name, trigger) in [("deletion-skip", Trigger.passDeadlineSkipping), ("deletion-pause", .passDeadlinePausing)] {
      let deletion = try Self.run(name)
      #expect(deletion.events.contains { $0.trigger == trigger })
      #expect(deletion.simulator.world.requests[0].requestStatus == .deleted)
    }
  }

  /// The outage is the root cause of every failure during it, and of no other.
  @Test(arguments: [("outage-at-night", 4), ("bulk-requeue", 5)]) func outagesHaveOneRoot(_ name: String, _ least: Int)
    throws
  {
    let (events, simulator) = try Self.run(name)
    let outage = try #require(events.first { $0.trigger == .beginOutage })
    let failures = events.filter {
      $0.to == DatasetStatus.fetchError.rawValue && $0.object.kind == .dataset && $0.trigger != .preexisting
    }
    #expect(failures.count >= least)
    #expect(failures.allSatisfy { $0.cause == .event(outage.sequence) })
    if name == "bulk-requeue" { #expect(simulator.world.datasets.allSatisfy { $0.datasetStatus == .complete }) }
  }

  /// The AuthError follows from the injected fault, the retries before it from the outage.
  @Test func authErrorDuringAnOutageHasItsOwnCause() throws {
    let (events, simulator) = try Self.run("auth-error-in-outage")
    let suppliers = try #require(simulator.world.datasets.firstIndex { $0.type.name == "suppliers" })
    let outage = try #require(events.first { $0.trigger == .beginOutage })
    let own = events.filter { $0.object == .dataset(suppliers) }
    #expect(own.contains { $0.trigger == .retryLater && $0.cause == .event(outage.sequence) })
    let lost = try #require(own.first { $0.to == DatasetStatus.authError.rawValue })
    #expect(lost.cause.command != nil)
    #expect(own.count { $0.to == DatasetStatus.complete.rawValue && $0.trigger != .preexisting } == 1)
    #expect(simulator.world.providerStates[Int(simulator.world.connections[0].provider)].condition == .normal)
  }
}
