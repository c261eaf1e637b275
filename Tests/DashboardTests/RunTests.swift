import Canvas
import Configuration
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// What the board shows, a simulation, a recording or a feed, and what may be done with it.
@Suite struct RunTests {
  @Test func readOnlyBoardsCannotAct() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"]), readOnly: true)
    board.type("d")
    #expect(board.message.contains("read-only"))
    #expect(board.state.navigation.overlay == nil)
  }

  @Test func endOfARecordingIsReported() throws {
    let end = try TestBoard().state.world.lastSequence
    var board = try TestBoard(width: 80, recordEnd: end)
    #expect(board.topLine.contains(" replay "))
    board.type("p")
    while board.state.world.lastSequence == end { board.tick() }
    #expect(board.message.hasPrefix("the recording ends at #\(Count.grouped(end))"))
    #expect(board.topLine.contains(" past the recording "))
  }

  @Test func feedsCannotBeStepped() throws {
    var board = try TestBoard(screen: .connections)
    board.state = BoardState(
      source: Source(feed: board.state.world), glyphs: board.state.glyphs, width: 100, height: 30, options: .init())
    for key in ".,<>gbf" {
      board.type(String(key))
      #expect(board.message.contains("this board shows a feed"), "\(key): \(board.message)")
    }
  }
}
