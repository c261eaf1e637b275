import Canvas
import Configuration
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// Every action: its help and keys, when it asks, and when it is possible.
@Suite struct ActionsTests {
  // MARK: What every action has

  @Test func everyActionIsInHelpPaletteAndReference() throws {
    var board = try TestBoard(width: 120, height: 240)
    board.type("?")
    for action in Action.allCases { #expect(board.text.contains(action.title), "\(action)") }
    #expect(Set(Action.allCases.map(\.title)).count == Action.allCases.count)
    board.type("q:")
    guard case .picker(let palette) = board.state.navigation.overlay else {
      Issue.record("no palette")
      return
    }
    for action in Action.allCases { #expect(palette.items.contains { $0.choice == .action(action) }, "\(action)") }
  }

  @Test func noKeyMeansTwoThings() {
    var seen: [Key: Action] = [:]
    for action in Action.allCases {
      for key in action.keys {
        #expect(seen[key] == nil, "\(key.name) is \(action) and \(String(describing: seen[key]))")
        seen[key] = action
        #expect(KeyBindings.standard.action(key) == action)
      }
    }
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

  // MARK: Questions

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

  @Test func confirmEveryAsksForEveryAction() throws {
    var preferences = Preferences()
    preferences.asksAlways = true
    var board = try TestBoard(Scenario.quiet(["Xero"]), preferences: preferences)
    board.type("r")
    #expect(board.text.contains("Re-queue or retry?"))
    board.type("n")
    #expect(board.state.world.datasets.allSatisfy { !$0.isRunning })
    board.type("ry")
    #expect(board.state.world.datasets.contains { $0.isRunning })
  }

  @Test func startingADeletionAsks() throws {
    let scenario = try ScenarioFile.parse(ScenarioFile.builtInText("bad-morning") ?? "", file: "bad-morning.toml")
    var board = try TestBoard(scenario, width: 120, height: 36, screen: .todo)
    board.type("g2026-01-19 08:30\r")
    for _ in 0..<200 where board.state.isBusy { board.tick() }
    board.press(.home)
    board.type("Xy")
    for _ in 0..<6 where !board.cursorText.contains("Deletion request") { board.press(.down) }
    board.type("v\ry")
    board.type("g11:00\r")
    for _ in 0..<200 where board.state.isBusy { board.tick() }
    board.type("o/system:integration status:Pending\r")
    if !board.text.contains("No to-do items match") {
      board.type("t")
      #expect(board.text.contains("Start the integration?") && board.text.contains("deletes what was found"))
    }
  }

  // MARK: Keys and availability

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

  @Test func reboundKeysWorkAndAreShown() throws {
    var preferences = Preferences()
    preferences.keys = try KeyBindings(changes: [
      .pause: [.function(9)], .help: [.character("H")], .palette: [.character(";")],
    ])
    var board = try TestBoard(preferences: preferences)
    board.type("p")
    #expect(board.message.contains("H shows the keys, ; finds any action"))
    #expect(board.hints.contains("F9 run") && board.hints.contains("H help"))
    board.press(.function(9))
    #expect(board.message.contains("running at"))
    board.press(.function(9))
    #expect(board.message.contains("F9 resumes"))
    board.type("H")
    #expect(board.text.contains("F9"))
  }
}
