import Canvas
import Configuration
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// Pause, speed and steps, forward and back.
@Suite struct PlaybackTests {
  @Test func speedAndPause() throws {
    var board = try TestBoard()
    let frozen = board.state.world.now
    board.tick(5_000)
    #expect(board.state.world.now == frozen)
    #expect(board.canvas[3, board.lines.top].style.role == .barPaused)
    board.type("p")
    board.tick(100)
    #expect(board.state.world.now == frozen + 100 * 60)
    board.type("+")
    board.tick(100)
    #expect(board.state.world.now == frozen + 100 * 60 + 100 * 120)
    #expect(board.topLine.contains("120x"))
  }

  @Test func eventsFollowTheEndUntilTheCursorMoves() throws {
    var board = try TestBoard(paused: false, screen: .events)
    #expect(board.rule.contains(" live  "))
    board.press(.up, .up)
    let selected = board.cursorText
    #expect(board.rule.contains("End follows live"))
    for _ in 0..<20 { board.tick(500) }
    #expect(board.cursorText == selected)
    board.press(.end)
    #expect(board.rule.contains(" live  "))
  }

  // MARK: Steps

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

  @Test func steppingBackUndoesSteppingForward() throws {
    var board = try TestBoard(screen: .datasets)
    board.type(".....")
    let middle = board.canvas
    let place = board.sequence
    board.type("....")
    #expect(board.sequence == place + 4)
    board.type(",,,,")
    #expect(board.sequence == place)
    // Everything except the position and the message.
    for y in 0..<board.lines.timeline { #expect(board.line(y) == middle.text(y)) }
    #expect(board.timeline.contains("4 ahead"))
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
        let clocks = Self.clockColumns(before.text(board.lines.columnTitles))
        for y in board.lines.rows {
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

  @Test func stepsHighlightExactlyWhatChanged() throws {
    var board = try TestBoard(Scenario.quiet(["Xero", "MYOB"]), screen: .datasets)
    board.type("r")
    for _ in 0..<12 {
      let before = board.canvas
      board.type(".")
      let after = board.canvas
      for y in board.lines.rows {
        for x in 1..<after.width where after[x, y].style.isChanged {
          // A changed cell is in a column whose text differs somewhere.
          #expect(before.text(y) != after.text(y))
        }
      }
    }
  }

  @Test func countsComeBeforeSteps() throws {
    var board = try TestBoard(screen: .datasets)
    let start = board.sequence
    board.type("20.")
    #expect(board.sequence == start + 20)
    // The digits led to another screen for a moment. The step returns to this one.
    #expect(board.rule.contains("datasets"))
    board.type("07,")
    #expect(board.sequence == start + 13)
    board.type("9.")
    #expect(board.sequence == start + 22)
    // A single digit is the key of a screen.
    board.type("2.")
    #expect(board.sequence == start + 23)
    #expect(board.rule.contains("connections"))
  }

  @Test func backToTheStartAndForwardAgain() throws {
    var board = try TestBoard.builtIn("first-link")
    board.type("gend\r")
    let end = board.sequence
    board.type("g+30m\r")
    let later = board.sequence
    #expect(later > end)
    board.type("g#0\r")
    #expect(board.sequence == 0)
    #expect(board.text.contains("There are no datasets."))
    board.type(",")
    #expect(board.message.contains("this is the start of the run"))
    board.type("gend\r")
    #expect(board.sequence == later)
    board.type("gstart\r")
    #expect(board.sequence == end)
  }

  @Test func stepsFollowTheSelectedRow() throws {
    var board = try TestBoard.builtIn("auth-error-in-outage")
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

  @Test(arguments: [(80, 24), (140, 40), (60, 18), (200, 60)]) func timelineShowsThePosition(
    _ width: Int, _ height: Int
  ) throws {
    var board = try TestBoard.builtIn("auth-error-in-outage", width: width, height: height)
    board.type("g10:45\r")
    board.type("g08:33\r")
    let y = board.lines.timeline
    let line = board.timeline
    #expect(line.hasPrefix(" run "))
    #expect(line.contains("┃") && line.contains("┄") && line.contains("◆") && line.contains("ahead"))
    let ink = (0..<width).map { board.canvas[$0, y].style.role }
    #expect(ink.contains(.failed) && ink.contains(.accent) && ink.contains(.warning))
    #expect(board.lines.rows.upperBound <= y)
  }
}
