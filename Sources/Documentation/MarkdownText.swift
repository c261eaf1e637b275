/// Markdown as plain text for a terminal: the part of Markdown that the articles use.
///
/// Headings, paragraphs, lists, code blocks and tables, whose columns are aligned and wrapped.
package struct MarkdownText {
  private let width: Int
  private var output: [String] = []
  /// Whether the last block is an item of a list, whose items have no space between them.
  private var endsInItem = false

  /// - Parameter width: the width of a line, at least 40.
  package static func render(_ markdown: String, width: Int = 80) -> String {
    var text = MarkdownText(width: max(40, width))
    text.add(markdown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    return text.output.joined(separator: "\n") + "\n"
  }

  private init(width: Int) { self.width = width }

  private mutating func add(_ lines: [String]) {
    var rest = lines[...]
    while let line = rest.first {
      if line.hasPrefix("```") {
        rest = rest.dropFirst()
        let code = rest.prefix { !$0.hasPrefix("```") }
        add(block: code.map { $0.isEmpty ? "" : "    \($0)" })
        rest = rest.dropFirst(code.count + 1)
      } else if line.hasPrefix("|") {
        let rows = rest.prefix { $0.hasPrefix("|") }
        add(block: Table(rows.map { Self.cells($0) }).lines(width: width))
        rest = rest.dropFirst(rows.count)
      } else if line.hasPrefix("#") {
        add(block: [String(line.drop { $0 == "#" || $0 == " " }).uppercased()])
        rest = rest.dropFirst()
      } else if line.isEmpty || line.hasPrefix("@") || line.hasPrefix("}") || line.hasPrefix("  @") {
        rest = rest.dropFirst()
      } else {
        let isItem = line.hasPrefix("- ")
        let part = rest.prefix(1) + rest.dropFirst().prefix { Self.continues($0, isItem: isItem) }
        let text = Self.plain(part.joined(separator: " ").drop { isItem && ($0 == "-" || $0 == " ") })
        add(
          block: Self.wrapped(text, width - (isItem ? 4 : 2)).enumerated().map {
            (isItem ? $0 == 0 ? "  - " : "    " : "  ") + $1
          },
          isItem: isItem)
        rest = rest.dropFirst(part.count)
      }
    }
  }

  private mutating func add(block lines: [String], isItem: Bool = false) {
    if !output.isEmpty, !(isItem && endsInItem) { output.append("") }
    output += lines
    endsInItem = isItem
  }

  /// Whether a line belongs to the paragraph or item before it.
  private static func continues(_ line: String, isItem: Bool) -> Bool {
    if isItem { return line.hasPrefix("  ") }
    return !line.isEmpty && !["- ", "|", "#", "```"].contains { line.hasPrefix($0) }
  }

  private static func cells(_ row: String) -> [String] {
    var cells = row.split(separator: "|", omittingEmptySubsequences: false).map { plain($0.trimmed) }
    cells.removeFirst()
    if cells.last == "" { cells.removeLast() }
    return cells
  }

  /// Text without markup: `<doc:Feed>` becomes its name, code and emphasis lose their marks.
  static func plain(_ text: some StringProtocol) -> String {
    String(text).replacing("<doc:", with: "").replacing(">", with: text.contains("<doc:") ? "" : ">")
      .replacing("`", with: "").replacing("**", with: "")
  }

  /// Text wrapped at spaces.
  package static func wrapped(_ text: String, _ width: Int) -> [String] {
    var lines: [String] = [""]
    for word in text.split(separator: " ") {
      if !lines[lines.count - 1].isEmpty, lines[lines.count - 1].count + 1 + word.count > width { lines.append("") }
      lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
    }
    return lines
  }
}

/// A table with aligned columns. The last column takes the rest of the line.
private struct Table {
  let rows: [[String]]

  init(_ rows: [[String]]) {
    // The second row only separates the heading.
    self.rows = rows.enumerated().filter { $0.offset != 1 }.map(\.element)
  }

  func lines(width: Int) -> [String] {
    let widths = widths(width - 2)
    return rows.flatMap { row in
      let cells = row.enumerated().map { MarkdownText.wrapped($1, $0 < widths.count ? widths[$0] : width) }
      return (0..<(cells.map(\.count).max() ?? 0)).map { line in
        var text = "  "
        for (column, cell) in cells.enumerated() {
          let part = line < cell.count ? cell[line] : ""
          let isLast = column == cells.count - 1
          text += part + (isLast ? "" : String(repeating: " ", count: max(0, widths[column] - part.count) + 2))
        }
        return text.trimmedEnd
      }
    }
  }

  /// Every column as wide as its widest cell, but the widest ones shrink, down to their longest word, until the line
  /// fits.
  private func widths(_ width: Int) -> [Int] {
    let count = rows.map(\.count).max() ?? 0
    var widths = (0..<count).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    let least = (0..<count).map { column in
      rows.map { column < $0.count ? $0[column].split(separator: " ").map(\.count).max() ?? 0 : 0 }.max() ?? 0
    }
    func sum() -> Int { widths.reduce(0, +) + 2 * max(0, count - 1) }
    while sum() > width,
      let widest = widths.indices.filter({ widths[$0] > least[$0] }).max(by: { widths[$0] < widths[$1] })
    {
      widths[widest] -= 1
    }
    return widths
  }
}

extension StringProtocol {
  fileprivate var trimmed: String {
    let start = drop { $0 == " " }
    return String(start).trimmedEnd
  }

  fileprivate var trimmedEnd: String {
    var end = String(self)
    while end.last == " " { end.removeLast() }
    return end
  }
}
