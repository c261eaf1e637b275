import CNcurses
import Canvas

#if canImport(Glibc)
  import Glibc
#endif

/// Runs `body` with the terminal in full-screen mode, and restores it however the body ends.
///
/// - Parameter depth: limits the colors; nil uses what the terminal offers.
/// - Parameter asks: whether to query the terminal's background first.
package func withTerminal<Result>(
  depth: ColorDepth?, asks: Bool = false, _ body: (inout Terminal) throws -> Result
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
  var pairs = ColorPairs()
  var isOpen = true
  var line: [cchar_t] = []
  package let depth: ColorDepth
  /// What the terminal said about itself.
  package let answer: TerminalAnswer
  /// Removes sequences that are not keys.
  var filter = EscapeFilter()
  var output: FrameOutput
  /// Whether a frame was skipped because the terminal had not taken the previous one.
  private var isStale = false
  /// The additional descriptors that the latest wait found readable.
  package private(set) var readyExtras: Set<Int32> = []
  package private(set) var columns = 0
  package private(set) var rows = 0

  /// ncurses allocates for the size that the terminal claims. A larger size is taken for a mistake.
  static let maximumColumns: Int32 = 1_000
  static let maximumRows: Int32 = 400

  fileprivate init(depth wanted: ColorDepth?, asks: Bool) throws {
    let parts = try Self.open(depth: wanted, asks: asks)
    answer = parts.answer
    input = parts.input
    inputDescriptor = fileno(parts.input)
    screen = parts.screen
    signals = parts.signals
    depth = Self.prepare(wanted)
    (columns, rows) = (parts.columns, parts.rows)
    sb_unread(answer.typed.map { CChar(bitPattern: $0) }, Int32(answer.typed.count))
    output = FrameOutput()
    sb_guard_on(output.guarded)
    usePasteMarks(true)
  }

  fileprivate mutating func close() {
    guard isOpen else { return }
    isOpen = false
    usePasteMarks(false)
    let isThere = output.abandon()
    sb_guard_off()
    // A terminal that accepts no output gets at least its modes back.
    if isThere { endwin() } else { sb_restore_modes(inputDescriptor) }
    delscreen(screen)
    output.close()
    sb_signals_close(signals)
  }

  // MARK: Showing

  /// Whether a frame was skipped and the terminal can take one now.
  package var wantsFrame: Bool { isStale && !output.isBusy }

  /// Shows a canvas, sending only lines that differ from the screen. Skips the frame if the terminal has not taken the
  /// previous one.
  package mutating func show(_ canvas: Canvas, theme: Theme) {
    output.flush()
    isStale = output.isBusy
    guard !isStale else { return }
    let window = sb_screen()
    for y in 0..<min(canvas.height, rows) {
      if let shown, shown.width == canvas.width, y < shown.height, shown.row(y) == canvas.row(y) { continue }
      fill(canvas, y, theme)
      mvwadd_wchnstr(window, Int32(y), 0, line, Int32(line.count))
    }
    wnoutrefresh(window)
    output.capture { doupdate() }
    output.flush()
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
        (attributes, pair) = pairs.resolve(theme.textStyle(cell.style), depth)
      }
      var text: (wchar_t, wchar_t, wchar_t, wchar_t) = (
        wchar_t(bitPattern: cell.base), wchar_t(bitPattern: cell.firstMark), wchar_t(bitPattern: cell.secondMark), 0
      )
      var glyph = cchar_t()
      withUnsafePointer(to: &text) { pointer in
        pointer.withMemoryRebound(to: wchar_t.self, capacity: 4) { wide in
          // Pairs above 255 don't fit the attribute word. The options pointer carries them whole.
          _ = setcchar(&glyph, wide, attributes, Int16(truncatingIfNeeded: pair), &pair)
        }
      }
      line.append(glyph)
    }
  }

  /// Turns on marks around pasted text, so that it isn't taken for keys.
  mutating func usePasteMarks(_ isOn: Bool) { output.send(isOn ? "\u{1B}[?2004h" : "\u{1B}[?2004l") }

  /// Reports the mouse to the board, or leaves it to the terminal.
  package mutating func useMouse(_ isOn: Bool) {
    output.capture { sb_mouse_on(isOn ? 1 : 0) }
    output.flush()
  }

  /// Sends every cell again with the next canvas, because something else wrote to the terminal.
  package mutating func redraw() {
    clearok(sb_screen(), true)
    shown = nil
  }

  // MARK: Waiting

  /// Waits for a key or signal; nil if the time is up.
  ///
  /// - Parameters:
  ///   - milliseconds: the maximum time; -1 waits without limit.
  ///   - extras: at most six other descriptors that end the wait when they become readable.
  package mutating func wait(milliseconds: Int32, extras: [Int32] = []) -> [TerminalEvent] {
    readyExtras = []
    // ncurses may hold bytes that it has already read.
    let early = readKeys()
    if !early.isEmpty { return early }
    let descriptors = [inputDescriptor, signals] + extras
    let ready = sb_wait_to_write(
      descriptors, Int32(descriptors.count), output.isBusy ? output.descriptor : -1, milliseconds)
    output.flush()
    readyExtras = Set(extras.enumerated().filter { ready & (4 << Int32($0.offset)) != 0 }.map(\.element))
    var events: [TerminalEvent] = []
    if ready & 2 != 0 { events += readSignals() }
    if ready & 1 != 0 {
      let keys = readKeys()
      events += keys
      if keys.isEmpty, ready & Int32(SB_HUNG_UP) != 0 { events.append(.hangUp) }
    }
    return events
  }

  mutating func readSignals() -> [TerminalEvent] {
    var events: [TerminalEvent] = []
    while case let signal = sb_signals_next(signals), signal != 0 {
      switch signal {
      case SIGWINCH:
        resize()
        events.append(.resize)
      case SIGTSTP: events.append(contentsOf: stop())
      case SIGCONT:
        // After a stop that could not be caught, the shell's modes are still set.
        reset_prog_mode()
        resize()
        clearok(sb_screen(), true)
        shown = nil
        events.append(.resumed)
      default: events.append(.terminate(signal))
      }
    }
    return events
  }

  /// Copies text to the clipboard with OSC 52, wrapped inside tmux so that it passes through.
  ///
  /// - Parameter base64: the text's UTF-8 in Base64.
  package mutating func copy(base64: String, isInTmux: Bool) {
    let sequence = "\u{1B}]52;c;\(base64)\u{7}"
    output.send(sequence)
    if isInTmux { output.send(Self.throughTmux(sequence)) }
  }

  /// Notifies a person who is looking elsewhere.
  ///
  /// - Parameters:
  ///   - text: what to say; may come from outside.
  ///   - ways: the bell, and the desktop through OSC 9 or OSC 777.
  package mutating func ring(_ text: String, bell: Bool, osc9: Bool, osc777: Bool, isInTmux: Bool) {
    if bell { output.send("\u{7}") }
    for sequence in Self.notices(text, osc9: osc9, osc777: osc777, isInTmux: isInTmux) { output.send(sequence) }
  }

  /// The sequences that notify the desktop. Nothing in the text ends or extends them.
  package static func notices(_ text: String, osc9: Bool, osc777: Bool, isInTmux: Bool) -> [String] {
    let text = SanitizedText(text).plain
    let sequences =
      (osc9 ? ["\u{1B}]9;\(text)\u{7}"] : []) + (osc777 ? ["\u{1B}]777;notify;signalbox;\(text)\u{7}"] : [])
    return isInTmux ? sequences.map(throughTmux) : sequences
  }

  private static func throughTmux(_ sequence: String) -> String { "\u{1B}Ptmux;\u{1B}\(sequence)\u{1B}\\" }

  /// Restores the terminal, stops the process, and takes the terminal again when continued.
  package mutating func stop() -> [TerminalEvent] {
    usePasteMarks(false)
    let isThere = output.abandon()
    sb_guard_off()
    if isThere { endwin() } else { sb_restore_modes(inputDescriptor) }
    sb_stop()
    // ncurses would do this while it writes a frame into memory, which has no modes.
    reset_prog_mode()
    sb_guard_on(output.guarded)
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

  mutating func readKeys() -> [TerminalEvent] {
    var codes: [EscapeFilter.Code] = []
    var code: wint_t = 0
    // A paste of a megabyte is read in parts, so that drawing continues in between.
    while codes.count < 256 || (codes.count < 512 && EscapeFilter.isCut(codes)) {
      let kind = wget_wch(sb_screen(), &code)
      guard kind != ERR else { break }
      codes.append(EscapeFilter.Code(value: UInt32(code), isSpecial: kind == KEY_CODE_YES))
    }
    return filter.inputs(codes).compactMap { input in
      switch input {
      case .pasted(let text): .pasted(text)
      case .unknown: .key(.other(0))
      case .code(let code): Self.event(code)
      }
    }
  }

  private static func event(_ code: EscapeFilter.Code) -> TerminalEvent? {
    guard code.isSpecial else { return plain(wint_t(code.value)).map { .key($0) } }
    if Int32(bitPattern: code.value) == KEY_MOUSE { return mouse().map { .mouse($0) } }
    return special(Int32(bitPattern: code.value)).map { .key($0) }
  }
}
