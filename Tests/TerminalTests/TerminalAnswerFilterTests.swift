import Terminal
import Testing

/// What a terminal says by itself presses no key, wherever reading splits it.
@Suite struct TerminalAnswerFilterTests {
  typealias Code = EscapeFilter.Code
  typealias Input = EscapeFilter.Input

  private static func codes(_ text: String) -> [Code] { text.unicodeScalars.map { Code(value: $0.value) } }

  /// Strings (OSC and DCS), without their end.
  static let strings = [
    "\u{1B}]11;rgb:ffff/ffff/ffff", "\u{1B}]10;rgb:0/0/0", "\u{1B}]4;1;rgb:cdcd/0000/0000", "\u{1B}]52;c;cXVpdA==",
    "\u{1B}]0;q", "\u{1B}P>|xterm(379)", "\u{1B}P1$r0m", "\u{1B}P1+r544e=787465726d", "\u{1B}P!|00000000",
    "\u{1B}P0+r",
  ]
  static let ends = ["\u{7}", "\u{1B}\\"]

  /// Control sequences: identity, mode, keyboard and status reports.
  static let sequences = [
    "\u{1B}[?62;22c", "\u{1B}[>41;379;0c", "\u{1B}[c", "\u{1B}[?2004;1$y", "\u{1B}[?1u", "\u{1B}[?997;1n",
    "\u{1B}[?12;40R",
  ]

  /// What comes after: a character, a key that the terminal's description knows, Escape, and a letter beyond ASCII.
  static let keys: [Code] = [
    Code(value: 0x71), Code(value: 0x5C), Code(value: 259, isSpecial: true), Code(value: 0x1B), Code(value: 0xE9),
    Code(value: 0x5B), Code(value: 0x63),
  ]

  /// Passes the codes on in parts.
  private static func inputs(_ parts: [[Code]]) -> [Input] {
    var filter = EscapeFilter()
    return parts.flatMap { filter.inputs($0) }
  }

  private static func expectOnly(_ key: Code, after text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let codes = codes(text)
    let name = text.debugDescription
    #expect(inputs([codes + [key]]) == [.code(key)], "\(name) at once", sourceLocation: sourceLocation)
    #expect(inputs([codes, [key]]) == [.code(key)], "\(name), then the key", sourceLocation: sourceLocation)
    // The beginning is read in one part, as `isCut` asks for. The rest can be split anywhere, or everywhere.
    for position in 3..<codes.count {
      let parts = [Array(codes[..<position]), Array(codes[position...]) + [key]]
      #expect(inputs(parts) == [.code(key)], "\(name) split at \(position)", sourceLocation: sourceLocation)
    }
    let single = [Array(codes[..<3])] + codes[3...].map { [$0] } + [[key]]
    #expect(inputs(single) == [.code(key)], "\(name) code by code", sourceLocation: sourceLocation)
  }

  @Test(arguments: strings, ends) func stringsPressNoKeys(_ string: String, _ end: String) {
    for key in Self.keys { Self.expectOnly(key, after: string + end) }
  }

  @Test(arguments: sequences) func reportsPressNoKeys(_ sequence: String) {
    for key in Self.keys { Self.expectOnly(key, after: sequence) }
  }

  /// Several answers in a row, as a late terminal sends them.
  @Test func answersInARowPressNoKeys() {
    let all = Self.strings.flatMap { string in Self.ends.map { string + $0 } } + Self.sequences
    let key = Code(value: 0x71)
    #expect(Self.inputs([Self.codes(all.joined()) + [key]]) == [.code(key)])
    var filter = EscapeFilter()
    for answer in all { #expect(filter.inputs(Self.codes(answer)).isEmpty, "\(answer.debugDescription)") }
  }

  /// An answer that breaks off where the next begins.
  @Test(arguments: ["\u{1B}[?62;22c", "\u{1B}]11;rgb:0/0/0\u{1B}\\", "\u{1B}P1$r0m\u{1B}\\"])
  func unfinishedAnswersPressNoKeys(_ next: String) {
    Self.expectOnly(Code(value: 0x71), after: "\u{1B}]11;rgb:ff" + next)
  }

  /// A sequence of nobody's kind isn't the characters that it consists of, but says that something was pressed.
  @Test(arguments: ["\u{1B}[13;2u", "\u{1B}[27;5;9~", "\u{1B}[1;5P"]) func unknownKeysAreOneKey(_ text: String) {
    let codes = Self.codes(text)
    for position in 3...codes.count {
      let inputs = Self.inputs([Array(codes[..<position]), Array(codes[position...]), Self.codes("q")])
      #expect(inputs == [.unknown, .code(Code(value: 0x71))], "\(text.debugDescription) split at \(position)")
    }
  }

  /// Keys with Alt, and Escape alone, are keys.
  @Test(arguments: ["\u{1B}]", "\u{1B}P", "\u{1B}[", "\u{1B}", "\u{1B}p", "\u{1B}x"]) func keysWithAltArrive(
    _ text: String
  ) {
    let codes = Self.codes(text)
    let inputs = Self.inputs([codes, Self.codes("4")])
    #expect(inputs == (codes + Self.codes("4")).map { .code($0) })
  }

  /// Where reading must go on before the filter can tell.
  @Test func beginningsAreReadInOnePart() {
    for text in ["\u{1B}", "\u{1B}[", "\u{1B}]", "\u{1B}P", "abc\u{1B}", "abc\u{1B}]"] {
      #expect(EscapeFilter.isCut(Self.codes(text)), "\(text.debugDescription)")
    }
    for text in ["", "a", "[", "\u{1B}[1", "\u{1B}]1", "\u{1B}x", "]"] {
      #expect(!EscapeFilter.isCut(Self.codes(text)), "\(text.debugDescription)")
    }
    #expect(!EscapeFilter.isCut([Code(value: 0x1B, isSpecial: true)]))
  }

  /// What never ends is not an answer, so that the keyboard comes back.
  @Test func endlessStringsEnd() {
    let endless = "\u{1B}]11;" + String(repeating: "x", count: 5_000)
    let inputs = Self.inputs([Self.codes(endless), Self.codes("q")])
    #expect(inputs.last == .code(Code(value: 0x71)))
  }
}
