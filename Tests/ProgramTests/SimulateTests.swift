import Foundation
import Testing

/// `simulate`, and runs exported from the board, with the real program.
@Suite(.timeLimit(.minutes(15))) struct SimulateTests {
  private func lines(_ data: Data) -> [String] {
    String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func untilStopsRightAfterTheEvent() throws {
    let whole = try run(["simulate", "--scenario", "auth-error-in-outage"])
    let part = try run(["simulate", "--scenario", "auth-error-in-outage", "--until", "status:AuthError"])
    #expect(part.code == 0)
    #expect(part.errors.contains("stopped at #"))
    let some = lines(part.output)
    #expect(some.last?.contains("\"status\":\"AuthError\"") == true)
    #expect(some == Array(lines(whole.output).prefix(some.count)))
    #expect(some.count < lines(whole.output).count)
    let never = try run(["simulate", "--scenario", "first-link", "--until", "status:MapError"])
    #expect(never.code == 1)
    #expect(never.errors.contains("no match for status:MapError within 1h"))
    #expect(try run(["simulate", "--until", "color:red"]).code == 2)
    let summary = try run(["simulate", "--scenario", "first-link", "--until", "status:CONNECTED", "--summary"])
    #expect(String(decoding: summary.output, as: UTF8.self).contains("1  CONNECTED"))
  }

  @Test func checkFindsTheFirstDifferenceAndItsCauses() throws {
    try withFolder { folder in
      let file = "\(folder)/expected.jsonl"
      let events = try run(["simulate", "--scenario", "auth-error-in-outage"]).output
      try events.write(to: URL(fileURLWithPath: file))
      let same = try run(["simulate", "--scenario", "auth-error-in-outage", "--check", file])
      #expect(same.code == 0)
      #expect(String(decoding: same.output, as: UTF8.self).contains("events match"))
      // Without the expired consent, the run differs from the file where it expired.
      var text = String(decoding: try run(["scenario", "show", "auth-error-in-outage"]).output, as: UTF8.self)
      text = text.replacingOccurrences(of: "to = \"AuthError\"", with: "to = \"AuthError\"\nchance = 0")
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/without.toml"))
      let other = try run(["simulate", "--scenario", "\(folder)/without.toml", "--check", file])
      #expect(other.code == 1)
      let parts = other.errors.components(separatedBy: "actual")
      #expect(parts.count == 2)
      #expect(parts.first?.contains("AuthError") == true && parts.first?.contains("caused by command 4") == true)
      #expect(parts.last?.contains("beginOutage") == true && parts.last?.contains("caused by command 2") == true)
      let shorter = try run(["simulate", "--scenario", "auth-error-in-outage", "--check", file, "--for", "10m"])
      #expect(shorter.code == 1)
      #expect(shorter.errors.contains("no further event"))
      #expect(try run(["simulate", "--check", "\(folder)/nothing.jsonl"]).code == 2)
      // A file that ends early differs; other line ends don't matter.
      let some = lines(events).prefix(3).joined(separator: "\n") + "\n"
      try Data(some.utf8).write(to: URL(fileURLWithPath: file))
      #expect(try run(["simulate", "--scenario", "auth-error-in-outage", "--check", file]).code == 1)
      let windows = lines(events).joined(separator: "\r\n") + "\r\n"
      try Data(windows.utf8).write(to: URL(fileURLWithPath: file))
      #expect(try run(["simulate", "--scenario", "auth-error-in-outage", "--check", file]).code == 0)
    }
  }

  /// The number of the event that the board is at, from its top line.
  private static func position(_ terminal: TestTerminal) -> Int? {
    let words = terminal.topLine.split(separator: " ")
    return words.first { $0.hasPrefix("#") }.flatMap { Int($0.filter(\.isNumber)) }
  }

  /// A board's exported scenario reproduces its exported events.
  @Test func exportsReplayToTheSameBytes() throws {
    try withFolder { folder in
      let terminal = TestTerminal(
        ["--scenario", "auth-error-in-outage", "--paused", "--screen", "datasets", "--no-journal"], columns: 120,
        rows: 34)
      #expect(terminal.waitFor("2 Connections"))
      terminal.send("gto:AuthError\r")
      #expect(terminal.waitFor("Fetching → AuthError"))
      terminal.send(",,")
      #expect(terminal.waitFor("back to before"))
      terminal.send("ibills, when")
      terminal.send("\u{15}expires\r")
      #expect(terminal.waitFor("a new branch starts here"))
      // One by one, up to the end: how long a count waits for its step depends on the clock.
      let before = try #require(Self.position(terminal))
      terminal.send(".")
      #expect(terminal.wait { Self.position(terminal) == before + 1 })
      terminal.send(".")
      #expect(terminal.waitFor("no further events are scheduled"))
      for (what, name) in [
        ("Scenario with", "run.toml"), ("All events", "run.jsonl"), ("history as a Swift", "History.swift"),
      ] {
        terminal.send("e\(what)\r")
        #expect(terminal.waitFor("save as"))
        terminal.send("\u{15}\(folder)/\(name)\r")
        #expect(terminal.waitFor("saved "), "\(terminal.screen)")
        terminal.send("1")
        #expect(terminal.wait { !terminal.screen.contains("saved ") })
        terminal.send("4")
      }
      terminal.send("q")
      #expect(terminal.end() == .exit(0))
      let expected = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/run.jsonl"))
      let again = try run(["simulate", "--scenario", "\(folder)/run.toml"])
      #expect(again.output == expected)
      #expect(!expected.isEmpty)
      #expect(try run(["simulate", "--scenario", "\(folder)/run.toml", "--check", "\(folder)/run.jsonl"]).code == 0)
      let swift = try String(contentsOfFile: "\(folder)/History.swift", encoding: .utf8)
      #expect(swift.contains("struct DatasetHistory") && swift.contains("to: \"Fetching\""))
    }
  }
}
