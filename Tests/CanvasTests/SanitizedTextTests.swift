import Canvas
import Testing

/// Every scalar that a terminal would obey or hide is replaced, on every way to the screen.
@Suite struct SanitizedTextTests {
  /// Controls, bidirectional controls, line separators, invisible operators, annotations and tags. Joiners (U+200C and
  /// U+200D) are left out: some scripts need them.
  static let harmful: [ClosedRange<UInt32>] = [
    0...0x1F, 0x7F...0x7F, 0x80...0x9F, 0xAD...0xAD, 0x61C...0x61C, 0x200B...0x200B, 0x200E...0x200F,
    0x2028...0x2029, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0x206A...0x206F, 0xFEFF...0xFEFF,
    0xFFF9...0xFFFB, 0xE0000...0xE007F, 0xE0100...0xE01EF,
  ]

  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    harmful.contains { $0.contains(scalar.value) }
  }

  private static func scalars(_ range: ClosedRange<UInt32>) -> [Unicode.Scalar] {
    range.compactMap(Unicode.Scalar.init)
  }

  /// Where a scalar can stand: alone, at either end, after a wide character, before a mark, twice.
  private static func texts(_ scalar: Unicode.Scalar) -> [String] {
    [[scalar], ["a", scalar], [scalar, "a"], ["漢", scalar, "漢"], [scalar, "\u{301}"], [scalar, scalar]].map {
      String(String.UnicodeScalarView($0))
    }
  }

  @Test(arguments: harmful) func harmfulScalarsAreReplaced(_ range: ClosedRange<UInt32>) {
    for scalar in Self.scalars(range) {
      let name = String(scalar.value, radix: 16, uppercase: true)
      for text in Self.texts(scalar) {
        let sanitized = SanitizedText(text)
        #expect(!sanitized.plain.unicodeScalars.contains(where: Self.isHarmful), "U+\(name)")
        // Replaced, not dropped: the reader sees that something was there, in one cell.
        let count = text.unicodeScalars.count(where: { $0 == scalar })
        let rest = text.unicodeScalars.filter { $0 != scalar && $0 != "\u{301}" }
        #expect(sanitized.width == count + rest.reduce(0) { $0 + DisplayWidth.of($1) }, "U+\(name)")
      }
    }
  }

  @Test(arguments: harmful, [false, true]) func canvasesHoldNoneOfThem(_ range: ClosedRange<UInt32>, _ isASCII: Bool) {
    for scalar in Self.scalars(range) {
      for text in Self.texts(scalar) {
        for width in [1, 2, 3, 8] {
          var canvas = Canvas(width: 8, height: 1)
          canvas.isASCII = isASCII
          canvas.put(text, x: 0, y: 0, Style(.text), width: width)
          canvas.put(text, x: 4, y: 0, Style(.text), width: 4, align: .trailing)
          for cell in canvas.row(0) where cell.width > 0 {
            for value in [cell.base, cell.firstMark, cell.secondMark] where value != 0 {
              let isHarmless = Unicode.Scalar(value).map { !Self.isHarmful($0) } ?? false
              #expect(isHarmless && (!isASCII || value < 0x7F), "U+\(String(scalar.value, radix: 16))")
            }
            // Not even an empty cell, which a terminal would take for the end of the text.
            #expect(cell.base != 0)
          }
        }
      }
    }
  }

  /// What is not harmful comes out as it went in.
  @Test(arguments: ["Zürcher Käse & Söhne AG", "株式会社みどり商事", "Żółw", "한빛 무역", "a~b|c\\d", "→ · … ▲"])
  func otherTextIsUnchanged(_ text: String) {
    #expect(SanitizedText(text).plain.unicodeScalars.elementsEqual(text.unicodeScalars))
  }

  /// Texts that are cut are sanitized, too, and sanitizing twice changes nothing.
  @Test func longTextsAreSanitizedThroughout() {
    let text = String(repeating: "abc\u{9B}\u{2067}", count: 2_000)
    let once = SanitizedText(text).plain
    #expect(!once.unicodeScalars.contains(where: Self.isHarmful))
    #expect(SanitizedText(once).plain == once)
  }
}
