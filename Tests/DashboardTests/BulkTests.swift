import Canvas
import Configuration
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// Marks on rows, and actions on many of them at once.
@Suite struct BulkTests {
  private func marks(_ board: TestBoard) -> [String] {
    board.rows.filter { $0.hasPrefix("◈") }
  }

  /// One account's connections to many providers, some of them in AUTH_ERROR.
  private func board(screen: Screen = .connections) throws -> TestBoard {
    var scenario = Scenario.quiet(["Xero", "FreeAgent", "MYOB", "Exact", "NetSuite", "Plaid"])
    scenario.named[0].connections[2].status = .authError
    scenario.named[0].connections[4].status = .disconnected
    return try TestBoard(scenario, width: 140, height: 40, screen: screen)
  }

  @Test func rowsCanBeMarkedSinglyInRangesAndAll() throws {
    var board = try board()
    board.type("sPROVIDER\r")
    board.press(.home)
    board.type(" ")
    #expect(board.message.contains("1 marked"))
    #expect(marks(board).count == 1)
    board.press(.down, .down)
    board.type("m")
    #expect(marks(board).count == 4 || marks(board).count == 3)
    #expect(board.rule.contains("4 marked"))
    board.type("M")
    #expect(board.rule.contains("6 marked"))
    board.type("M")
    #expect(marks(board).isEmpty)
    board.type("M\u{1B}")
    #expect(marks(board).isEmpty)
    board.type(":mark by\rstanding:failed\r")
    #expect(board.rule.contains("1 marked"))
    #expect(marks(board).first?.contains("MYOB") == true || board.cursorText.contains("MYOB"))
    board.type(":mark by\rcolor:red\r")
    #expect(board.text.contains("unknown term \"color:\""))
  }

