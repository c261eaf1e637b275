/// Looks at the headers of tables before the library does: one whose name does not begin as names do ends the process
/// there (an assertion of toml++ in `parse_key`), instead of being an error.
struct TOMLHeaders {
  /// What is wrong with a header.
  struct Problem: Equatable {
    let line: Int
    let column: Int
    let text: String
  }

  private let bytes: [UInt8]
  private var position = 0

  private init(_ text: String) { bytes = Array(text.utf8) }

  /// The first header that no table can have; nil where all can.
  static func problem(in text: String) -> Problem? {
    var scanner = TOMLHeaders(text)
    return scanner.scan()
  }

  private var now: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() { while now == 0x20 || now == 0x09 { position += 1 } }

  /// Line by line; a value can take several.
  private mutating func scan() -> Problem? {
    // A byte order mark is none of the text.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    while position < bytes.count {
      skipSpace()
      if now == UInt8(ascii: "[") {
        position += 1
        if now == UInt8(ascii: "[") { position += 1 }
        skipSpace()
        if !isName(now) { return problem(at: position) }
        skipLine()
      } else {
        skipEntry()
      }
    }
    return nil
  }

  /// Letters, digits, `-` and `_` without quotes; an empty name is an error of the library's.
  private func isName(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "]"):
      true
    default: false
    }
  }

  private func problem(at place: Int) -> Problem {
    let before = bytes[..<place]
    let line = before.count { $0 == 0x0A } + 1
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let column = String(decoding: bytes[start..<place], as: UTF8.self).unicodeScalars.count + 1
    return Problem(
      line: line, column: column,
      text: "a table's name is missing; expected letters, digits, - or _, or a text in quotes, and then ]")
  }

  private mutating func skipLine() {
    while let byte = now, byte != 0x0A { _ = byte; position += 1 }
    position += 1
  }

  /// A key and its value, to the end of the line on which the value ends.
  private mutating func skipEntry() {
    var depth = 0
    while let byte = now {
      switch byte {
      case UInt8(ascii: "#"): while let next = now, next != 0x0A { _ = next; position += 1 }
      case UInt8(ascii: "\""), UInt8(ascii: "'"): skipString(byte)
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        position += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        position += 1
      case 0x0A:
        position += 1
        if depth <= 0 { return }
      default: position += 1
      }
    }
  }

  private mutating func skipString(_ quote: UInt8) {
    let isLong = bytes[position...].prefix(3).elementsEqual([quote, quote, quote])
    position += isLong ? 3 : 1
    while let byte = now {
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        position += 2
      } else if !isLong, byte == 0x0A {
        return
      } else if byte == quote, !isLong || bytes[position...].prefix(3).elementsEqual([quote, quote, quote]) {
        position += isLong ? 3 : 1
        // A long text can end in one or two quotes of its own.
        while isLong, now == quote { position += 1 }
        return
      } else {
        position += 1
      }
    }
  }
}
