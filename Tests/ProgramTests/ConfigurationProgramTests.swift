import CTestTerminal
import Foundation
import Testing

/// The configuration file with the real binary.
@Suite(.serialized, .timeLimit(.minutes(15))) struct ConfigurationProgramTests {
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
    let terminal = TestTerminal.board(environment: environment)
    #expect(terminal.columnTitles.hasPrefix(" DATASET"))
    #expect(terminal.rule.contains("sorted by ACCOUNT ▼"))
    #expect(terminal.groundOfRows == 0x282828)
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
    let terminal = TestTerminal.board(environment: environment, columns: 240)
    #expect(terminal.waitFor("config.toml:3:1: unknown action requeu"))
    #expect(terminal.screen.contains("until you fix it"))
    terminal.quit()
    let check = try run(["config", "check"], environment: environment)
    #expect(check.code == 2 && check.errors.contains("Did you mean requeue?"))
    #expect(try run(["--config", "/nowhere.toml"]).code == 2)
  }

  /// Views and filters are kept for the next session.
  @Test func savedViewsAndFiltersComeBack() {
    let folder = TestTerminal.ownFolder()
    let environment = ["XDG_CONFIG_HOME": folder.path, "XDG_STATE_HOME": folder.path]
    let first = TestTerminal.board(environment: environment)
    #expect(first.screen.contains("Welcome."))
    first.send("4/standing:failed\rVSave\rmine\r")
    #expect(first.waitFor("view mine saved"))
    first.quit()
    let second = TestTerminal.board(environment: environment)
    #expect(!second.screen.contains("Welcome."))
    second.send("Vmine\r")
    #expect(second.waitFor("filter: standing:failed"))
    second.send("\u{1B}")
    #expect(second.waitFor("filter cleared"))
    second.send("/\u{1B}[A")
    #expect(second.waitFor("filter: standing:failed"))
    second.send("\u{1B}")
    second.quit()
  }
}
