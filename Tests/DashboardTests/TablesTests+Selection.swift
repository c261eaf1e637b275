import Dashboard
import Lifecycles
import Queries
import Simulation
import Testing

/// Which row is selected after the selected one left the list.
extension TablesTests {
  /// A small world in mid-life.
  fileprivate static let world: World = {
    var scenario = Scenario.builtIn
    scenario.seed = 77
    scenario.accounts = 6
    scenario.warmUp = Span.day
    return Simulator(scenario).world
  }()

  /// A table over a world that a test changes event by event.
  private struct Table {
    var world = TablesTests.world
    let kind: TableKind
    var state: TableState
    let ranks: SortRanks

    init(_ kind: TableKind, sort: SortTerm, filter: String) {
      self.kind = kind
      var ranks = SortRanks()
      ranks.update(world)
      self.ranks = ranks
      state = TableState(kind: kind)
      state.refresh(world, ranks)
      state.sort(by: [sort], world, ranks)
      state.setFilter(filter, world)
    }

    var order: [Int] { state.index.rows.map { Int($0) } }

    /// An event that nobody caused.
    private mutating func apply(_ object: ObjectRef, _ trigger: Trigger, to: UInt8, _ payload: Payload = .none) {
      world.apply(
        Event(
          sequence: world.lastSequence + 1, time: world.now, cause: .root, object: object, trigger: trigger,
          from: world.status(of: object), to: to, payload))
    }

    /// Makes the row leave the filtered list: its status is unknown now.
    mutating func hide(_ row: Int) { apply(kind.object(row, world), .observed, to: StatusID.unknownRaw) }

    /// Makes the row leave the list altogether.
    mutating func remove(_ row: Int) {
      let object = kind.object(row, world)
      switch kind {
      case .connections, .sessions, .requests, .integrations:
        apply(object, .observed, to: StatusID.absentRaw)
      case .todo: apply(object, .observed, to: Self.settled(object, world))
      case .datasets:
        // Never synced, and no longer requested.
        apply(object, .observed, to: StatusID.absentRaw)
        let connection = Int(world.datasets[row].connection)
        let rest = world.connections[connection].requestedTypes
          .subtracting(DataTypeSet([world.datasets[row].type]))
        apply(
          .connection(connection), .changeDataTypes, to: world.connections[connection].status,
          .dataTypes(rest))
      }
    }

    /// A status in which nobody has to act.
    private static func settled(_ object: ObjectRef, _ world: World) -> UInt8 {
      switch object.kind {
      case .connection: ConnectionStatus.connected.rawValue
      case .session: SessionStatus.synced.rawValue
      case .dataset: DatasetStatus.complete.rawValue
      case .request: RequestStatus.accessedClosed.rawValue
      case .integration:
        world.integrations[object.position].integrationStatus.table.map { table in
          IntegrationStatus(table, table.type == .api ? .skipped : .stopped).raw
        } ?? StatusID.absentRaw
      case .provider, .feedLine: StatusID.absentRaw
      }
    }

    mutating func update(_ rows: [Int]) -> Bool { state.update(rows, world, ranks) }
  }

  /// Every sort column in both directions, without a filter and with one.
  private static func tables(_ kind: TableKind) -> [Table] {
    kind.columns.indices.filter { kind.columns[$0].sortKey != nil }.flatMap { column in
      [false, true].flatMap { isDescending in
        ["", "-standing:unknown"].map {
          Table(kind, sort: SortTerm(column: column, isDescending: isDescending), filter: $0)
        }
      }
    }
  }

  /// The next row down takes the line and is selected; after the last one, the one that is last now.
  @Test(arguments: TableKind.allCases) func nextRowDownIsSelected(_ kind: TableKind) throws {
    for table in Self.tables(kind) {
      let order = table.order
      try #require(order.count > 3, "\(kind.noun)")
      for position in [0, 1, order.count / 2, order.count - 2, order.count - 1] {
        var table = table
        let row = order[position]
        table.state.select(row)
        table.state.scroll(height: 5)
        let top = table.state.top
        if table.state.filter.isEmpty { table.remove(row) } else { table.hide(row) }
        let isGone = table.update([row])
        let expected = position + 1 < order.count ? order[position + 1] : order[position - 1]
        let what = "\(kind.noun) by \(table.state.sort[0]), \"\(table.state.filter.text)\", at \(position)"
        #expect(isGone, "\(what)")
        #expect(table.state.cursor == expected, "\(what)")
        #expect(!table.order.contains(row), "\(what)")
        #expect(table.state.position == min(position, order.count - 2), "\(what)")
        table.state.scroll(height: 5)
        #expect(table.state.top == min(top, max(0, order.count - 1 - 5)), "the line stays, \(what)")
      }
    }
  }

  /// If its neighbors leave with it, the first one that stays is selected.
  @Test(arguments: TableKind.allCases) func nextRowThatStaysIsSelected(_ kind: TableKind) {
    for table in Self.tables(kind) where !table.state.filter.isEmpty {
      let order = table.order
      let first = order.count / 3
      var table = table
      table.state.select(order[first])
      let leaving = Array(order[first..<first + 3])
      for row in leaving { table.hide(row) }
      let isGone = table.update(leaving)
      #expect(isGone)
      #expect(table.state.cursor == (first + 3 < order.count ? order[first + 3] : order[first - 1]), "\(kind.noun)")
    }
  }

  /// Another row that leaves, above or below, changes nothing about the selection.
  @Test(arguments: TableKind.allCases) func selectionStaysWhenOthersLeave(_ kind: TableKind) {
    for table in Self.tables(kind) {
      let order = table.order
      for (selected, leaving) in [(1, 0), (0, 1), (order.count - 1, order.count - 2), (order.count / 2, 0)] {
        var table = table
        table.state.select(order[selected])
        table.state.scroll(height: 4)
        let line = selected - table.state.top
        if table.state.filter.isEmpty { table.remove(order[leaving]) } else { table.hide(order[leaving]) }
        let isGone = table.update([order[leaving]])
        #expect(!isGone)
        #expect(table.state.cursor == order[selected], "\(kind.noun), \(selected) while \(leaving) leaves")
        let position = table.state.position ?? -1
        #expect(position - table.state.top == line || table.state.top == 0, "\(kind.noun): the line stays")
      }
    }
  }

  /// The only row leaves: nothing is selected.
  @Test func nothingIsSelectedInAnEmptyList() throws {
    var table = Table(.connections, sort: SortTerm(column: 0), filter: "status:CONNECTED")
    while table.order.count > 1 {
      table.hide(table.order[0])
      _ = table.update(Array(0..<table.world.connections.count))
    }
    let last = try #require(table.order.first)
    table.state.select(last)
    table.hide(last)
    let isGone = table.update([last])
    #expect(isGone && table.state.cursor == nil && table.state.count == 0)
  }
}
