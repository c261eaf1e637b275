import Canvas
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// Messages, and notifications of matching events.
@Suite struct AlertsTests {
  @Test func bellRingsForMatchingEvents() throws {
    var board = try TestBoard.builtIn("auth-error-in-outage")
    board.type(":notify\rstatus:AuthError\r")
    #expect(board.message.contains("notified on status:AuthError"))
    func rings(_ keys: String) -> [String] {
      board.type(keys).compactMap { effect in
        if case .ring(let text) = effect { return text }
        return nil
      }
    }
    #expect(rings("g08:39\r").isEmpty)
    let told = rings("g08:41\r")
    #expect(told.count == 1 && told[0].contains("Fetching → AuthError (401)"))
    board.type(":notify\rstop notifying\r")
    #expect(rings("g+5m\r").isEmpty)
    board.type(":notify\rstatus:Nope\r")
    #expect(board.text.contains("no status is named nope"))
  }

  // MARK: Messages

  @Test func messagesGoAfterSixSeconds() throws {
    var board = try TestBoard()
    _ = board.state.update(.notice("saved run.toml", isProblem: false))
    board.tick(5_900)
    #expect(board.notice.contains("saved run.toml"))
    board.tick(200)
    #expect(board.state.alerts.message == nil && !board.text.contains("saved run.toml"))
  }

  /// A message answers the latest key.
  @Test func keysReplaceMessages() throws {
    var board = try TestBoard()
    _ = board.state.update(.notice("saved run.toml", isProblem: false))
    board.press(.down)
    #expect(board.state.alerts.message == nil)
  }

  @Test(arguments: [(true, Role.error), (false, .success)]) func problemsLookLikeProblems(
    _ isProblem: Bool, _ role: Role
  ) throws {
    var board = try TestBoard()
    _ = board.state.update(.notice("run.toml", isProblem: isProblem))
    #expect(board.canvas[1, board.lines.notice].style.role == role)
  }

  /// A message that is longer than the screen is wide also takes the line above.
  @Test func longMessagesTakeTwoLines() throws {
    var board = try TestBoard(width: 80, height: 24)
    let words = (1...20).map { "word\($0)" }
    _ = board.state.update(.notice(words.joined(separator: " "), isProblem: false))
    let shown = board.text(board.lines.notice - 1..<board.lines.hints).flatMap { $0.split(separator: " ") }
    #expect(shown.map(String.init) == words)
  }

  @Test func conditionsStayUntilTheyAreRemoved() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"]), screen: .datasets)
    func rings(_ keys: String) -> Int {
      board.type(keys).count { if case .ring = $0 { true } else { false } }
    }
    #expect(rings(":notify\rto:Queued\r") == 0)
    #expect(rings("r") == 1)
    // Every frame notifies of what is new in it.
    #expect(rings(".") == 0)
    board.press(.end)
    #expect(rings("r") == 1)
    #expect(rings(":notify\rstop notifying\r") == 0)
    #expect(board.message == "no more notifications on to:Queued")
  }
}
