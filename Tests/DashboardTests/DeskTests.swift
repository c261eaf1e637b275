import Canvas
import Configuration
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// Filters with completion, sort order, columns, views, search and mouse.
@Suite struct DeskTests {
  // MARK: Filter line

  @Test func filterCompletesAndRemembers() throws {
    var board = try TestBoard(screen: .datasets)
    board.type("/stat")
    #expect(board.line(39).contains("Tab status:"))
    board.press(.tab)
    #expect(board.line(38).contains("filter: status:"))
    board.type("Fetch")
    #expect(board.line(39).contains("status:Fetching") && board.line(39).contains("status:FetchError"))
    board.press(.tab)
    #expect(board.line(38).contains("status:Fetching"))
    board.press(.tab)
    #expect(board.line(38).contains("status:FetchError"))
    board.press(.backTab)
    #expect(board.line(38).contains("status:Fetching"))
    board.press(.tab)
    board.type(" provider:sage")
    board.press(.tab)
    // A name of two words is quoted.
    #expect(board.line(38).contains("provider:\"Sage 50\""))
    let effects = board.press(.enter)
    #expect(effects == [.keepFilters(["status:FetchError provider:\"Sage 50\""])])
    #expect(board.line(2).contains("filter: status:FetchError provider:\"Sage 50\""))
    board.press(.escape)
    board.type("/xero\r")
    board.press(.escape)
    board.type("/")
    board.press(.up)
    #expect(board.line(38).contains("filter: xero"))
    board.press(.up)
    #expect(board.line(38).contains("filter: status:FetchError"))
    board.press(.down, .down)
    #expect(board.line(38).trimmed == "filter:")
  }

  @Test func filterErrorsAreShownUnderTheirTerm() throws {
    var board = try TestBoard(screen: .datasets)
    board.type("/xero color:red")
    let input = board.line(38)
    let term = try #require(input.firstRange(of: "color")).lowerBound
    let column = input.distance(from: input.startIndex, to: term)
    #expect(Array(board.line(39))[column] == "▴")
    #expect(board.canvas[column, 38].style.role == .error)
    #expect(board.canvas[column - 3, 38].style.role == .input)
    board.press(.backspace)
    board.press(.control("w"))
    #expect(board.line(38).trimmed == "filter: xero")
    board.press(.home)
    board.type("-")
    #expect(board.line(38).trimmed == "filter: -xero")
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
    #expect(board.line(2).contains(" 3/120"))
    let first = board.state.target
    // An unmarked row leaves the list of marked ones.
    board.press(.home)
    board.type(" ")
    #expect(board.line(2).contains(" 2/120"))
    board.type("/")
    board.press(.control("u"))
    board.type("-marked\r")
    #expect(board.line(2).contains(" 118/120"))
    _ = first
  }

  // MARK: Sort and columns

  @Test func tablesSortBySeveralColumns() throws {
    var board = try TestBoard(screen: .datasets)
    board.type("sPROVIDER\r")
    board.type("sDATA TYPE")
    board.press(.tab)
    #expect(board.line(2).contains("sorted by PROVIDER ▲, DATA TYPE ▲"))
    board.press(.tab)
    #expect(board.line(2).contains("sorted by PROVIDER ▲, DATA TYPE ▼"))
    board.press(.escape)
    let places = board.state.layout(.datasets)
    func cells(_ index: Int) -> [String] {
      let place = places.first { $0.index == index }!
      return board.rowLines.map { y in
        (0..<place.width).map { x in
          String(Unicode.Scalar(board.canvas[1 + place.x + x, y].base).map(Character.init) ?? " ")
        }.joined().trimmed
      }.filter { !$0.isEmpty }
    }
    let providers = cells(1), types = cells(2)
    #expect(providers == providers.sorted { $0.lowercased() < $1.lowercased() })
    for index in 1..<types.count where providers[index] == providers[index - 1] {
      #expect(types[index - 1].lowercased() >= types[index].lowercased())
    }
    board.type("S")
    #expect(board.line(2).contains("sorted by PROVIDER ▼, DATA TYPE ▼"))
  }

