import Canvas
import Configuration
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// Tables: cursor, sort order, columns and views, kept up to date row by row.
@Suite struct TablesTests {
  /// After any refresh, sort, filter, column choice and deletion, the cursor's row and the marks are the same, or their
  /// loss is reported.
  @Test(arguments: 0..<12) func cursorAndMarksStayWithTheirRows(_ seed: Int) throws {
    var scenario = Scenario.builtIn
    scenario.seed = UInt64(seed + 100)
    scenario.accounts = 8
    scenario.warmUp = 6 * Span.hour
    var board = try TestBoard(scenario, paused: false, screen: seed % 2 == 0 ? .connections : .datasets)
    for turn in 0..<120 {
      let draw = Draw(seed: UInt64(seed), object: UInt64(turn), count: 1, purpose: .manager)
      let before = board.state.target
      let marks = board.state.markedNow
      switch draw.index(13) {
      case 0...3: board.tick(draw.next.within(50...500))
      case 4:
        board.press(.down, .down, .pageDown)
        continue
      case 5: board.type("S")
      case 6: board.type(["+", "-"][draw.next.index(2)])
      case 7:
        board.type(draw.next.index(2) == 0 ? " " : "m")
        continue
      case 8: board.type("s\(["ACCOUNT", "PROVIDER", "ID"][draw.next.index(3)])\r")
      case 9:
        board.type("sID")
        board.press(.tab, .escape)
      case 10:
        board.type("Cj")
        board.type([" ", "<", "a"][draw.next.index(3)] + "\r")
      case 11:
        // A connection is deleted with all of its data.
        let index = draw.next.index(board.state.world.connections.count)
        _ = board.submit(.connection(index, .delete))
      default:
        board.type("/\(["xero", "standing:failed", "a", "-status:Complete"][draw.next.index(4)])\r")
        if board.state.target != before, !board.rule.contains(" 0/") {
          let id = before.map { board.state.world.shortID(of: $0) } ?? ""
          #expect(id.isEmpty || !board.text.contains(id), "\(id) is shown, and no longer selected")
        }
        board.press(.escape)
        #expect(board.state.markedNow == marks)
        continue
      }
      if board.state.target != before { #expect(board.message.contains("left this list"), "\(board.message)") }
      if board.state.markedNow != marks {
        let said = board.message + board.line(board.lines.notice - 1)
        #expect(said.contains("no longer exist") || said.contains("left this list"), "\(said)")
        #expect(board.state.markedNow.isSubset(of: marks))
      }
      #expect(board.cursorLine != nil)
    }
  }

  // MARK: Sort and columns

  @Test func sortingByEveryColumn() throws {
    for screen in Screen.allCases {
      guard let kind = screen.table else { continue }
      for column in kind.columns.indices where kind.columns[column].sortKey != nil {
        var board = try TestBoard(screen: screen)
        if screen == .todo { board.type("o") }
        board.type("s")
        board.type(kind.columns[column].title.lowercased())
        board.type("\r")
        #expect(board.rule.contains("sorted by \(kind.columns[column].title)"), "\(board.rule)")
        let first = board.rule
        board.type("S")
        #expect(board.rule != first)
      }
    }
  }

  @Test func tablesSortBySeveralColumns() throws {
    var board = try TestBoard(screen: .datasets)
    board.type("sPROVIDER\r")
    board.type("sDATA TYPE")
    board.press(.tab)
    #expect(board.rule.contains("sorted by PROVIDER ▲, DATA TYPE ▲"))
    board.press(.tab)
    #expect(board.rule.contains("sorted by PROVIDER ▲, DATA TYPE ▼"))
    board.press(.escape)
    let places = board.state.layout(.datasets)
    func cells(_ index: Int) -> [String] {
      let place = places.first { $0.index == index }!
      return board.lines.rows.map { y in
        (0..<place.width).map { x in
          String(Unicode.Scalar(board.canvas[1 + place.x + x, y].base).map(Character.init) ?? " ")
        }.joined().trimmed
      }.filter { !$0.isEmpty }
    }
    let providers = cells(1), types = cells(2)
    #expect(providers == providers.sorted { $0.lowercased() < $1.lowercased() })
    for index in 1..<types.count where providers[index] == providers[index - 1] {
      #expect(types[index - 1].lowercased() >= types[index].lowercased())
    }
    board.type("S")
    #expect(board.rule.contains("sorted by PROVIDER ▼, DATA TYPE ▼"))
  }

  @Test func columnsCanBeChosenMovedAndResized() throws {
    var board = try TestBoard(screen: .connections)
    let before = board.columnTitles
    board.type("C")
    #expect(board.text.contains("Columns of Connections"))
    board.press(.down)
    board.type("<")
    #expect(board.columnTitles.trimmed.hasPrefix("PROVIDER"))
    board.press(.escape)
    #expect(board.columnTitles == before)
    board.type("C")
    board.press(.down)
    board.type(" ")
    board.press(.up, .right, .right, .enter)
    #expect(!board.columnTitles.contains("PROVIDER"))
    #expect(board.state.preferences.columns[.connections]?.first == ColumnChoice(key: "account", width: 26))
    // The export has the table's columns as shown.
    board.type("etable as shown, CSV\r")
    let effects = board.type("\r")
    guard case .write(_, let text, _) = effects.first else {
      Issue.record("nothing written")
      return
    }
    #expect(text.hasPrefix("account,connection,"))
    board.type("Ca\r")
    #expect(board.columnTitles == before)
  }

  @Test func tablesKeepAtLeastOneColumn() throws {
    var board = try TestBoard(screen: .events)
    board.type("C")
    for _ in 0..<20 { board.type(" "); board.press(.down) }
    #expect((board.state.preferences.columns[.events] ?? []).count == 1)
    board.press(.enter)
    #expect(!board.row(0).trimmed.isEmpty)
  }

  // MARK: Views

  @Test func viewsRestoreScreenFilterSortAndColumns() throws {
    var board = try TestBoard(screen: .datasets)
    board.type("/standing:failed\r")
    board.type("sSINCE\rS")
    board.type("C")
    board.press(.down)
    board.type(" \r")
    let seen = board.text(board.lines.rule..<board.lines.timeline)
    board.type("VSave this\r")
    let effects = board.type("Monday round\r")
    guard case .keepViews(let views) = effects.first else {
      Issue.record("nothing kept")
      return
    }
    #expect(views.count == 1 && views[0].filter == "standing:failed")
    board.press(.escape)
    board.type("sACCOUNT\rCa\r1VMonday\r")
    #expect(board.text(board.lines.rule..<board.lines.timeline) == seen)
    board.type("VRemove\r")
    #expect(board.state.preferences.views.isEmpty)
    board.type("1V")
    board.type("Save\r")
    #expect(board.message.contains("only tables have views"))
  }

  // MARK: Updates

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
