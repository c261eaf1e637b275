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
}
