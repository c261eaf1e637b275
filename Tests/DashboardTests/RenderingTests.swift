import Canvas
import Configuration
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// Every screen at every size, and a whole screen cell by cell.
@Suite struct RenderingTests {
  static let sizes = [(40, 10), (80, 24), (110, 30), (140, 45), (200, 60)]

  /// Every screen at every size: the frame is complete and nothing overlaps.
  @Test(arguments: Screen.allCases, [false, true]) func everyScreenAtEverySize(_ screen: Screen, _ isASCII: Bool) throws
  {
    for (width, height) in Self.sizes {
      var board = try TestBoard(width: width, height: height, isASCII: isASCII, screen: screen)
      board.tick()
      let canvas = board.canvas
      #expect(canvas.width == width && canvas.height == height)
      #expect(board.topLine.contains("PAUSED"))
      #expect(board.hints.contains("quit"), "\(width)x\(height): \(board.hints)")
      for y in 0..<height {
        let cells = canvas.row(y).reduce(0) { $0 + Int($1.width) }
        #expect(cells == width, "line \(y) of \(screen.title) has \(cells) cells")
        if isASCII { #expect(canvas.row(y).allSatisfy { $0.base < 0x7F }) }
      }
      if screen.table != nil { #expect(board.cursorLine == board.lines.rows.lowerBound) }
    }
  }

  /// The first screen of the built-in world shows every category, by glyph and by role.
  @Test func firstScreenShowsEveryStanding() throws {
    let board = try TestBoard()
    let roles = Set(board.canvas.cells.filter { $0.base != 0x20 }.map(\.style.role))
    for category in StatusCategory.allCases where category != .unknown {
      #expect(roles.contains(category.role), "\(category.word)")
      #expect(board.text.contains(board.state.glyphs.sign(category)))
    }
  }

  /// A whole screen, cell by cell.
  @Test func connectionsScreenOfAQuietWorld() throws {
    var scenario = Scenario.quiet(["Xero", "Sage 50"], status: .authError)
    scenario.named[0].connections[1].status = .disconnected
    scenario.named[0].connections[1].types = DataTypeSet([DataType(name: "invoices")!])
    let board = try TestBoard(scenario, width: 80, height: 10)
    let bar = " signalbox  ‖ PAUSED  Mon 2026-01-05 08:00:00Z  #31       ✖ 1 failed  ◆ 1 to do"
    #expect(board.topLine == bar, "\(board.topLine)")
    #expect(board.tabs == " 1 Overview 2 Connections 3 Sessions 4 Datasets 5 Requests 6 To do 7 Events")
    #expect(board.rule.hasSuffix(" worst first  2 connections ─"))
    #expect(
      board.columnTitles == " ACCOUNT       PROVIDER  CONNECTION      SESSION            NEXT", "\(board.columnTitles)")
    #expect(
      board.row(0) == "▌Cobalt Foods  Xero      ✖ AUTH_ERROR    ✖  8 Deauthorized  send the link again",
      "\(board.row(0))")
    #expect(
      board.row(1) == " Cobalt Foods  Sage 50   ■ DISCONNECTED  ■ 26 Disconnected  reconnect or delete",
      "\(board.row(1))")
    let first = board.lines.rows.lowerBound
    // Attributes: the bar, a failed cell, and the cursor's row.
    #expect(board.canvas[3, board.lines.top].style.role == .barPaused)
    #expect(board.canvas[26, first].style == Style(.failed, isCursor: true))
    #expect(board.canvas[26, first + 1].style == Style(.ended))
  }

  @Test func changedCellsAreHighlightedForAWhile() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"], status: .authRequired))
    #expect(!board.canvas.cells.contains { $0.style.isChanged })
    board.type("l")
    let first = board.lines.rows.lowerBound
    let marked = (0..<140).filter { board.canvas[$0, first].style.isChanged }
    #expect(!marked.isEmpty)
    // The link was sent: NEXT changed, the account did not.
    #expect(!board.canvas[1, first].style.isChanged)
    #expect(board.row(0).contains("(link sent)"))
    board.type("p")
    board.tick(100)
    board.tick(3_000)
    #expect(!board.canvas.cells.contains { $0.style.isChanged })
  }
}
