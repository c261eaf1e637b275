import Canvas
import Configuration
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// A developer at the board: keys in, canvases out.
@Suite struct SteppingTests {
  /// A board on a built-in scenario, paused.
  static func board(_ name: String, screen: Screen = .datasets, width: Int = 140, height: Int = 40) throws -> TestBoard
  {
    let text = try #require(ScenarioFile.builtInText(name))
    return try TestBoard(ScenarioFile.parse(text, file: name), width: width, height: height, screen: screen)
  }

  private func place(_ board: TestBoard) -> Int64 { board.state.world.lastSequence }

  // MARK: Forward and back

  @Test func steppingBackUndoesSteppingForward() throws {
    var board = try TestBoard(screen: .datasets)
    board.type(".....")
    let middle = board.canvas
    let place = place(board)
    board.type("....")
    #expect(self.place(board) == place + 4)
    board.type(",,,,")
    #expect(self.place(board) == place)
    // Everything except the position and the message.
    for y in 1..<board.state.viewport.height - 4 { #expect(board.line(y) == middle.text(y)) }
    #expect(board.line(0) == middle.text(0))
    #expect(board.line(board.state.viewport.height - 4).contains("4 ahead"))
  }

  @Test func steppingHighlightsExactlyWhatChanged() throws {
    for keys in [".", ","] {
      var board = try TestBoard(Scenario.quiet(["Xero"]), screen: .datasets)
      board.type("r")
      for _ in 0..<25 { board.type(".") }
      for _ in 0..<20 {
        let before = board.canvas
        board.type(keys)
        let after = board.canvas
        let clocks = Self.clockColumns(before.text(3))
        for y in board.rowLines {
          for x in 1..<board.state.viewport.width where !clocks.contains(where: { $0.contains(x) }) {
            let isOther = before[x, y].base != after[x, y].base
            // Changes are highlighted, and a highlighted cell's row has changed.
            if isOther { #expect(after[x, y].style.isChanged, "\(before.text(y)) | \(after.text(y))") }
            if after[x, y].style.isChanged { #expect(before.text(y) != after.text(y)) }
          }
        }
      }
    }
  }

  /// The columns that change with time alone.
  private static func clockColumns(_ header: String) -> [ClosedRange<Int>] {
    let characters = Array(header)
    return ["SINCE", "SYNCED"].compactMap { title in
      let letters = Array(title)
      let start = characters.indices.first { Array(characters[$0...].prefix(letters.count)) == letters }
      return start.map { $0 - 3...$0 + letters.count }
    }
  }

  @Test func countsComeBeforeSteps() throws {
    var board = try TestBoard(screen: .datasets)
    let start = place(board)
    board.type("20.")
    #expect(place(board) == start + 20)
    // The digits led to another screen for a moment. The step returns to this one.
    #expect(board.line(2).contains("datasets"))
    board.type("07,")
    #expect(place(board) == start + 13)
    board.type("9.")
    #expect(place(board) == start + 22)
    // A single digit is the key of a screen.
    board.type("2.")
    #expect(place(board) == start + 23)
    #expect(board.line(2).contains("connections"))
  }

  @Test func backToTheStartAndForwardAgain() throws {
    var board = try Self.board("first-link")
    board.type("gend\r")
    let end = place(board)
    board.type("g+30m\r")
    let later = place(board)
    #expect(later > end)
    board.type("g#0\r")
    #expect(place(board) == 0)
    #expect(board.text.contains("There are no datasets."))
    board.type(",")
    #expect(board.message.contains("this is the start of the run"))
    board.type("gend\r")
    #expect(place(board) == later)
    board.type("gstart\r")
    #expect(place(board) == end)
  }

  @Test func goesToTimesEventsAndConditions() throws {
    var board = try Self.board("auth-error-in-outage")
    board.type("g08:31:30\r")
    #expect(board.line(0).contains("08:31:30Z"))
    board.type("g-90s\r")
    #expect(board.line(0).contains("08:30:00Z"))
    board.type("gto:AuthError\r")
    #expect(board.message.contains("Fetching → AuthError"))
    #expect(board.cursorText.contains("suppliers"))
    let hit = place(board)
    board.type("g#\(hit - 3)\r")
    #expect(place(board) == hit - 3)
    board.type("gcolor:red\r")
    #expect(board.text.contains("unknown term \"color:\""))
    board.type("\u{1B}gto:MapError\r")
    #expect(board.message.contains("no match for to:MapError"))
    // An unsuccessful search changes nothing.
    #expect(place(board) == hit - 3)
  }

  @Test func stepsFollowTheSelectedRow() throws {
    var board = try Self.board("auth-error-in-outage")
    board.type("g08:20\r")
    board.type("/suppliers\r")
    var seen: [String] = []
    for _ in 0..<6 {
      board.type(">")
      seen.append(board.message)
      #expect(board.cursorText.contains("suppliers"))
    }
    #expect(seen.allSatisfy { $0.contains("suppliers") })
    #expect(seen[0].contains("Queued") && seen[1].contains("Fetching"))
    board.type("<")
    #expect(board.message == seen[4])
  }

  @Test func longSearchesCanBeCanceled() throws {
    var board = try TestBoard(screen: .datasets, searchLimit: 300_000)
    let start = place(board)
    board.type("gfault:any provider:nobody\r")
    #expect(board.state.isBusy)
    #expect(board.message.contains("Esc cancels"))
    board.type("4")
    #expect(board.message.contains("still searching"))
    board.tick()
    board.type("\u{1B}")
    #expect(!board.state.isBusy)
    #expect(place(board) == start)
    board.type("099999.")
    for _ in 0..<20 where board.state.isBusy { board.tick() }
    #expect(place(board) >= start + 99_999)
    board.type("g+99999999999999999999\r")
    board.type("\u{1B}g+9223372036854775807\r")
    for _ in 0..<400 where board.state.isBusy { board.tick() }
    #expect(place(board) >= start + 99_999)
  }

  @Test(arguments: [
    ("12:99", "12:99 is not a time"), ("2h", "use +2h to go forward"), ("#", "is not an event"),
    ("#-5", "is not an event"),
    ("status:", "is incomplete"), ("status:Nope", "no status is named nope"),
    ("code:abc", "\"code:\" must be a number"),
    ("standing:bad", "\"standing:\" must be one of"), ("age>2h", "applies to rows"),
    ("actor:customer", "applies to rows"), ("", "enter a time"),
  ]) func invalidDestinationsAreExplained(_ text: String, _ problem: String) throws {
    var board = try Self.board("first-link")
    board.type("g\(text)\r")
    #expect(board.text.contains(problem), "\(board.text)")
    #expect(place(board) == board.state.run.timeline?.start.sequence)
  }

  @Test func offsetsAreUnderstood() throws {
    var board = try Self.board("auth-error-in-outage")
    board.type("g2026-01-05T10:00+01:00\r")
    #expect(board.line(0).contains("09:00:00Z"))
    board.type("g2025-01-01\r")
    #expect(place(board) == 0)
    board.type("r")
    #expect(board.message.contains("no row is selected") || board.message.contains("nothing has happened yet"))
  }

  @Test func causesAreFoundAmongNewEvents() throws {
    var board = try Self.board("outage-at-night")
    board.type("gcause:outage status:FetchError\r")
    #expect(board.message.contains("FetchError (503)") && board.message.contains("Xero"))
    board.type("w")
    #expect(board.text.contains("begin outage"))
    #expect(board.text.contains("scenario step 4, command 4 (begin outage for 2h30m, Xero)"))
  }

  // MARK: Breakpoints

  @Test func breakpointsPauseRightAfterTheEvent() throws {
    var board = try Self.board("auth-error-in-outage", screen: .connections)
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
    var board = try Self.board("auth-error-in-outage")
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
    var board = try Self.board("outage-at-night", screen: .connections)
    board.type("/fjord\r")
    board.type("bany event\r")
    board.type("p")
    for _ in 0..<400 where !board.state.playback.isPaused { board.tick(500) }
    #expect(board.message.contains("Fjord Kaffe"))
    board.type("b\u{1B}")
    board.type("bon any event\rremove\r")
    #expect(board.state.playback.breakpoints.isEmpty)
  }

  // MARK: Faults, what-if, forks

  @Test func faultsComeFromTheRules() throws {
    var board = try Self.board("auth-error-in-outage")
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
    var board = try Self.board("auth-error-in-outage")
    board.type("gto:AuthError\r")
    board.type("f")
    #expect(board.text.contains("What if"))
    board.type("step 4\r")
    #expect(board.text.contains("without scenario step 4"))
    #expect(board.text.contains("CURRENT") && board.text.contains("WITH CHANGE"))
    #expect(board.text.contains("datasets failing"))
    let line = (0..<board.state.viewport.height).map(board.line).first { $0.contains("Exact suppliers") } ?? ""
    #expect(line.contains("✖ AuthError") && line.contains("● Complete"), "\(line)")
    let before = place(board)
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
    var board = try Self.board("auth-error-in-outage", screen: .connections)
    board.type("g09:00\r")
    board.type("g08:35\r")
    #expect(board.line(board.state.viewport.height - 4).contains("ahead"))
    board.type("dy")
    #expect(board.message.contains("a new branch starts here"))
    #expect(board.line(board.state.viewport.height - 4).contains("at the end"))
    #expect(board.state.world.connections[0].connectionStatus == .disconnected)
    board.type("gend\r")
    #expect(board.state.world.connections[0].connectionStatus == .disconnected)
    board.type(":branches\r\r")
    #expect(board.state.world.connections[0].connectionStatus == .authError)
  }

  @Test func exportsAskForAFile() throws {
    var board = try Self.board("auth-error-in-outage")
    board.type("escenario with\r")
    #expect(board.message.contains("save as"))
    let effects = board.type("\r")
    guard case .save(.scenario, let path) = effects.first else {
      Issue.record("nothing was saved: \(effects)")
      return
    }
    #expect(path.hasSuffix(".toml"))
    board.type("/suppliers\r")
    board.type("ehistory as JSON\r")
    #expect(board.type("\r").count == 1)
  }

  // MARK: Appearance

  @Test(arguments: [(80, 24), (140, 40), (60, 18), (200, 60)]) func timelineShowsThePosition(
    _ width: Int, _ height: Int
  ) throws {
    var board = try Self.board("auth-error-in-outage", width: width, height: height)
    board.type("g10:45\r")
    board.type("g08:33\r")
    let y = height - 2 - (height >= 24 ? 2 : 1)
    let line = board.line(y)
    #expect(line.hasPrefix(" run "))
    #expect(line.contains("┃") && line.contains("┄") && line.contains("◆") && line.contains("ahead"))
    let ink = (0..<width).map { board.canvas[$0, y].style.role }
    #expect(ink.contains(.failed) && ink.contains(.accent) && ink.contains(.warning))
    #expect(board.rowLines.upperBound <= y)
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
