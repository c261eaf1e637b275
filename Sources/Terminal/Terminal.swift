import CNcurses
import Canvas

#if canImport(Glibc)
  import Glibc
#endif

/// Runs `body` with the terminal in full-screen mode and gives it back as it was, however the body ends.
///
/// - Parameter depth: fewer colours than the terminal has; nil takes what it offers.
/// - Parameter asks: the terminal is asked for its ground first.
package func withTerminal<Result>(
  depth: ColourDepth?, asks: Bool = false, _ body: (inout Terminal) throws -> Result
) throws -> Result {
  var terminal = try Terminal(depth: depth, asks: asks)
  defer { terminal.close() }
  return try body(&terminal)
}

/// The ncurses edge: shows canvases, reads keys and signals.
package struct Terminal: ~Copyable {
  let input: UnsafeMutablePointer<FILE>
  let inputDescriptor: Int32
  let screen: OpaquePointer
  let signals: Int32
  var shown: Canvas?
  var pairs = ColourPairs()
  var isOpen = true
  var line: [cchar_t] = []
  package let depth: ColourDepth
  /// What it said of itself.
  package let answer: TerminalAnswer
  /// Sequences that are no keys.
  var filter = EscapeFilter()
  /// Which of the other descriptors the latest wait found to be readable.
  package private(set) var readyExtras: Set<Int32> = []
  package private(set) var columns = 0
  package private(set) var rows = 0

  /// ncurses allocates for the size that the terminal claims; beyond this it is taken for a mistake.
  static let maximumColumns: Int32 = 1_000
  static let maximumRows: Int32 = 400

  fileprivate init(depth wanted: ColourDepth?, asks: Bool) throws {
    let parts = try Self.open(depth: wanted, asks: asks)
    answer = parts.answer
    input = parts.input
    inputDescriptor = fileno(parts.input)
    screen = parts.screen
    signals = parts.signals
    depth = Self.prepare(wanted)
    (columns, rows) = (parts.columns, parts.rows)
    sb_unread(answer.typed.map { CChar(bitPattern: $0) }, Int32(answer.typed.count))
    sb_guard_on(STDOUT_FILENO)
    usePasteMarks(true)
  }

  fileprivate mutating func close() {
    guard isOpen else { return }
    isOpen = false
    usePasteMarks(false)
    sb_guard_off()
    endwin()
    delscreen(screen)
    sb_signals_close(signals)
  }

  // MARK: Showing

  /// Shows a canvas; only lines that differ from what stands there are handed on.
  package mutating func show(_ canvas: Canvas, theme: Theme) {
    let window = sb_screen()
    for y in 0..<min(canvas.height, rows) {
      if let shown, shown.width == canvas.width, y < shown.height, shown.row(y) == canvas.row(y) { continue }
      fill(canvas, y, theme)
      mvwadd_wchnstr(window, Int32(y), 0, line, Int32(line.count))
    }
    wnoutrefresh(window)
    doupdate()
    shown = canvas
  }

  mutating func fill(_ canvas: Canvas, _ y: Int, _ theme: Theme) {
    line.removeAll(keepingCapacity: true)
    var style: Style?
    var attributes: attr_t = 0
    var pair: Int32 = 0
    for cell in canvas.row(y) where cell.width > 0 {
      if cell.style != style {
        style = cell.style
        (attributes, pair) = pairs.resolve(theme.look(cell.style), depth)
      }
      var text: (wchar_t, wchar_t, wchar_t, wchar_t) = (
        wchar_t(bitPattern: cell.base), wchar_t(bitPattern: cell.firstMark), wchar_t(bitPattern: cell.secondMark), 0
      )
      var glyph = cchar_t()
      withUnsafePointer(to: &text) { pointer in
        pointer.withMemoryRebound(to: wchar_t.self, capacity: 4) { wide in
          // Pairs above 255 do not fit the attribute word: the options pointer carries them whole.
          _ = setcchar(&glyph, wide, attributes, Int16(truncatingIfNeeded: pair), &pair)
        }
      }
      line.append(glyph)
    }
  }

  /// What is pasted comes between marks, so that it is not taken for keys.
  func usePasteMarks(_ isOn: Bool) { send(isOn ? "\u{1B}[?2004h" : "\u{1B}[?2004l") }

  /// Gives the mouse to the board, or leaves it to the terminal.
  package func useMouse(_ isOn: Bool) { sb_mouse_on(isOn ? 1 : 0) }

  /// Every cell is sent anew with the next canvas: something else has written to the terminal.
  package mutating func redraw() {
    clearok(sb_screen(), true)
    shown = nil
  }

  // MARK: Waiting

  /// The descriptor that keys come from, for a loop that waits for other things besides.
  package var descriptor: Int32 { inputDescriptor }

  /// Waits for a key or a signal, at most so long; nil where the time was up.
  ///
  /// - Parameters:
  ///   - milliseconds: -1 waits without end.
  ///   - extras: at most six other descriptors that end the wait when they can be read.
  package mutating func wait(milliseconds: Int32, extras: [Int32] = []) -> [Wake] {
    readyExtras = []
    // ncurses may hold bytes that it has read ahead.
    let early = readKeys()
    if !early.isEmpty { return early }
    let descriptors = [inputDescriptor, signals] + extras
    let ready = sb_wait(descriptors, Int32(descriptors.count), milliseconds)
    readyExtras = Set(extras.enumerated().filter { ready & (4 << Int32($0.offset)) != 0 }.map(\.element))
    var wakes: [Wake] = []
    if ready & 2 != 0 { wakes += readSignals() }
    if ready & 1 != 0 {
      let keys = readKeys()
      wakes += keys
      if keys.isEmpty, ready & Int32(SB_HUNG_UP) != 0 { wakes.append(.hangUp) }
    }
    return wakes
  }

  mutating func readSignals() -> [Wake] {
    var wakes: [Wake] = []
    while case let signal = sb_signals_next(signals), signal != 0 {
      switch signal {
      case SIGWINCH:
        resize()
        wakes.append(.resize)
      case SIGTSTP: wakes.append(contentsOf: stop())
      case SIGCONT:
        // After a stop that could not be caught the shell's modes are still set.
        reset_prog_mode()
        resize()
        clearok(sb_screen(), true)
        shown = nil
        wakes.append(.resumed)
      default: wakes.append(.terminate(signal))
      }
    }
    return wakes
  }

  /// Puts a text on the clipboard by OSC 52; inside of tmux also wrapped, so that it passes through.
  ///
  /// - Parameter base64: the text's UTF-8 in Base64.
  package func copy(base64: String, isInTmux: Bool) {
    let sequence = "\u{1B}]52;c;\(base64)\u{7}"
    send(sequence)
    if isInTmux { send(Self.throughTmux(sequence)) }
  }

  /// Tells somebody who looks elsewhere.
  ///
  /// - Parameters:
  ///   - text: printable, without control characters.
  ///   - ways: the bell, and the desktop by OSC 9 or OSC 777.
  package func ring(_ text: String, bell: Bool, osc9: Bool, osc777: Bool, isInTmux: Bool) {
    if bell { send("\u{7}") }
    let sequences =
      (osc9 ? ["\u{1B}]9;\(text)\u{7}"] : []) + (osc777 ? ["\u{1B}]777;notify;signalbox;\(text)\u{7}"] : [])
    for sequence in sequences { send(isInTmux ? Self.throughTmux(sequence) : sequence) }
  }

  private static func throughTmux(_ sequence: String) -> String { "\u{1B}Ptmux;\u{1B}\(sequence)\u{1B}\\" }

  private func send(_ text: String) {
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      start += count
    }
  }

  /// Gives the terminal back, stops, and takes it again when continued.
  package mutating func stop() -> [Wake] {
    usePasteMarks(false)
    sb_guard_off()
    endwin()
    sb_stop()
    sb_guard_on(STDOUT_FILENO)
    usePasteMarks(true)
    resize()
    clearok(sb_screen(), true)
    wnoutrefresh(sb_screen())
    shown = nil
    return [.resumed]
  }

  mutating func resize() {
    let size = Self.size()
    guard size.columns != columns || size.rows != rows else { return }
    (columns, rows) = (Int(size.columns), Int(size.rows))
    resizeterm(size.rows, size.columns)
    clearok(sb_screen(), true)
    shown = nil
  }

  mutating func readKeys() -> [Wake] {
    var codes: [EscapeFilter.Code] = []
    var code: wint_t = 0
    // A paste of a megabyte is taken in parts, so that drawing goes on between them.
    while codes.count < 256 {
      let kind = wget_wch(sb_screen(), &code)
      guard kind != ERR else { break }
      codes.append(EscapeFilter.Code(value: UInt32(code), isSpecial: kind == KEY_CODE_YES))
    }
    return filter.inputs(codes).compactMap { input in
      switch input {
      case .pasted(let text): .pasted(text)
      case .unknown: .key(.other(0))
      case .code(let code): Self.wake(code)
      }
    }
  }

  private static func wake(_ code: EscapeFilter.Code) -> Wake? {
    guard code.isSpecial else { return plain(wint_t(code.value)).map { .key($0) } }
    if Int32(bitPattern: code.value) == KEY_MOUSE { return mouse().map { .mouse($0) } }
    return special(Int32(bitPattern: code.value)).map { .key($0) }
  }
}
