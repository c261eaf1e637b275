import CTestTerminal
import Foundation
import Testing

/// Colors and themes with the real binary.
@Suite(.serialized, .timeLimit(.minutes(15))) struct ThemeProgramTests {
  // MARK: Light or dark

  /// The terminal's answer about its background decides the theme, and doesn't count as keys.
  @Test(arguments: [("ffff/ffff/f0f0", 0xFAFAFA), ("1010/1010/2020", 0x16181D)])
  func backgroundDecidesTheTheme(_ ground: String, _ expected: Int) {
    let terminal = TestTerminal(
      ["--paused"], environment: ["COLORTERM": "truecolor", "SIGNALBOX_TEST_PATIENCE": "20000"], columns: 100, rows: 30)
    #expect(terminal.wait { String(decoding: terminal.output, as: UTF8.self).contains("]11;?") })
    terminal.send("\u{1B}]11;rgb:\(ground)\u{1B}\\\u{1B}[?62;22c")
    #expect(terminal.wait { terminal.hints.contains("quit") })
    #expect(terminal.groundOfRows == expected)
    #expect(terminal.screen.contains("worst first"))
    terminal.quit()
  }

  /// A late answer presses no keys. Whatever it left behind would be in the line that is being typed.
  @Test(arguments: [
    "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\\u{1B}[?62;22c", "\u{1B}]11;rgb:ffff/ffff/ffff\u{7}",
    "\u{1B}P>|xterm(379)\u{1B}\\", "\u{1B}[?2004;1$y",
  ]) func lateAnswersAreNotKeys(_ answer: String) {
    let terminal = TestTerminal.board()
    terminal.send("4/")
    #expect(terminal.waitFor("filter:"))
    terminal.send("xe\(answer)ro")
    #expect(terminal.wait { terminal.notice.contains("ro") }, "\(terminal.screen)")
    #expect(terminal.notice.contains("filter: xero"), "\(terminal.notice)")
    terminal.send("\u{1B}")
    #expect(terminal.wait { !terminal.notice.contains("filter:") })
    terminal.quit()
  }

  /// Keys typed during the query are kept.
  @Test func keysBetweenAnswersArrive() {
    let terminal = TestTerminal(
      ["--paused"], environment: ["SIGNALBOX_TEST_PATIENCE": "20000"], columns: 100, rows: 30)
    #expect(terminal.wait { String(decoding: terminal.output, as: UTF8.self).contains("]11;?") })
    terminal.send("4\u{1B}]11;rgb:0000/0000/0000\u{7}\u{1B}[?62;22c")
    #expect(terminal.waitFor("DATA TYPE"))
    terminal.quit()
  }

  @Test func namedThemesNeedNoQuery() {
    let terminal = TestTerminal.board(["--paused", "--theme", "nord"], environment: ["COLORTERM": "truecolor"])
    #expect(!String(decoding: terminal.output, as: UTF8.self).contains("]11;?"))
    #expect(terminal.groundOfRows == 0x2E3440)
    terminal.quit()
  }

  @Test func trueColorMustBeAnnounced() {
    let terminal = TestTerminal.board(["--paused", "--theme", "nord"])
    #expect(!String(decoding: terminal.output, as: UTF8.self).contains("38;2;"))
    terminal.quit()
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
    let terminal = TestTerminal.board(
      ["--paused", "--theme", "mine"], environment: ["COLORTERM": "truecolor", "XDG_CONFIG_HOME": folder.path],
      columns: 200)
    #expect(terminal.groundOfRows == 0x101010)
    try save(head + "ground = \"#202020\"\n")
    #expect(terminal.wait { terminal.groundOfRows == 0x202020 })
    // A mistake is reported with its position, and the old theme stays.
    try save(head + "ground = \"#2020\"\n")
    #expect(terminal.waitFor("mine.toml:4:10"), "\(terminal.screen)")
    #expect(terminal.groundOfRows == 0x202020)
    try save(head + "ground = \"#303030\"\n")
    #expect(terminal.wait { terminal.groundOfRows == 0x303030 })
    terminal.quit()
  }

  @Test func themePickerPreviewsAndEscapeRestores() {
    let terminal = TestTerminal.board(["--paused", "--theme", "dark"], environment: ["COLORTERM": "truecolor"])
    terminal.send("T")
    #expect(terminal.waitFor("type to filter"))
    terminal.send("solarized-light")
    #expect(terminal.wait { terminal.groundOfHints == 0xFDF6E3 })
    terminal.send("\u{1B}")
    #expect(terminal.wait { terminal.groundOfHints == 0x16181D })
    terminal.send("Tsolarized-light\r")
    #expect(
      terminal.wait {
        terminal.groundOfHints == 0xFDF6E3
          && terminal.screen.contains("theme solarized-light for this session")
      })
    terminal.quit()
  }
}
