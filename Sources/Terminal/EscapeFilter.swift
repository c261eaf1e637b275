import Canvas

/// Removes escape sequences that are not key presses: late answers of the terminal, unknown keys, and the marks around
/// a paste. Otherwise their characters would act as keys.
package struct EscapeFilter {
  /// What ncurses read: a character, or a key that it knows.
  package struct Code: Equatable {
    package let value: UInt32
    package let isSpecial: Bool

    package init(value: UInt32, isSpecial: Bool = false) {
      self.value = value
      self.isSpecial = isSpecial
    }

    static let escape = Code(value: 0x1B)
  }

  /// What a person did.
  package enum Input: Equatable {
    case code(Code)
    case pasted(String)
    /// A key in an unknown form.
    case unknown
  }

  private enum State {
    case outside
    /// Inside an operating system command (`ESC ]`) or a device control string (`ESC P`), up to BEL or `ESC \`.
    case command, commandEnd
    /// Inside a control sequence (`ESC [`), up to its last byte.
    case control
  }

  private var state = State.outside
  private var parameters: [UInt32] = []
  /// The text pasted so far; nil outside a paste.
  private var paste: String.UnicodeScalarView?
  private var pasteLength = 0
  /// The start of what could be a paste's end mark. The rest arrives with the next codes.
  private var held: [Code] = []
  /// Escapes that came alone during a paste.
  private var loneEscapes = 0
  /// A longer sequence is not an answer, so keys count as keys again.
  private static let longestCommand = 4_096
  private static let pasteEnd = "\u{1B}[201~".unicodeScalars.map { Code(value: $0.value) }
  /// The maximum number of characters in a paste.
  private static let longestPaste = 1 << 20

  package init() {}

  /// Whether the codes end inside what could be a sequence, with the rest not read yet.
  package static func isCut(_ codes: [Code]) -> Bool {
    guard let last = codes.last, !last.isSpecial else { return false }
    return last == .escape || (codes.dropLast().last == .escape && [0x5B, 0x5D, 0x50].contains(last.value))
  }

  package mutating func inputs(_ fresh: [Code]) -> [Input] {
    if let pasted = giveUpPaste(fresh) { return [pasted] }
    var inputs: [Input] = []
    var position = 0
    let codes = held + fresh
    held = []
    while position < codes.count {
      let code = codes[position]
      func ahead(_ offset: Int) -> UInt32? {
        let index = position + offset
        return index < codes.count && !codes[index].isSpecial ? codes[index].value : nil
      }
      if paste != nil {
        let rest = codes[position...]
        if rest.starts(with: Self.pasteEnd) {
          endPaste(&inputs)
          position += Self.pasteEnd.count
          continue
        }
        if rest.count < Self.pasteEnd.count, Self.pasteEnd.starts(with: rest) {
          held = Array(rest)
          break
        }
        take(code, &inputs)
        position += 1
        continue
      }
      switch state {
      // A terminal sends a sequence at once. A person presses Escape alone, or a key with Alt.
      case .outside
      where code == .escape && ahead(1) == 0x5D && ahead(2).map { (0x30...0x39).contains($0) } == true
        || code == .escape && ahead(1) == 0x50 && ahead(2).map { (0x20...0x3F).contains($0) } == true:
        state = .command
        parameters = []
        position += 1
      case .outside where code == .escape && ahead(1) == 0x5B && ahead(2) != nil:
        state = .control
        parameters = []
        position += 1
      case .outside: take(code, &inputs)
      case .command:
        parameters.append(code.value)
        let isOver = code.value == 7 || parameters.count > Self.longestCommand
        state = isOver ? .outside : code.value == 0x1B ? .commandEnd : .command
      case .commandEnd:
        // Anything but a backslash starts something new in the middle of the answer.
        parameters = []
        state = code.value == 0x5B ? .control : code.value == 0x5D || code.value == 0x50 ? .command : .outside
        if state == .outside, code.value != 0x5C { take(code, &inputs) }
      case .control:
        if (0x20...0x3F).contains(code.value), !code.isSpecial {
          parameters.append(code.value)
        } else {
          state = .outside
          end(code.value, &inputs)
        }
      }
      position += 1
    }
    return inputs
  }

  /// Ends a paste whose end mark never comes when a person presses Escape twice.
  private mutating func giveUpPaste(_ fresh: [Code]) -> Input? {
    guard paste != nil, fresh == [.escape] else {
      if !fresh.isEmpty { loneEscapes = 0 }
      return nil
    }
    loneEscapes += 1
    guard loneEscapes > 1, let paste else { return nil }
    (self.paste, held, loneEscapes) = (nil, [], 0)
    return .pasted(String(paste))
  }

  private mutating func endPaste(_ inputs: inout [Input]) {
    if let paste { inputs.append(.pasted(String(paste))) }
    (paste, loneEscapes) = (nil, 0)
  }

  private mutating func take(_ code: Code, _ inputs: inout [Input]) {
    guard paste != nil else {
      inputs.append(.code(code))
      return
    }
    // Nothing that a terminal would obey is text.
    guard !code.isSpecial, code.value >= 0x20 || [0x09, 0x0A, 0x0D].contains(code.value) else { return }
    if let scalar = Unicode.Scalar(code.value), pasteLength < Self.longestPaste {
      paste!.append(scalar)
      pasteLength += 1
    }
  }

  private mutating func end(_ last: UInt32, _ inputs: inout [Input]) {
    let text = parameters.compactMap { Unicode.Scalar($0).map(String.init) }.joined()
    switch (text, last) {
    case ("200", 0x7E): (paste, pasteLength) = (String.UnicodeScalarView(), 0)
    // The terminal's identity, or anything else with a private mark: an answer, not a key.
    case (_, 0x63): break
    case _ where text.hasPrefix("?") || text.hasPrefix(">"): break
    default: if paste == nil { inputs.append(.unknown) }
    }
  }
}
