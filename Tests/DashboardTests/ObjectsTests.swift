import Canvas
import Configuration
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// The pages of an object.
@Suite struct ObjectsTests {
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

  /// Each tab has lines about the object, and the page keeps its tab for the next object.
  @Test(arguments: [Screen.connections, .sessions, .datasets, .requests]) func everyTabHasLines(_ screen: Screen) throws
  {
    var board = try TestBoard(width: 160, screen: screen)
    let target = try #require(board.state.target)
    board.press(.enter)
    #expect(board.rule.contains(board.state.world.shortID(of: target)))
    for tab in ObjectPage.Tab.allCases {
      let page = try #require(board.state.navigation.pages.last)
      #expect(page.tab == tab && page.object == target)
      #expect(page.state.lines.contains { !$0.text.isEmpty }, "\(tab.title)")
      #expect(board.tabs.contains(tab.title))
      board.press(.right)
    }
  }

  @Test func historyIsNewestFirst() throws {
    var board = try TestBoard(Scenario.quiet(["Xero"]), screen: .datasets)
    board.type("r....")
    board.press(.enter, .right, .right)
    let text = board.page.joined(separator: "\n")
    let queued = try #require(text.firstRange(of: "Queued")), fetching = try #require(text.firstRange(of: "Fetching"))
    #expect(fetching.lowerBound < queued.lowerBound, "\(text)")
  }

  /// The selection stays with its link when the lines of a page change.
  @Test func pagesKeepTheirSelection() {
    func line(_ index: Int) -> PageLine { PageLine("row \(index)", link: .object(.dataset(index))) }
    var page = PageState()
    page.show((0..<20).map(line), height: 10)
    page.move(by: 7, height: 10)
    #expect(page.link == .object(.dataset(7)))
    page.show([PageLine("new")] + (5..<20).map(line), height: 10)
    #expect(page.link == .object(.dataset(7)) && page.selected == 3)
    page.show((10..<20).map(line), height: 10)
    // Without its link, the first one is selected.
    #expect(page.link == .object(.dataset(10)))
  }
}
