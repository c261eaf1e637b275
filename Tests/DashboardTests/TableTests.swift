import Canvas
import Dashboard
import Fixtures
import Lifecycles
import Queries
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

  @Test func exportsNeutralizeFormulas() throws {
    var scenario = Scenario.quiet(["Xero"])
    scenario.named[0].name = "=cmd,\"x\"\n\u{1B}[31m"
    let board = try TestBoard(scenario)
    let context = ColumnContext(world: board.state.world, glyphs: board.state.glyphs)
    let export = TableExport(columns: TableKind.connections.columns, context: context)
    #expect(export.csv([.connection(0)]).contains("\"'=cmd,\"\"x\"\"\n"))
    #expect(!export.table([.connection(0)]).contains("\u{1B}"))
  }
}