  @Test func columnsCanBeChosenMovedAndResized() throws {
    var board = try TestBoard(screen: .connections)
    let before = board.line(3)
    board.type("C")
    #expect(board.text.contains("Columns of Connections"))
    board.press(.down)
    board.type("<")
    #expect(board.line(3).trimmed.hasPrefix("PROVIDER"))
    board.press(.escape)
    #expect(board.line(3) == before)
    board.type("C")
    board.press(.down)
    board.type(" ")
    board.press(.up, .right, .right, .enter)
    #expect(!board.line(3).contains("PROVIDER"))
    #expect(board.state.preferences.columns[.connections]?.first == ColumnChoice(key: "account", width: 26))
    // The export has the table's columns as shown.
    board.type("etable as shown, CSV\r")
    let effects = board.type("\r")
    guard case .write(_, let text, _) = effects.first else {
      Issue.record("nothing written")
      return
    }
    #expect(text.hasPrefix("account,connection,"))
    board.type("Ca\r")
    #expect(board.line(3) == before)
  }

  @Test func tablesKeepAtLeastOneColumn() throws {
    var board = try TestBoard(screen: .events)
    board.type("C")
    for _ in 0..<20 { board.type(" "); board.press(.down) }
    #expect((board.state.preferences.columns[.events] ?? []).count == 1)
    board.press(.enter)
    #expect(!board.line(4).trimmed.isEmpty)
  }

  // MARK: Views

  @Test func viewsRestoreScreenFilterSortAndColumns() throws {
    var board = try TestBoard(screen: .datasets)
    board.type("/standing:failed\r")
    board.type("sSINCE\rS")
    board.type("C")
    board.press(.down)
    board.type(" \r")
    let seen = (2..<30).map { board.line($0) }
    board.type("VSave this\r")
    let effects = board.type("Monday round\r")
    guard case .keepViews(let views) = effects.first else {
      Issue.record("nothing kept")
      return
    }
    #expect(views.count == 1 && views[0].filter == "standing:failed")
    board.press(.escape)
    board.type("sACCOUNT\rCa\r1VMonday\r")
    #expect((2..<30).map { board.line($0) } == seen)
    board.type("VRemove\r")
    #expect(board.state.preferences.views.isEmpty)
    board.type("1V")
    board.type("Save\r")
    #expect(board.message.contains("only tables have views"))
  }

  // MARK: Search

  @Test func openObjectsCanBeSearched() throws {
    var board = try TestBoard(screen: .connections)
    board.press(.enter)
    board.type("n")
    #expect(board.message.contains("no search yet; / searches here"))
    board.type("/example")
    let hits = (3..<37).filter { board.line($0).contains("example") }
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
    #expect(board.line(2).contains("filter: standing:failed"))
  }

  // MARK: Mouse

  private func click(_ board: inout TestBoard, _ x: Int, _ y: Int, at wall: Int64 = 10_000) -> [Effect] {
    board.state.update(.mouse(Mouse(.press, x: x, y: y), wall: TestBoard.start + wall))
  }

  @Test func clickSelectsAndDoubleClickOpens() throws {
    var board = try TestBoard(screen: .connections)
    let row = board.line(9)
    _ = click(&board, 20, 9)
    #expect(board.cursorLine == 9 && board.cursorText.dropFirst() == row.dropFirst())
    _ = click(&board, 20, 9, at: 10_900)
    #expect(board.state.navigation.pages.isEmpty, "two slow clicks are no double click")
    _ = click(&board, 20, 9, at: 11_100)
    #expect(board.state.navigation.pages.count == 1)
    board.press(.escape)
    #expect(board.cursorLine == 9)
    _ = board.state.update(.mouse(Mouse(.wheelDown, x: 5, y: 5), wall: TestBoard.start + 20_000))
    #expect(board.cursorLine == 12)
  }

  @Test func clickingHeadingsSortsAndTabsSwitch() throws {
    var board = try TestBoard(screen: .connections)
    let place = board.state.layout(.connections).first { $0.index == 1 }!
    _ = click(&board, 2 + place.x, 3)
    #expect(board.line(2).contains("sorted by PROVIDER ▲"))
    _ = click(&board, 2 + place.x, 3, at: 20_000)
    #expect(board.line(2).contains("sorted by PROVIDER ▼"))
    _ = board.state.update(.mouse(Mouse(.press, x: 2, y: 3, isExtending: true), wall: 30_000))
    #expect(board.line(2).contains("sorted by PROVIDER ▼, ACCOUNT ▲"))
    let tabs = board.line(1)
    let x = tabs.distance(from: tabs.startIndex, to: tabs.firstRange(of: "Requests")!.lowerBound)
    _ = click(&board, x, 1)
    #expect(board.state.navigation.screen == .requests)
  }

