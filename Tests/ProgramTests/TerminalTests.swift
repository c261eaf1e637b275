import CTestTerminal
import Foundation
import Testing

/// Traps of terminals, each with the real binary in a real pseudo-terminal.
@Suite(.serialized, .timeLimit(.minutes(15))) struct TerminalTests {
  /// The board on the built-in world, ready.
  private func board(
    _ arguments: [String] = ["--paused"], environment: [String: String] = [:], columns: Int = 100, rows: Int = 30
  ) -> TestTerminal {
    let terminal = TestTerminal(arguments, environment: environment, columns: columns, rows: rows)
    #expect(terminal.waitFor("2 Connections"), "the board did not come up: \(terminal.screen)")
    return terminal
  }

  /// Expects the terminal to be restored: main screen, cursor, modes.
  private func expectRestored(_ terminal: TestTerminal, _ place: SourceLocation = #_sourceLocation) {
    #expect(!terminal.isAlternate, sourceLocation: place)
    #expect(terminal.isCursorVisible, sourceLocation: place)
    #expect(terminal.isRestored, sourceLocation: place)
    #expect(!terminal.hasMouse, sourceLocation: place)
  }

  @Test func startsAndQuits() {
    let terminal = board()
    #expect(terminal.isAlternate)
    #expect(!terminal.isCursorVisible)
    #expect(terminal.screen.contains("PAUSED"))
    terminal.send("q")
    #expect(terminal.end() == .exit(0))
    expectRestored(terminal)
  }

  @Test func keysTakeEffect() {
    let terminal = board()
    terminal.send("4")
    #expect(terminal.waitFor("DATA TYPE"))
    terminal.send("/xero")
    #expect(terminal.waitFor("filter: xero"))
    #expect(terminal.wait { (1..<21).allSatisfy { terminal.row($0).contains("Xero") } })
    terminal.send("\r\u{1B}[B\u{1B}OB")
    #expect(terminal.wait { terminal.row(2).hasPrefix("▌") })
    terminal.send("?")
    #expect(terminal.waitFor("Help (any other key"))
    terminal.send("q")
    #expect(terminal.wait { !terminal.screen.contains("Help (any other key") })
    terminal.send("q")
    #expect(terminal.end() == .exit(0))
  }

  @Test func resizes() {
    let terminal = board()
    terminal.resize(columns: 140, rows: 45)
    #expect(terminal.wait { terminal.hints.contains("quit") && terminal.topLine.count >= 138 })
    terminal.resize(columns: 80, rows: 24)
    #expect(terminal.wait { terminal.hints.contains("quit") })
    terminal.resize(columns: 30, rows: 8)
    #expect(terminal.waitFor("needs 40×10"))
    terminal.resize(columns: 1, rows: 1)
    terminal.resize(columns: 90, rows: 20)
    #expect(terminal.wait { terminal.hints.contains("quit") })
    terminal.send("q")
    #expect(terminal.end() == .exit(0))
    expectRestored(terminal)
  }

  @Test func giantSizesAreClamped() {
    let terminal = TestTerminal(["--paused"], columns: 6_000, rows: 5_000)
    #expect(terminal.wait { String(decoding: terminal.output, as: UTF8.self).contains("Connections") })
    terminal.send("q")
    #expect(terminal.end() == .exit(0))
  }

  @Test func linesAndColumnsDoNotPinTheSize() {
    let terminal = board(environment: ["LINES": "12", "COLUMNS": "50"])
    #expect(terminal.wait { terminal.hints.contains("quit") })
    terminal.resize(columns: 90, rows: 20)
    #expect(terminal.wait { terminal.hints.contains("quit") })
    terminal.send("q")
    #expect(terminal.end() == .exit(0))
  }

  @Test func stopsAndContinues() {
    let terminal = board()
    terminal.send("\u{1A}")
    #expect(terminal.end() == .stopped)
    expectRestored(terminal)
    // The window changes while the board is suspended.
    terminal.resize(columns: 120, rows: 35)
    terminal.signal(SIGCONT)
    #expect(terminal.wait { terminal.isAlternate && terminal.hints.contains("quit") })
    terminal.send("q")
    #expect(terminal.end() == .exit(0))
    expectRestored(terminal)
  }

  /// A stop that no program can catch: on resume, the shell's modes are set.
  @Test func continuesAfterSIGSTOP() {
    let terminal = board()
    terminal.signal(SIGSTOP)
    #expect(terminal.end() == .stopped)
    let before = terminal.output.count
    terminal.signal(SIGCONT)
    #expect(terminal.wait { terminal.output.count > before + 500 && terminal.hints.contains("quit") })
    terminal.send("q")
    #expect(terminal.end() == .exit(0))
    expectRestored(terminal)
  }

  @Test func makingALargeWorldCanBeInterrupted() {
    let terminal = TestTerminal(["--accounts", "20000"])
    #expect(terminal.waitFor("Creating a world"))
    terminal.send("\u{03}")
    #expect(terminal.end(seconds: 15) == .signal(SIGINT))
    expectRestored(terminal)
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGQUIT, SIGHUP]) func signalsEndItWithTheTerminalRestored(_ number: Int32) {
    let terminal = board()
    terminal.signal(number)
    #expect(terminal.end(seconds: 5) == .signal(number))
    expectRestored(terminal)
  }

  @Test func controlCEndsIt() {
    let terminal = board(["--speed", "600"])
    terminal.send("\u{03}")
    #expect(terminal.end(seconds: 5) == .signal(SIGINT))
    expectRestored(terminal)
  }

  @Test(arguments: [true, false]) func hangUpsEndIt(_ isPaused: Bool) {
    let terminal = board(isPaused ? ["--paused"] : [])
    terminal.hangUp()
    #expect(terminal.end(seconds: 5) == .signal(SIGHUP))
  }

  @Test func trapsLeaveTheTerminalUsable() {
    let terminal = board(environment: ["SIGNALBOX_TEST_TRAP": "1"])
    terminal.send("\u{1B}[24~")
    let ending = terminal.end(seconds: 8)
    #expect(ending == .signal(SIGILL) || ending == .signal(SIGTRAP))
    expectRestored(terminal)
  }

  /// Whatever it is doing when it crashes, even making a frame.
  @Test(arguments: 1...16) func crashesAtAnyMomentLeaveTheTerminalUsable(_ turn: Int) {
    let terminal = board(["--speed", "max", "--accounts", "3"])
    terminal.wait(seconds: 0.01 * Double(turn)) { false }
    terminal.signal(SIGSEGV)
    #expect(terminal.end(seconds: 8) == .signal(SIGSEGV))
    expectRestored(terminal)
  }

  @Test(arguments: [
    ("frobnicator-9000", "is not known on this system"), ("dumb", "can't position its cursor"),
    ("", "is not known on this system"),
  ])
  func unsuitableTerminalsAreRefused(_ type: String, _ words: String) {
    let terminal = TestTerminal(environment: ["TERM": type])
    #expect(terminal.end() == .exit(1))
    let text = String(decoding: terminal.output, as: UTF8.self)
    #expect(text.contains(words) && text.contains("signalbox status"), "\(text)")
    #expect(!text.contains("\u{1B}"))
    expectRestored(terminal)
  }

  @Test func withoutATerminalItSaysSo() throws {
    let result = try run([])
    #expect(result.code == 1)
    #expect(result.errors.contains("needs an interactive terminal"))
    #expect(result.output.isEmpty)
  }

  @Test func pausedBoardsAreIdle() {
    let terminal = board()
    terminal.wait(seconds: 0.5) { false }
    let bytes = terminal.output.count
    let ticks = terminal.processorTicks
    terminal.wait(seconds: 1) { false }
    #expect(terminal.output.count == bytes)
    #expect(terminal.processorTicks == ticks)
  }

  @Test func noColorMeansNoColor() {
    let terminal = board(environment: ["NO_COLOR": "1"])
    terminal.send("1234567q")
    #expect(terminal.end() == .exit(0))
    let text = String(decoding: terminal.output, as: UTF8.self)
    // Neither the eight colors nor the 256 nor true color; 39 and 49 are the terminal's defaults.
    #expect(
      text.range(of: "\u{1B}\\[([0-9;]*;)?(3[0-8]|4[0-8]|9[0-7]|10[0-7])(;[0-9;]*)?m", options: .regularExpression)
        == nil)
  }

  @Test(arguments: [("256", "38;5;"), ("16", "[0-9]m")]) func colorsByNumber(_ colors: String, _ part: String) {
    let terminal = board(["--paused", "--colors", colors])
    terminal.send("q")
    #expect(terminal.end() == .exit(0))
    let text = String(decoding: terminal.output, as: UTF8.self)
    #expect(text.range(of: part, options: .regularExpression) != nil)
    if colors == "16" { #expect(!text.contains("38;5;117")) }
  }

  @Test func asciiModeSendsAsciiOnly() {
    let terminal = board(["--paused", "--ascii"])
    terminal.send("1234567?q")
    terminal.wait(seconds: 0.3) { false }
    terminal.send("q")
    #expect(terminal.end() == .exit(0))
    #expect(terminal.output.allSatisfy { $0 < 0x80 })
  }

  @Test func burstsOfKeysAreSurvived() {
    let terminal = board(["--paused", "--accounts", "3"])
    for _ in 0..<16 {
      terminal.send(String(repeating: "jk/x\u{1B}", count: 200))
      terminal.wait(seconds: 0.02) { false }
    }
    terminal.send("\u{1B}")
    terminal.wait(seconds: 0.5) { false }
    terminal.send("\u{1B}")
    terminal.wait(seconds: 0.3) { false }
    terminal.send("q")
    // Thousands of keys take a debug build a while on a busy machine.
    #expect(terminal.end(seconds: 240) == .exit(0))
  }
}
