/// Finds input on which toml++ asserts, ending the process, instead of reporting an error: a table header whose name
/// doesn't start like one (`parse_key`), a date followed by `T` but no time (`parse_time`), and a list that ends in `}`
/// (`parse_value`). The fuzzer found them.
struct TOMLGuard {
  /// A mistake and its position.
  struct Problem: Equatable {
    let line: Int
    let column: Int
    let text: String
  }

  private let bytes: [UInt8]
  private var position = 0

  private init(_ text: String) { bytes = Array(text.utf8) }

  /// The first such place; nil if there is none.
  static func problem(in text: String) -> Problem? {
    var scanner = TOMLGuard(text)
    return scanner.scan()
  }

  private var now: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() { while now == 0x20 || now == 0x09 { position += 1 } }

  /// Scans line by line. A value can span several lines.
  private mutating func scan() -> Problem? {
    // A byte order mark is not part of the text.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    while position < bytes.count {
      skipSpace()
      if now == UInt8(ascii: "[") {
        position += 1
        if now == UInt8(ascii: "[") { position += 1 }
        skipSpace()
        if !isName(now) {
          return problem("a table's name is missing; expected letters, digits, - or _, or text in quotes, then ]")
        }
        skipLine()
      } else if let problem = skipEntry() {
        return problem
      }
    }
    return nil
  }

  /// Whether a byte can start a name. The library reports an empty name itself.
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

  private func problem(_ text: String) -> Problem {
    let before = bytes[..<position]
    let line = before.count { $0 == 0x0A } + 1
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let column = String(decoding: bytes[start..<position], as: UTF8.self).unicodeScalars.count + 1
    return Problem(line: line, column: column, text: text)
  }

  private func isDigit(_ place: Int) -> Bool { place < bytes.count && (0x30...0x39).contains(bytes[place]) }

  /// Whether a date and its `T` are here, without a time.
  private var isDateWithoutTime: Bool {
    let form = Array("dddd-dd-ddT".utf8)
    for (offset, wanted) in form.enumerated() {
      let place = position + offset
      guard place < bytes.count else { return false }
      let isRight =
        switch wanted {
        case UInt8(ascii: "d"): isDigit(place)
        case UInt8(ascii: "T"): bytes[place] | 0x20 == UInt8(ascii: "t")
        default: bytes[place] == wanted
        }
      guard isRight else { return false }
    }
    return !isDigit(position + form.count)
  }

  private mutating func skipLine() {
    while let byte = now, byte != 0x0A { _ = byte; position += 1 }
    position += 1
  }

  /// Skips a key and its value, to the end of the value's last line.
  private mutating func skipEntry() -> Problem? {
    var open: [UInt8] = []
    while let byte = now {
      switch byte {
      case UInt8(ascii: "#"): while let next = now, next != 0x0A { _ = next; position += 1 }
      case UInt8(ascii: "\""), UInt8(ascii: "'"): skipString(byte)
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        open.append(byte)
        position += 1
      case UInt8(ascii: "}") where open.last == UInt8(ascii: "["):
        return problem("unexpected }; expected a list value or ]")
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        _ = open.popLast()
        position += 1
      case 0x0A:
        position += 1
        if open.isEmpty { return nil }
      case _ where isDateWithoutTime:
        position += 11
        return problem("the time is missing after T; expected a date and time such as 2026-01-05T08:00:00Z")
      default: position += 1
      }
    }
    return nil
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
        // A long string can end in one or two quotes of its own.
        while isLong, now == quote { position += 1 }
        return
      } else {
        position += 1
      }
    }
  }
}
