import Canvas

/// Takes escape sequences that nobody has pressed out of what was read: late answers of the terminal, keys that it
/// sends in forms unknown here, and the marks round what was pasted. None of them may act as the keys that they contain.
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
    /// A key in a form that is not known.
    case unknown
  }

  private enum State {
    case outside
    /// In a command of the operating system kind (`ESC ]`), up to BEL or `ESC \`.
    case command, commandEnd
    /// In a control sequence (`ESC [`), up to its last byte.
    case control
  }

  private var state = State.outside
  private var parameters: [UInt32] = []
  /// What has been pasted so far; nil outside of a paste.
  private var paste: String.UnicodeScalarView?
  /// What is longer is no answer; keys are keys again.
  private static let longestCommand = 4_096
  /// A paste is taken up to so many characters.
  private static let longestPaste = 1 << 20

  package init() {}

  package mutating func inputs(_ codes: [Code]) -> [Input] {
    var inputs: [Input] = []
    var position = 0
    while position < codes.count {
      let code = codes[position]
      func ahead(_ offset: Int) -> UInt32? {
        let index = position + offset
        return index < codes.count && !codes[index].isSpecial ? codes[index].value : nil
      }
      switch state {
      // A terminal sends a sequence at once; a person presses Escape alone, or a key with Alt.
      case .outside where code == .escape && ahead(1) == 0x5D && ahead(2).map { (0x30...0x39).contains($0) } == true:
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
      case .commandEnd: state = .outside
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

  private mutating func take(_ code: Code, _ inputs: inout [Input]) {
    guard paste != nil else {
      inputs.append(.code(code))
      return
    }
    if !code.isSpecial, let scalar = Unicode.Scalar(code.value), paste!.count < Self.longestPaste {
      paste!.append(scalar)
    }
  }

  private mutating func end(_ last: UInt32, _ inputs: inout [Input]) {
    let text = parameters.compactMap { Unicode.Scalar($0).map(String.init) }.joined()
    switch (text, last) {
    case ("200", 0x7E): paste = String.UnicodeScalarView()
    case ("201", 0x7E):
      if let paste { inputs.append(.pasted(String(paste))) }
      paste = nil
    // Who the terminal is: an answer, and no key.
    case (_, 0x63): break
    default: if paste == nil { inputs.append(.unknown) }
    }
  }
}
