import Canvas
import Lifecycles
import Simulation

/// A table outside the screen: the same columns as text, CSV, Markdown or JSON.
package struct TableExport {
  private let columns: [Column<ObjectRef>]
  private let context: ColumnContext

  package init(columns: [Column<ObjectRef>], context: ColumnContext) {
    self.columns = columns
    self.context = context
  }

  private func cells(_ object: ObjectRef) -> [String] { columns.map { $0.cell(context, object).text } }

  /// The maximum width of a cell.
  private static let widest = 48

  /// Columns as wide as their widest cell, up to a limit.
  package func table(_ objects: [ObjectRef]) -> String {
    let rows = objects.map { cells($0).map { String($0.prefix(Self.widest)) + ($0.count > Self.widest ? "…" : "") } }
    let widths = columns.indices.map { column in
      rows.reduce(DisplayWidth.of(columns[column].title)) { max($0, DisplayWidth.of($1[column])) }
    }
    let lines = ([columns.map(\.title)] + rows).map { row in
      var line = ""
      for (column, text) in row.enumerated() {
        let clean = Self.clean(text)
        let padding = String(repeating: " ", count: widths[column] - DisplayWidth.of(text))
        line += columns[column].align == .trailing ? padding + clean : clean + padding
        line += "  "
      }
      while line.last == " " { line.removeLast() }
      return line
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Sanitizes text from outside, because this can also go to a terminal.
  private static func clean(_ text: String) -> String { SanitizedText(text).plain }

  /// RFC 4180: a header, CRLF line ends, quotes where needed.
  package func csv(_ objects: [ObjectRef]) -> String {
    ([columns.map(\.key) + ["full_id"]] + objects.map { cells($0) + [context.world.id(of: $0)] })
      .map { $0.map(Self.csvField).joined(separator: ",") + "\r\n" }.joined()
  }

  /// By scalar, because a line end or a quote can be part of a longer character.
  private static func csvField(_ text: String) -> String {
    // Spreadsheets would run these at the start as a formula.
    let runs = text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } == true
    let safe = runs ? "'" + text : text
    guard safe.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return safe }
    return "\"" + escaped(safe, "\"", by: "\"") + "\""
  }

  /// Puts a scalar before each of some scalars.
  private static func escaped(_ text: String, _ special: String, by mark: Unicode.Scalar) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if special.unicodeScalars.contains(scalar) { result.append(mark) }
      result.append(scalar)
    }
    return String(result)
  }

  /// A table for Markdown documents.
  package func markdown(_ objects: [ObjectRef]) -> String {
    func row(_ cells: [String]) -> String {
      "| " + cells.map { Self.escaped(Self.clean($0), "|\\", by: "\\") }.joined(separator: " | ") + " |\n"
    }
    let rule = "| " + columns.map { $0.align == .trailing ? "---:" : "---" }.joined(separator: " | ") + " |\n"
    return row(columns.map(\.title)) + rule + objects.map { row(cells($0)) }.joined()
  }

  /// A list of the documented objects.
  package func json(_ objects: [ObjectRef]) -> String {
    JSONValue.array(objects.map { ObjectJSON.value(context.world, $0) }).text + "\n"
  }
}
