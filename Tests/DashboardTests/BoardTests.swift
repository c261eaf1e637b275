import Canvas
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// Messages to the board, and the settings that it starts with.
@Suite struct BoardTests {
  @Test func settingsApplyFromTheStart() throws {
    var preferences = Preferences()
    preferences.columns[.connections] = [ColumnChoice(key: "provider"), ColumnChoice(key: "account")]
    preferences.sort[.connections] = ["-provider", "account"].map { SortChoice(text: $0) }
    let board = try TestBoard(preferences: preferences)
    #expect(board.columnTitles.split(separator: " ") == ["PROVIDER", "ACCOUNT"])
    #expect(board.rule.contains("sorted by PROVIDER ▼, ACCOUNT ▲"))
  }

  @Test func screensAndObjectsCanBeShown() throws {
    var board = try TestBoard()
    _ = board.state.update(.show(.datasets, filter: "xero", isGrouped: nil))
    #expect(board.state.navigation.screen == .datasets && board.rule.contains("filter: xero"))
    _ = board.state.update(.open(.connection(3)))
    #expect(board.rule.contains(board.state.world.shortID(of: .connection(3))))
    board.type("?")
    #expect(board.state.navigation.overlay != nil)
    _ = board.state.update(.dismiss)
    #expect(board.state.navigation.overlay == nil && board.state.target == .connection(3))
  }

  /// While nothing runs, the clock is kept up to date, so that resuming doesn't jump.
  @Test func clockAloneChangesNothing() throws {
    var board = try TestBoard()
    let (before, frozen) = (board.canvas, board.state.world.now)
    let later = TestBoard.start + 3_600_000
    #expect(board.state.update(.clock(later)).isEmpty)
    #expect(board.canvas == before)
    board.type("p")
    _ = board.state.update(.tick(later + 100))
    #expect(board.state.world.now == frozen + 100 * 60)
  }

  @Test func refusedCommandsSayWhy() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"]))
    _ = board.state.update(.submit(.connection(0, .reconnect)))
    #expect(board.message.hasPrefix("nothing was done: ") && board.message.contains("reconnect"))
  }

  /// Events that a feed brings are in the log and on the screen.
  @Test func eventsOfAFeedAreTakenIn() throws {
    let world = Simulator(Scenario.quiet(["Xero"])).world
    var board = try TestBoard(Scenario.quiet(["Xero"]))
    board.state = BoardState(
      source: Source(feed: world), glyphs: board.state.glyphs, width: 100, height: 30, options: BoardOptions())
    let event = Event(
      sequence: world.lastSequence + 1, time: world.now + Span.minute, cause: .root, object: .connection(0),
      trigger: .observed, from: world.status(of: .connection(0)), to: ConnectionStatus.authError.rawValue)
    var report = FeedReport()
    report.lines = 7
    _ = board.state.update(.feedBatch([.event(event)], report))
    #expect(board.topLine.contains("feed: 7 lines"))
    #expect(board.row(0).contains("AUTH_ERROR"))
    #expect(board.state.run.log.last == event)
  }
}
