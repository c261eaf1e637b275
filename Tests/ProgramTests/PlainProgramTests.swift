import CTestTerminal
import Foundation
import Testing

/// Plain mode with the real binary.
@Suite(.serialized, .timeLimit(.minutes(15))) struct PlainProgramTests {
  @Test func plainModeReportsAndActsInLines() throws {
    let commands = [
      "list", "1", "actions", "datasets provider:xero", "1", "queue-company", "yes", "filter to:Queued", "step", "quit",
    ]
    let result = try run(
      ["--plain", "--paused"], input: commands.joined(separator: "\n") + "\n")
    let text = String(decoding: result.output, as: UTF8.self)
    #expect(result.code == 0, "\(result.errors)")
    #expect(!text.contains("\u{1B}"))
    #expect(text.contains("28 failed, 40 to do"))
    #expect(text.contains("\n1. ") && text.contains("Available actions:"))
    #expect(text.contains("yes or no?") && text.contains("Sync the account?"))
    #expect(text.contains("waiting: dataset"), "\(text.suffix(2000))")
  }

  /// Nothing is done without a selection.
  @Test func plainModeActsOnlyOnTheSelection() throws {
    let commands = [
      "requeue", "list", "requeue", "datasets provider:xero", "requeue", "speed 9223372036854775806", "go-to", "",
      "quit",
    ]
    let result = try run(["--plain", "--paused"], input: commands.joined(separator: "\n") + "\n")
    let text = String(decoding: result.output, as: UTF8.self)
    #expect(result.code == 0, "\(result.errors)")
    #expect(text.components(separatedBy: "Nothing is selected").count == 4, "\(text)")
    #expect(text.contains("speed needs a number from 1 to 1000000"))
  }

  /// An answer belongs to its own command: `why` doesn't repeat what a canceled question said.
  @Test func plainModeAnswersOnlyTheLatestCommand() throws {
    let commands = ["connections", "1", "delete", "no", "why", "quit"]
    let result = try run(
      ["--plain", "--paused", "--scenario", "first-link"], input: commands.joined(separator: "\n") + "\n")
    let text = String(decoding: result.output, as: UTF8.self)
    #expect(text.components(separatedBy: "nothing was done").count == 2, "\(text)")
    #expect(text.contains("Causes, from the root"), "\(text)")
  }

  @Test func plainModeReportsEveryChangeOfAFeed() throws {
    let feed = TestTerminal.ownFolder().appendingPathComponent("feed.jsonl")
    let lines = [
      #"""
      {"time":"2026-01-05T08:00:00Z","system":"connection","id":"c1","status":"CONNECTED","account":"Cobalt",\#
      "provider":"Xero"}
      """#,
      #"{"time":"2026-01-05T08:01:00Z","system":"connection","id":"c1","status":"AUTH_ERROR"}"#,
      "nonsense",
    ]
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: feed)
    let terminal = TestTerminal(["watch", "--plain", feed.path], columns: 120, rows: 20)
    #expect(terminal.waitFor("failed: connection Cobalt"))
    #expect(terminal.screen.contains("AUTH_ERROR"))
    #expect(terminal.waitFor("feed line 3, malformed: "), "\(terminal.screen)")
    #expect(!terminal.isAlternate)
    terminal.send("connections\n1\n")
    #expect(terminal.waitFor("1. Why"))
    terminal.send("quit\n")
    #expect(terminal.end() == .exit(0))
    #expect(terminal.isRestored)
  }
}
