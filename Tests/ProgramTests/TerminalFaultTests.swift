import Foundation
import Journal
import Testing

/// Hostile names, sizes and slow terminals, each with its outcome.
@Suite(.serialized, .timeLimit(.minutes(15))) struct TerminalFaultTests {
  let folder = TestTerminal.ownFolder()

  private func board(_ arguments: [String], columns: Int = 100, rows: Int = 30) -> TestTerminal {
    let terminal = TestTerminal(arguments, columns: columns, rows: rows)
    #expect(terminal.waitFor("2 Conn"), "\(terminal.screen)")
    return terminal
  }

  private func leave(_ terminal: TestTerminal) {
    terminal.send("q")
    #expect(terminal.end() == .exit(0))
    #expect(!terminal.isAlternate && terminal.isCursorVisible && terminal.isRestored)
  }

  /// A feed with one connection whose account has this name.
  private func feed(_ names: [String]) throws -> String {
    let path = folder.appendingPathComponent("\(UUID().uuidString).jsonl")
    let lines = try names.enumerated().map { number, name in
      let fields = [
        "time": "2026-01-05T08:00:0\(number % 10)Z", "system": "connection", "id": "c\(number)", "status": "CONNECTED",
        "account": name, "provider": "Xero",
      ]
      return String(decoding: try JSONSerialization.data(withJSONObject: fields), as: UTF8.self)
    }
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: path)
    return path.path
  }

  // MARK: Names

  /// Names that would affect a terminal are shown as text, and nothing in them is obeyed.
  @Test(arguments: [
    ("escape sequence", "\u{1B}[2J\u{1B}[31mred", "\u{1B}[31m"), ("title", "\u{1B}]0;owned\u{7}x", "]0;owned\u{7}"),
    ("clipboard", "\u{1B}]52;c;cm0gLXJmIC8=\u{7}", "\u{1B}]52"), ("C1", "\u{9B}2J\u{9D}0;x\u{9C}", "\u{9B}"),
    ("backspace", "abc\u{8}\u{8}\u{8}xyz", "\u{8}\u{8}\u{8}x"), ("carriage return", "good\rbad", "good\rbad"),
    ("line feed", "one\ntwo", "one\ntwo"), ("tab", "one\ttwo", "one\ttwo"), ("delete", "a\u{7F}b", "\u{7F}"),
    ("null", "a\u{0}b", "a\u{0}b"), ("bidi override", "a\u{202E}txt.exe\u{202C}", "\u{202E}"),
    ("isolate", "a\u{2066}b\u{2069}", "\u{2066}"), ("zero width", "pay\u{200B}pal\u{FEFF}", "\u{200B}"),
    ("tag", "a\u{E0041}b", "\u{E0041}"), ("line separator", "a\u{2028}b", "\u{2028}"),
  ])
  func hostileNamesAreNotObeyed(_ what: String, _ name: String, _ harm: String) throws {
    let path = try feed([name, "the next one"])
    let terminal = board(["watch", path])
    #expect(terminal.waitFor("the next one"))
    // Rows are aligned, one line each, whatever the name.
    #expect(terminal.row(0).contains("Xero") && terminal.row(1).contains("Xero"), "\(what): \(terminal.screen)")
    #expect(terminal.topLine.contains("signalbox"))
    terminal.send("\r")
    #expect(terminal.waitFor("Who acts next") || terminal.screen.contains("CONNECTED"))
    terminal.send("\u{1B}")
    leave(terminal)
    #expect(!String(decoding: terminal.output, as: UTF8.self).contains(harm), "\(what)")
    // In lines, too: when the feed is read, and when somebody asks.
    let plain = PlainProcess(["watch", "--plain", path])
    #expect(plain.wait { $0.contains { $0.contains("the next one") } }, "\(plain.lines)")
    plain.send("connections\n")
    #expect(plain.wait { lines in lines.contains { $0.hasPrefix("2. ") } }, "\(plain.lines)")
    plain.send("quit\n")
    plain.waitForEnd()
    #expect(plain.lines.count { $0.contains("Xero") } == 4, "each name in two lines: \(plain.lines)")
    #expect(!plain.lines.joined(separator: "\n").contains(harm), "\(what), in lines")
  }

  @Test func hundredMarksAndAMegabyteLabel() throws {
    let marks = "z" + String(repeating: "\u{301}", count: 100) + "algo"
    let path = try feed([marks, String(repeating: "long ", count: 180_000), "the next one"])
    let terminal = board(["watch", path])
    #expect(terminal.waitFor("the next one"), "\(terminal.screen)")
    #expect(terminal.row(0).contains("algo") && terminal.row(1).contains("long long"))
    #expect((0...2).allSatisfy { terminal.row($0).contains("Xero") })
    // Two marks per character are kept, and no more are sent.
    leave(terminal)
    let sent = String(decoding: terminal.output, as: UTF8.self).unicodeScalars
    #expect(sent.count { $0.value == 0x301 } <= 8)
    #expect(terminal.output.count < 60_000)
  }

  /// Wide characters at every column, including the last: no halves, no wrapped line.
  @Test(arguments: 60...67) func wideCharactersInTheLastColumn(_ columns: Int) throws {
    let path = try feed((0..<8).map { String(repeating: "a", count: $0) + String(repeating: "漢", count: 60) })
    let terminal = board(["watch", path], columns: columns)
    #expect(terminal.waitFor("漢"))
    terminal.send("\r")
    #expect(terminal.waitFor("CONNECTED"))
    #expect(terminal.topLine.contains("signalbox") && terminal.tabs.contains("1 Over"))
    terminal.send("\u{1B}")
    #expect(terminal.waitFor("ACCOUNT"))
    #expect((0..<8).allSatisfy { !terminal.row($0).isEmpty })
    leave(terminal)
  }

  // MARK: Sizes

  @Test(arguments: [(1, 1), (7, 3), (2, 50), (200, 1)]) func tinyTerminals(_ columns: Int, _ rows: Int) {
    let terminal = TestTerminal(["--paused"], columns: columns, rows: rows)
    terminal.wait(seconds: 1.2) { false }
    terminal.send("4?\u{1B}/x\u{1B}p")
    terminal.wait(seconds: 0.3) { false }
    terminal.resize(columns: 100, rows: 30)
    #expect(terminal.wait { terminal.hints.contains("quit") }, "\(terminal.screen)")
    leave(terminal)
  }

  /// A thousand sizes as fast as possible: the last one is drawn.
  @Test func thousandResizes() {
    let terminal = board(["--speed", "600"])
    for number in 0..<1_000 {
      terminal.resize(columns: 20 + number * 7 % 150, rows: 5 + number * 3 % 50)
      if number % 50 == 0 { terminal.wait(seconds: 0.01) { false } }
    }
    terminal.resize(columns: 100, rows: 30)
    #expect(terminal.wait { terminal.hints.contains("quit") && terminal.topLine.contains("signalbox") })
    leave(terminal)
  }

  // MARK: A terminal that reads slowly

  /// Repeats something until it succeeds. The limit is for a hang, not a measurement.
  private func wait(until holds: () -> Bool) -> Bool {
    for _ in 0..<2_000 {
      if holds() { return true }
      usleep(10_000)
    }
    return false
  }

  /// Nobody reads: the run and the keys continue, and the boards that nobody saw are skipped. Once somebody reads, the
  /// current one appears.
  @Test func stalledTerminalsGetFewerFrames() throws {
    let journal = folder.appendingPathComponent("slow").path
    let terminal = board(["--speed", "7200", "--accounts", "30", "--journal", journal], columns: 200, rows: 60)
    let reader = try JournalReader(journal)
    _ = reader.readRun()
    let before = reader.events
    // Each key changes every line, and nothing is read meanwhile.
    var rounds = 0
    let isRunning = wait {
      terminal.send(rounds % 2 == 0 ? "4" : "7")
      rounds += 1
      while reader.next() != nil {}
      return rounds >= 300 && reader.events > before + 100
    }
    #expect(isRunning, "the run stood still")
    let unread = terminal.output.count
    terminal.send("6p")
    #expect(terminal.waitFor("PAUSED"))
    #expect(terminal.wait { terminal.screen.contains("grouped by cause") && terminal.hints.contains("quit") })
    // What the terminal itself holds, and the current board. All of them would be some megabytes.
    #expect(terminal.output.count - unread < 500_000, "\(terminal.output.count - unread) bytes")
    leave(terminal)
  }

  /// A stalled terminal doesn't prevent the board from ending.
  @Test(arguments: [SIGTERM, SIGHUP]) func blockedTerminalsDoNotDelayTheExit(_ signal: Int32) {
    let terminal = board(["--speed", "7200"], columns: 200, rows: 60)
    for _ in 0..<60 {
      terminal.send("4527")
      usleep(20_000)
    }
    terminal.signal(signal)
    // Waits for its end without reading anything.
    var status: Int32 = -1
    let hasEnded = wait {
      status = terminal.statusUnread()
      return status != -1
    }
    #expect(hasEnded && status & 0x7F == signal)
  }

  // MARK: Not a terminal

  /// Piped input is not a keyboard: keys come from the terminal itself.
  @Test func standardInputWithoutATerminal() throws {
    let path = try feed(["from a pipe"])
    let terminal = TestTerminal(program: "/bin/sh", ["-c", "cat '\(path)' | '\(TestTerminal.binary)' watch -"])
    #expect(terminal.waitFor("from a pipe"))
    terminal.send("q")
    #expect(terminal.end() == .exit(0))
    #expect(terminal.isRestored && !terminal.isAlternate)
  }

  @Test func standardOutputWithoutATerminal() {
    let terminal = TestTerminal(program: "/bin/sh", ["-c", "'\(TestTerminal.binary)' | cat"])
    #expect(terminal.waitFor("needs an interactive terminal"))
    #expect(terminal.end() == .exit(0))
    #expect(terminal.isRestored)
  }

  @Test func headEndsItQuietly() {
    let terminal = TestTerminal(
      program: "/bin/bash",
      ["-c", "'\(TestTerminal.binary)' simulate --for 30d | head -2; echo ended ${PIPESTATUS[0]}"])
    #expect(terminal.waitFor("ended 141"))
    #expect(!terminal.screen.contains("error:") && !terminal.screen.contains("signalbox:"))
  }

  /// Suspended, resized while suspended, and resumed by a shell.
  @Test func shellsSuspendAndResumeIt() {
    let terminal = TestTerminal(
      program: "/bin/bash", ["--norc", "--noprofile", "-i"], environment: ["PS1": "ready> ", "HOME": "/nonexistent"])
    #expect(terminal.waitFor("ready> "))
    terminal.send("'\(TestTerminal.binary)' --paused --no-journal\r")
    #expect(terminal.waitFor("PAUSED"))
    terminal.send("\u{1A}")
    #expect(terminal.wait { !terminal.isAlternate && terminal.screen.contains("Stopped") })
    terminal.resize(columns: 120, rows: 35)
    terminal.send("fg\r")
    #expect(terminal.wait { terminal.isAlternate && terminal.hints.contains("quit") })
    terminal.send("4")
    #expect(terminal.waitFor("DATA TYPE"))
    terminal.send("q")
    #expect(terminal.wait { !terminal.isAlternate })
    terminal.send("echo left $?\r")
    #expect(terminal.waitFor("left 0"))
    terminal.send("exit\r")
    _ = terminal.end()
  }
}
