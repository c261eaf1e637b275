import Canvas
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// The board in lines: changes as they happen, lists with numbers, and questions.
@Suite struct PlainTests {
  private func plain(_ scenario: Scenario = .quiet(["Xero"]), filter: String = "") throws -> PlainBoard {
    PlainBoard(try TestBoard(scenario).state, filter: filter)
  }

  @Test func changesAreReportedOnce() throws {
    var plain = try plain()
    #expect(plain.changes().isEmpty)
    _ = plain.update(.submit(.dataset(0, .queue)))
    let lines = plain.changes()
    #expect(lines.contains { $0.contains("waiting: dataset Cobalt Foods") && $0.contains("Queued") }, "\(lines)")
    #expect(plain.changes().isEmpty)
  }

  @Test func filtersLimitWhatIsReported() throws {
    var plain = try plain(filter: "to:Fetching")
    _ = plain.update(.submit(.dataset(0, .queue)))
    #expect(plain.changes().isEmpty)
    #expect(plain.read("filter to:Nope").lines.first?.contains("no status is named nope") == true)
    #expect(plain.read("filter").lines == ["Reporting all changes."])
    _ = plain.update(.submit(.dataset(1, .queue)))
    #expect(!plain.changes().isEmpty)
  }

  @Test func numbersChooseFromTheLatestList() throws {
    var plain = try plain()
    #expect(plain.read("1").lines.first?.contains("There is nothing to choose from") == true)
    #expect(plain.read("connections").lines.count == 1)
    #expect(plain.read("2").lines == ["Choose from 1 to 1."])
    #expect(plain.read("1").lines.contains { $0.contains("Xero") })
    // Now the list is that of the actions.
    let actions = plain.read("actions").lines
    #expect(actions.first == "Available actions:" && actions.contains { $0.contains(Action.disconnect.title) })
  }

  @Test func questionsWantYesOrNo() throws {
    var plain = try plain()
    for line in ["connections", "1"] { _ = plain.read(line) }
    #expect(plain.read("delete").lines.last == "yes or no?")
    #expect(plain.read("perhaps").lines == ["yes or no?"])
    _ = plain.read("no")
    #expect(plain.board.world.connections[0].connectionStatus == .connected)
    _ = plain.read("delete")
    _ = plain.read("yes")
    #expect(plain.board.world.connections[0].status == StatusID.absentRaw)
  }

  @Test func unknownCommandsSuggestOthers() throws {
    var plain = try plain()
    #expect(plain.read("requeu").lines.first?.contains("Did you mean requeue") == true)
    #expect(plain.read("xyzzy").lines.first?.contains("help lists the commands") == true)
    #expect(plain.read("palette").lines.first?.contains("works only on the screen") == true)
    #expect(plain.read("quit").effects == [.quit])
  }

  /// A list that would take minutes to hear is cut, and says so.
  @Test func longListsAreCut() throws {
    var plain = try plain(.builtIn)
    let lines = plain.read("datasets").lines
    let count = plain.board.tables[.datasets]?.count ?? 0
    #expect(count > 40 && lines.count == 41)
    #expect(lines.last == "and \(count - 40) more. Add a filter to shorten the list.")
  }
}
