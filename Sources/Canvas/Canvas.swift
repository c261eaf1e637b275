/// A cell of the screen. The second cell of a wide character has base 0.
package struct Cell: Equatable, Sendable {
  package var base: UInt32 = 0x20
  package var firstMark: UInt32 = 0
  package var secondMark: UInt32 = 0
  package var style = Style(.text)
  package var width: UInt8 = 1

  package init() {}
}

/// Where text is placed, or cut, in the space it is given.
package enum Alignment: Sendable { case leading, trailing }

/// A screen as cells: screens draw on it, tests compare it and the terminal shows it.
package struct Canvas: Equatable, Sendable {
  package let width: Int
  package let height: Int
  /// The rows, one after another.
  package private(set) var cells: [Cell]
  /// Whether only ASCII is drawn, with other characters replaced by their nearest ASCII sign.
  package var isASCII = false

  package init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
    cells = [Cell](repeating: Cell(), count: self.width * self.height)
  }

  package subscript(x: Int, y: Int) -> Cell { cells[y * width + x] }

  /// The cells of a line.
  package func row(_ y: Int) -> ArraySlice<Cell> { cells[y * width..<(y + 1) * width] }

  /// Draws text starting at a cell, up to a width. Text that doesn't fit ends in an ellipsis.
  ///
  /// - Returns: the number of cells used.
  @discardableResult
  package mutating func put(
    _ text: some StringProtocol, x: Int, y: Int, _ style: Style, width limit: Int = .max,
    align: Alignment = .leading
  ) -> Int {
    guard y >= 0, y < height, x < width, limit > 0 else { return 0 }
    let room = min(limit, width - x)
    let text = SanitizedText(text)
    if text.width <= room {
      let start = align == .trailing && limit != .max ? x + room - text.width : x
      draw(text.glyphs[...], x: start, y: y, style)
      return text.width
    }
    var kept = 0
    var cells = 0
    for glyph in text.glyphs {
      if cells + Int(glyph.width) > room - 1 { break }
      cells += Int(glyph.width)
      kept += 1
    }
    draw(text.glyphs[..<kept], x: x, y: y, style)
    draw([SanitizedText.Glyph(base: isASCII ? 0x3E : 0x2026, width: 1)], x: x + cells, y: y, style)
    return cells + 1
  }

  private mutating func draw(_ glyphs: ArraySlice<SanitizedText.Glyph>, x: Int, y: Int, _ style: Style) {
    var x = x
    for glyph in glyphs {
      let cells = Int(glyph.width)
      if x >= 0, x + cells <= width { set(glyph, x: x, y: y, style) }
      x += cells
    }
  }

  private mutating func set(_ glyph: SanitizedText.Glyph, x: Int, y: Int, _ style: Style) {
    splitWide(x: x, y: y)
    if glyph.width == 2 { splitWide(x: x + 1, y: y) }
    var cell = Cell()
    cell.style = style
    let isForeign = isASCII && glyph.base > 0x7E
    cell.base = isForeign ? PlainText.nearest(glyph.base) : glyph.base
    cell.firstMark = isASCII ? 0 : glyph.firstMark
    cell.secondMark = isASCII ? 0 : glyph.secondMark
    cell.width = isForeign ? 1 : glyph.width
    cells[y * width + x] = cell
    guard glyph.width == 2 else { return }
    var second = Cell()
    second.style = style
    second.base = isForeign ? 0x3F : 0
    second.width = isForeign ? 1 : 0
    cells[y * width + x + 1] = second
  }

  /// Half a wide character can't remain: the other half becomes a space.
  private mutating func splitWide(x: Int, y: Int) {
    let index = y * width + x
    if cells[index].width == 2, x + 1 < width { blank(index + 1) }
    if cells[index].width == 0, x > 0 { blank(index - 1) }
  }

  private mutating func blank(_ index: Int) {
    let style = cells[index].style
    cells[index] = Cell()
    cells[index].style = style
  }

  /// Fills cells of a line with spaces of a style, or with another character.
  package mutating func fill(x: Int, y: Int, width count: Int, _ style: Style, with scalar: Unicode.Scalar = " ") {
    guard y >= 0, y < height else { return }
    for column in max(0, x)..<max(0, x, min(width, x + count)) {
      splitWide(x: column, y: y)
      let index = y * width + column
      cells[index] = Cell()
      cells[index].base = isASCII && scalar.value > 0x7E ? 0x2D : scalar.value
      cells[index].style = style
    }
  }

  /// Changes the style of cells that are already drawn.
  package mutating func restyle(x: Int, y: Int, width count: Int, _ change: (inout Style) -> Void) {
    guard y >= 0, y < height else { return }
    for column in max(0, x)..<max(0, x, min(width, x + count)) { change(&cells[y * width + column].style) }
  }

  /// The text of a line without trailing spaces.
  package func text(_ y: Int) -> String {
    var text = ""
    for cell in row(y) where cell.width > 0 {
      for value in [cell.base, cell.firstMark, cell.secondMark] where value != 0 {
        text.unicodeScalars.append(Unicode.Scalar(value) ?? " ")
      }
    }
    while text.last == " " { text.removeLast() }
    return text
  }

  /// The text of all lines, for tests and captures.
  package var text: String { (0..<height).map { text($0) }.joined(separator: "\n") }
}
