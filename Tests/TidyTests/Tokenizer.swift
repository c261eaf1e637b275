/// A word or a sign of Swift code.
struct Token {
  let text: String
  /// From 1.
  let line: Int
  /// Whether it is the first of its line, without space before it.
  let isAtMargin: Bool
}

/// Splits Swift code into words and signs, without comments, and with a literal as one `"`.
///
/// It knows no more of the language than the rules need.
struct Tokenizer {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var lineStart = 0
  /// The lines of literals that span several, without their first one.
  private(set) var literalLines: [ClosedRange<Int>] = []

  private static let newline = UInt8(ascii: "\n")
  private static let quote = UInt8(ascii: "\"")
  private static let hash = UInt8(ascii: "#")
  private static let slash = UInt8(ascii: "/")
  private static let star = UInt8(ascii: "*")
  private static let backslash = UInt8(ascii: "\\")

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private func byte(_ offset: Int = 0) -> UInt8 {
    position + offset < bytes.count ? bytes[position + offset] : 0
  }

  private mutating func advance() {
    if bytes[position] == Self.newline {
      line += 1
      lineStart = position + 1
    }
    position += 1
  }

  mutating func tokens() -> [Token] {
    var tokens: [Token] = []
    while position < bytes.count {
      let isAtMargin = position == lineStart
      switch byte() {
      case Self.newline, UInt8(ascii: " "): advance()
      case Self.slash where byte(1) == Self.slash:
        while position < bytes.count, byte() != Self.newline { position += 1 }
      case Self.slash where byte(1) == Self.star: skipBlock()
      case Self.quote: tokens.append(literal(hashes: 0, isAtMargin))
      case Self.hash where hashes() > 0: tokens.append(literal(hashes: hashes(), isAtMargin))
      default: tokens.append(word(isAtMargin))
      }
    }
    return tokens
  }

  private mutating func skipBlock() {
    while position < bytes.count, !(byte() == Self.star && byte(1) == Self.slash) { advance() }
    position = min(position + 2, bytes.count)
  }

  /// The number of signs before the quote of a raw literal; 0 if there is none here.
  private func hashes() -> Int {
    var count = 0
    while byte(count) == Self.hash { count += 1 }
    return byte(count) == Self.quote ? count : 0
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF:
      true
    default: false
    }
  }

  private mutating func word(_ isAtMargin: Bool) -> Token {
    let start = position
    while Self.isWord(byte()) { position += 1 }
    if position == start { position += 1 }
    return Token(
      text: String(decoding: bytes[start..<position], as: UTF8.self), line: line, isAtMargin: isAtMargin)
  }

  /// Goes over a literal with its interpolations, which can contain literals.
  private mutating func literal(hashes: Int, _ isAtMargin: Bool) -> Token {
    let first = line
    position += hashes
    let quotes = byte(1) == Self.quote && byte(2) == Self.quote ? 3 : 1
    position += quotes
    while position < bytes.count {
      if byte() == Self.backslash, isRun(of: Self.hash, hashes, after: 1) {
        position += 1 + hashes
        if byte() == UInt8(ascii: "(") { interpolation() } else if position < bytes.count { advance() }
      } else if isRun(of: Self.quote, quotes, after: 0), isRun(of: Self.hash, hashes, after: quotes) {
        position += quotes + hashes
        break
      } else {
        advance()
      }
    }
    if line > first { literalLines.append(first + 1...line) }
    return Token(text: "\"", line: first, isAtMargin: isAtMargin)
  }

  private func isRun(of sign: UInt8, _ count: Int, after offset: Int) -> Bool {
    (offset..<offset + count).allSatisfy { byte($0) == sign }
  }

  private mutating func interpolation() {
    var depth = 0
    repeat {
      switch byte() {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case Self.quote:
        _ = literal(hashes: 0, false)
        continue
      default: break
      }
      advance()
    } while depth > 0 && position < bytes.count
  }
}

extension [Token] {
  /// The position after the bracket that closes the one at `open`.
  func end(ofBracketAt open: Int) -> Int {
    var depth = 0
    for index in open..<count {
      switch self[index].text {
      case "(", "[", "{": depth += 1
      case ")", "]", "}":
        depth -= 1
        if depth == 0 { return index + 1 }
      default: break
      }
    }
    return count
  }
}
