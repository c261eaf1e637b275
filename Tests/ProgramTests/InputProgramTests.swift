import CTestTerminal
import Foundation
import Testing

/// Mouse, pastes and unknown sequences with the real binary.
@Suite(.serialized, .timeLimit(.minutes(15))) struct InputProgramTests {
  @Test func mouseSelectsAndOpens() {
    let terminal = TestTerminal.board()
    #expect(terminal.hasMouse)
    func click(_ x: Int, _ y: Int) { terminal.send("\u{1B}[<0;\(x + 1);\(y + 1)M\u{1B}[<0;\(x + 1);\(y + 1)m") }
    click(10, 8)
    #expect(terminal.wait { terminal.row(4).hasPrefix("▌") })
    click(10, 8)
    #expect(terminal.waitFor("Meaning"))
    terminal.send("\u{1B}")
    #expect(terminal.wait { !terminal.screen.contains("Meaning") })
    terminal.send("\u{1B}[<65;5;5M")
    #expect(terminal.wait { terminal.row(7).hasPrefix("▌") })
    // F2 turns the mouse off and on.
    terminal.send("\u{1B}OQ")
    #expect(terminal.wait { !terminal.hasMouse })
    terminal.send("\u{1B}OQ")
    #expect(terminal.wait { terminal.hasMouse })
    terminal.quit()
  }

  // MARK: Input that nobody pressed

  /// Pasted text answers no question and does nothing by itself.
  @Test func pastesAreNotKeys() {
    let terminal = TestTerminal.board()
    terminal.send("\u{1B}[200~dy4\u{1B}[201~")
    #expect(terminal.waitFor("pasted text is ignored here"))
    #expect(!terminal.screen.contains("DATA TYPE"))
    terminal.send("4/\u{1B}[200~xero\ninvoices\u{1B}[201~")
    #expect(terminal.waitFor("filter: xero invoices"))
    terminal.send("\u{1B}")
    terminal.quit()
  }

  /// However long a paste is, and however reading splits it, the keyboard works after it.
  @Test func pastesOfAnyLengthEnd() {
    let terminal = TestTerminal.board()
    for length in Array(244...256) + Array(500...508) + [100_000] {
      terminal.send("\u{1B}[200~\(String(repeating: "x", count: length))\u{1B}[201~")
      #expect(terminal.waitFor("pasted text is ignored here"), "\(length)")
      terminal.send("\u{1B}[A")
      #expect(terminal.wait { !terminal.screen.contains("what was pasted") }, "\(length)")
    }
    terminal.quit()
  }

  /// Keys in an unknown form don't count as the characters they consist of.
  @Test func unknownSequencesAreNotKeys() {
    let terminal = TestTerminal.board()
    terminal.send("\u{1B}[13;2u")
    #expect(terminal.waitFor("does nothing here"))
    terminal.send("\u{1B}[B\u{1B}[4~")
    #expect(terminal.wait { terminal.row(20).hasPrefix("▌") || terminal.row(21).hasPrefix("▌") })
    terminal.send("\u{1B}[1~")
    #expect(terminal.wait { terminal.row(0).hasPrefix("▌") })
    // Alt and a bracket, and then a key.
    terminal.send("\u{1B}]")
    terminal.wait(seconds: 0.2) { false }
    terminal.send("4")
    #expect(terminal.waitFor("DATA TYPE"))
    terminal.quit()
  }
}
