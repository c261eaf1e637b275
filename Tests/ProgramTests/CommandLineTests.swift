import CTestTerminal
import Foundation
import Testing

@Suite(.timeLimit(.minutes(15))) struct CommandLineTests {
  private func text(_ arguments: [String]) throws -> String {
    let result = try run(arguments)
    #expect(result.code == 0, "\(arguments): \(result.errors)")
    return String(decoding: result.output, as: UTF8.self)
  }

  /// FNV-1a: small, and the same everywhere.
  private func hash(_ data: Data) -> UInt64 {
    data.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// Pinned from the release build: debug and release give the same bytes.
  @Test func sameSeedGivesSameBytes() throws {
    let first = try run(["simulate", "--seed", "7", "--for", "2d", "--format", "jsonl"])
    #expect(first.code == 0)
    #expect(first.output.count == 36_489_294)
    #expect(hash(first.output) == 0x6E3046D598E222A7)
  }

  @Test func explainFindsNamesNumbersAndCodes() throws {
    #expect(try text(["explain", "AUTH_ERROR"]).contains("connection AUTH_ERROR"))
    #expect(try text(["explain", "7"]).contains("session 7 Error in Authorization"))
    #expect(try text(["explain", "429"]).contains("Rate limit error"))
    #expect(try text(["explain", "Data", "found,", "not", "deleted"]).contains("(stated)"))
    let unknown = try run(["explain", "FetchEror"])
    #expect(unknown.code == 1)
    #expect(unknown.errors.contains("FetchError"))
  }

  @Test func diagramsInThreeForms() throws {
    #expect(try text(["diagram", "dataset", "--format", "dot"]).hasPrefix("digraph dataset {"))
    #expect(try text(["diagram", "session", "--format", "mermaid"]).hasPrefix("stateDiagram-v2"))
    #expect(try text(["diagram", "connection"]).contains("AUTH_REQUIRED"))
  }

  @Test func statusInFourForms() throws {
    let table = try text(["status", "connections"])
    #expect(table.split(separator: "\n").count == 121)
    let json = try JSONSerialization.jsonObject(
      with: Data(try text(["status", "datasets", "--format", "json", "--filter", "xero"]).utf8))
    #expect((json as? [[String: Any]])?.isEmpty == false)
    let csv = try text(["status", "requests", "--format", "csv"])
    #expect(csv.hasPrefix("account,right,"))
    let status =
      try JSONSerialization.jsonObject(with: Data(try text(["status", "--format", "data-status"]).utf8))
      as? [String: [String: [String: String]]]
    let fields = Set(status?.values.flatMap { $0.values.flatMap(\.keys) } ?? [])
    #expect(fields == ["dataType", "lastSuccessfulSync", "currentStatus", "latestSyncId", "latestSuccessfulSyncId"])
  }

  @Test func theOtherCommands() throws {
    #expect(try text(["--version"]).contains("0.1"))
    #expect(try text(["keys"]).contains("Re-queue or retry"))
    #expect(try text(["theme", "list"]).contains("high-contrast"))
    #expect(try text(["theme", "show", "light"]).contains("[palette]"))
    #expect(try text(["theme", "check"]).contains("valid"))
    #expect(try text(["completions", "zsh"]).contains("#compdef signalbox"))
    #expect(try text(["simulate", "--for", "1h", "--summary"]).contains("datasets"))
  }

  @Test(arguments: [
    ["--speed", "fast"], ["simulate", "--for", "soon"], ["--accounts", "-3"], ["frobnicate"], ["diagram", "planet"],
    ["scenario", "check", "/nonexistent.toml"], ["--theme", "drak"], ["status", "--filter", "color:red"],
  ]) func invalidUsageExitsWithTwo(_ arguments: [String]) throws {
    let result = try run(arguments)
    #expect(result.code == 2, "\(arguments): \(result.errors)")
    #expect(!result.errors.isEmpty)
  }

  @Test func scenarioMistakesAreReportedWithTheirPosition() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("signalbox-\(UUID().uuidString).toml")
    try Data("seed = 1\naccounts = \"many\"\n".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let result = try run(["scenario", "check", file.path])
    #expect(result.code == 2)
    #expect(result.errors.contains("\(file.path):2:12: `accounts` must be a whole number"))
    try Data("name = \"small\"\naccounts = 2\n".utf8).write(to: file)
    #expect(try text(["scenario", "check", file.path]).contains("2 accounts"))
  }

  /// A reader that closes the pipe early ends the program quietly.
  @Test func closedPipesAreNoError() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "\"$0\" simulate --for 2d | head -n 1", TestTerminal.binary]
    let output = Pipe(), errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(bytes.filter { $0 == 0x0A }.count == 1)
    #expect(errors.fileHandleForReading.readDataToEndOfFile().isEmpty)
  }

  @Test(.serialized, arguments: [true, false]) func feedsAreWatchedAsTheyGrow(_ isFile: Bool) throws {
    let line =
      """
      {"time":"2026-01-05T08:00:00Z","system":"connection","id":"c1","status":"AUTH_ERROR","account":"Cobalt \
      Foods","provider":"Xero"}\n
      """
    guard isFile else { return }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("signalbox-\(UUID().uuidString).jsonl")
    try Data(line.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let terminal = TestTerminal(["watch", file.path])
    #expect(terminal.waitFor("Cobalt Foods"))
    #expect(terminal.screen.contains("feed: 1 line "))
    let handle = try FileHandle(forWritingTo: file)
    try handle.seekToEnd()
    try handle.write(
      contentsOf: Data(
        line.replacingOccurrences(of: "c1", with: "c2").replacingOccurrences(of: "Cobalt", with: "Fjord").utf8))
    try handle.write(contentsOf: Data("nonsense\n".utf8))
    #expect(terminal.waitFor("Fjord Foods"))
    #expect(terminal.waitFor("1 malformed"))
    // Commands are not possible on a feed, and the key says so.
    terminal.send("d")
    #expect(terminal.waitFor("this board shows a feed"))
    terminal.send("7")
    #expect(terminal.waitFor("line 3: expected a JSON"))
    terminal.send("q")
    #expect(terminal.end() == .exit(0))
  }

  /// The board starts where it is told to.
  @Test func goToOpensThere() throws {
    let terminal = TestTerminal.board(
      ["--scenario", "bad-morning", "--go-to", "2026-01-19 08:30", "--screen", "todo"], columns: 120)
    #expect(terminal.waitFor("Xero: outage"))
    #expect(terminal.screen.contains("2026-01-19 08:30"))
    terminal.quit()
    #expect(try run(["--plain", "--go-to", "color:red"]).code == 2)
  }

  // MARK: Scenarios

  @Test func diffShowsOnlyDifferences() throws {
    try withFolder { folder in
      let same = try run(["diff", "rate-limit", "rate-limit"])
      #expect(same.code == 0)
      #expect(String(decoding: same.output, as: UTF8.self).contains("Nothing differs"))
      var text = String(decoding: try run(["scenario", "show", "outage-at-night"]).output, as: UTF8.self)
      text = text.replacingOccurrences(of: "for = \"2h30m\"", with: "for = \"2h30m\"\nchance = 0")
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/calm.toml"))
      let result = try run(["diff", "outage-at-night", "\(folder)/calm.toml"])
      #expect(result.code == 1)
      let output = String(decoding: result.output, as: UTF8.self)
      #expect(output.contains("datasets failing") && output.contains("minutes less"))
      #expect(!output.contains("Fjord Kaffe"), "what the outage did not touch is the same")
      #expect(try run(["diff", "rate-limit", "first-link"]).code == 2)
    }
  }

  @Test func builtInScenarios() throws {
    let list = String(decoding: try run(["scenario", "list"]).output, as: UTF8.self)
    #expect(list.contains("first-link") && list.contains("A new customer links"))
    #expect(try run(["scenario", "check", "data-status"]).code == 0)
    let wrong = try run(["simulate", "--scenario", "first-lnk"])
    #expect(wrong.code == 2)
    #expect(wrong.errors.contains("Did you mean first-link?"))
  }

  @Test func theFourDataStatuses() throws {
    let result = try run(["status", "--scenario", "data-status", "--format", "data-status", "--after", "1h"])
    let json = try JSONSerialization.jsonObject(with: result.output) as? [String: [String: [String: String]]]
    func fields(_ company: String) -> [String: String] { json?[company]?["suppliers"] ?? [:] }
    #expect(fields("Never synced") == ["dataType": "suppliers"])
    let first = fields("First sync failed")
    #expect(Set(first.keys) == ["dataType", "currentStatus", "latestSyncId"])
    #expect(first["currentStatus"] == "FetchError")
    let later = fields("Failed after a success")
    let all: Set = ["dataType", "lastSuccessfulSync", "currentStatus", "latestSyncId", "latestSuccessfulSyncId"]
    #expect(Set(later.keys) == all)
    #expect(later["currentStatus"] == "FetchError" && later["latestSyncId"] != later["latestSuccessfulSyncId"])
    let well = fields("Successful")
    #expect(Set(well.keys) == all)
    #expect(well["currentStatus"] == "Complete" && well["latestSyncId"] == well["latestSuccessfulSyncId"])
    #expect(well["lastSuccessfulSync"]?.hasPrefix("2019-10-10T00:0") == true)
  }

  @Test func fuzzingFindsNothing() throws {
    try withFolder { folder in
      let result = try run(["fuzz", "--seeds", "30", "--from", "5000", "--for", "12h", "--output", folder])
      #expect(result.code == 0, "\(result.errors)")
      #expect(String(decoding: result.output, as: UTF8.self).contains("all invariants held"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }
}
