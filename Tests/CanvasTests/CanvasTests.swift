import Canvas
import Testing

@Suite struct CanvasTests {
  @Test func textIsCutWithAnEllipsis() {
    var canvas = Canvas(width: 10, height: 1)
    #expect(canvas.put("Brightwater", x: 0, y: 0, Style(.text), width: 6) == 6)
    #expect(canvas.text(0) == "Brigh…")
  }

  @Test func wideCharactersKeepTheColumnsStraight() {
    var canvas = Canvas(width: 12, height: 2)
    canvas.put("株式会社みどり商事", x: 0, y: 0, Style(.text), width: 8)
    canvas.put("|", x: 8, y: 0, Style(.text))
    canvas.put("12345678", x: 0, y: 1, Style(.text), width: 8)
    canvas.put("|", x: 8, y: 1, Style(.text))
    // Three wide characters, an ellipsis, and one cell left.
    #expect(canvas.text(0) == "株式会… |")
    #expect(canvas[8, 0].base == canvas[8, 1].base)
  }

  @Test func halfOfAWideCharacterBecomesASpace() {
    var canvas = Canvas(width: 6, height: 1)
    canvas.put("株式会", x: 0, y: 0, Style(.text))
    canvas.put("x", x: 1, y: 0, Style(.text))
    canvas.put("y", x: 4, y: 0, Style(.text))
    #expect(canvas.text(0) == " x式y")
    #expect((0..<6).reduce(0) { $0 + Int(canvas[$1, 0].width) } == 6)
  }

  @Test func aWideCharacterDoesNotFitTheLastCell() {
    var canvas = Canvas(width: 3, height: 1)
    canvas.put("a株b", x: 0, y: 0, Style(.text))
    #expect(canvas.text(0) == "a…")
  }

  @Test func numbersAreRightAligned() {
    var canvas = Canvas(width: 8, height: 1)
    canvas.put("42", x: 1, y: 0, Style(.text), width: 5, align: .trailing)
    #expect(canvas.text(0) == "    42")
  }

  @Test(arguments: [
    ("a\u{1B}[31mb", "a␛[31mb"), ("line\r\nfeed\ttab\u{08}", "line␍␊feed␉tab␈"), ("\u{202E}evil", "\u{FFFD}evil"),
    ("zero\u{200B}width", "zero\u{FFFD}width"), ("c1\u{9B}31m", "c1\u{FFFD}31m"), ("\u{7F}", "␡"),
  ]) func controlCharactersAreMadeVisible(_ text: String, _ expected: String) {
    var canvas = Canvas(width: 40, height: 1)
    canvas.put(text, x: 0, y: 0, Style(.text))
    #expect(canvas.text(0) == expected)
  }

  @Test func marksAndLengthAreCapped() {
    let marks = "e" + String(repeating: "\u{301}", count: 100)
    let text = SanitizedText(marks)
    #expect(text.glyphs.count == 1 && text.width == 1)
    #expect(text.glyphs[0].secondMark != 0)
    #expect(SanitizedText(String(repeating: "x", count: 1_000_000)).glyphs.count == SanitizedText.maximumLength + 1)
    #expect(
      SanitizedText(String(decoding: [0x61, 0xFF, 0x62], as: UTF8.self)).glyphs.map(\.base) == [0x61, 0xFFFD, 0x62])
  }

  @Test func asciiModeDrawsAsciiOnly() {
    var canvas = Canvas(width: 20, height: 1)
    canvas.isASCII = true
    canvas.put("Zürich 株 ─", x: 0, y: 0, Style(.text))
    canvas.fill(x: 16, y: 0, width: 2, Style(.frame), with: "─")
    for x in 0..<20 { #expect(canvas[x, 0].base < 0x7F) }
    #expect(canvas.text(0) == "Zurich ?? ?     --")
  }

  @Test func nothingIsDrawnOutside() {
    var canvas = Canvas(width: 4, height: 2)
    for (x, y) in [(-3, 0), (9, 0), (0, -1), (0, 5), (3, 1)] {
      canvas.put("abcdef", x: x, y: y, Style(.text))
      canvas.fill(x: x, y: y, width: 9, Style(.text))
    }
    #expect(canvas.cells.count == 8)
    var empty = Canvas(width: 0, height: 0)
    empty.put("x", x: 0, y: 0, Style(.text))
    #expect(empty.text == "")
  }
}