  @Test func listsCanBeClicked() throws {
    var board = try TestBoard(screen: .connections)
    board.type("s")
    let y = (0..<40).first { board.line($0).contains(" SYNCED ") && board.line($0).contains("│") }!
    _ = click(&board, 60, y)
    #expect(board.line(2).contains("worst first"))
    _ = click(&board, 60, y, at: 10_100)
    #expect(board.line(2).contains("sorted by SYNCED"))
    // A click doesn't answer a question.
    board.type("d")
    _ = click(&board, 60, 20)
    #expect(board.state.navigation.overlay != nil)
  }

  @Test func mouseCanBeGivenBackToTheTerminal() throws {
    var board = try TestBoard()
    #expect(board.press(.function(2)) == [.mouse(false)])
    #expect(board.message.contains("selects text"))
    #expect(board.press(.function(2)) == [.mouse(true)])
  }

  /// Clicking anywhere, in any state, breaks nothing.
  @Test(arguments: 0..<6) func clicksAnywhereAreHarmless(_ seed: Int) throws {
    var board = try TestBoard(width: 90, height: 26, screen: Screen.allCases[seed % 7])
    var draw = Draw(seed: UInt64(seed), object: 7, count: 1, purpose: .manager)
    for turn in 0..<150 {
      draw = draw.next
      let kinds: [Mouse.Kind] = [.press, .press, .press, .wheelUp, .wheelDown]
      let mouse = Mouse(kinds[draw.index(5)], x: draw.next.index(90), y: draw.next.next.index(26))
      _ = board.state.update(.mouse(mouse, wall: Int64(turn) * 150))
      if turn % 20 == 19 { board.type(["s", "?", ":", "C", "6", "\r", "T"][draw.index(7)]) }
      if turn % 31 == 30 { board.press(.escape) }
      #expect(board.canvas.height == 26)
    }
  }

  // MARK: Themes, confirmation, keys

  @Test func themePickerPreviewsTheSelectedTheme() throws {
    var preferences = Preferences()
    preferences.themes = ["dark", "nord", "light"].map { ThemeChoice(name: $0, about: "about \($0)") }
    preferences.theme = "dark"
    var board = try TestBoard(preferences: preferences)
    #expect(board.type("T").isEmpty)
    #expect(board.press(.down) == [.theme("nord")])
    #expect(board.press(.escape) == [.theme("dark")])
    board.type("T")
    #expect(board.press(.down, .down) == [.theme("nord"), .theme("light")])
    #expect(board.press(.enter) == [.theme("light")])
    #expect(board.message.contains("theme = \"light\""))
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

  @Test func reboundKeysWorkAndAreShown() throws {
    var preferences = Preferences()
    preferences.keys = try KeyBindings(changes: [
      .pause: [.function(9)], .help: [.character("H")], .palette: [.character(";")],
    ])
    var board = try TestBoard(preferences: preferences)
    board.type("p")
    #expect(board.message.contains("H shows the keys, ; finds any action"))
    #expect(board.line(39).contains("F9 run") && board.line(39).contains("H help"))
    board.press(.function(9))
    #expect(board.message.contains("running at"))
    board.press(.function(9))
    #expect(board.message.contains("F9 resumes"))
    board.type("H")
    #expect(board.text.contains("F9"))
  }

  @Test func tourCanBeFollowedAndLeft() throws {
    var board = try TestBoard(width: 80, height: 24)
    board.type(":tour\r")
    #expect(board.text.contains("What you see (1 of 7)"))
    var screens: [Screen] = []
    for step in 2...7 {
      board.press(.enter)
      #expect(board.text.contains("(\(step) of 7)"))
      screens.append(board.state.navigation.screen)
    }
    #expect(screens.contains(.todo) && screens.contains(.events))
    board.press(.left)
    #expect(board.text.contains("(6 of 7)"))
    board.press(.right, .enter)
    #expect(board.state.navigation.overlay == nil)
    board.type(":tour\r\u{1B}")
    #expect(board.state.navigation.overlay == nil)
  }

  @Test func firstStartShowsAWelcome() throws {
    var preferences = Preferences()
    preferences.isFirstRun = true
    var board = try TestBoard(width: 80, height: 24, preferences: preferences)
    #expect(board.text.contains("Welcome."))
    for _ in 0..<30 { board.tick(1_000) }
    #expect(board.text.contains("Welcome."))
    board.press(.down)
    #expect(!board.text.contains("Welcome."))
  }
}

extension String {
  var trimmed: String {
    var text = Substring(self)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
