import Canvas
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// The Overview screen: what it counts, and where its lines lead.
@Suite struct OverviewTests {
  private func line(_ board: TestBoard, _ start: String) -> String {
    board.page.first { String($0.dropFirst()).trimmed.hasPrefix(start) } ?? ""
  }

  @Test func countsAreTheWorlds() throws {
    let board = try TestBoard(width: 200, screen: .overview)
    let world = board.state.world
    for (system, word) in [
      (StatusSystem.connection, "connections"), (.session, "sessions"), (.dataset, "datasets"), (.request, "requests"),
      (.integration, "integrations"),
    ] {
      let line = line(board, word)
      let counts = StatusCategory.allCases.map { ($0, world.count(system, category: $0)) }.filter { $0.1 > 0 }
      #expect(line.contains(" \(Count.grouped(counts.reduce(0) { $0 + $1.1 })) "), "\(line)")
      for (category, count) in counts {
        #expect(line.contains("\(count) \(board.state.glyphs.word(category))"), "\(category): \(line)")
      }
    }
  }

  @Test func linesLeadToTheirScreens() throws {
    var board = try TestBoard(screen: .overview)
    for screen in [Screen.connections, .sessions, .datasets, .requests] {
      board.press(.enter)
      #expect(board.state.navigation.screen == screen)
      board.type("1")
      board.press(.down)
    }
    for _ in 0..<20 where !board.cursorText.contains("failures") { board.press(.down) }
    board.press(.enter)
    #expect(board.state.navigation.screen == .events && board.rule.contains("filter: standing:failed"))
  }

  @Test func providersWithAProblemLeadToTheirDatasets() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"]), screen: .overview)
    #expect(board.text.contains("Nothing needs attention.") && !board.text.contains("Providers with a problem"))
    let xero = try #require(board.state.world.providers.firstIndex { $0.name == "Xero" })
    board.submit(.provider(xero, .begin(.outage)))
    #expect(line(board, "Xero").contains("outage"))
    board.press(.end)
    board.press(.enter)
    #expect(board.state.navigation.screen == .datasets && board.rule.contains("filter: provider:xero"))
  }

  /// What happened is counted in its minute, and forgotten after an hour.
  @Test func activityIsOfTheLastHour() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"]), width: 200, screen: .overview)
    board.submit(.connection(0, .queue))
    #expect(!line(board, "transitions").contains("now 0"))
    board.type("g+61m\r")
    for _ in 0..<100 where board.state.isBusy { board.tick() }
    board.type("g+2h\r")
    for _ in 0..<100 where board.state.isBusy { board.tick() }
    #expect(line(board, "transitions").contains("now 0"), "\(line(board, "transitions"))")
  }
}
