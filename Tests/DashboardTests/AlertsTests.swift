import Canvas
import Dashboard
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
}
