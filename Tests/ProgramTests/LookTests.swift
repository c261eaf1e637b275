import CTestTerminal
import Foundation
import Testing

/// Colors, themes, configuration, mouse and plain mode with the real binary.
@Suite(.serialized, .timeLimit(.minutes(15))) struct LookTests {
  private func board(
    _ arguments: [String] = ["--paused"], environment: [String: String] = [:], columns: Int = 100, rows: Int = 30
  ) -> TestTerminal {
    let terminal = TestTerminal(arguments, environment: environment, columns: columns, rows: rows)
    // The last line is drawn last.
    #expect(
      terminal.wait { terminal.screen.contains("2 Connections") && terminal.line(rows - 1).contains("all") },
      "the board did not come up: \(terminal.screen)")
    return terminal
  }

  private func quit(_ terminal: TestTerminal) {
    terminal.send("q")
    #expect(terminal.end() == .exit(0))
    #expect(terminal.isRestored && !terminal.isAlternate && !terminal.hasMouse)
  }

  // MARK: Light or dark

  /// The terminal's answer about its background decides the theme, and doesn't count as keys.
  @Test(arguments: [("ffff/ffff/f0f0", 0xFAFAFA), ("1010/1010/2020", 0x16181D)])
  func backgroundDecidesTheTheme(_ ground: String, _ expected: Int) {
    let terminal = TestTerminal(
      ["--paused"], environment: ["COLORTERM": "truecolor", "SIGNALBOX_TEST_PATIENCE": "20000"], columns: 100, rows: 30)
    #expect(terminal.wait { String(decoding: terminal.output, as: UTF8.self).contains("]11;?") })
    terminal.send("\u{1B}]11;rgb:\(ground)\u{1B}\\\u{1B}[?62;22c")
    #expect(terminal.wait { terminal.line(29).contains("quit") })
    #expect(terminal.ground(10, 5) == expected)
    #expect(terminal.screen.contains("worst first"))
    quit(terminal)
  }

  /// A late answer presses no keys. Whatever it left behind would be in the line that is being typed.
  @Test(arguments: [
    "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\\u{1B}[?62;22c", "\u{1B}]11;rgb:ffff/ffff/ffff\u{7}",
    "\u{1B}P>|xterm(379)\u{1B}\\", "\u{1B}[?2004;1$y",
  ]) func lateAnswersAreNotKeys(_ answer: String) {
    let terminal = board()
    terminal.send("4/")
    #expect(terminal.waitFor("filter:"))
    terminal.send("xe\(answer)ro")
    #expect(terminal.wait { terminal.line(28).contains("ro") }, "\(terminal.screen)")
    #expect(terminal.line(28).contains("filter: xero"), "\(terminal.line(28))")
    terminal.send("\u{1B}")
    #expect(terminal.wait { !terminal.line(28).contains("filter:") })
    quit(terminal)
  }

  /// Keys typed during the query are kept.
  @Test func keysBetweenAnswersArrive() {
    let terminal = TestTerminal(
      ["--paused"], environment: ["SIGNALBOX_TEST_PATIENCE": "20000"], columns: 100, rows: 30)
    #expect(terminal.wait { String(decoding: terminal.output, as: UTF8.self).contains("]11;?") })
    terminal.send("4\u{1B}]11;rgb:0000/0000/0000\u{7}\u{1B}[?62;22c")
    #expect(terminal.waitFor("DATA TYPE"))
    quit(terminal)
  }

  @Test func namedThemesNeedNoQuery() {
    let terminal = board(["--paused", "--theme", "nord"], environment: ["COLORTERM": "truecolor"])
    #expect(!String(decoding: terminal.output, as: UTF8.self).contains("]11;?"))
    #expect(terminal.ground(10, 5) == 0x2E3440)
    quit(terminal)
  }

  @Test func trueColorMustBeAnnounced() {
    let terminal = board(["--paused", "--theme", "nord"])
    #expect(!String(decoding: terminal.output, as: UTF8.self).contains("38;2;"))
    quit(terminal)
  }

  // MARK: Themes

  @Test func savedThemesAreReloaded() throws {
    let folder = TestTerminal.ownFolder()
    let themes = folder.appendingPathComponent("signalbox/themes")
    try FileManager.default.createDirectory(at: themes, withIntermediateDirectories: true)
    let file = themes.appendingPathComponent("mine.toml")
    func save(_ text: String) throws { try Data(text.utf8).write(to: file, options: .atomic) }
    let head = "name = \"mine\"\nextends = \"dark\"\n[palette]\n"
    try save(head + "ground = \"#101010\"\n")
    let terminal = board(
      ["--paused", "--theme", "mine"], environment: ["COLORTERM": "truecolor", "XDG_CONFIG_HOME": folder.path],
      columns: 200)
    #expect(terminal.ground(10, 5) == 0x101010)
    try save(head + "ground = \"#202020\"\n")
    #expect(terminal.wait { terminal.ground(10, 5) == 0x202020 })
    // A mistake is reported with its position, and the old theme stays.
    try save(head + "ground = \"#2020\"\n")
    #expect(terminal.waitFor("mine.toml:4:10"), "\(terminal.screen)")
    #expect(terminal.ground(10, 5) == 0x202020)
    try save(head + "ground = \"#303030\"\n")
    #expect(terminal.wait { terminal.ground(10, 5) == 0x303030 })
    quit(terminal)
  }

  @Test func themePickerPreviewsAndEscapeRestores() {
    let terminal = board(["--paused", "--theme", "dark"], environment: ["COLORTERM": "truecolor"])
    terminal.send("T")
    #expect(terminal.waitFor("type to filter"))
    terminal.send("solarized-light")
    #expect(terminal.wait { terminal.ground(29, 1) == 0xFDF6E3 })
    terminal.send("\u{1B}")
    #expect(terminal.wait { terminal.ground(29, 1) == 0x16181D })
    terminal.send("Tsolarized-light\r")
    #expect(
      terminal.wait {
        terminal.ground(29, 1) == 0xFDF6E3 && terminal.screen.contains("theme solarized-light for this session")
      })
    quit(terminal)
  }

  // MARK: Configuration

  private func configured(_ text: String) throws -> URL {
    let folder = TestTerminal.ownFolder()
    let own = folder.appendingPathComponent("signalbox")
    try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: own.appendingPathComponent("config.toml"))
    return folder
  }

  @Test func configurationApplies() throws {
    let folder = try configured(
      """
      theme = "gruvbox"
      screen = "datasets"
      mouse = false
      [keys]
      quit = "Q"
      [columns]
      datasets = ["dataset", "account"]
      [sort]
      datasets = ["-account"]
      [[view]]
      name = "Xero that failed"
      screen = "datasets"
      filter = "provider:xero standing:failed"
      """)
    let environment = ["XDG_CONFIG_HOME": folder.path, "COLORTERM": "truecolor"]
    let terminal = board(environment: environment)
    #expect(terminal.line(3).hasPrefix(" DATASET"))
    #expect(terminal.line(2).contains("sorted by ACCOUNT ▼"))
    #expect(terminal.ground(10, 5) == 0x282828)
    #expect(!terminal.hasMouse)
    terminal.send("q")
    #expect(terminal.waitFor("q does nothing here"))
    terminal.send("VXero\r")
    #expect(terminal.waitFor("filter: provider:xero"))
    terminal.send("Q")
    #expect(terminal.end() == .exit(0))
    let shown = try run(["config", "show"], environment: environment)
    #expect(String(decoding: shown.output, as: UTF8.self).contains("quit = [\"Q\"]"))
    #expect(try run(["config", "check"], environment: environment).code == 0)
    #expect(String(decoding: try run(["keys"], environment: environment).output, as: UTF8.self).contains("  Q   "))
  }

  @Test func invalidConfigurationsStillOpenTheBoard() throws {
    let folder = try configured("speed = 60\n[keys]\nrequeu = \"r\"\n")
    let environment = ["XDG_CONFIG_HOME": folder.path]
    let terminal = board(environment: environment, columns: 240)
    #expect(terminal.waitFor("config.toml:3:1: unknown action requeu"))
    #expect(terminal.screen.contains("until you fix it"))
    quit(terminal)
    let check = try run(["config", "check"], environment: environment)
    #expect(check.code == 2 && check.errors.contains("Did you mean requeue?"))
    #expect(try run(["--config", "/nowhere.toml"]).code == 2)
  }

  /// Views and filters are kept for the next session.
  @Test func savedViewsAndFiltersComeBack() {
    let folder = TestTerminal.ownFolder()
    let environment = ["XDG_CONFIG_HOME": folder.path, "XDG_STATE_HOME": folder.path]
    let first = board(environment: environment)
    #expect(first.screen.contains("Welcome."))
    first.send("4/standing:failed\rVSave\rmine\r")
    #expect(first.waitFor("view mine saved"))
    quit(first)
    let second = board(environment: environment)
    #expect(!second.screen.contains("Welcome."))
    second.send("Vmine\r")
    #expect(second.waitFor("filter: standing:failed"))
    second.send("\u{1B}")
    #expect(second.waitFor("filter cleared"))
    second.send("/\u{1B}[A")
    #expect(second.waitFor("filter: standing:failed"))
    second.send("\u{1B}")
    quit(second)
  }

  // MARK: Mouse

  @Test func mouseSelectsAndOpens() {
    let terminal = board()
    #expect(terminal.hasMouse)
    func click(_ x: Int, _ y: Int) { terminal.send("\u{1B}[<0;\(x + 1);\(y + 1)M\u{1B}[<0;\(x + 1);\(y + 1)m") }
    click(10, 8)
    #expect(terminal.wait { terminal.line(8).hasPrefix("▌") })
    click(10, 8)
    #expect(terminal.waitFor("Meaning"))
    terminal.send("\u{1B}")
    #expect(terminal.wait { !terminal.screen.contains("Meaning") })
    terminal.send("\u{1B}[<65;5;5M")
    #expect(terminal.wait { terminal.line(11).hasPrefix("▌") })
    // F2 turns the mouse off and on.
    terminal.send("\u{1B}OQ")
    #expect(terminal.wait { !terminal.hasMouse })
    terminal.send("\u{1B}OQ")
    #expect(terminal.wait { terminal.hasMouse })
    quit(terminal)
  }

  // MARK: Input that nobody pressed

  /// Pasted text answers no question and does nothing by itself.
  @Test func pastesAreNotKeys() {
    let terminal = board()
    terminal.send("\u{1B}[200~dy4\u{1B}[201~")
    #expect(terminal.waitFor("pasted text is ignored here"))
    #expect(!terminal.screen.contains("DATA TYPE"))
    terminal.send("4/\u{1B}[200~xero\ninvoices\u{1B}[201~")
    #expect(terminal.waitFor("filter: xero invoices"))
    terminal.send("\u{1B}")
    quit(terminal)
  }

  /// However long a paste is, and however reading splits it, the keyboard works after it.
  @Test func pastesOfAnyLengthEnd() {
    let terminal = board()
    for length in Array(244...256) + Array(500...508) + [100_000] {
      terminal.send("\u{1B}[200~\(String(repeating: "x", count: length))\u{1B}[201~")
      #expect(terminal.waitFor("pasted text is ignored here"), "\(length)")
      terminal.send("\u{1B}[A")
      #expect(terminal.wait { !terminal.screen.contains("what was pasted") }, "\(length)")
    }
    quit(terminal)
  }

  /// Keys in an unknown form don't count as the characters they consist of.
  @Test func unknownSequencesAreNotKeys() {
    let terminal = board()
    terminal.send("\u{1B}[13;2u")
    #expect(terminal.waitFor("does nothing here"))
    terminal.send("\u{1B}[B\u{1B}[4~")
    #expect(terminal.wait { terminal.line(24).hasPrefix("▌") || terminal.line(25).hasPrefix("▌") })
    terminal.send("\u{1B}[1~")
    #expect(terminal.wait { terminal.line(4).hasPrefix("▌") })
    // Alt and a bracket, and then a key.
    terminal.send("\u{1B}]")
    terminal.wait(seconds: 0.2) { false }
    terminal.send("4")
    #expect(terminal.waitFor("DATA TYPE"))
    quit(terminal)
  }

  // MARK: Plain mode

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
      #"{"time":"2026-01-05T08:00:00Z","system":"connection","id":"c1","status":"CONNECTED","account":"Cobalt","provider":"Xero"}"#,
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

  /// The board starts where it is told to.
  @Test func goToOpensThere() throws {
    let terminal = board(
      ["--scenario", "bad-morning", "--go-to", "2026-01-19 08:30", "--screen", "todo"], columns: 120)
    #expect(terminal.waitFor("Xero: outage"))
    #expect(terminal.screen.contains("2026-01-19 08:30"))
    quit(terminal)
    #expect(try run(["--plain", "--go-to", "color:red"]).code == 2)
  }
}
