/// Text that is safe for a terminal. All text reaches a canvas through it.
///
/// Control characters, escape sequences and C1 become visible signs. Bidirectional overrides and zero-width
/// characters are replaced. Marks per character and the length are limited.
package struct SanitizedText: Equatable, Sendable {
  /// One or two cells, with at most two marks.
  package struct Glyph: Equatable, Sendable {
    package var base: UInt32
    package var firstMark: UInt32 = 0
    package var secondMark: UInt32 = 0
    package var width: UInt8
  }

  package private(set) var glyphs: [Glyph] = []
  /// The total number of cells.
  package private(set) var width = 0

  /// The most characters that are taken; longer text ends in an ellipsis.
  package static let maximumLength = 1_024

  package init(_ text: some StringProtocol) {
    glyphs.reserveCapacity(min(text.utf8.count, Self.maximumLength))
    for scalar in text.unicodeScalars {
      if glyphs.count == Self.maximumLength {
        append(0x2026, width: 1)
        break
      }
      add(scalar)
    }
  }

  /// The text as a plain string, safe for a terminal.
  package var plain: String {
    var result = ""
    for glyph in glyphs {
      for value in [glyph.base, glyph.firstMark, glyph.secondMark] where value != 0 {
        if let scalar = Unicode.Scalar(value) { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }

  private mutating func append(_ base: UInt32, width cells: Int) {
    glyphs.append(Glyph(base: base, width: UInt8(cells)))
    width += cells
  }

  private mutating func add(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    switch value {
    case 0x20...0x7E: append(value, width: 1)
    case 0...0x1F: append(0x2400 + value, width: 1)  // control pictures
    case 0x7F: append(0x2421, width: 1)
    case 0x80...0x9F: append(0xFFFD, width: 1)
    case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0x2028, 0x2029,
      0x61C, 0xE0000...0xE0FFF:
      append(0xFFFD, width: 1)
    case 0xFE00...0xFE0F: break  // variation selectors change nothing in a terminal
    default:
      let cells = DisplayWidth.of(scalar)
      if cells == 0 { addMark(value) } else { append(value, width: cells) }
    }
  }

  /// A mark without a base gets a space. The third and later ones are dropped.
  private mutating func addMark(_ value: UInt32) {
    if glyphs.isEmpty { append(0x20, width: 1) }
    let last = glyphs.count - 1
    if glyphs[last].firstMark == 0 {
      glyphs[last].firstMark = value
    } else if glyphs[last].secondMark == 0 {
      glyphs[last].secondMark = value
    }
  }
}
