import Canvas
import Dashboard
import Foundation
import Simulation
import Testing

/// The README, held against the program.
@Suite struct ReadmeTests {
  private static let text: String = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
    return (try? String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)) ?? ""
  }()

  /// Ten kilobytes: the reference is elsewhere.
  @Test func itIsShort() { #expect((1...10_240).contains(Self.text.utf8.count), "\(Self.text.utf8.count) bytes") }

  @Test func noCommandNeedsSudo() {
    #expect(!Self.text.contains("\nsudo "))
  }

  /// The screen is what the program draws today.
  @Test func theScreenIsTrue() throws {
    let board = try TestBoard(width: 100, height: 18)
    for y in 0..<18 { #expect(Self.text.contains(board.line(y)), "line \(y) of the screen: \(board.line(y))") }
  }
}
