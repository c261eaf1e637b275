import Canvas
import Configuration
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// The size of the screen, and the mouse.
@Suite struct ViewportTests {
  @Test func tooSmallTerminalsSaySo() throws {
    let board = try TestBoard(width: 30, height: 8)
    #expect(board.text.hasPrefix("needs 40×10 cells\nhas 30×8"))
    let tiny = try TestBoard(width: 1, height: 1)
    #expect(tiny.canvas.cells.count == 1)
  }

  /// From top to bottom without a gap, at any height, with or without a timeline.
  @Test(arguments: 10...60, 0...2) func linesOfTheScreenFollowEachOther(_ height: Int, _ timelineHeight: Int) {
    let lines = ScreenLines(height: height, timelineHeight: timelineHeight)
    #expect([lines.top, lines.tabs, lines.rule, lines.columnTitles] == [0, 1, 2, 3])
    #expect(lines.rows.lowerBound == lines.columnTitles + 1 && lines.page.lowerBound == lines.columnTitles)
    #expect(lines.rows.upperBound == lines.timeline && lines.page.upperBound == lines.timeline)
    #expect(lines.notice - lines.timeline == timelineHeight && lines.fullPage.upperBound == lines.notice)
    #expect(lines.hints == lines.notice + 1 && lines.hints == height - 1)
  }

  /// Even where nothing can be drawn, there is a line to select a row in.
  @Test(arguments: 1...9) func tinyScreensHaveARow(_ height: Int) {
    let lines = ScreenLines(height: height, timelineHeight: 2)
    #expect(!lines.rows.isEmpty && !lines.page.isEmpty && !lines.fullPage.isEmpty)
  }

  @Test func resizingKeepsTheSelectionInSight() throws {
    var board = try TestBoard(width: 140, height: 60)
    for _ in 0..<40 { board.press(.down) }
    let target = board.state.target
    let account = board.cursorText.dropFirst().prefix(12)
    for height in [12, 30, 10, 60] {
      _ = board.state.update(.resize(width: 100, height: height))
      #expect(board.state.target == target)
      #expect(board.cursorLine.map(board.lines.rows.contains) == true, "\(height) lines")
      #expect(board.cursorText.dropFirst().hasPrefix(account), "\(height) lines")
    }
  }

  // MARK: Mouse

  private func click(_ board: inout TestBoard, _ x: Int, _ y: Int, at wall: Int64 = 10_000) -> [Effect] {
    board.state.update(.mouse(Mouse(.press, x: x, y: y), wall: TestBoard.start + wall))
  }

  @Test func clickSelectsAndDoubleClickOpens() throws {
    var board = try TestBoard(screen: .connections)
    let y = board.lines.rows.lowerBound + 5
    let row = board.row(5)
    _ = click(&board, 20, y)
    #expect(board.cursorLine == y && board.cursorText.dropFirst() == row.dropFirst())
    _ = click(&board, 20, y, at: 10_900)
    #expect(board.state.navigation.pages.isEmpty, "two slow clicks are no double click")
    _ = click(&board, 20, y, at: 11_100)
    #expect(board.state.navigation.pages.count == 1)
    board.press(.escape)
    #expect(board.cursorLine == y)
    _ = board.state.update(.mouse(Mouse(.wheelDown, x: 5, y: 5), wall: TestBoard.start + 20_000))
    #expect(board.cursorLine == y + 3)
  }

  @Test func clickingHeadingsSortsAndTabsSwitch() throws {
    var board = try TestBoard(screen: .connections)
    let place = board.state.layout(.connections).first { $0.index == 1 }!
    _ = click(&board, 2 + place.x, board.lines.columnTitles)
    #expect(board.rule.contains("sorted by PROVIDER ▲"))
    _ = click(&board, 2 + place.x, board.lines.columnTitles, at: 20_000)
    #expect(board.rule.contains("sorted by PROVIDER ▼"))
    _ = board.state.update(.mouse(Mouse(.press, x: 2, y: board.lines.columnTitles, isExtending: true), wall: 30_000))
    #expect(board.rule.contains("sorted by PROVIDER ▼, ACCOUNT ▲"))
    let tabs = board.tabs
    let x = tabs.distance(from: tabs.startIndex, to: tabs.firstRange(of: "Requests")!.lowerBound)
    _ = click(&board, x, board.lines.tabs)
    #expect(board.state.navigation.screen == .requests)
  }

  @Test func listsCanBeClicked() throws {
    var board = try TestBoard(screen: .connections)
    board.type("s")
    let y = (0..<board.lines.height).first { board.line($0).contains(" SYNCED ") && board.line($0).contains("│") }!
    _ = click(&board, 60, y)
    #expect(board.rule.contains("worst first"))
    _ = click(&board, 60, y, at: 10_100)
    #expect(board.rule.contains("sorted by SYNCED"))
    // A click doesn't answer a question.
    board.type("d")
    _ = click(&board, 60, 20)
    #expect(board.state.navigation.overlay != nil)
  }

  @Test func mouseCanBeGivenBackToTheTerminal() throws {
    var board = try TestBoard()
    #expect(board.press(.function(2)) == [.mouse(false)])
    #expect(board.message.contains("selects text"))
    #expect(board.press(.function(2)) == [.mouse(true)])
  }

  /// Clicking anywhere, in any state, breaks nothing.
  @Test(arguments: 0..<6) func clicksAnywhereAreHarmless(_ seed: Int) throws {
    var board = try TestBoard(width: 90, height: 26, screen: Screen.allCases[seed % 7])
    var draw = Draw(seed: UInt64(seed), object: 7, count: 1, purpose: .manager)
    for turn in 0..<150 {
      draw = draw.next
      let kinds: [Mouse.Kind] = [.press, .press, .press, .wheelUp, .wheelDown]
      let mouse = Mouse(kinds[draw.index(5)], x: draw.next.index(90), y: draw.next.next.index(26))
      _ = board.state.update(.mouse(mouse, wall: Int64(turn) * 150))
      if turn % 20 == 19 { board.type(["s", "?", ":", "C", "6", "\r", "T"][draw.index(7)]) }
      if turn % 31 == 30 { board.press(.escape) }
      #expect(board.canvas.height == 26)
    }
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
    for y in board.lines.rows.upperBound..<board.lines.height {
      _ = board.state.update(.mouse(Mouse(.press, x: 10, y: y), wall: Int64(y) * 5_000))
    }
    #expect(board.state.target == before || board.cursorLine.map { board.lines.rows.contains($0) } == true)
  }
}
