import CNcurses
import Canvas

#if canImport(Glibc)
  import Glibc
#endif

/// What a terminal says about itself before the board opens.
package struct TerminalAnswer: Equatable, Sendable {
  /// Its background color, 0xRRGGBB; nil if it doesn't say.
  package private(set) var ground: UInt32?
  /// What was typed meanwhile.
  package private(set) var typed: [UInt8] = []

  /// How long to wait for an answer, in milliseconds. Tests on a busy machine wait longer.
  static var patience: Int32 {
    getenv("SIGNALBOX_TEST_PATIENCE").flatMap { Int32(String(cString: $0)) } ?? 250
  }

  package init() {}

  /// Parses an answer: the background color (OSC 11), the terminal's identity (DA1), and keys in between.
  package init(parsing bytes: [UInt8]) {
    var position = 0
    while position < bytes.count {
      if let end = Self.operatingSystemCommand(bytes, position) {
        ground = ground ?? Self.color(bytes[position..<end])
        position = end
      } else if let end = Self.identity(bytes, position) {
        position = end
      } else {
        typed.append(bytes[position])
        position += 1
      }
    }
  }

  /// Whether the background is light enough for dark text; nil if unknown.
  package var isLight: Bool? {
    ground.map { rgb in
      // Approximate luminance is enough to tell light from dark.
      2 * (rgb >> 16 & 0xFF) + 7 * (rgb >> 8 & 0xFF) + (rgb & 0xFF) > 5 * 255
    }
  }

  private static func operatingSystemCommand(_ bytes: [UInt8], _ start: Int) -> Int? {
    guard start + 1 < bytes.count, bytes[start] == 0x1B, bytes[start + 1] == 0x5D else { return nil }
    for index in start + 2..<bytes.count {
      if bytes[index] == 7 { return index + 1 }
      if bytes[index] == 0x1B { return min(index + 2, bytes.count) }
    }
    return bytes.count
  }

  private static func identity(_ bytes: [UInt8], _ start: Int) -> Int? {
    guard start + 2 < bytes.count, bytes[start..<start + 3].elementsEqual([0x1B, 0x5B, 0x3F]) else { return nil }
    let end = bytes[(start + 3)...].firstIndex { !(0x30...0x39).contains($0) && $0 != 0x3B }
    return end.map { $0 + 1 } ?? bytes.count
  }

  /// `rgb:1616/1818/1d1d`, with one to four digits each.
  private static func color(_ bytes: ArraySlice<UInt8>) -> UInt32? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.contains("11;"), let range = text.firstRange(of: "rgb:") ?? text.firstRange(of: "rgba:") else {
      return nil
    }
    let parts = text[range.upperBound...].split { !$0.isHexDigit && $0 != "/" }.first?.split(separator: "/") ?? []
    guard parts.count >= 3 else { return nil }
    return parts.prefix(3).reduce(UInt32?(0)) { sum, part in
      guard let sum, let value = UInt32(part, radix: 16), (1...4).contains(part.count) else { return nil }
      let most = UInt32(1) << (4 * UInt32(part.count)) - 1
      return sum << 8 | value * 255 / most
    }
  }
}

extension Terminal {
  /// Queries the terminal's background. A later answer is not taken for keys.
  static func ask(input: Int32, output: Int32) -> TerminalAnswer {
    var buffer = [CChar](repeating: 0, count: 4_096)
    let count = sb_ask(
      input, output, "\u{1B}]11;?\u{1B}\\\u{1B}[c", &buffer, Int32(buffer.count), TerminalAnswer.patience)
    return TerminalAnswer(parsing: buffer.prefix(Int(count)).map { UInt8(bitPattern: $0) })
  }

  /// The terminal description with direct color, if the terminal announces true color.
  ///
  /// - Returns: a name that the system has a description for; nil if it has none.
  static func directType(_ type: String) -> String? {
    let announced = getenv("COLORTERM").map { String(cString: $0) } ?? ""
    guard ["truecolor", "24bit"].contains(announced) else { return nil }
    let base = type.hasSuffix("-256color") ? String(type.dropLast(9)) : type
    // The first is an xterm that separates the numbers by semicolons, which every terminal reads.
    let candidates = base == "xterm" ? ["vscode-direct", "xterm-direct"] : ["\(base)-direct"]
    return candidates.first { sb_describes($0) != 0 }
  }
}
