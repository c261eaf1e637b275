import Canvas
import Dashboard
import Queries
import Lifecycles
import Simulation
import Testing

/// Visited objects, copying and notifications.
@Suite struct PlaceTests {
  @Test func backAndForwardThroughOpenedObjects() throws {
    var board = try TestBoard(screen: .connections)
    board.type("[")
    #expect(board.message.contains("no object has been opened yet"))
    var titles: [String] = []
    for _ in 0..<3 {
      board.press(.enter)
      titles.append(board.line(2))
      board.press(.escape, .down)
    }
    board.type("[")
    #expect(board.line(2) == titles[2])
    board.type("[")
    #expect(board.line(2) == titles[1])
    board.type("[")
    #expect(board.line(2) == titles[0])
    board.type("[")
    #expect(board.message.contains("no earlier object"))
    board.type("]")
    #expect(board.line(2) == titles[1])
    // Opening an object replaces the later ones.
    board.press(.escape, .end, .enter)
    let last = board.line(2)
    board.type("]")
    #expect(board.message.contains("no later object"))
    board.type("[")
    #expect(board.line(2) == titles[1])
    board.type("]")
    #expect(board.line(2) == last)
  }

  @Test func linkIdRowAndJSONCanBeCopied() throws {
    var board = try TestBoard(screen: .connections)
    func copied(_ choice: String) -> String? {
      board.type("y")
      for case .copy(let text) in board.type("\(choice)\r") { return text }
      return nil
    }
    #expect(copied("link")?.hasPrefix("https://link.signalbox.example/connect/") == true)
    #expect(copied("ID")?.count == 36)
    #expect(copied("JSON")?.contains("\"provider_name\"") == true)
    let row = try #require(copied("Row"))
    #expect(row.split(separator: "\t").count > 4)
    #expect(board.message.contains("copied: "))
  }

  @Test func bellRingsForMatchingEvents() throws {
    var board = try SteppingTests.board("auth-error-in-outage")
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
