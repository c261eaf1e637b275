import Canvas
import Configuration
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// Faults, what-ifs and branches.
@Suite struct WhatIfTests {
  @Test func faultsComeFromTheRules() throws {
    var board = try TestBoard.builtIn("auth-error-in-outage")
    board.type("/suppliers\ri")
    for part in ["connection: consent expires", "provider Exact: outage (503)", "when Fetching"] {
      board.type(part)
      #expect(!board.text.contains("nothing matches"), "\(part)")
      for _ in part { board.press(.backspace) }
    }
    board.type("AuthError, when Fetching\r")
    #expect(board.message.contains("is pending"))
    board.type("r>>")
    #expect(board.message.contains("Fetching → AuthError"))
  }

  @Test func whatIfShowsTheRunWithoutACause() throws {
    var board = try TestBoard.builtIn("auth-error-in-outage")
    board.type("gto:AuthError\r")
    board.type("f")
    #expect(board.text.contains("What if"))
    board.type("step 4\r")
    #expect(board.text.contains("without scenario step 4"))
    #expect(board.text.contains("CURRENT") && board.text.contains("WITH CHANGE"))
    #expect(board.text.contains("datasets failing"))
    let line = (0..<board.state.viewport.height).map(board.line).first { $0.contains("Exact suppliers") } ?? ""
    #expect(line.contains("✖ AuthError") && line.contains("● Complete"), "\(line)")
    let before = board.sequence
    board.type("y")
    #expect(board.message.contains("without scenario step 4"))
    board.type("gtrigger:loseAuthorization\r")
    #expect(board.message.contains("no match for"))
    // The other branch still exists.
    board.type(":branches\r\r")
    #expect(board.message.contains("on branch 1"))
    #expect(board.state.world.lastSequence >= before)
  }

  @Test func changingThePastStartsABranch() throws {
    var board = try TestBoard.builtIn("auth-error-in-outage", screen: .connections)
    board.type("g09:00\r")
    board.type("g08:35\r")
    #expect(board.timeline.contains("ahead"))
    board.type("dy")
    #expect(board.message.contains("a new branch starts here"))
    #expect(board.timeline.contains("at the end"))
    #expect(board.state.world.connections[0].connectionStatus == .disconnected)
    board.type("gend\r")
    #expect(board.state.world.connections[0].connectionStatus == .disconnected)
    board.type(":branches\r\r")
    #expect(board.state.world.connections[0].connectionStatus == .authError)
  }

  /// A read-only board can view another branch, but not switch to it.
  @Test func readOnlyBoardsCannotSwitchBranches() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"]), readOnly: true, screen: .connections)
    let before = board.state.world.lastSequence
    board.type("fanother fault\r")
    board.type("consent expires\r")
    #expect(board.text.contains("with another fault"))
    board.type("y")
    #expect(board.message.contains("read-only"))
    #expect(board.state.world.lastSequence == before)
    #expect(board.state.run.timeline?.inputs.isEmpty == true)
  }
}
