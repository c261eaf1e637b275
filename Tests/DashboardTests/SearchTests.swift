import Canvas
import Configuration
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// Filters with completion, and search in text and events.
@Suite struct SearchTests {
  // MARK: Filters

  @Test func filterCompletesAndRemembers() throws {
    var board = try TestBoard(screen: .datasets)
    board.type("/stat")
    #expect(board.completions.contains("Tab status:"))
    board.press(.tab)
    #expect(board.notice.contains("filter: status:"))
    board.type("Fetch")
    #expect(board.completions.contains("status:Fetching") && board.completions.contains("status:FetchError"))
    board.press(.tab)
    #expect(board.notice.contains("status:Fetching"))
    board.press(.tab)
    #expect(board.notice.contains("status:FetchError"))
    board.press(.backTab)
    #expect(board.notice.contains("status:Fetching"))
    board.press(.tab)
    board.type(" provider:sage")
    board.press(.tab)
    // A name of two words is quoted.
    #expect(board.notice.contains("provider:\"Sage 50\""))
    let effects = board.press(.enter)
    #expect(effects == [.keepFilters(["status:FetchError provider:\"Sage 50\""])])
    #expect(board.rule.contains("filter: status:FetchError provider:\"Sage 50\""))
    board.press(.escape)
    board.type("/xero\r")
    board.press(.escape)
    board.type("/")
    board.press(.up)
    #expect(board.notice.contains("filter: xero"))
    board.press(.up)
    #expect(board.notice.contains("filter: status:FetchError"))
    board.press(.down, .down)
    #expect(board.notice.trimmed == "filter:")
  }

  @Test func filterErrorsAreShownUnderTheirTerm() throws {
    var board = try TestBoard(screen: .datasets)
    board.type("/xero color:red")
    let input = board.notice
    let term = try #require(input.firstRange(of: "color")).lowerBound
    let column = input.distance(from: input.startIndex, to: term)
    #expect(Array(board.completions)[column] == "▴")
    #expect(board.canvas[column, board.lines.notice].style.role == .error)
    #expect(board.canvas[column - 3, board.lines.notice].style.role == .input)
    board.press(.backspace)
    board.press(.control("w"))
    #expect(board.notice.trimmed == "filter: xero")
    board.press(.home)
    board.type("-")
    #expect(board.notice.trimmed == "filter: -xero")
  }

  @Test func invalidFiltersMustBeCorrected() throws {
    var board = try TestBoard(screen: .datasets)
    board.type("/stauts:x\r")
    #expect(board.completions.contains("Did you mean \"status:\"?"))
    board.press(.control("u"))
    board.type("status:FetchError\r")
    #expect(board.state.navigation.overlay == nil)
  }

