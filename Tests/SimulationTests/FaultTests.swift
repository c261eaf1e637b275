import Fixtures
import Lifecycles
import Simulation
import Testing

/// Faults come from the rule tables, and do what they say.
@Suite struct FaultTests {
  /// Every rule that leads to a failure is offered from its status, and no other.
  @Test(arguments: StatusSystem.allCases) func faultsAreTheRulesThatLeadToFailures(_ system: StatusSystem) {
    let lifecycle = Catalog[system]
    for info in lifecycle.statuses {
      let offered = lifecycle.faults(from: info.id.raw)
      for rule in lifecycle.rules(from: info.id.raw) {
        let target = lifecycle.info(rule.to)
        let leadsIntoTrouble = target?.category == .failed && target?.isFeedOnly == false && rule.to != rule.from
        if leadsIntoTrouble { #expect(offered.contains { $0.trigger == rule.trigger }) }
        if target?.category == .done { #expect(!offered.contains { $0.trigger == rule.trigger }) }
      }
    }
  }

  /// All faults of all statuses, pending for the status: each happens, and leads where the table says.
  @Test func everyDatasetAndSessionFaultHappens() throws {
    for system in [StatusSystem.dataset, .session] {
      for rule in Catalog[system].faults where Self.isReachable(rule, system) {
        var scenario = Scenario.quiet(["QuickBooks Online"])
        scenario.providers[1].isDeduplicated = true
        scenario.named[0].connections[0].types = DataTypeSet([DataType(name: "invoices")!])
        var simulator = Simulator(scenario)
        let object = ObjectRef(system == .dataset ? .dataset : .session, 0)
        let code = Simulator.codes(system, rule)[0]
        _ = try simulator.submit(.inject(Fault(object, rule.trigger, code: code, when: rule.from))).get()
        // Nothing happens before the status is reached.
        #expect(simulator.drain().isEmpty)
        if rule.from == SessionStatus.authorization.rawValue, system == .session {
          _ = try simulator.submit(.connection(0, .disconnect)).get()
          _ = try simulator.submit(.connection(0, .reconnect)).get()
          _ = try simulator.submit(.connection(0, .openLink)).get()
        } else {
          _ = try simulator.submit(.connection(0, .queue)).get()
        }
        simulator.run(until: simulator.world.now + 6 * Span.hour)
        let struck = simulator.drain().contains { event in
          event.object == object && event.from == rule.from && event.to == rule.to && event.trigger == rule.trigger
        }
        #expect(struck, "\(Catalog[system].name(rule.from)) \(rule.trigger) \(Catalog[system].name(rule.to))")
      }
    }
  }

  /// The statuses of a regular sync, or a sign-in.
  private static func isReachable(_ rule: Rule, _ system: StatusSystem) -> Bool {
    if system == .dataset { return true }
    let failed = Catalog[.session].info(rule.from)?.category == .failed
    let isWebhook = rule.from == SessionStatus.waitingForWebhook.rawValue
    let isEnd = rule.from == SessionStatus.synced.rawValue
    return !failed && !isWebhook && !isEnd
  }

  @Test func providersCanBeSlowOrWrong() throws {
    for (condition, ends) in [(ProviderCondition.slow, DatasetStatus.complete), (.wrongData, .validationError)] {
      let scenario = Scenario.quiet(["Xero"])
      let xero = scenario.providers.firstIndex { $0.name == "Xero" }!
      var plain = Simulator(scenario)
      var simulator = plain
      _ = try simulator.submit(.provider(xero, .begin(condition, lasting: 3 * Span.hour))).get()
      for index in [0, 1] {
        if index == 0 {
          _ = try plain.submit(.dataset(0, .queue)).get()
        } else {
          _ = try simulator.submit(.dataset(0, .queue)).get()
        }
      }
      plain.run(until: scenario.start + 4 * Span.hour)
      simulator.run(until: scenario.start + 4 * Span.hour)
      let dataset = simulator.world.datasets[0]
      #expect(dataset.datasetStatus == ends)
      #expect(simulator.world.providerStates[xero].condition == .normal)
      if condition == .slow { #expect(dataset.lastSuccess > plain.world.datasets[0].lastSuccess) }
    }
  }

  @Test func offlineConnectorsReturnByThemselves() throws {
    let scenario = Scenario.quiet(["QuickBooks Desktop"])
    var simulator = Simulator(scenario)
    _ = try simulator.submit(.connection(0, .connector(online: false, lasting: 3 * Span.hour))).get()
    _ = try simulator.submit(.dataset(0, .queue)).get()
    simulator.run(until: scenario.start + 2 * Span.hour)
    #expect(simulator.world.datasets[0].datasetStatus == .queued)
    simulator.run(until: scenario.start + 9 * Span.hour)
    #expect(simulator.world.datasets[0].datasetStatus == .complete)
  }

  @Test func systemOwnersAnswerLateOrNever() throws {
    for isLate in [true, false] {
      var scenario = Scenario.quiet(["Xero"])
      var request = NamedRequest()
      var contact = NamedIntegration()
      contact.contact = "Archive"
      contact.pausesWithoutResponse = true
      request.integrations = [contact]
      scenario.named[0].requests = [request]
      var simulator = Simulator(scenario)
      simulator.run(until: scenario.start + Span.day)
      _ = try simulator.submit(.integration(0, isLate ? .delayAnswer : .withholdAnswer)).get()
      simulator.run(until: scenario.start + 40 * Span.day)
      let kind = simulator.world.integrations[0].kind
      #expect(simulator.world.integrations[0].due < simulator.world.now)
      #expect(isLate ? kind == .files || kind == .noFiles : kind == .overdue, "\(String(describing: kind))")
    }
  }

  @Test func pendingFaultsCanBeRemoved() throws {
    let scenario = Scenario.quiet(["Xero"])
    var simulator = Simulator(scenario)
    let fault = Fault(.dataset(0), .fail, code: 503, when: DatasetStatus.fetching.rawValue)
    _ = try simulator.submit(.inject(fault)).get()
    #expect(simulator.faults.pending.map(\.fault) == [fault])
    _ = try simulator.submit(.disarm(fault)).get()
    #expect(simulator.check(.disarm(fault)) != nil)
    _ = try simulator.submit(.dataset(0, .queue)).get()
    simulator.run(until: scenario.start + 6 * Span.hour)
    #expect(simulator.world.datasets[0].datasetStatus == .complete)
  }

  /// Ordinary commands and faults.
  static func anyCommand(_ draw: Draw, _ world: World) -> Command {
    guard draw.next.index(2) == 0 else { return WorldTests.randomCommand(draw, world) }
    let objects: [ObjectRef] = [
      .dataset(draw.index(world.datasets.count)), .session(draw.index(world.connections.count)),
      .connection(draw.index(world.connections.count)), .integration(draw.index(max(1, world.integrations.count))),
    ]
    let object = objects[draw.next.next.index(4)]
    guard let system = object.system, world.has(object) else { return .account(0, .queueAll) }
    let now = Catalog[system].faults(from: world.status(of: object))
    let rules = now.isEmpty ? Catalog[system].faults : now
    let rule = rules[draw.next.next.next.index(rules.count)]
    let isNow = !now.isEmpty
    return .inject(Fault(object, rule.trigger, code: Simulator.codes(system, rule)[0], when: isNow ? nil : rule.from))
  }
}
