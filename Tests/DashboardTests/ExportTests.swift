import Canvas
import Configuration
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// Exports of what the screen shows, and copies of the selected row.
@Suite struct ExportTests {
  /// What a sequence of keys would write.
  private func written(_ board: inout TestBoard, _ choice: String) throws -> (text: String, path: String) {
    board.type("e\(choice)\r")
    let effects = board.type("\r")
    guard case .write(_, let text, let path) = effects.first else {
      throw Failure(what: "\(choice) wrote nothing: \(effects)")
    }
    return (text, path)
  }

  private struct Failure: Error { let what: String }

  @Test func tablesAreExportedAsSeen() throws {
    var board = try TestBoard(screen: .datasets)
    board.type("/xero\r")
    let rows = Int(board.rule.split(separator: " ").first { $0.contains("/") }?.split(separator: "/")[0] ?? "") ?? 0
    #expect(rows > 5)
    let csv = try written(&board, "table as shown, CSV")
    #expect(csv.path.hasSuffix(".csv"))
    #expect(csv.text.split(separator: "\r\n").count == rows + 1)
    let markdown = try written(&board, "table as shown, Markdown")
    #expect(markdown.text.split(separator: "\n").count == rows + 2)
    #expect(markdown.text.hasPrefix("| ACCOUNT | PROVIDER |"))
    let json = try written(&board, "table as shown, JSON")
    #expect(json.text.hasPrefix("[") && json.text.contains("\"dataType\""))
    // In the order of the screen.
    let first = board.row(0).dropFirst().prefix(10)
    #expect(csv.text.split(separator: "\r\n")[1].contains(first.prefix(6)))
  }

  @Test func theErrorLogOfAnIntegration() throws {
    var scenario = Scenario.quietWithRequest
    scenario.settings.startDelay = DurationTable([Span.second, Span.minute])
    scenario.settings.prepareDelay = DurationTable([Span.second, Span.minute])
    var board = try TestBoard(scenario, screen: .requests)
    board.type("gtrigger:start\r")
    board.type("5")
    board.press(.enter)
    while board.state.target?.kind != .integration { board.press(.down) }
    board.type("i403\r")
    #expect(board.state.world.integrations[0].code == 403, "\(board.message)")
    let text = try written(&board, "error log of this integration, text")
    #expect(text.path.hasSuffix(".txt"))
    #expect(text.text.contains("403  Insufficient permissions"))
    let json = try written(&board, "error log of this integration, JSON")
    #expect(json.text.contains("\"code\": \"403\"") && json.text.contains("\"label\": \"Insufficient permissions\""))
  }

  @Test func failedExportsAskAgain() throws {
    var board = try TestBoard(screen: .datasets)
    board.type("etable as shown, CSV\r")
    let effects = board.type("\r")
    guard case .write(let what, _, let path) = effects.first else {
      Issue.record("nothing was written")
      return
    }
    _ = board.state.update(.notSaved(what, path: path, problem: "the file already exists; enter another name"))
    #expect(board.message.contains(path) && board.text.contains("the file already exists"))
    board.type("\u{1B}")
    #expect(!board.text.contains("save as"))
  }

  @Test func exportsAskForAFile() throws {
    var board = try TestBoard.builtIn("auth-error-in-outage")
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

  @Test func exportsNeutralizeFormulas() throws {
    var scenario = Scenario.quiet(["Xero"])
    scenario.named[0].name = "=cmd,\"x\"\n\u{1B}[31m"
    let board = try TestBoard(scenario)
    let context = ColumnContext(world: board.state.world, glyphs: board.state.glyphs)
    let export = TableExport(columns: TableKind.connections.columns, context: context)
    #expect(export.csv([.connection(0)]).contains("\"'=cmd,\"\"x\"\"\n"))
    #expect(!export.table([.connection(0)]).contains("\u{1B}"))
  }

  @Test func linkIdRowAndJSONCanBeCopied() throws {
    var board = try TestBoard(screen: .connections)
    func copied(_ choice: String) -> String? {
      board.type("y")
      for case .copy(let text) in board.type("\(choice)\r") { return text }
      return nil
    }
    #expect(copied("link")?.hasPrefix("https://link.signalbox.example/connect/") == true)
    #expect(copied("ID")?.count == 36)
    #expect(copied("JSON")?.contains("\"provider_name\"") == true)
    let row = try #require(copied("Row"))
    #expect(row.split(separator: "\t").count > 4)
    #expect(board.message.contains("copied: "))
  }
}