  @Test func filterNarrowsAsYouTypeAndEscapeClearsIt() throws {
    var board = try TestBoard(screen: .datasets)
    let all = board.rule
    var last = Int.max
    for letter in "xero inv" {
      board.type(letter == " " && last == .max ? "/" : last == .max ? "/\(letter)" : String(letter))
      let rows = board.rows.count { !$0.isEmpty }
      #expect(rows <= last)
      last = rows
    }
    #expect(
      board.rows.allSatisfy { $0.isEmpty || ($0.contains("Xero") && $0.contains("nv")) })
    board.type("\r")
    #expect(board.rule.contains("filter: xero inv"))
    board.type("\u{1B}")
    #expect(board.rule == all)
    board.type("/color:red")
    #expect(board.completions.contains("unknown term \"color:\""))
    board.type("\u{1B}")
    #expect(board.rule == all)
  }

  @Test(arguments: [
    ("status:FetchError", "FetchError"), ("provider:xero", "Xero"), ("type:invoices", "invoices"),
    ("standing:failed", "✖"),
  ]) func filterTerms(_ filter: String, _ word: String) throws {
    var board = try TestBoard(screen: .datasets)
    board.type("/\(filter)\r")
    let rows = board.rows.filter { !$0.isEmpty }
    #expect(!rows.isEmpty)
    #expect(rows.allSatisfy { $0.contains(word) })
    board.type("/")
    for _ in filter { board.press(.backspace) }
    board.type("-\(filter)\r")
    #expect(board.rows.allSatisfy { !$0.contains(word) })
  }

  @Test func selectionSurvivesFiltering() throws {
    var board = try TestBoard(screen: .connections)
    board.press(.down, .down, .down)
    let row = board.state.target
    board.type("/zzzz")
    #expect(board.text.contains("No connections match"))
    board.press(.escape)
    #expect(board.state.target == row)
    board.type("/zz")
    for _ in 0..<2 { board.press(.backspace) }
    #expect(board.state.target == row)
  }

  @Test func markedIsAFilterTerm() throws {
    var board = try TestBoard(screen: .connections)
    board.type("  ")
    board.press(.down)
    board.type(" ")
    board.type("/marked\r")
    #expect(board.rule.contains(" 3/120"))
    let first = board.state.target
    // An unmarked row leaves the list of marked ones.
    board.press(.home)
    board.type(" ")
    #expect(board.rule.contains(" 2/120"))
    board.type("/")
    board.press(.control("u"))
    board.type("-marked\r")
    #expect(board.rule.contains(" 118/120"))
    _ = first
  }

  @Test func combiningCharactersKeepTheCursorInside() throws {
    var line = LineEditor()
    for scalar in "e\u{301}🇩🇪x".unicodeScalars { _ = line.press(.character(scalar)) }
    for key in [
      Key.home, .character("\u{301}"), .home, .character("e"), .end, .backspace, .left, .delete, .control("w"),
    ] {
      _ = line.press(key)
      #expect(line.cursor <= line.text.count)
    }
    var board = try TestBoard()
    board.type("/\u{301}")
    board.press(.home)
    board.type("e")
    board.press(.end)
    #expect(board.text.contains("filter:"))
  }

  // MARK: Search

  @Test func openObjectsCanBeSearched() throws {
    var board = try TestBoard(screen: .connections)
    board.press(.enter)
    board.type("n")
    #expect(board.message.contains("no search yet; / searches here"))
    board.type("/example")
    let hits = board.lines.page.filter { board.line($0).contains("example") }
    #expect(hits.count >= 2)
    let x = board.line(hits[0]).distance(
      from: board.line(hits[0]).startIndex, to: board.line(hits[0]).firstRange(of: "example")!.lowerBound)
    #expect(board.canvas[x, hits[0]].style.role == .match)
    board.press(.enter)
    board.type("n")
    #expect(board.canvas[x, hits[0]].style.isCursor != board.canvas[x, hits[1]].style.isCursor)
    // The same text is searched in the other tabs.
    for _ in 0..<5 { board.press(.right) }
    board.type("n")
    #expect(board.text.contains("example"))
    board.type("/nowhere to be found\r")
    #expect(board.message.contains("nothing matches"))
  }

  @Test func eventsCanBeSearchedBothWays() throws {
    var scenario = Scenario.builtIn
    scenario.accounts = 10
    var board = try TestBoard(scenario, screen: .events)
    board.type("/to:19 provider:xero\r")
    let latest = board.cursorText
    #expect(latest.contains("19 Synced") && latest.contains("Xero"))
    board.type("N")
    let before = board.cursorText
    #expect(before != latest && before.contains("19 Synced"))
    board.type("n")
    #expect(board.cursorText == latest)
    board.type("n")
    #expect(board.message.contains("search wrapped"))
    board.press(.escape)
    board.type("n")
    #expect(board.message.contains("no search yet"))
    // Escape while typing restores the position.
    board.press(.end)
    board.press(.up, .up)
    let place = board.cursorText
    board.type("/standing:failed")
    #expect(board.cursorText != place)
    board.press(.escape)
    #expect(board.cursorText == place)
    board.type("&standing:failed\r")
    #expect(board.rule.contains("filter: standing:failed"))
  }

  @Test func canceledSearchKeepsFollowing() throws {
    var board = try TestBoard(paused: false, screen: .events)
    board.type("/to:19")
    board.press(.escape)
    #expect(board.rule.contains(" live  "))
  }

  @Test func firstMatchOnAnotherPageIsNotSkipped() throws {
    var board = try TestBoard(screen: .connections)
    board.press(.enter)
    board.type("/redirect_url\r")
    board.press(.escape, .down, .enter)
    board.type("n")
    let line = board.lines.page.first { board.line($0).contains("redirect_url") }!
    #expect(board.canvas[1, line].style == Style(.match, isCursor: true))
  }
}
