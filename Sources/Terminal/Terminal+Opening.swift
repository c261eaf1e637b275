import CNcurses
import Canvas

#if canImport(Glibc)
  import Glibc
#endif

/// Opens the terminal: its type, size and colors.
extension Terminal {
  struct Parts {
    var input: UnsafeMutablePointer<FILE>
    var screen: OpaquePointer
    var signals: Int32
    var columns: Int
    var rows: Int
    var answer: TerminalAnswer
  }

  static func open(depth: ColorDepth?, asks: Bool) throws -> Parts {
    _ = sb_locale_is_utf8()
    guard isatty(STDOUT_FILENO) == 1, let input = sb_open_input(), let output = sb_output() else {
      throw TerminalError.notATerminal
    }
    let type = getenv("TERM").map { String(cString: $0) } ?? ""
    // `newterm` would write to the terminal before it can be queried, so its description is checked first.
    var status: Int32 = 0
    guard setupterm(nil, STDOUT_FILENO, &status) != ERR, status == 1 else { throw TerminalError.unknownType(type) }
    guard sb_cursor_address() != nil else { throw TerminalError.noCursorAddressing(type) }
    // The Linux console would take the query for a command.
    let answer = asks && type != "linux" ? ask(input: fileno(input), output: STDOUT_FILENO) : TerminalAnswer()
    let direct = depth == nil || depth == .direct ? directType(type) : nil
    // The size comes from the terminal. LINES and COLUMNS would prevent resizing, so they are set only while opening,
    // within limits.
    let size = size()
    setenv("COLUMNS", String(size.columns), 1)
    setenv("LINES", String(size.rows), 1)
    let opened = direct.map { newterm($0, output, input) } ?? newterm(nil, output, input)
    unsetenv("COLUMNS")
    unsetenv("LINES")
    guard let screen = opened else { throw TerminalError.unknownType(type) }
    let signals = sb_signals_open()
    guard signals >= 0 else {
      endwin()
      delscreen(screen)
      throw TerminalError.noSignals
    }
    return Parts(
      input: input, screen: screen, signals: signals, columns: Int(size.columns), rows: Int(size.rows),
      answer: answer)
  }

  static func size() -> (columns: Int32, rows: Int32) {
    var columns: Int32 = 0
    var rows: Int32 = 0
    sb_size(STDOUT_FILENO, &columns, &rows)
    return (
      columns == 0 ? 80 : min(columns, maximumColumns), rows == 0 ? 24 : min(rows, maximumRows)
    )
  }

  static func prepare(_ wanted: ColorDepth?) -> ColorDepth {
    set_escdelay(25)
    cbreak()
    noecho()
    nonl()
    let window = sb_screen()
    keypad(window, true)
    defineKeys()
    nodelay(window, true)
    idlok(window, false)
    leaveok(window, true)
    curs_set(0)
    guard wanted != ColorDepth.none, has_colors() else { return .none }
    start_color()
    use_default_colors()
    let offered: ColorDepth =
      sb_colors() > 256 ? .direct : sb_colors() >= 256 ? .full : sb_colors() >= 8 ? .sixteen : .none
    return wanted.map { $0.rawValue < offered.rawValue ? $0 : offered } ?? offered
  }

  /// Some terminals send cursor keys in the plain form as well as in the one that their description names.
  static func defineKeys() {
    let keys: [(String, Int32)] = [
      ("A", KEY_UP), ("B", KEY_DOWN), ("C", KEY_RIGHT), ("D", KEY_LEFT), ("H", KEY_HOME), ("F", KEY_END),
    ]
    for (letter, code) in keys {
      define_key("\u{1B}[\(letter)", code)
      define_key("\u{1B}O\(letter)", code)
    }
    // Home and End of the VT220 and of rxvt.
    for (number, code) in [(1, KEY_HOME), (4, KEY_END), (7, KEY_HOME), (8, KEY_END)] {
      define_key("\u{1B}[\(number)~", code)
    }
  }
}
