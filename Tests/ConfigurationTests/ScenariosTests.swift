import Configuration
import Lifecycles
import Simulation
import Testing

/// The built-in scenarios do what their descriptions say.
@Suite struct ScenariosTests {
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
