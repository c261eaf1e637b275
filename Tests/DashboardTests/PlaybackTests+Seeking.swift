import Canvas
import Configuration
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// Going to a moment, an event or a condition, and breakpoints.
extension PlaybackTests {
  // MARK: Destinations

  @Test func goesToTimesEventsAndConditions() throws {
    var board = try TestBoard.builtIn("auth-error-in-outage")
    board.type("g08:31:30\r")
    #expect(board.topLine.contains("08:31:30Z"))
    board.type("g-90s\r")
    #expect(board.topLine.contains("08:30:00Z"))
    board.type("gto:AuthError\r")
    #expect(board.message.contains("Fetching → AuthError"))
    #expect(board.cursorText.contains("suppliers"))
    let hit = board.sequence
    board.type("g#\(hit - 3)\r")
    #expect(board.sequence == hit - 3)
    board.type("gcolor:red\r")
    #expect(board.text.contains("unknown term \"color:\""))
    board.type("\u{1B}gto:MapError\r")
    #expect(board.message.contains("no match for to:MapError"))
    // An unsuccessful search changes nothing.
    #expect(board.sequence == hit - 3)
  }

  @Test func longSearchesCanBeCanceled() throws {
    var board = try TestBoard(screen: .datasets, searchLimit: 300_000)
    let start = board.sequence
    board.type("gfault:any provider:nobody\r")
    #expect(board.state.isBusy)
    #expect(board.message.contains("Esc cancels"))
    board.type("4")
    #expect(board.message.contains("still searching"))
    board.tick()
    board.type("\u{1B}")
    #expect(!board.state.isBusy)
    #expect(board.sequence == start)
    board.type("099999.")
    for _ in 0..<20 where board.state.isBusy { board.tick() }
    #expect(board.sequence >= start + 99_999)
    board.type("g+99999999999999999999\r")
    board.type("\u{1B}g+9223372036854775807\r")
    for _ in 0..<400 where board.state.isBusy { board.tick() }
    #expect(board.sequence >= start + 99_999)
  }

  @Test(arguments: [
    ("12:99", "12:99 is not a time"), ("2h", "use +2h to go forward"), ("#", "is not an event"),
    ("#-5", "is not an event"),
    ("status:", "is incomplete"), ("status:Nope", "no status is named nope"),
    ("code:abc", "\"code:\" must be a number"),
    ("standing:bad", "\"standing:\" must be one of"), ("age>2h", "applies to rows"),
    ("actor:customer", "applies to rows"), ("", "enter a time"),
  ]) func invalidDestinationsAreExplained(_ text: String, _ problem: String) throws {
    var board = try TestBoard.builtIn("first-link")
    board.type("g\(text)\r")
    #expect(board.text.contains(problem), "\(board.text)")
    #expect(board.sequence == board.state.run.timeline?.start.sequence)
  }

  @Test func offsetsAreUnderstood() throws {
    var board = try TestBoard.builtIn("auth-error-in-outage")
    board.type("g2026-01-05T10:00+01:00\r")
    #expect(board.topLine.contains("09:00:00Z"))
    board.type("g2025-01-01\r")
    #expect(board.sequence == 0)
    board.type("r")
    #expect(board.message.contains("no row is selected") || board.message.contains("nothing has happened yet"))
  }

  @Test func causesAreFoundAmongNewEvents() throws {
    var board = try TestBoard.builtIn("outage-at-night")
    board.type("gcause:outage status:FetchError\r")
    #expect(board.message.contains("FetchError (503)") && board.message.contains("Xero"))
    board.type("w")
    #expect(board.text.contains("begin outage"))
    #expect(board.text.contains("scenario step 4, command 4 (begin outage for 2h30m, Xero)"))
  }

  // MARK: Breakpoints

  @Test func breakpointsPauseRightAfterTheEvent() throws {
    var board = try TestBoard.builtIn("auth-error-in-outage", screen: .connections)
    board.type("bnew breakpoint on\rstatus:AuthError\r")
    #expect(board.message.contains("the run will pause on status:AuthError"))
    board.type("p")
    for _ in 0..<400 where !board.state.playback.isPaused { board.tick(500) }
    #expect(board.state.playback.isPaused)
    #expect(board.message.contains("paused by status:AuthError"))
    let world = board.state.world
    let suppliers = try #require(world.datasets.firstIndex { $0.type.name == "suppliers" })
    #expect(world.datasets[suppliers].datasetStatus == .authError)
    // The connection changes in the next event, not yet.
    #expect(world.connections[0].isConnected)
    #expect(board.state.playback.breakpoints[0].hits == [world.lastSequence])
    board.type(".")
    #expect(!board.state.world.connections[0].isConnected)
  }

  @Test(arguments: [
    ("code:503", "FetchError"), ("standing:failed type:suppliers", "AuthError"),
    ("fault:any type:suppliers", "retry 1"),
    ("cause:outage", "retry 1"), ("system:provider", "begin outage"), ("trigger:endOutage", "end outage"),
    ("from:Fetching to:AuthError", "AuthError"),
  ]) func conditions(_ condition: String, _ word: String) throws {
    var board = try TestBoard.builtIn("auth-error-in-outage")
    if condition == "code:503" {
      // The provider's own event has the code as well.
      board.type("g\(condition)\r")
      #expect(board.message.contains("begin outage"))
      return
    }
    board.type("bone-time\r\(condition)\r")
    board.type("p")
    for _ in 0..<800 where !board.state.playback.isPaused { board.tick(500) }
    #expect(board.message.contains(word), "\(board.message)")
    #expect(board.state.playback.breakpoints.isEmpty)
  }

  @Test func rowsCanBeWatched() throws {
    var board = try TestBoard.builtIn("outage-at-night", screen: .connections)
    board.type("/fjord\r")
    board.type("bany event\r")
    board.type("p")
    for _ in 0..<400 where !board.state.playback.isPaused { board.tick(500) }
    #expect(board.message.contains("Fjord Kaffe"))
    board.type("b\u{1B}")
    board.type("bon any event\rremove\r")
    #expect(board.state.playback.breakpoints.isEmpty)
  }
}
