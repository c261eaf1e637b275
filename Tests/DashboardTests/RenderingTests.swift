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
      #expect(canvas.text(0).contains("PAUSED"))
      #expect(canvas.text(height - 1).contains("quit"), "\(width)x\(height): \(canvas.text(height - 1))")
      for y in 0..<height {
        let cells = canvas.row(y).reduce(0) { $0 + Int($1.width) }
        #expect(cells == width, "line \(y) of \(screen.title) has \(cells) cells")
        if isASCII { #expect(canvas.row(y).allSatisfy { $0.base < 0x7F }) }
      }
      if screen.table != nil { #expect(board.cursorLine == 4) }
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
    #expect(board.line(0) == bar, "\(board.line(0))")
    #expect(board.line(1) == " 1 Overview 2 Connections 3 Sessions 4 Datasets 5 Requests 6 To do 7 Events")
    #expect(board.line(2).hasSuffix(" worst first  2 connections ─"))
    #expect(board.line(3) == " ACCOUNT       PROVIDER  CONNECTION      SESSION            NEXT", "\(board.line(3))")
    #expect(
      board.line(4) == "▌Cobalt Foods  Xero      ✖ AUTH_ERROR    ✖  8 Deauthorized  send the link again",
      "\(board.line(4))")
    #expect(
      board.line(5) == " Cobalt Foods  Sage 50   ■ DISCONNECTED  ■ 26 Disconnected  reconnect or delete",
      "\(board.line(5))")
    // Attributes: the bar, a failed cell, and the cursor's row.
    #expect(board.canvas[3, 0].style.role == .barPaused)
    #expect(board.canvas[26, 4].style == Style(.failed, isCursor: true))
    #expect(board.canvas[26, 5].style == Style(.ended))
  }

  @Test func changedCellsAreHighlightedForAWhile() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"], status: .authRequired))
    #expect(!board.canvas.cells.contains { $0.style.isChanged })
    board.type("l")
    let marked = (0..<140).filter { board.canvas[$0, 4].style.isChanged }
    #expect(!marked.isEmpty)
    // The link was sent: NEXT changed, the account did not.
    #expect(!board.canvas[1, 4].style.isChanged)
    #expect(board.line(4).contains("(link sent)"))
    board.type("p")
    board.tick(100)
    board.tick(3_000)
    #expect(!board.canvas.cells.contains { $0.style.isChanged })
  }
}
