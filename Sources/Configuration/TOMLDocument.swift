import CTOML
import Simulation

/// A place in a text. Lines and columns count from 1, columns in Unicode scalars.
struct TOMLPosition: Comparable {
  let line: Int
  let column: Int

  init(_ position: sb_toml_position) {
    line = Int(position.line)
    column = Int(position.column)
  }

  static func < (first: Self, second: Self) -> Bool { (first.line, first.column) < (second.line, second.column) }
}

/// A value of a document, and where it is.
struct TOMLNode {
  enum Value {
    case text(String), integer(Int), flag(Bool), decimal(Double)
    /// A date with or without a time, in ISO 8601.
    case date(String)
    /// A time without a date.
    case time
    case list([TOMLNode])
    case table([String: TOMLNode])
  }

  let value: Value
  /// The start of the value. For a table with a header, the start of the header.
  let position: TOMLPosition
  /// The start of its key. The root and elements of lists have none.
  let keyPosition: TOMLPosition

  /// A description for errors.
  var kind: String {
    switch value {
    case .text(let text): "the text \"\(text)\""
    case .integer(let number): "the number \(number)"
    case .flag(let flag): "\(flag)"
    case .decimal(let number): "the number \(number)"
    case .date(let text): "the date \(text)"
    case .time: "a time without a date"
    case .list: "a list"
    case .table: "a table"
    }
  }
}

/// Parses TOML with toml++.
enum TOMLDocument {
  /// Returns the root, a table.
  ///
  /// - Throws: a syntax error.
  static func parse(_ text: String, file: String) throws(ConfigurationError) -> TOMLNode {
    let document = text.withCString { sb_toml_parse($0, text.utf8.count) }
    defer { sb_toml_free(document) }
    if let problem = sb_toml_problem_of(document)?.pointee {
      let position = TOMLPosition(problem.position)
      throw ConfigurationError(
        file: file, line: position.line, column: position.column,
        problem: words(String(problem.what), String(problem.reason)))
    }
    guard let nodes = sb_toml_nodes(document) else { preconditionFailure("a document has nodes or a problem") }
    var rest = nodes
    return TOMLNode(&rest)
  }

  /// The library's reason, with advice for the most common mistakes.
  ///
  /// - Parameter part: what was being parsed, such as `string`.
  private static func words(_ part: String, _ reason: String) -> String {
    let hasStopped = reason == "unexpected character" || reason == "encountered end-of-file"
    let advice =
      switch part {
      case "value":
        ". Text must be in quotes; a date and time is written as 2026-01-05T08:00:00Z"
      // A word that starts like `true`, `false`, `inf` or `nan`.
      case "boolean", "floating-point": reason.hasPrefix("expected '") ? ". Text must be in quotes" : ""
      case "table header" where hasStopped:
        ". Expected a name of letters, digits, - or _, or text in quotes, then ]"
      case "array" where hasStopped: ". Expected a value or ]"
      default: ""
      }
    return "\(part.isEmpty ? "" : "invalid \(part): ")\(reason)\(advice)"
  }
}

extension TOMLNode {
  /// Takes a value, and everything in it, from the front of a document's nodes.
  fileprivate init(_ rest: inout UnsafePointer<sb_toml_node>) {
    let node = rest.pointee
    rest += 1
    position = TOMLPosition(node.position)
    keyPosition = TOMLPosition(node.key_position)
    switch node.kind {
    case SB_TOML_TABLE:
      var members: [String: TOMLNode] = [:]
      for _ in 0..<node.count {
        let key = String(rest.pointee.key)
        members[key] = TOMLNode(&rest)
      }
      value = .table(members)
    case SB_TOML_ARRAY: value = .list((0..<node.count).map { _ in TOMLNode(&rest) })
    case SB_TOML_TEXT: value = .text(String(node.text))
    case SB_TOML_INTEGER: value = .integer(Int(node.integer))
    case SB_TOML_DECIMAL: value = .decimal(node.decimal)
    case SB_TOML_FLAG: value = .flag(node.flag)
    case SB_TOML_DATE: value = .date(Self.text(node.date))
    default: value = .time
    }
  }

  private static func text(_ date: sb_toml_date) -> String {
    let civil = CivilTime(
      year: Int(date.year), month: Int(date.month), day: Int(date.day), hour: Int(date.hour), minute: Int(date.minute),
      second: Int(date.second), millisecond: Int(date.nanosecond) / 1_000_000)
    return ISO8601.text(civil.instant - Int64(date.offset) * Span.minute)
  }
}

extension String {
  fileprivate init(_ text: sb_toml_text) {
    self.init(decoding: UnsafeRawBufferPointer(start: text.bytes, count: text.count), as: UTF8.self)
  }
}
