import Canvas
import Dashboard
import Queries
import Lifecycles
import Simulation
import Testing

@Suite struct TableTests {
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
        if board.state.target != before, !board.line(2).contains(" 0/") {
          let id = before.map { board.state.world.shortID(of: $0) } ?? ""
          #expect(id.isEmpty || !board.text.contains(id), "\(id) is shown, and no longer selected")
        }
        board.press(.escape)
        #expect(board.state.markedNow == marks)
        continue
      }
      if board.state.target != before { #expect(board.message.contains("left this list"), "\(board.message)") }
      if board.state.markedNow != marks {
        let said = board.message + board.line(board.state.viewport.height - 3)
        #expect(said.contains("no longer exist") || said.contains("left this list"), "\(said)")
        #expect(board.state.markedNow.isSubset(of: marks))
      }
      #expect(board.cursorLine != nil)
    }
  }

  /// The updated order equals a full sort.
  @Test(arguments: 0..<30) func incrementalSortingEqualsSorting(_ seed: Int) {
    var draw = Draw(seed: UInt64(seed), object: 0, count: 0, purpose: .manager)
    func next(_ bound: Int) -> Int {
      draw = draw.next
      return draw.index(bound)
    }
    let space = 400
    var keys = (0..<space).map { _ in UInt64(next(50)) }
    var exists = (0..<space).map { _ in next(10) > 0 }
    var marked = (0..<space).map { _ in next(3) > 0 }
    var second = (0..<space).map { _ in UInt64(next(20)) }
    var index = TableIndex()
    let isDescending = seed % 2 == 1
    // One column or two, in either direction.
    let isSecondDescending = seed % 4 > 1
    let hasSecond = seed % 5 > 1
    func levels() -> [TableIndex.Level] {
      let first = TableIndex.Level(isDescending: isDescending) { [keys] in keys[$0] }
      guard hasSecond else { return [first] }
      return [first, TableIndex.Level(isDescending: isSecondDescending) { [second] in second[$0] }]
    }
    let hasFilter = seed % 3 > 0
    index.rebuild(space: space, exists: { exists[$0] }, levels: levels())
    if hasFilter { index.filter { rows in rows.map { marked[Int($0)] } } }
    for _ in 0..<60 {
      var changed: Set<Int> = []
      for _ in 0..<next(150) {
        let row = next(space)
        changed.insert(row)
        keys[row] = UInt64(next(50))
        second[row] = UInt64(next(20))
        exists[row] = next(10) > 0
        marked[row] = next(3) > 0
      }
      index.update(
        changed.sorted(), exists: { exists[$0] }, levels: levels(), matches: hasFilter ? { marked[$0] } : nil)
      let expected = (0..<space).filter { exists[$0] && (!hasFilter || marked[$0]) }
        .sorted { a, b in
          if keys[a] != keys[b] { return (keys[a] < keys[b]) != isDescending }
          if hasSecond, second[a] != second[b] { return (second[a] < second[b]) != isSecondDescending }
          return a < b
        }
      #expect(index.rows.map(Int.init) == expected)
      for (position, row) in expected.enumerated() { #expect(index.position(of: row) == position) }
      #expect(index.total == exists.count(where: { $0 }))
    }
  }

  @Test func fuzzyMatchingPrefersWordBeginnings() {
    #expect(Fuzzy.score("dc", "Disconnect") != nil)
    #expect(Fuzzy.score("xyz", "Disconnect") == nil)
    let titles = Action.allCases.map(\.title)
    func best(_ query: String) -> String? {
      titles.compactMap { title in Fuzzy.score(query, title).map { ($0, title) } }.min { $0 < $1 }?.1
    }
    #expect(best("disc") == "Disconnect")
    #expect(best("todo") == "To do")
    #expect(best("requ") == "Requests")
  }

  @Test func topLineCountsEqualTheToDoList() throws {
    var board = try TestBoard(paused: false, screen: .todo)
    board.type("o")
    for _ in 0..<30 {
      board.tick(500)
      let world = board.state.world
      let rows = (0..<TableKind.todo.rowSpace(world)).filter { TableKind.todo.exists($0, world) }
      #expect(board.state.attention.counts.todo == rows.count)
      #expect(board.line(2).contains(" \(rows.count) to-do items"))
    }
  }

  @Test func columnsFitAnyWidth() {
    for kind in [TableKind.connections, .sessions, .datasets, .requests, .integrations, .todo] {
      for width in 20...220 {
        let layout = ColumnLayout.fit(kind.columns.map { ($0.minimum, $0.ideal, $0.rank) }, width: width)
        #expect(!layout.isEmpty)
        for (a, b) in zip(layout, layout.dropFirst()) { #expect(a.x + a.width < b.x) }
        if let last = layout.last, layout.count > 1 { #expect(last.x + last.width <= width) }
      }
    }
  }

  @Test func exportsNeutralizeFormulas() throws {
    var scenario = TestBoard.quiet(["Xero"])
    scenario.named[0].name = "=cmd,\"x\"\n\u{1B}[31m"
    let board = try TestBoard(scenario)
    let context = ColumnContext(world: board.state.world, glyphs: board.state.glyphs)
    let export = TableExport(columns: TableKind.connections.columns, context: context)
    #expect(export.csv([.connection(0)]).contains("\"'=cmd,\"\"x\"\"\n"))
    #expect(!export.table([.connection(0)]).contains("\u{1B}"))
  }
}
