import Canvas
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// A table kept up to date row by row equals one built anew.
@Suite struct TableIndexTests {
  /// The rows that events can touch: everything on the same connection or of the same request.
  private static func touched(_ events: [Event], _ kind: TableKind, _ world: World) -> [Int] {
    var connections: Set<Int> = []
    var requests: Set<Int> = []
    for event in events {
      if let connection = world.connection(of: event.object) { connections.insert(connection) }
      if event.object.kind == .request { requests.insert(event.object.position) }
      if event.object.kind == .integration {
        requests.insert(Int(world.integrations[event.object.position].request))
      }
    }
    return (0..<kind.rowSpace(world)).filter { row in
      let object = kind.object(row, world)
      switch object.kind {
      case .request: return requests.contains(object.position)
      case .integration: return requests.contains(Int(world.integrations[object.position].request))
      default: return world.connection(of: object).map(connections.contains) ?? false
      }
    }
  }

  @Test(arguments: TableKind.allCases) func updatingEqualsRebuilding(_ kind: TableKind) {
    var chooser = Chooser(UInt64(kind.noun.count))
    for seed in 60..<63 as Range<UInt64> {
      var run = BusyRun(seed)
      var ranks = SortRanks()
      ranks.update(run.world)
      let sortable = kind.columns.indices.filter { kind.columns[$0].sortKey != nil }
      var states = (0..<10).map { number in
        var state = TableState(kind: kind)
        state.refresh(run.world, ranks)
        let terms = (0...chooser.below(2)).map { _ in
          SortTerm(column: chooser.pick(sortable), isDescending: chooser.below(2) == 0)
        }
        state.sort(by: terms, run.world, ranks)
        state.setFilter(number == 0 ? "" : RandomFilter.filter(&chooser, run.world), run.world)
        return state
      }
      for _ in 0..<8 {
        let events = run.advance(by: Int64(1 + chooser.below(15)) * Span.minute)
        let world = run.world
        for index in states.indices {
          // What depends on the clock can change on any row.
          let isTimed = states[index].filter.dependsOnClock || kind == .todo
          let rows = isTimed ? Array(0..<kind.rowSpace(world)) : Self.touched(events, kind, world)
          _ = states[index].update(rows, world, ranks)
          var fresh = TableState(kind: kind)
          fresh.refresh(world, ranks)
          fresh.sort(by: states[index].sort, world, ranks)
          fresh.setFilter(states[index].filter.text, world)
          #expect(
            states[index].index.rows == fresh.index.rows, "\(kind.noun), filter: \(states[index].filter.text)")
          #expect(states[index].index.total == fresh.index.total)
        }
      }
    }
  }

  /// The board keeps its table up to date: it equals one sorted anew.
  @Test(arguments: [Screen.connections, .datasets, .requests, .todo]) func boardsMissNoRow(_ screen: Screen) throws {
    var scenario = Scenario.builtIn
    scenario.seed = 17
    scenario.accounts = 6
    scenario.warmUp = 12 * Span.hour
    scenario.settings.conditionEvery = DurationTable([Span.hour, 6 * Span.hour])
    scenario.settings.mapFailure = 40_000
    var board = try TestBoard(scenario, paused: false, screen: screen)
    func rows(_ board: TestBoard) -> String {
      var copy = board
      copy.type("etable as shown, CSV\r")
      guard case .write(_, let text, _) = copy.type("\r").first else { return "nothing written" }
      return text
    }
    for filter in ["", "-standing:done", "standing:failed"] {
      if !filter.isEmpty { board.type("/\(filter)\r") }
      for _ in 0..<6 {
        for _ in 0..<4 { board.tick(250) }
        var again = board
        again.type("SS")
        #expect(rows(board) == rows(again), "\(screen), filter: \(filter)")
      }
      board.press(.escape)
    }
  }
}
