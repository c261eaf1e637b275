/// The nearest ASCII sign of a scalar: letters lose their accents, dashes and dots become plain.
enum PlainText {
  /// For U+00C0 to U+017F, the letters of most European languages.
  private static let letters: [UInt8] = Array(
    ("AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty"
      + "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlL"
      + "lLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs").utf8)

  static func nearest(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0xC0...0x17F: UInt32(letters[Int(scalar) - 0xC0])
    case 0xB7, 0x2010...0x2015: 0x2D
    case 0x2026: 0x2E
    case 0x2018, 0x2019: 0x27
    case 0x201C, 0x201D: 0x22
    case 0xA0: 0x20
    default: 0x3F
    }
  }
}
