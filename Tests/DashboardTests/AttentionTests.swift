import Canvas
import Configuration
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// To do: problems grouped by root cause, and snoozes.
@Suite struct AttentionTests {
  // MARK: Problems

  @Test func oneOutageIsOneProblem() throws {
    var board = try TestBoard.builtIn("outage-at-night", screen: .todo)
    board.type("g02:45\r")
    let failed = board.state.world.datasets.count { $0.datasetStatus == .fetchError }
    #expect(failed >= 3)
    let own = board.page.filter { $0.contains("Xero: outage") }
    #expect(own.count == 1)
    #expect(own.first?.contains("\(failed) datasets") == true, "\(own)")
    #expect(board.text.contains("Waiting on others"))
    #expect(board.text.contains("provider: wait for recovery"))
    board.press(.enter)
    #expect(board.text.contains("Started with #") && board.text.contains("begin outage (503)"))
    #expect(board.text.contains("scenario step 4"))
    #expect(board.text.contains("Alder & Finch") && board.text.contains("Brightwater"))
    #expect(!board.text.contains("Fjord Kaffe"))
    board.press(.enter)
    #expect(board.text.contains("Meaning"))
  }

  @Test func actingOnAProblemActsOnItsRows() throws {
    var board = try TestBoard.builtIn("outage-at-night", screen: .todo)
    board.type("g02:45\r")
    let failed = board.state.world.datasets.count { $0.datasetStatus == .fetchError }
    board.type("r")
    #expect(board.text.contains("Re-queue or retry: \(failed) rows?"))
    board.type("y")
    #expect(board.message.contains("\(failed) of \(failed) rows"))
    #expect(board.state.world.datasets.count { $0.datasetStatus == .fetchError } == 0)
    #expect(board.text.contains("Nothing needs attention."))
  }

  @Test func lostConsentIsOneProblemWithEverythingAffected() throws {
    var board = try TestBoard.builtIn("expired-consent", screen: .todo)
    board.type("g08:30\r")
    let own = board.page.filter { $0.contains("Plaid") }
    #expect(own.count == 1)
    #expect(own.first?.contains("authorization expired or revoked, 1 connection") == true, "\(own)")
    #expect(board.text.contains("Yours"))
    // The link is what can be done here. Then the problem waits for the customer.
    board.type("l")
    if board.text.contains("rows?") { board.type("y") }
    let all = board.page
    let others = try #require(all.firstIndex { $0.contains("Waiting on others") })
    let plaid = try #require(all.firstIndex { $0.contains("Plaid: authorization expired or revoked") })
    #expect(plaid > others)
    #expect(board.text.contains("link sent"))
  }

  @Test func worstProblemsComeFirst() throws {
    var board = try TestBoard(screen: .todo)
    #expect(board.rule.contains("grouped by cause"))
    #expect(board.text.contains("Yours:"))
    let first = board.page.first { $0.contains("overdue") || $0.contains("✖") } ?? ""
    #expect(board.page[1] == first)
    board.type("s")
    #expect(board.message.contains("o ungroups"))
    board.type("/kestrel\r")
    // A filter keeps the problems grouped.
    #expect(board.rule.contains("filter: kestrel") && board.rule.contains("grouped by cause"))
    let named = board.page.filter { $0.contains("Kestrel") }
    #expect(named.count >= 3 && !board.text.contains("Granite"))
    board.type("\u{1B}")
    #expect(board.page[1].dropFirst() == first.dropFirst())
    board.type("o")
    #expect(board.columnTitles.contains("URGENCY"))
    board.type("o")
    #expect(board.rule.contains("grouped by cause"))
  }

  @Test(arguments: [(60, 18), (80, 24), (200, 60)], [true, false]) func problemsFitEverySize(
    _ size: (Int, Int), _ isASCII: Bool
  ) throws {
    var board = try TestBoard(width: size.0, height: size.1, isASCII: isASCII, screen: .todo)
    #expect(board.text.contains("Yours:"))
    if isASCII { #expect(board.text.unicodeScalars.allSatisfy { $0.value < 0x80 }) }
    for _ in 0..<40 { board.press(.down) }
    #expect(board.lines.page.contains { board.canvas[0, $0].style.isCursor })
  }

  @Test func topLineCountsEqualTheToDoList() throws {
    var board = try TestBoard(paused: false, screen: .todo)
    board.type("o")
    for _ in 0..<30 {
      board.tick(500)
      let world = board.state.world
      let rows = (0..<TableKind.todo.rowSpace(world)).filter { TableKind.todo.exists($0, world) }
      #expect(board.state.attention.counts.todo == rows.count)
      #expect(board.rule.contains(" \(rows.count) to-do items"))
    }
  }

  // MARK: Snoozes

  @Test func snoozedProblemsComeBack() throws {
    var board = try TestBoard.builtIn("outage-at-night", screen: .todo)
    board.type("g02:45\r")
    board.type("Aasked the provider\r")
    #expect(board.text.contains("acknowledged: asked the provider"))
    board.type("zfor an hour\r")
    #expect(board.text.contains("Snoozed: 1 problem"))
    #expect(board.text.contains("snoozed until Tue 2026-01-06 03:45:00Z: asked the provider"))
    board.type("g+61m\r")
    #expect(!board.text.contains("Snoozed: 1 problem"))
    board.type("zfor a week\r")
    board.type("zend the snooze\r")
    #expect(!board.text.contains("Snoozed"))
  }

  /// After a snooze, the cursor goes to the next problem.
  @Test func cursorMovesToTheNextProblem() throws {
    var board = try TestBoard(screen: .todo)
    board.press(.down)
    let next = board.cursorText
    board.press(.up)
    board.type("z\r")
    #expect(board.cursorText == next)
    board.type("z\r")
    #expect(board.cursorText != next)
    #expect(board.text.contains("Yours:"))
  }

  @Test func snoozesEnd() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"], status: .authError), screen: .todo)
    board.type("z\r")
    #expect(board.text.contains("Snoozed: 1 problem") && board.text.contains("snoozed until"))
    board.type("g+2h\r")
    for _ in 0..<5 { board.tick() }
    #expect(board.text.contains("Yours: 1 problem") && !board.text.contains("snoozed until"), "\(board.text)")
    board.type("z")
    #expect(!board.text.contains("End the snooze"))
  }

  @Test func withoutAProblemNothingCanBeSnoozed() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"]), width: 80, height: 24)
    board.type("z")
    #expect(board.message == "problems are snoozed on screen 6 To do, grouped by cause")
    board.type("6z")
    #expect(board.message == "no problem is selected")
  }

  @Test func snoozeOfADeletedRowCanBeUndone() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"]), screen: .todo)
    board.type("2:create a conn\rMYOB\r6")
    board.type("zfor an hour\r2")
    board.type("20,u")
    #expect(!board.text.isEmpty)
  }
}
