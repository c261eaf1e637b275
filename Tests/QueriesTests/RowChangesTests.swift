import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// The rows that an event is said to change are all the rows that it changes.
@Suite struct RowChangesTests {
  /// A run in which people do everything that touches many rows at once.
  private static let run: (roster: World, events: [Event]) = {
    var scenario = Scenario.builtIn
    scenario.seed = 23
    scenario.accounts = 8
    scenario.warmUp = 12 * Span.hour
    scenario.settings.mapFailure = 40_000
    scenario.settings.contactAnswer = DurationTable([Span.hour, 8 * Span.hour])
    var simulator = Simulator(withoutBootstrap: scenario)
    let roster = simulator.world
    simulator.bootstrap()
    for turn in 0..<150 {
      simulator.run(until: simulator.world.now + 12 * Span.minute)
      let draw = Draw(seed: 23, object: UInt64(turn), count: 2, purpose: .manager)
      let connection = draw.index(roster.connections.count)
      let types = DataTypeSet(simulator.world.provider(ofConnection: connection).dataTypes.types.prefix(2))
      let offline = simulator.world.connections.indices.filter {
        simulator.world.provider(ofConnection: $0).isOnPremises
      }
      let commands: [Command] = [
        .connection(connection, .disconnect), .connection(connection, .reconnect), .connection(connection, .queue),
        .connection(connection, .changeDataTypes(types)), .connection(connection, .delete),
        .request(draw.index(roster.requests.count), .chooseData()),
      ]
      _ = simulator.submit(commands[draw.next.index(commands.count)])
      for connection in offline {
        _ = simulator.submit(.connection(connection, .connector(online: turn % 2 == 0)))
      }
    }
    return (roster, simulator.drain())
  }()

  @Test(arguments: TableKind.allCases) func everyChangedRowIsCollected(_ kind: TableKind) {
    var world = Self.run.roster
    var ranks = SortRanks()
    ranks.update(world)
    let columns = kind.columns.filter { $0.sortKey != nil }
    var missed: Set<String> = []
    for event in Self.run.events {
      var before = world
      world.apply(event)
      // What the clock changes is not the event's doing.
      before.now = world.now
      guard before.datasets.count == world.datasets.count, let account = world.account(of: event.object) else {
        continue
      }
      var rows: [Int] = []
      RowChanges.collect(event, kind, world, &rows)
      let collected = Set(rows)
      for row in Self.rows(ofAccount: account, kind, world) where !collected.contains(row) {
        let object = kind.object(row, world)
        let isShown = kind.exists(row, world)
        if kind.exists(row, before) != isShown {
          missed.insert("\(object.kind) row after \(event.object.kind) \(event.trigger)")
        }
        guard isShown else { continue }
        let isSame =
          Attention.actor(before, object) == Attention.actor(world, object)
          && StatusText.category(before, object) == StatusText.category(world, object)
        if !isSame { missed.insert("\(object.kind) after \(event.object.kind) \(event.trigger)") }
        for column in columns {
          guard let key = column.sortKey, key(before, ranks, object) != key(world, ranks, object) else { continue }
          missed.insert("\(object.kind) \(column.key) after \(event.object.kind) \(event.trigger)")
        }
      }
    }
    #expect(missed.isEmpty, "\(kind.noun)")
  }

  /// An urgent request is on To do, and who acts on it follows from its integrations.
  @Test func urgentRequestsChangeWithTheirIntegrations() throws {
    var scenario = Scenario.quiet(["Xero"])
    for index in scenario.settings.sync.indices { scenario.settings.sync[index].frequency = .never }
    var contact = NamedIntegration()
    contact.contact = "HR archive"
    contact.pausesWithoutResponse = true
    var request = NamedRequest()
    request.integrations = [contact]
    scenario.named[0].requests = [request]
    var simulator = Simulator(scenario)
    simulator.run(until: scenario.start + 29 * Span.day)
    let before = simulator.world
    #expect(TableKind.todo.exists(0, before) && Attention.actor(before, .request(0)) == .privacyManager)
    simulator.discard()
    _ = try simulator.submit(.integration(0, .answer(.noFiles))).get()
    var rows: [Int] = []
    let event = try #require(simulator.drain().first { $0.object == .integration(0) })
    RowChanges.collect(event, .todo, simulator.world, &rows)
    #expect(rows.contains(0))
  }

  /// Everything that belongs to an account.
  private static func rows(ofAccount account: Int, _ kind: TableKind, _ world: World) -> [Int] {
    var objects: [ObjectRef] = []
    for connection in world.connections(ofAccount: account) {
      objects += [.connection(connection), .session(connection)]
      objects += world.datasets(ofConnection: connection).map { ObjectRef.dataset($0) }
    }
    for request in world.requests.indices where Int(world.requests[request].account) == account {
      objects.append(.request(request))
      objects += world.integrations(ofRequest: request).map { ObjectRef.integration($0) }
    }
    return objects.compactMap { kind.row($0, world) }
  }
}
