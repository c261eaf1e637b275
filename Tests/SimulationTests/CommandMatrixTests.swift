import Lifecycles
import Simulation
import Testing

/// Every command on every status of every system, in worlds with everything in them.
@Suite struct CommandMatrixTests {
  typealias Kind = CommandSpecification.Kind

  /// One command on one object.
  struct Try {
    let kind: Kind
    let system: StatusSystem
    let status: String
    let isLegal: Bool
    /// What is wrong; nil if it went as specified.
    var problem: String?
  }

  /// Every kind of command on objects in every status, from several runs.
  private static let tries: [Try] = {
    var tries: [Try] = []
    var seen: [StatusID: Int] = [:]
    for seed in 0..<6 as Range<UInt64> {
      var scenario = WorldTests.small(700 + seed)
      scenario.accounts = 14
      scenario.settings.deduplicationFailure = 200_000
      scenario.settings.substageFailure = 60_000
      scenario.settings.mapFailure = 40_000
      scenario.settings.validationFailure = 40_000
      scenario.settings.processingFailure = 40_000
      scenario.settings.internalFailure = 40_000
      scenario.settings.hardFetchFailure = 600_000
      scenario.settings.choiceDelay = DurationTable([Span.hour, 6 * Span.hour])
      // System owners who answer, and others who are late or can't be reached.
      scenario.settings.contactAnswer = DurationTable([Span.hour, 8 * Span.hour, Span.day])
      if seed % 2 == 1 {
        scenario.settings.directContactDays = 1
        scenario.settings.noAnswer = 600_000
        scenario.settings.contactFailure = 200_000
      }
      scenario.settings.extraction = DurationTable([Span.minute, 2 * Span.hour])
      scenario.settings.conditionEvery = DurationTable([10 * Span.minute, 3 * Span.hour])
      var simulator = Simulator(withoutBootstrap: scenario)
      simulator.bootstrap()
      for _ in 0..<100 {
        simulator.run(until: simulator.world.now + 50 * Span.minute)
        // Twice per status and run, so that the objects differ.
        var touched: Set<ObjectRef> = []
        for event in simulator.drain().reversed() where touched.insert(event.object).inserted {
          guard let system = event.object.system else { continue }
          let status = StatusID(system, simulator.world.status(of: event.object))
          guard seen[status, default: 0] < 2 * Int(seed + 1) else { continue }
          seen[status, default: 0] += 1
          for kind in Kind.of(system) { tries.append(attempt(kind, event.object, simulator)) }
        }
      }
    }
    return tries
  }()

  private static func attempt(_ kind: Kind, _ object: ObjectRef, _ simulator: Simulator) -> Try {
    let command = CommandSpecification.command(kind, object.position, simulator.world)
    let system = object.system!
    let targets = CommandSpecification.targets(kind, object, simulator.world)
    let status = CommandSpecification.name(system, simulator.world.status(of: object))
    var result = Try(kind: kind, system: system, status: status, isLegal: targets != nil, problem: nil)
    let refusal = simulator.check(command)
    var copy = simulator
    copy.discard()
    let answer = copy.submit(command)
    guard let targets else {
      result.problem =
        refusal == nil
        ? "is allowed" : unchanged(simulator, copy) ? nil : "changed something although it was refused"
      if refusal?.reason.isEmpty == true { result.problem = "is refused without a reason" }
      return result
    }
    guard refusal == nil, case .success(let count) = answer else {
      result.problem = "is refused: \(refusal?.reason ?? "only by submit")"
      return result
    }
    result.problem = effect(kind, object, targets, count, before: simulator, copy)
    return result
  }

  static func unchanged(_ before: Simulator, _ after: Simulator) -> Bool {
    TimelineTests.same(before.world, after.world) && before.world.now == after.world.now
      && before.commandLog.count == after.commandLog.count && after.output.events.isEmpty
      && before.faults.pending == after.faults.pending
  }

