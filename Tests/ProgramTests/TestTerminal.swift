import CTestTerminal
import Dashboard
import Foundation
import Testing

/// The real binary in a real pseudo-terminal, its screen read by a terminal emulator.
final class TestTerminal {
  private let terminal: OpaquePointer
  private(set) var columns: Int
  private(set) var rows: Int
  /// The program's wait status once it has ended.
  private var ending: Int32?

  /// The binary that was built with these tests.
  static let binary: String = {
    let own = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    return own.appendingPathComponent("signalbox").path
  }()

  static let environment = [
    "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": folder.path,
    "XDG_CONFIG_HOME": folder.appendingPathComponent("config").path,
    "XDG_STATE_HOME": folder.appendingPathComponent("state").path,
  ]

  /// A home folder for these tests only.
  static let folder: URL = {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("signalbox-tests-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }()

  /// A folder for one test.
  static func ownFolder() -> URL {
    let own = folder.appendingPathComponent(UUID().uuidString)
    try? FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    return own
  }

  /// - Parameter program: a program other than the binary, such as a shell that starts it.
  init(
    program: String = binary, _ arguments: [String] = [], environment: [String: String] = [:], columns: Int = 100,
    rows: Int = 30
  ) {
    self.columns = columns
    self.rows = rows
    let variables = Self.environment.merging(environment) { $1 }.filter { !$0.value.isEmpty }
    var argv = ([program] + arguments).map { strdup($0) } + [nil]
    var envp = variables.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    terminal = tt_start(program, &argv, &envp, Int32(columns), Int32(rows))
    for pointer in argv + envp { free(pointer) }
  }

  deinit { tt_free(terminal) }

  /// A board that has drawn its first screen.
  static func board(
    _ arguments: [String] = ["--paused"], environment: [String: String] = [:], columns: Int = 100, rows: Int = 30
  ) -> TestTerminal {
    let terminal = TestTerminal(arguments, environment: environment, columns: columns, rows: rows)
    // The last line is drawn last.
    #expect(
      terminal.wait { terminal.screen.contains("2 Connections") && terminal.hints.contains("all") },
      "the board did not come up: \(terminal.screen)")
    return terminal
  }

  /// Quits the board, and checks that the terminal is as before.
  func quit() {
    send("q")
    #expect(end() == .exit(0))
    #expect(isRestored && !isAlternate && !hasMouse)
  }

  // MARK: The screen by name

  /// Where everything on the board's screen is, as the program lays it out, without a timeline.
  var lines: ScreenLines { ScreenLines(height: rows) }
  var topLine: String { line(lines.top) }
  var tabs: String { line(lines.tabs) }
  var rule: String { line(lines.rule) }
  var columnTitles: String { line(lines.columnTitles) }
  /// A row of a table, from 0.
  func row(_ number: Int) -> String { line(lines.rows.lowerBound + number) }
  /// The message, or the line being typed.
  var notice: String { line(lines.notice) }
  var hints: String { line(lines.hints) }

  // MARK: The screen

  func line(_ row: Int) -> String {
    var buffer = [CChar](repeating: 0, count: 8_192)
    tt_line(terminal, Int32(row), &buffer, Int32(buffer.count))
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  var screen: String { (0..<rows).map(line).joined(separator: "\n") }
  var isAlternate: Bool { tt_is_alternate(terminal) != 0 }
  var isCursorVisible: Bool { tt_cursor_visible(terminal) != 0 }
  var isRestored: Bool { tt_is_restored(terminal) != 0 }
  var hasMouse: Bool { tt_has_mouse(terminal) != 0 }

  /// The true color of the background in the rows of a table, away from the cursor; nil for none.
  var groundOfRows: Int? { ground(lines.rows.lowerBound + 6, 5) }
  var groundOfHints: Int? { ground(lines.hints, 1) }

  /// The true color of a cell's background; nil for none.
  private func ground(_ row: Int, _ column: Int) -> Int? {
    let rgb = Int(tt_ground(terminal, Int32(row), Int32(column)))
    return rgb < 0 ? nil : rgb
  }
  var process: Int32 { tt_process(terminal) }
  var processorTicks: Int { tt_cpu_ticks(terminal) }

  /// A cell's foreground color and attributes, as `tt_cell` packs them.
  func attributes(_ row: Int, _ column: Int) -> Int { Int(tt_cell(terminal, Int32(row), Int32(column))) }

  var output: [UInt8] {
    var count: Int32 = 0
    guard let bytes = tt_output(terminal, &count) else { return [] }
    return UnsafeBufferPointer(start: bytes, count: Int(count)).map { UInt8(bitPattern: $0) }
  }

  // MARK: Input and output

  func send(_ text: String) {
    let bytes = Array(text.utf8).map { CChar(bitPattern: $0) }
    tt_send(terminal, bytes, Int32(bytes.count))
  }

  func signal(_ number: Int32) { kill(process, number) }

  func resize(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    tt_resize(terminal, Int32(columns), Int32(rows))
  }

  func hangUp() { tt_hang_up(terminal) }

  /// Reads until a condition holds. The limit is for a hang, not a measurement.
  @discardableResult
  func wait(seconds: Double = 20, until holds: () -> Bool) -> Bool {
    let end = Date().addingTimeInterval(seconds)
    while !holds() {
      if Date() > end { return false }
      // Everything that has arrived is read before the screen is looked at, which takes a while in a debug build.
      var count = tt_read(terminal, 20)
      while count > 0 { count = tt_read(terminal, 0) }
      if count < 0 { return holds() }
    }
    return true
  }

  @discardableResult
  func waitFor(_ text: String) -> Bool { wait { screen.contains(text) } }

  /// Reads what is left and returns the program's next wait status.
  func change(seconds: Double = 20) -> Int32? {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      let status = tt_wait(terminal, 10)
      if status != -1 {
        while tt_read(terminal, 30) > 0 {}
        return status
      }
      _ = tt_read(terminal, 5)
    }
    return nil
  }

  /// The next wait status without reading anything; -1 for none.
  func statusUnread() -> Int32 { tt_wait(terminal, 0) }

  /// How the program ended: its exit code, or the signal that ended it.
  enum Ending: Equatable {
    case exit(Int32)
    case signal(Int32)
    case stopped
    case hangs
  }

  func end(seconds: Double = 20) -> Ending {
    guard let status = change(seconds: seconds) else { return .hangs }
    if tt_is_stopped(status) != 0 { return .stopped }
    let code = tt_exit_code(status)
    return code >= 0 ? .exit(code) : .signal(tt_signal(status))
  }
}

/// Runs the binary without a terminal.
func run(_ arguments: [String], environment: [String: String] = [:], input: String? = nil) throws -> (
  code: Int32, output: Data, errors: String
) {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: TestTerminal.binary)
  process.arguments = arguments
  process.environment = TestTerminal.environment.merging(environment) { $1 }
  let output = Pipe(), errors = Pipe(), standardInput = Pipe()
  process.standardOutput = output
  process.standardError = errors
  process.standardInput = standardInput
  try process.run()
  if let input { standardInput.fileHandleForWriting.write(Data(input.utf8)) }
  try standardInput.fileHandleForWriting.close()
  let bytes = output.fileHandleForReading.readDataToEndOfFile()
  let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return (process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus, bytes, text)
}

/// A folder that is deleted afterwards.
func withFolder(_ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("signalbox-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder.path)
}