  @Test func impossibleBulkActionsSayWhy() throws {
    var board = try TestBoard(Scenario.quiet(["Xero", "MYOB"]), width: 140, height: 40)
    board.type("Mc")
    #expect(
      board.message.contains("not possible for any of the 2 marked rows: 2: reconnect is not possible"),
      "\(board.message)")
  }

  @Test func bulkQuestionCountsPossibleAndImpossibleRows() throws {
    var board = try board()
    board.type("Md")
    #expect(board.text.contains("Disconnect: 5 rows?"))
    #expect(board.text.contains("Possible for 5 of 6 rows"))
    #expect(board.text.contains("Not possible for 1:"))
    #expect(board.text.contains("1: disconnect is not possible while the connection is DISCONNECTED"))
    #expect(board.text.contains("immediately"))
    let before = board.state.world.lastSequence
    board.type("n")
    #expect(board.message == "nothing was done")
    #expect(board.state.world.lastSequence == before)
    board.type("dy")
    #expect(board.message.contains("5 of 6 rows"))
    #expect(board.message.contains("1 skipped"))
    #expect(board.state.world.connections.allSatisfy { $0.connectionStatus == .disconnected })
    board.type(":report\r")
    #expect(board.text.contains("Skipped") && board.text.contains("Done"))
    #expect(board.text.contains("NetSuite"))
    board.press(.enter)
    #expect(board.text.contains("Meaning"))
  }

  @Test func rowsThatChangedMeanwhileAreSkippedAndNamed() throws {
    var board = try board()
    board.type("Md")
    // While the question is open, somebody else disconnects one of them.
    let other = board.submit(.connection(0, .disconnect))
    #expect(throws: Never.self) { try other.get() }
    board.type("y")
    #expect(board.message.contains("4 of 6 rows") && board.message.contains("2 skipped"))
    board.type(":report\r")
    #expect(board.text.contains("it has changed to"))
  }

  @Test func disconnectCanBeUndone() throws {
    var board = try board()
    board.type("Mdy")
    board.type("u")
    #expect(board.message.contains("undone"))
    #expect(board.state.world.connections.filter { $0.connectionStatus == .authRequired }.count == 5)
    board.type("\u{1B}")
    board.type("u")
    #expect(board.message.contains("this can't be undone"))
    board.type(":actions\r")
    #expect(board.text.contains("Disconnect: 5 of 6 rows, undone"))
    board.type("\u{1B}")
    board.type("l")
    board.type("u")
    #expect(board.message.contains("this can't be undone"))
    board.type(":actions\r")
    #expect(board.text.contains("send the link"))
  }

  @Test func longBulkActionsCanBeCanceled() throws {
    var board = try TestBoard(screen: .datasets)
    board.type("Mr")
    #expect(board.text.contains("Possible for"))
    let before = board.state.world.lastSequence
    board.type("y")
    #expect(board.state.isBusy)
    #expect(board.message.contains("Esc cancels"))
    board.type("d")
    #expect(board.message.contains("still working"))
    board.tick()
    board.type("\u{1B}")
    #expect(!board.state.isBusy)
    #expect(board.message.contains("canceled"))
    #expect(board.state.world.lastSequence > before)
    board.type(":report\r")
    #expect(board.text.contains("Canceled, "))
  }

  @Test func marksAreVisibleWithoutColor() throws {
    var board = try TestBoard(isASCII: true)
    board.type(" ")
    #expect(board.rows.contains { $0.hasPrefix("#") })
    board.press(.up)
    let line = try #require(board.cursorLine)
    #expect(board.canvas[0, line].style.role == .marked && board.canvas[0, line].style.isCursor)
  }

  // MARK: Marks of rows that leave

  @Test func marksOfDeletedRowsAreDroppedAndReported() throws {
    var board = try board()
    board.type("sPROVIDER\r")
    board.press(.home)
    board.type(" ")
    let deleted = board.submit(
      .connection(
        board.state.world.connections.indices.first {
          board.state.world.provider(ofConnection: $0).name == "Exact"
        }!, .delete))
    #expect(throws: Never.self) { try deleted.get() }
    #expect(board.message.contains("no longer exists") && board.message.contains("no longer exists"))
    #expect(!board.rule.contains("marked"))
  }

  /// Whatever arrives, sorts or filters, marks stay on their rows, or their loss is reported.
  @Test(arguments: 0..<8) func marksBelongToRows(_ seed: Int) throws {
    var scenario = Scenario.builtIn
    scenario.seed = UInt64(seed + 300)
    scenario.warmUp = 6 * Span.hour
    var board = try TestBoard(scenario, paused: false, screen: seed % 2 == 0 ? .datasets : .todo)
    if seed % 2 == 1 { board.type("o") }
    board.type("  m")
    board.press(.down, .down, .down)
    board.type(" ")
    func marked() -> Set<ObjectRef> { board.state.markedNow }
    for turn in 0..<60 {
      let draw = Draw(seed: UInt64(seed), object: UInt64(turn), count: 2, purpose: .manager)
      let before = marked()
      switch draw.index(5) {
      case 0...2: board.tick(draw.next.within(50...500))
      case 3: board.type("S")
      default:
        board.type("/\(["xero", "standing:failed", "a"][draw.next.index(3)])\r")
        board.press(.escape)
      }
      if marked() != before {
        #expect(marked().isSubset(of: before))
        #expect(
          board.message.contains("no longer exist") || board.message.contains("left this list"), "\(board.message)")
      }
    }
  }

  /// Stepping back removes the marks of objects that no longer exist.
  @Test func steppingBackDropsMarksOfMissingRows() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"]), screen: .connections)
    board.type(":create a connection\rmyob\r")
    #expect(board.state.world.connections.count == 2)
    let created = board.state.world.lastSequence
    board.type("4/myob\r")
    board.type("M")
    #expect(board.rule.contains("marked"))
    board.type("g#\(created - 1)\r")
    #expect(board.state.world.connections.count == 1)
    #expect(board.state.markedNow.isEmpty)
    board.type("r")
    board.type("m")
    #expect(!board.message.isEmpty)
  }

  @Test func marksOfDeletedRowsAreNotFilteredBy() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"]))
    board.type(":create a conn\rMYOB\r")
    board.press(.end)
    board.type(" /marked\r")
    #expect(board.rule.contains("1/2"))
    board.type("20,")
    #expect(board.state.markedNow.allSatisfy { board.state.world.has($0) })
    #expect(!board.text.isEmpty)
  }
}
