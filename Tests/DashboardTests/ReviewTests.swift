import Canvas
import Configuration
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// Regressions found in reviews, each with the keys that showed it.
@Suite struct ReviewTests {
  @Test func marksOfDeletedRowsAreNotFilteredBy() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"]))
    board.type(":create a conn\rMYOB\r")
    board.press(.end)
    board.type(" /marked\r")
    #expect(board.line(2).contains("1/2"))
    board.type("20,")
    #expect(board.state.markedNow.allSatisfy { board.state.world.has($0) })
    #expect(!board.text.isEmpty)
  }

  @Test func snoozeOfADeletedRowCanBeUndone() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"]), screen: .todo)
    board.type("2:create a conn\rMYOB\r6")
    board.type("zfor an hour\r2")
    board.type("20,u")
    #expect(!board.text.isEmpty)
  }

  @Test func combiningCharactersKeepTheCursorInside() throws {
    var line = LineEditor()
    for scalar in "e\u{301}🇩🇪x".unicodeScalars { _ = line.press(.character(scalar)) }
    for key in [
      Key.home, .character("\u{301}"), .home, .character("e"), .end, .backspace, .left, .delete, .control("w"),
    ] {
      _ = line.press(key)
      #expect(line.cursor <= line.text.count)
    }
    var board = try TestBoard()
    board.type("/\u{301}")
    board.press(.home)
    board.type("e")
    board.press(.end)
    #expect(board.text.contains("filter:"))
  }

  @Test(arguments: [(80, 6), (1, 1), (39, 40)]) func mouseIsIgnoredOnATinyTerminal(_ width: Int, _ height: Int) throws {
    var board = try TestBoard()
    board.type("s")
    _ = board.state.update(.resize(width: width, height: height))
    for x in 0..<width where x % 7 == 0 {
      for y in 0..<height { _ = board.state.update(.mouse(Mouse(.press, x: x, y: y), wall: Int64(x * 1_000 + y))) }
    }
    #expect(board.canvas.width == width)
  }

  @Test func clicksOnHintsDoNotReachTheTable() throws {
    var board = try TestBoard(width: 80, height: 24, screen: .todo)
    let before = board.state.target
    for y in 20..<24 { _ = board.state.update(.mouse(Mouse(.press, x: 10, y: y), wall: Int64(y) * 5_000)) }
    #expect(board.state.target == before || board.cursorLine.map { $0 < 21 } == true)
  }

  @Test func invalidFiltersMustBeCorrected() throws {
    var board = try TestBoard(screen: .datasets)
    board.type("/stauts:x\r")
    #expect(board.line(39).contains("Did you mean \"status:\"?"))
    board.press(.control("u"))
    board.type("status:FetchError\r")
    #expect(board.state.navigation.overlay == nil)
  }

  @Test func paletteKnowsActionNames() throws {
    var board = try TestBoard(screen: .datasets)
    board.type(":mark\r")
    #expect(board.line(2).contains("1 marked"))
    board.type(":mark-by\r")
    #expect(board.message.contains("mark matching"))
  }

  @Test func pastesBecomeOneLine() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"]))
    board.type("D")
    _ = board.state.update(.pasted("y\ny"))
    #expect(board.text.contains("Delete the connection?"))
    board.press(.escape)
    board.type("/")
    _ = board.state.update(.pasted("xe\u{1B}ro\n"))
    #expect(board.message.contains("xe ro"))
    _ = board.state.update(.pasted(String(repeating: "x", count: 100_000)))
    #expect(board.text.contains("filter:"))
  }

  @Test func canceledSearchKeepsFollowing() throws {
    var board = try TestBoard(paused: false, screen: .events)
    board.type("/to:19")
    board.press(.escape)
    #expect(board.line(2).contains(" live  "))
  }

  @Test func firstMatchOnAnotherPageIsNotSkipped() throws {
    var board = try TestBoard(screen: .connections)
    board.press(.enter)
    board.type("/redirect_url\r")
    board.press(.escape, .down, .enter)
    board.type("n")
    let line = (3..<36).first { board.line($0).contains("redirect_url") }!
    #expect(board.canvas[1, line].style == Style(.match, isCursor: true))
  }

  @Test func startingADeletionAsks() throws {
    let scenario = try ScenarioFile.parse(ScenarioFile.builtInText("bad-morning") ?? "", file: "bad-morning.toml")
    var board = try TestBoard(scenario, width: 120, height: 36, screen: .todo)
    board.type("g2026-01-19 08:30\r")
    for _ in 0..<200 where board.state.isBusy { board.tick() }
    board.press(.home)
    board.type("Xy")
    for _ in 0..<6 where !board.cursorText.contains("Deletion request") { board.press(.down) }
    board.type("v\ry")
    board.type("g11:00\r")
    for _ in 0..<200 where board.state.isBusy { board.tick() }
    board.type("o/system:integration status:Pending\r")
    if !board.text.contains("No to-do items match") {
      board.type("t")
      #expect(board.text.contains("Start the integration?") && board.text.contains("deletes what was found"))
    }
  }
}
