import Canvas
import Configuration
import Dashboard
import Foundation
import Lifecycles
import Queries
import Simulation
import Testing

/// Whole screens, cell by cell with their attributes, in several sizes and ASCII, compared with the pictures beside
/// this file. SIGNALBOX_PICTURES=write rewrites them.
@Suite struct PictureTests {
  /// A screen, the keys that lead to it, and its size.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let screen: Screen
    var keys = ""
    let width: Int
    let height: Int
    var isASCII = false

    var testDescription: String { "\(name) \(width)x\(height)\(isASCII ? " ascii" : "")" }
    var file: String { "\(name)-\(width)x\(height)\(isASCII ? "-ascii" : "").txt" }
  }

  static let scenes: [(name: String, screen: Screen, keys: String)] = [
    ("overview", .overview, ""), ("connections", .connections, "jj "), ("sessions", .sessions, "/standing:failed\r"),
    ("datasets", .datasets, "/stat"), ("requests", .requests, "sACCOUNT\rSs"), ("todo", .todo, "j"),
    ("events", .events, "/to:19\rN"), ("object", .connections, "\r"), ("question", .connections, "d"),
    ("columns", .datasets, "Cjj "), ("wrong-filter", .datasets, "/xero color:red"),
    ("tour", .connections, ":tour\r\r"),
  ]

  static let cases: [Case] = scenes.flatMap { scene in
    [(80, 24, false), (140, 40, false), (80, 24, true), (60, 18, false)].map { size in
      Case(
        name: scene.name, screen: scene.screen, keys: scene.keys, width: size.0, height: size.1, isASCII: size.2)
    }
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Pictures")

  @Test(arguments: cases) func screensMatchTheirPictures(_ picture: Case) throws {
    var board = try TestBoard(
      width: picture.width, height: picture.height, isASCII: picture.isASCII, screen: picture.screen)
    board.type(picture.keys)
    let drawn = Self.describe(board.canvas)
    let file = Self.folder.appendingPathComponent(picture.file)
    if ProcessInfo.processInfo.environment["SIGNALBOX_PICTURES"] == "write" {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try Data(drawn.utf8).write(to: file)
    }
    let kept = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    let lines = kept.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in drawn.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      #expect(number < lines.count && line == lines[number], "line \(number + 1) of \(picture.file)")
    }
    #expect(drawn == kept)
  }

  /// The text of the screen, then for each line a letter per cell: its role, uppercase under the cursor, and a mark
  /// below where it has changed.
  private static func describe(_ canvas: Canvas) -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    let styles = (0..<canvas.height).map { y in
      var line = ""
      for cell in canvas.row(y) {
        let letter = String(letters[Int(cell.style.role.rawValue)])
        line += cell.style.isChanged ? "!" : cell.style.isCursor ? letter.uppercased() : letter
      }
      return line
    }
    let key = Role.allCases.map { "\(letters[Int($0.rawValue)]) \($0.name)" }.joined(separator: ", ")
    return canvas.text + "\n\n" + styles.joined(separator: "\n") + "\n\n" + key + "\n"
  }
}
