import Foundation
import Journal
import Testing

/// Misbehaving feeds with the real program: kept, counted and explained, while keys respond.
@Suite(.serialized) struct FeedProgramTests {
  let folder = TestTerminal.ownFolder()

  private var feed: URL { folder.appendingPathComponent("feed.jsonl") }

  private static func line(_ number: Int, _ status: String = "CONNECTED", minute: Int? = nil) -> String {
    let time = String(format: "2026-01-05T08:%02d:%02dZ", (minute ?? number) / 60 % 60, (minute ?? number) % 60)
    return
      #"""
      {"time":"\#(time)","system":"connection","id":"c\#(number)","status":"\#(status)","account":"Account \#
      \#(number)","provider":"Xero"}
      """#
  }

  private func write(_ text: String) throws { try Data(text.utf8).write(to: feed) }

  private func append(_ bytes: [UInt8]) throws {
    let file = try FileHandle(forWritingTo: feed)
    try file.seekToEnd()
    try file.write(contentsOf: Data(bytes))
    try file.close()
  }

  private func append(_ text: String) throws { try append(Array(text.utf8)) }

  private func board(_ arguments: [String] = []) -> TestTerminal {
    TestTerminal(["watch", feed.path] + arguments, columns: 140)
  }

  private func leave(_ terminal: TestTerminal) {
    terminal.send("q")
    #expect(terminal.end() == .exit(0))
  }

  @Test func growingFilesWithAnIncompleteLine() throws {
    try write(Self.line(1) + "\n" + Self.line(2))
    let terminal = board()
    #expect(terminal.waitFor("feed: 1 line, 1 incomplete"))
    try append("\n" + Self.line(3))
    #expect(terminal.waitFor("feed: 2 lines, 1 incomplete"))
    try append("\n")
    #expect(terminal.waitFor("feed: 3 lines "))
    #expect(terminal.waitFor("Account 3"))
    leave(terminal)
  }

  @Test func rotatedAndTruncatedFiles() throws {
    try write(Self.line(1) + "\n")
    let terminal = board()
    #expect(terminal.waitFor("Account 1"))
    // What is still written to the renamed old file belongs to it.
    let old = try FileHandle(forWritingTo: feed)
    try old.seekToEnd()
    try FileManager.default.moveItem(at: feed, to: folder.appendingPathComponent("feed.jsonl.1"))
    #expect(terminal.waitFor("the feed's file is gone"))
    try old.write(contentsOf: Data((Self.line(2) + "\n").utf8))
    #expect(terminal.waitFor("Account 2"))
    try write(Self.line(3) + "\n")
    #expect(terminal.waitFor("the feed was replaced"))
    #expect(terminal.waitFor("Account 3"))
    try append(Self.line(4) + "\n")
    #expect(terminal.waitFor("Account 4"))
    let file = try FileHandle(forWritingTo: feed)
    try file.truncate(atOffset: 0)
    try file.close()
    #expect(terminal.waitFor("the feed was truncated"))
    try append(Self.line(5) + "\n")
    #expect(terminal.waitFor("Account 5"))
    leave(terminal)
  }

  /// A pipe that takes the feed's name doesn't block: keys respond, and a file that replaces it is read.
  @Test func pipesThatReplaceAFile() throws {
    try write(Self.line(1) + "\n")
    let terminal = board()
    #expect(terminal.waitFor("feed: 1 line"))
    try FileManager.default.moveItem(at: feed, to: feed.appendingPathExtension("old"))
    #expect(mkfifo(feed.path, 0o600) == 0)
    #expect(terminal.waitFor("the feed's file is gone"))
    terminal.send("?")
    #expect(terminal.waitFor("Help"))
    terminal.send("\u{1B}")
    try FileManager.default.removeItem(at: feed)
    try write(Self.line(2) + "\n")
    #expect(terminal.waitFor("feed: 2 lines"))
    leave(terminal)
  }

  @Test func pipesThatEnd() throws {
    let fifo = folder.appendingPathComponent("pipe").path
    #expect(mkfifo(fifo, 0o600) == 0)
    let terminal = TestTerminal(["watch", fifo], columns: 140)
    // After the program started, because nobody else holds the pipe.
    let writer = open(fifo, O_WRONLY | O_CLOEXEC)
    let text = Self.line(1) + "\n" + Self.line(2)
    _ = Foundation.write(writer, text, text.utf8.count)
    #expect(terminal.waitFor("feed: 1 line, 1 incomplete"))
    close(writer)
    // The last line of a pipe is complete when the pipe ends.
    #expect(terminal.waitFor("feed: 2 lines "), "\(terminal.screen)")
    leave(terminal)
  }

  /// CRLF, a BOM, invalid UTF-8, deep JSON, numbers out of range, a clock that goes back, a line of ten megabytes: each
  /// is one line, used or explained.
  @Test func oddLines() throws {
    var bytes: [UInt8] = [0xEF, 0xBB, 0xBF] + Array((Self.line(1) + "\r\n").utf8)
    bytes += Array(Self.line(2).replacing("Account 2", with: "Acc@unt 2").utf8).map { $0 == 0x40 ? 0xFF : $0 } + [0x0A]
    bytes += Array((#"{"a":"# + String(repeating: "[", count: 100_000) + "\n").utf8)
    bytes += Array((Self.line(3).dropLast() + #","sequence":99999999999999999999999}"# + "\n").utf8)
    bytes += Array((Self.line(4).dropLast() + #","records":1e400}"# + "\n").utf8)
    bytes += Array((Self.line(1, "DISCONNECTED", minute: 0) + "\n").utf8)
    bytes += Array(#"{"time":"2026-01-05T08:00:00Z","system":"connection","id":"long","status":""#.utf8)
    bytes += [UInt8](repeating: 0x78, count: 10 << 20) + Array("\"}\n".utf8)
    bytes += [0x00, 0x1B, 0x5B, 0x32, 0x4A, 0x0A]
    bytes += Array((Self.line(5) + "\n").utf8)
    try Data(bytes).write(to: feed)
    let terminal = board()
    #expect(terminal.waitFor("feed: 9 lines, 6 malformed, 1 late"), "\(terminal.screen)")
    #expect(terminal.screen.contains("Account 1") && terminal.screen.contains("Acc\u{FFFD}unt 2"))
    #expect(terminal.screen.contains("Account 5"))
    terminal.send("7")
    #expect(terminal.waitFor("longer than 1 MiB"), "\(terminal.screen)")
    #expect(terminal.screen.contains("invalid UTF-8") && terminal.screen.contains("DISCONNECTED"), "\(terminal.screen)")
    leave(terminal)
  }

  /// A million lines at once: keys respond meanwhile, and nothing is lost.
  @Test func aMillionLinesAtOnce() throws {
    let count = ProcessInfo.processInfo.environment["SIGNALBOX_ROUNDS"] == nil ? 100_000 : 1_000_000
    _ = FileManager.default.createFile(atPath: feed.path, contents: nil)
    let file = try FileHandle(forWritingTo: feed)
    for start in stride(from: 0, to: count, by: 10_000) {
      let lines = (start..<start + 10_000).map {
        Self.line($0 % 300, $0 / 300 % 2 == 0 ? "CONNECTED" : "AUTH_ERROR", minute: $0 / 300)
      }
      try file.write(contentsOf: Data((lines.joined(separator: "\n") + "\n").utf8))
    }
    let terminal = board()
    #expect(terminal.waitFor("feed: "))
    terminal.send("?")
    #expect(terminal.waitFor("Moving"))
    #expect(!terminal.topLine.contains("feed: \(count) lines"))
    terminal.send("\u{1B}")
    let grouped = count == 1_000_000 ? "1,000,000" : "100,000"
    #expect(terminal.wait(seconds: 300) { terminal.topLine.contains("feed: \(grouped) lines") })
    leave(terminal)
  }

  /// A feed is recorded as it came: its lines replay, and an interrupted recording continues where it stopped.
  @Test func recordedFeeds() throws {
    let journal = folder.appendingPathComponent("feed.journal").path
    try write((1...50).map { Self.line($0) }.joined(separator: "\r\n") + "\r\nodd\r\n")
    let first = board(["--journal", journal])
    #expect(first.waitFor("feed: 51 lines"))
    try append(Self.line(51) + "\n")
    #expect(first.waitFor("feed: 52 lines"))
    first.send("q")
    #expect(first.end() == .exit(0))
    try append(Self.line(52, "AUTH_ERROR") + "\n")
    let second = board(["--journal", journal])
    #expect(second.waitFor("feed: 53 lines"), "\(second.topLine)")
    #expect(second.topLine.contains("1 malformed") && !second.topLine.contains("duplicate"))
    let watcher = TestTerminal(["watch", journal], columns: 140)
    #expect(watcher.waitFor("feed: 53 lines"), "\(watcher.topLine)")
    try append(Self.line(53) + "\n")
    #expect(watcher.waitFor("feed: 54 lines"))
    leave(watcher)
    second.send("6A")
    #expect(second.waitFor("kept in the journal"))
    second.send("asked them\r")
    #expect(second.waitFor("asked them"))
    leave(second)
    let verified = try run(["journal", "verify", journal])
    #expect(verified.code == 0, "\(verified.errors)")
    let exported = try run(["journal", "export", journal]).output
    #expect(exported == (try Data(contentsOf: feed)))
    // A copy has everything: the lines, their events, and the person's actions.
    let copy = folder.appendingPathComponent("copy.journal").path
    let copied = try run(["journal", "compact", journal, copy])
    #expect(copied.code == 0, "\(copied.errors)")
    #expect(String(decoding: copied.output, as: UTF8.self).hasSuffix("54 events, 1 action\n"))
    #expect(try run(["journal", "verify", copy]).code == 0)
    #expect(try run(["journal", "export", copy]).output == exported)
  }

  /// Rotated while recorded, replaced between two sessions: each line is recorded once, and another feed is reported.
  @Test func resumesRotatedAndReplacedFeeds() throws {
    let journal = folder.appendingPathComponent("rotated.journal").path
    func lines() throws -> [String] {
      let exported = try run(["journal", "export", journal]).output
      return String(decoding: exported, as: UTF8.self).split(separator: "\n").map(String.init)
    }
    try write("\n" + Self.line(1) + "\n")
    let first = board(["--journal", journal])
    #expect(first.waitFor("feed: 2 lines"))
    try FileManager.default.moveItem(at: feed, to: feed.appendingPathExtension("1"))
    try write(Self.line(2) + "\n" + Self.line(3) + "\n")
    #expect(first.waitFor("feed: 4 lines"))
    leave(first)
    try append(Self.line(4) + "\n")
    let second = board(["--journal", journal])
    #expect(second.waitFor("feed: 5 lines"))
    #expect(second.screen.contains("the recording continues after 4 lines"))
    leave(second)
    #expect(try lines() == (1...4).map { Self.line($0) })
    try write(Self.line(2) + "\n" + Self.line(9) + "\n")
    let third = board(["--journal", journal])
    #expect(third.waitFor("the feed does not match the recording of 5 lines"))
    #expect(third.waitFor("feed: 7 lines"))
    leave(third)
    #expect(try run(["journal", "verify", journal]).code == 0)
  }

  @Test func recordedFeedsWithNUL() throws {
    let journal = folder.appendingPathComponent("nul.journal").path
    let odd = Self.line(2).replacingOccurrences(of: "Account 2", with: #"A\u0000B"#)
    try write(Self.line(1) + "\n\0\n" + odd + "\n")
    let terminal = board(["--journal", journal])
    #expect(terminal.waitFor("feed: 3 lines"))
    leave(terminal)
    let verified = try run(["journal", "verify", journal])
    #expect(verified.code == 0, "\(verified.errors)")
    #expect(try run(["journal", "export", journal]).output == (try Data(contentsOf: feed)))
    // Plain mode reports where the recording continues, too.
    let told = try run(["watch", feed.path, "--plain", "--journal", journal], input: "quit\n")
    #expect(String(decoding: told.output, as: UTF8.self).contains("the recording continues after 3 lines"))
  }

  @Test func filesThatAreNotFeeds() throws {
    let folder = try run(["watch", "--plain", folder.path])
    #expect(folder.code == 2 && folder.errors.contains("can't be opened"))
    let none = try run(["watch", "--plain", feed.path])
    #expect(none.code == 2 && none.errors.contains("can't be opened"))
  }
}
