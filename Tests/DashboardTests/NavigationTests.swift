import Canvas
import Configuration
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// Open objects and the way back, lists to choose from, and prompts.
@Suite struct NavigationTests {
  @Test func backAndForwardThroughOpenedObjects() throws {
    var board = try TestBoard(screen: .connections)
    board.type("[")
    #expect(board.message.contains("no object has been opened yet"))
    var titles: [String] = []
    for _ in 0..<3 {
      board.press(.enter)
      titles.append(board.rule)
      board.press(.escape, .down)
    }
    board.type("[")
    #expect(board.rule == titles[2])
    board.type("[")
    #expect(board.rule == titles[1])
    board.type("[")
    #expect(board.rule == titles[0])
    board.type("[")
    #expect(board.message.contains("no earlier object"))
    board.type("]")
    #expect(board.rule == titles[1])
    // Opening an object replaces the later ones.
    board.press(.escape, .end, .enter)
    let last = board.rule
    board.type("]")
    #expect(board.message.contains("no later object"))
    board.type("[")
    #expect(board.rule == titles[1])
    board.type("]")
    #expect(board.rule == last)
  }

  @Test func openShowsTheObjectAndEscapeGoesBack() throws {
    var board = try TestBoard()
    let before = board.cursorText
    board.press(.enter)
    for part in ["Meaning", "Who acts next", "Next step", "Sharing", "Datasets"] {
      #expect(board.text.contains(part), "\(part)")
    }
    for _ in 0..<4 { board.press(.right) }
    #expect(board.text.contains("Full lifecycle"))
    board.press(.right)
    #expect(board.text.contains("\"provider_name\""))
    board.press(.escape)
    #expect(board.cursorText == before)
    board.press(.escape)
    #expect(board.message.contains("q quits"))
    #expect(board.press(.character("q")) == [.quit])
  }

  // MARK: Palette and prompts

  @Test func paletteFindsActionsAndExplainsUnavailableOnes() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"]))
    board.type(":outage")
    #expect(board.text.contains("Start a provider outage"))
    board.type("\r")
    #expect(board.text.contains("Xero"))
    board.type("y")
    let xero = Scenario.builtIn.providers.firstIndex { $0.name == "Xero" }!
    #expect(board.state.world.providerStates[xero].condition == .outage)
    board.type(":webhook")
    #expect(board.text.contains("not now: deliver webhook is not possible"))
  }

  @Test func paletteKnowsActionNames() throws {
    var board = try TestBoard(screen: .datasets)
    board.type(":mark\r")
    #expect(board.rule.contains("1 marked"))
    board.type(":mark-by\r")
    #expect(board.message.contains("mark matching"))
  }

  @Test func fuzzyMatchingPrefersWordBeginnings() {
    #expect(Fuzzy.score("dc", "Disconnect") != nil)
    #expect(Fuzzy.score("xyz", "Disconnect") == nil)
    let titles = Action.allCases.map(\.title)
    func best(_ query: String) -> String? {
      titles.compactMap { title in Fuzzy.score(query, title).map { ($0, title) } }.min { $0 < $1 }?.1
    }
    #expect(best("disc") == "Disconnect")
    #expect(best("todo") == "To do")
    #expect(best("requ") == "Requests")
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
}