  /// Whether the command did what it says; nil if so.
  private static func effect(
    _ kind: Kind, _ object: ObjectRef, _ targets: [String], _ count: Int, before: Simulator, _ after: Simulator
  ) -> String? {
    guard after.commandLog.count == before.commandLog.count + 1, count == after.output.events.count else {
      return "isn't counted"
    }
    guard let first = after.output.events.first, count > 0 else { return "does nothing" }
    guard first.cause == .command(after.commandLog.count) else { return "isn't the cause of its first event" }
    let world = after.world
    if kind == .queueConnection {
      let isQueued = world.datasets(ofConnection: object.position).contains { world.datasets[$0].run > 0 }
      return isQueued && after.output.events.contains { $0.trigger == .queue } ? nil : "queues nothing"
    }
    if kind == .queueDataset {
      let queued = after.output.events.filter { $0.trigger == .queue }
      guard queued.count == 1, queued[0].object == object else { return "queues something else" }
      guard case .datasetQueued(Int64(before.world.datasets[object.position].run) + 1, _, _) = queued[0].payload else {
        return "reuses a run"
      }
    } else {
      guard first.object == object else { return "changes \(first.object) first" }
      let to = CommandSpecification.name(object.system!, first.to)
      guard targets.contains(to) else { return "leads to \(to)" }
    }
    return detail(kind, object.position, before.world, world)
  }

  /// What a command changes beside the status; nil if it did.
  private static func detail(_ kind: Kind, _ index: Int, _ before: World, _ world: World) -> String? {
    let holds: Bool =
      switch kind {
      case .sendLink: world.connections[index].flags.contains(.linkSent)
      case .changeDataTypes:
        world.connections[index].requestedTypes == CommandSpecification.fewerTypes(index, before)
      case .expireConsent:
        world.connections[index].flags.contains(.consentExpired) || !world.connections[index].isConnected
      case .connectorOffline: world.connections[index].flags.contains(.connectorOffline)
      case .connectorOnline: !world.connections[index].flags.contains(.connectorOffline)
      case .extendDeadline:
        world.requests[index].isExtended && world.requests[index].deadline > before.requests[index].deadline
      case .answerFiles: world.integrations[index].amount == 3
      case .delete: world.datasets(ofConnection: index).allSatisfy { world.datasets[$0].status == StatusID.absentRaw }
      case .disconnect, .reconnect:
        (world.connections[index].disconnectedAt == world.now) != world.connections[index].isConnected
          || kind == .reconnect
      default: true
      }
    return holds ? nil : "doesn't do what it says"
  }

  @Test(arguments: Kind.allCases) func commandsAreLegalExactlyAsSpecified(_ kind: Kind) {
    let tries = Self.tries.filter { $0.kind == kind }
    for attempt in tries where attempt.problem != nil {
      Issue.record("\(kind.rawValue) while \(attempt.status): \(attempt.problem ?? "")")
    }
    #expect(tries.contains { $0.isLegal } && tries.contains { !$0.isLegal })
  }

  /// Every status that the simulator can reach meets every command of its system, including the legal ones that the
  /// specification lists.
  @Test(arguments: StatusSystem.allCases) func everyStatusMeetsEveryCommand(_ system: StatusSystem) {
    let tries = Self.tries.filter { $0.system == system }
    for kind in Kind.of(system) {
      let met = Set(tries.filter { $0.kind == kind }.map(\.status))
      let all = Catalog[system].statuses.filter { !$0.isFeedOnly }
      let missing = all.map { CommandSpecification.name(system, $0.id.raw) }.filter { !met.contains($0) }
      #expect(missing.isEmpty, "\(kind.rawValue)")
    }
  }

  /// The specification names only statuses that exist.
  @Test func specificationNamesRealStatuses() {
    for system in StatusSystem.allCases {
      let known = Set(Catalog[system].statuses.map { CommandSpecification.name(system, $0.id.raw) } + ["none"])
      for kind in Kind.of(system) {
        for edge in CommandSpecification.edges(kind) { #expect(Set(edge.from).isSubset(of: known), "\(kind.rawValue)") }
      }
    }
  }
}
