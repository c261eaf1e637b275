import Fixtures
import Lifecycles
import Simulation
import Testing

/// A world without chance, and everything that has happened in it since the last command.
struct Story {
  var simulator: Simulator
  private(set) var events: [Event] = []

  init(_ providers: [String], status: ConnectionStatus = .connected, _ change: (inout Scenario) -> Void = { _ in }) {
    var scenario = Scenario.quiet(providers, status: status)
    // No sync but those that a test starts, of three data types that every accounting provider has.
    for index in scenario.settings.sync.indices { scenario.settings.sync[index].frequency = .never }
    let types = DataTypeSet(["invoices", "bills", "journals"].compactMap(DataType.init(name:)))
    for index in scenario.named[0].connections.indices { scenario.named[0].connections[index].types = types }
    change(&scenario)
    simulator = Simulator(scenario)
    simulator.discard()
  }

  var world: World { simulator.world }

  /// Carries out a command. What happened before is forgotten.
  mutating func give(_ command: Command) throws {
    simulator.discard()
    _ = try simulator.submit(command).get()
    events = simulator.drain()
  }

  mutating func go(_ span: Milliseconds) {
    simulator.run(until: simulator.world.now + span)
    events += simulator.drain()
  }

  /// Goes on until something holds.
  mutating func go(until holds: (World) -> Bool) {
    for _ in 0..<2_000 where !holds(simulator.world) {
      guard simulator.step() else { break }
      events += simulator.drain()
    }
    #expect(holds(simulator.world), "never happened")
  }

  func all(_ trigger: Trigger, _ kind: ObjectRef.Kind) -> [Event] {
    events.filter { $0.trigger == trigger && $0.object.kind == kind }
  }

  /// The one event of a trigger on an object.
  func one(_ trigger: Trigger, _ object: ObjectRef, sourceLocation: SourceLocation = #_sourceLocation) throws -> Event {
    let found = events.filter { $0.trigger == trigger && $0.object == object }
    #expect(found.count == 1, "\(trigger) on \(object)", sourceLocation: sourceLocation)
    return try #require(found.first, "\(trigger) on \(object)", sourceLocation: sourceLocation)
  }

  /// Checks that an event is the direct consequence of another.
  func expect(
    _ trigger: Trigger, _ object: ObjectRef, to status: UInt8, from cause: Event, code: ErrorCode = 0,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Event {
    let event = try one(trigger, object, sourceLocation: sourceLocation)
    #expect(event.to == status, sourceLocation: sourceLocation)
    #expect(event.cause == .event(cause.sequence), "\(trigger)'s cause", sourceLocation: sourceLocation)
    #expect(event.errorCode == code, sourceLocation: sourceLocation)
    return event
  }

  /// Whether an event follows from another, however indirectly.
  static func follows(_ event: Event, from root: Int64, in events: [Event]) -> Bool {
    var cause = event.cause.raw
    while cause > 0 {
      if cause == root { return true }
      guard let previous = events.first(where: { $0.sequence == cause }) else { return false }
      cause = previous.cause.raw
    }
    return cause == root
  }
}
