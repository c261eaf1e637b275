import Canvas
import Dashboard
import Queries
import Foundation
import Simulation
import Testing

/// The README, compared with the program.
@Suite struct ReadmeTests {
  private static let text: String = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
    return (try? String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)) ?? ""
  }()

  @Test func noCommandNeedsSudo() {
    for command in ["\nsudo ", "&& sudo ", "; sudo ", "| sudo "] { #expect(!Self.text.contains(command), "\(command)") }
  }

  /// The screen is what the program draws today.
  @Test func screenIsWhatTheProgramDraws() throws {
    var board = try TestBoard.badMorning(width: 100, height: 20)
    board.press(.down, .up)
    let lines = board.text(0..<board.lines.height)
    #expect(Self.text.contains(lines.joined(separator: "\n")), "\(board.text)")
  }
}
