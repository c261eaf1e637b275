import Simulation
import TOMLKit

/// Reads a table, with errors that say where and what was expected.
struct TOMLReader {
  let file: String
  let path: [String]
  let members: [String: TOMLNode]
  private let locator: TOMLLocator

  /// Parses a document.
  init(file: String, text: String) throws {
    self.file = file
    path = []
    locator = TOMLLocator(text)
    if let problem = TOMLGuard.problem(in: text) {
      throw ConfigurationError(file: file, line: problem.line, column: problem.column, problem: problem.text)
    }
    do {
      members = TOMLNode.members(try TOMLTable(string: text))
    } catch let error as TOMLParseError {
      throw ConfigurationError(
        file: file, line: error.source.begin.line, column: error.source.begin.column,
        problem: Self.problem(error, in: text))
    }
  }

  /// The library's message without its preamble, with advice for the most common mistake.
  private static func problem(_ error: TOMLParseError, in text: String) -> String {
    let reason = error.description.replacing("Error while parsing ", with: "invalid ", maxReplacements: 1)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let value = lines.dropFirst(error.source.begin.line - 1).first?.split(separator: "=", maxSplits: 1).dropFirst()
      .first
    let isBareText = value?.first { $0 != " " }?.isLetter == true
    return isBareText ? "\(reason). Text must be in quotes" : reason
  }

  private init(_ parent: TOMLReader, _ path: [String], _ members: [String: TOMLNode]) {
    file = parent.file
    locator = parent.locator
    self.path = path
    self.members = members
  }

  func error(_ key: String?, _ problem: String) -> ConfigurationError {
    let place = locator.place(path + (key.map { [$0] } ?? []))
    return ConfigurationError(file: file, line: place.line, column: place.column, problem: problem)
  }

  private func wrong(_ key: String, _ expected: String, _ node: TOMLNode) -> ConfigurationError {
    error(key, "`\(key)` must be \(expected), found \(node.kind)")
  }

  /// Refuses unknown keys, suggesting the nearest known one.
  func allow(_ known: [String]) throws {
    for key in members.keys.sorted() where !known.contains(key) {
      throw error(key, "unknown key \(key)\(Suggestion.text(key, known))")
    }
  }

  func string(_ key: String) throws -> String? {
    guard let node = members[key] else { return nil }
    guard case .text(let text) = node else { throw wrong(key, "text in quotes", node) }
    return text
  }

  func flag(_ key: String) throws -> Bool? {
    guard let node = members[key] else { return nil }
    guard case .flag(let flag) = node else { throw wrong(key, "true or false", node) }
    return flag
  }

  func integer(_ key: String, _ range: ClosedRange<Int>) throws -> Int? {
    guard let node = members[key] else { return nil }
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard case .integer(let number) = node, range.contains(number) else { throw wrong(key, expected, node) }
    return number
  }

  /// A share per million: a whole number, or text such as "2.5%".
  func share(_ key: String) throws -> Int64? {
    guard let node = members[key] else { return nil }
    let expected = "a number per million from 0 to 1000000, or text such as \"2.5%\""
    switch node {
    case .integer(let number) where (0...1_000_000).contains(number): return Int64(number)
    case .text(let text) where text.hasSuffix("%"):
      guard let percent = Self.percent(text.dropLast()) else { throw wrong(key, expected, node) }
      return percent
    default: throw wrong(key, expected, node)
    }
  }

  /// Parses a percentage without floating point.
  private static func percent(_ text: Substring) -> Int64? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Int64(parts[0]), (0...100).contains(whole) else { return nil }
    let digits = parts.count == 2 ? String(parts[1].prefix(4)) : ""
    guard let fraction = Int64(digits.padding(to: 4)) else { return nil }
    let result = whole * 10_000 + fraction
    return result <= 1_000_000 ? result : nil
  }

  /// - Parameter most: the maximum duration.
  func span(_ key: String, most: Milliseconds = .max) throws -> Milliseconds? {
    guard let node = members[key] else { return nil }
    guard case .text(let text) = node, let span = Span.parse(text), span <= most else {
      let limit = most == .max ? "" : " of at most \(Span.text(most)),"
      throw wrong(key, "a duration\(limit) such as \"90s\", \"15m\", \"6h\" or \"2d\"", node)
    }
    return span
  }

  func durations(_ key: String) throws -> DurationTable? {
    guard let node = members[key] else { return nil }
    let expected = "two or more ascending durations such as [\"2s\", \"40s\", \"9m\"]"
    guard case .list(let nodes) = node, nodes.count >= 2 else { throw wrong(key, expected, node) }
    let spans = try nodes.map { node -> Milliseconds in
      guard case .text(let text) = node, let span = Span.parse(text) else { throw wrong(key, expected, node) }
      return span
    }
    // Something that takes no time would repeat forever at one instant.
    guard spans[spans.count - 1] >= 100 else { throw wrong(key, "\(expected), the last at least 100ms", node) }
    guard zip(spans, spans.dropFirst()).allSatisfy({ $0 <= $1 }) else { throw wrong(key, expected, node) }
    return DurationTable(spans)
  }

  /// - Parameter years: the first and the last year allowed.
  func moment(_ key: String, years: ClosedRange<Int>? = nil) throws -> Instant? {
    guard let node = members[key] else { return nil }
    switch node {
    case .moment(let text), .text(let text):
      if let instant = ISO8601.parse(text), years?.contains(CivilTime(instant).year) ?? true { return instant }
    default: break
    }
    let limits = years.map { " of the years \($0.lowerBound) to \($0.upperBound)," } ?? ""
    throw wrong(key, "a date and time\(limits) such as 2026-01-05T08:00:00Z", node)
  }

  func strings(_ key: String) throws -> [String]? {
    guard let node = members[key] else { return nil }
    guard case .list(let nodes) = node else { throw wrong(key, "a list of strings", node) }
    return try nodes.map { node in
      guard case .text(let text) = node else { throw wrong(key, "a list of strings", node) }
      return text
    }
  }

  /// One of several words.
  func choice<Value>(_ key: String, _ choices: [(String, Value)]) throws -> Value? {
    guard let text = try string(key) else { return nil }
    if let match = choices.first(where: { $0.0.lowercased() == text.lowercased() }) { return match.1 }
    throw error(
      key, "`\(key)` must be one of \(choices.map { "\"\($0.0)\"" }.joined(separator: ", ")), found \"\(text)\"")
  }

  func table(_ key: String) throws -> TOMLReader? {
    guard let node = members[key] else { return nil }
    guard case .table(let members) = node else { throw wrong(key, "a table", node) }
    return TOMLReader(self, path + [key], members)
  }

  func tables(_ key: String) throws -> [TOMLReader] {
    guard let node = members[key] else { return [] }
    guard case .list(let nodes) = node else { throw wrong(key, "tables with the header [[\(key)]]", node) }
    return try nodes.enumerated().map { index, node in
      guard case .table(let members) = node else { throw wrong(key, "tables with the header [[\(key)]]", node) }
      return TOMLReader(self, path + [key, String(index)], members)
    }
  }

  func required<Value>(_ key: String, _ value: Value?) throws -> Value {
    guard let value else { throw error(nil, "\(key) is missing") }
    return value
  }
}

extension String {
  fileprivate func padding(to length: Int) -> String { self + String(repeating: "0", count: max(0, length - count)) }
}
