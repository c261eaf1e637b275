import Canvas
import Configuration
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// Flows as a person types them: keys in, canvas out.
@Suite struct FlowTests {
  @Test func destructiveActionsAskAndDefaultToNo() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"]))
    board.type("D")
    #expect(board.text.contains("Delete the connection?"))
    #expect(board.text.contains("datasets and all synced data"))
    // The last line fits however long the button is.
    #expect(board.text.contains("y Delete the connection    any other key: cancel"))
    board.type("D")
    #expect(board.message.contains("nothing was done"))
    #expect(board.state.world.connections[0].connectionStatus == .connected)
    board.type("Dy")
    #expect(board.state.world.connections[0].status == StatusID.absentRaw)
    #expect(board.text.contains("There are no connections."))
  }

  @Test func confirmedActionsAreCheckedAgain() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"]), paused: false)
    board.type("d")
    #expect(board.text.contains("Disconnect?"))
    // While the question is open, the consent expires and a sync discovers it.
    _ = board.submit(.connection(0, .expireConsent))
    _ = board.submit(.connection(0, .queue))
    for _ in 0..<40 { board.tick(500) }
    #expect(board.state.world.connections[0].connectionStatus == .authError)
    board.type("y")
    #expect(board.message.contains("it changed from CONNECTED to"), "\(board.message)")
    #expect(board.state.world.connections[0].connectionStatus == .authError)
  }

  @Test func unavailableActionsSayWhy() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"], status: .authRequired))
    board.type("d")
    #expect(board.message.contains("disconnect is not possible while the connection is AUTH_REQUIRED"))
    #expect(board.message.contains("l send link"))
    #expect(board.text.contains("D delete the connection"))
    board.type("r")
    #expect(board.message.contains("send the link"))
    board.type("Z")
    #expect(board.message.contains("Z does nothing here"))
    board.type("a")
    #expect(board.message.contains("Direct Contact"))
  }

  @Test func everyActionDoesSomethingOrSaysWhy() throws {
    for screen in Screen.allCases {
      let fresh = try TestBoard(Scenario.quietWithRequest, screen: screen)
      let before = fresh.canvas
      for action in Action.allCases where !["quit", "redraw"].contains(action.name) {
        var board = fresh
        _ = board.state.update(.perform(action))
        board.tick()
        let isMove = action.section == .moving || action.section == .screens
        #expect(board.canvas != before || isMove, "\(action) on \(screen.title) is silent")
      }
    }
  }

  @Test func readOnlyBoardsCannotAct() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"]), readOnly: true)
    board.type("d")
    #expect(board.message.contains("read-only"))
    #expect(board.state.navigation.overlay == nil)
  }

  @Test func requeueingFollowsTheDataset() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"]), screen: .datasets)
    board.type("r")
    #expect(board.cursorText.contains("Queued"))
    board.type("r")
    #expect(board.message.contains("is already running"))
    board.type("p")
    for _ in 0..<600 { board.tick(500) }
    #expect(board.cursorText.contains("Complete"), "\(board.cursorText)")
  }

  @Test func filterNarrowsAsYouTypeAndEscapeClearsIt() throws {
    var board = try TestBoard(screen: .datasets)
    let all = board.line(2)
    var last = Int.max
    for letter in "xero inv" {
      board.type(letter == " " && last == .max ? "/" : last == .max ? "/\(letter)" : String(letter))
      let rows = board.rowLines.count { !board.line($0).isEmpty }
      #expect(rows <= last)
      last = rows
    }
    #expect(
      board.rowLines.allSatisfy {
        board.line($0).isEmpty || (board.line($0).contains("Xero") && board.line($0).contains("nv"))
      })
    board.type("\r")
    #expect(board.line(2).contains("filter: xero inv"))
    board.type("\u{1B}")
    #expect(board.line(2) == all)
    board.type("/color:red")
    #expect(board.line(39).contains("unknown term \"color:\""))
    board.type("\u{1B}")
    #expect(board.line(2) == all)
  }

  @Test(arguments: [
    ("status:FetchError", "FetchError"), ("provider:xero", "Xero"), ("type:invoices", "invoices"),
    ("standing:failed", "✖"),
  ]) func filterTerms(_ filter: String, _ word: String) throws {
    var board = try TestBoard(screen: .datasets)
    board.type("/\(filter)\r")
    let rows = board.rowLines.map { board.line($0) }.filter { !$0.isEmpty }
    #expect(!rows.isEmpty)
    #expect(rows.allSatisfy { $0.contains(word) })
    board.type("/")
    for _ in filter { board.press(.backspace) }
    board.type("-\(filter)\r")
    #expect(board.rowLines.map { board.line($0) }.allSatisfy { !$0.contains(word) })
  }

  @Test func sortingByEveryColumn() throws {
    for screen in Screen.allCases {
      guard let kind = screen.table else { continue }
      for column in kind.columns.indices where kind.columns[column].sortKey != nil {
        var board = try TestBoard(screen: screen)
        if screen == .todo { board.type("o") }
        board.type("s")
        board.type(kind.columns[column].title.lowercased())
        board.type("\r")
        #expect(board.line(2).contains("sorted by \(kind.columns[column].title)"), "\(board.line(2))")
        let first = board.line(2)
        board.type("S")
        #expect(board.line(2) != first)
      }
    }
  }

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

  @Test func whyLeadsToTheRootCause() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"]), screen: .datasets)
    board.type("r")
    board.type("p")
    for _ in 0..<3 { board.tick(100) }
    board.type("p:provider outage\ry")
    board.type("w")
    if board.state.world.datasets[0].datasetStatus == .fetchError { #expect(board.text.contains("begin outage")) }
    #expect(board.text.contains("Causes"))
  }

  @Test func stepsAreSingleEvents() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"]))
    board.type("r")
    let start = board.state.world.lastSequence
    for step in 1...30 {
      board.type(".")
      #expect(board.state.world.lastSequence == start + Int64(step))
      #expect(board.message.contains("#"))
    }
  }

  @Test func speedAndPause() throws {
    var board = try TestBoard()
    let frozen = board.state.world.now
    board.tick(5_000)
    #expect(board.state.world.now == frozen)
    #expect(board.canvas[3, 0].style.role == .barPaused)
    board.type("p")
    board.tick(100)
    #expect(board.state.world.now == frozen + 100 * 60)
    board.type("+")
    board.tick(100)
    #expect(board.state.world.now == frozen + 100 * 60 + 100 * 120)
    #expect(board.line(0).contains("120x"))
  }

  @Test func eventsFollowTheEndUntilTheCursorMoves() throws {
    var board = try TestBoard(paused: false, screen: .events)
    #expect(board.line(2).contains(" live  "))
    board.press(.up, .up)
    let selected = board.cursorText
    #expect(board.line(2).contains("End follows live"))
    for _ in 0..<20 { board.tick(500) }
    #expect(board.cursorText == selected)
    board.press(.end)
    #expect(board.line(2).contains(" live  "))
  }
}
