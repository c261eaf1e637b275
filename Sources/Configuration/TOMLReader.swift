import Simulation

/// Reads a table, with errors that say where and what was expected.
struct TOMLReader {
  let file: String
  let members: [String: TOMLNode]
  /// The start of the table.
  private let position: TOMLPosition

  /// Parses a document.
  init(file: String, text: String) throws(ConfigurationError) {
    let root = try TOMLDocument.parse(text, file: file)
    guard case .table(let members) = root.value else { preconditionFailure("a document is a table") }
    self.init(file: file, members: members, position: root.position)
  }

  private init(file: String, members: [String: TOMLNode], position: TOMLPosition) {
    self.file = file
    self.members = members
    self.position = position
  }

  // MARK: Errors

  /// An error about the value of a key, or about the table if it has no such key.
  func error(_ key: String?, _ problem: String) -> ConfigurationError {
    error(at: key.flatMap { members[$0]?.position } ?? position, problem)
  }

  /// An error about a key itself.
  func error(aboutKey key: String, _ problem: String) -> ConfigurationError {
    error(at: members[key]?.keyPosition ?? position, problem)
  }

  private func error(at position: TOMLPosition, _ problem: String) -> ConfigurationError {
    ConfigurationError(file: file, line: position.line, column: position.column, problem: problem)
  }

  private func wrong(_ key: String, _ expected: String, _ node: TOMLNode) -> ConfigurationError {
    error(at: node.position, "`\(key)` must be \(expected), found \(node.kind)")
  }

  /// The keys in the order of the file.
  var keys: [String] {
    members.sorted { $0.value.keyPosition < $1.value.keyPosition }.map(\.key)
  }

  /// Refuses unknown keys, suggesting the nearest known one.
  func allow(_ known: [String]) throws(ConfigurationError) {
    for key in keys where !known.contains(key) {
      throw error(aboutKey: key, "unknown key \(key)\(Suggestion.text(key, known))")
    }
  }

  // MARK: Values

  func string(_ key: String) throws(ConfigurationError) -> String? {
    guard let node = members[key] else { return nil }
    guard case .text(let text) = node.value else { throw wrong(key, "text in quotes", node) }
    return text
  }

  func flag(_ key: String) throws(ConfigurationError) -> Bool? {
    guard let node = members[key] else { return nil }
    guard case .flag(let flag) = node.value else { throw wrong(key, "true or false", node) }
    return flag
  }

  func integer(_ key: String, _ range: ClosedRange<Int>) throws(ConfigurationError) -> Int? {
    guard let node = members[key] else { return nil }
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard case .integer(let number) = node.value, range.contains(number) else { throw wrong(key, expected, node) }
    return number
  }

  /// A share per million: a whole number, or text such as "2.5%".
  func share(_ key: String) throws(ConfigurationError) -> Int64? {
    guard let node = members[key] else { return nil }
    let expected = "a number per million from 0 to \(Share.whole), or text such as \"2.5%\""
    switch node.value {
    case .integer(let number) where (0...Int(Share.whole)).contains(number): return Int64(number)
    case .text(let text) where text.hasSuffix("%"):
      guard let percent = Self.percent(text.dropLast()) else { throw wrong(key, expected, node) }
      return percent
    case .integer, .text, .flag, .decimal, .date, .time, .list, .table: throw wrong(key, expected, node)
    }
  }

  /// Parses a percentage without floating point.
  private static func percent(_ text: Substring) -> Int64? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Int64(parts[0]), (0...100).contains(whole) else { return nil }
    let digits = parts.count == 2 ? String(parts[1].prefix(4)) : ""
    guard let fraction = Int64(digits.padding(to: 4)) else { return nil }
    let result = whole * 10_000 + fraction
    return result <= Share.whole ? result : nil
  }

  /// - Parameter most: the maximum duration.
  func span(_ key: String, most: Milliseconds = .max) throws(ConfigurationError) -> Milliseconds? {
    guard let node = members[key] else { return nil }
    guard case .text(let text) = node.value, let span = Span.parse(text), span <= most else {
      let limit = most == .max ? "" : " of at most \(Span.text(most)),"
      throw wrong(key, "a duration\(limit) such as \"90s\", \"15m\", \"6h\" or \"2d\"", node)
    }
    return span
  }

  func durations(_ key: String) throws(ConfigurationError) -> DurationTable? {
    guard let node = members[key] else { return nil }
    let expected = "two or more ascending durations such as [\"2s\", \"40s\", \"9m\"]"
    guard case .list(let nodes) = node.value, nodes.count >= 2 else { throw wrong(key, expected, node) }
    let spans = try nodes.map { node throws(ConfigurationError) -> Milliseconds in
      guard case .text(let text) = node.value, let span = Span.parse(text) else { throw wrong(key, expected, node) }
      return span
    }
    guard spans[spans.count - 1] >= ScenarioLimits.shortestDuration else {
      throw wrong(key, "\(expected), the last at least \(Span.text(ScenarioLimits.shortestDuration))", node)
    }
    guard zip(spans, spans.dropFirst()).allSatisfy({ $0 <= $1 }) else { throw wrong(key, expected, node) }
    return DurationTable(spans)
  }

  /// - Parameter years: the first and the last year allowed.
  func moment(_ key: String, years: ClosedRange<Int>? = nil) throws(ConfigurationError) -> Instant? {
    guard let node = members[key] else { return nil }
    switch node.value {
    case .date(let text), .text(let text):
      if let instant = ISO8601.parse(text), years?.contains(CivilTime(instant).year) ?? true { return instant }
    case .integer, .flag, .decimal, .time, .list, .table: break
    }
    let limits = years.map { " of the years \($0.lowerBound) to \($0.upperBound)," } ?? ""
    throw wrong(key, "a date and time\(limits) such as 2026-01-05T08:00:00Z", node)
  }

  /// A text of a list.
  struct Item {
    let text: String
    fileprivate let reader: TOMLReader
    fileprivate let position: TOMLPosition

    func error(_ problem: String) -> ConfigurationError { reader.error(at: position, problem) }
  }

  /// A list of texts.
  ///
  /// - Parameter read: reads one, or refuses it.
  func strings<Value>(
    _ key: String, _ read: (Item) throws(ConfigurationError) -> Value
  ) throws(ConfigurationError) -> [Value]? {
    guard let node = members[key] else { return nil }
    guard case .list(let nodes) = node.value else { throw wrong(key, "a list of strings", node) }
    return try nodes.map { node throws(ConfigurationError) in
      guard case .text(let text) = node.value else { throw wrong(key, "a list of strings", node) }
      return try read(Item(text: text, reader: self, position: node.position))
    }
  }

  func strings(_ key: String) throws(ConfigurationError) -> [String]? { try strings(key) { $0.text } }

  /// One of several words.
  func choice<Value>(_ key: String, _ choices: [(String, Value)]) throws(ConfigurationError) -> Value? {
    guard let text = try string(key) else { return nil }
    if let match = choices.first(where: { $0.0.lowercased() == text.lowercased() }) { return match.1 }
    throw error(
      key, "`\(key)` must be one of \(choices.map { "\"\($0.0)\"" }.joined(separator: ", ")), found \"\(text)\"")
  }

  func table(_ key: String) throws(ConfigurationError) -> TOMLReader? {
    guard let node = members[key] else { return nil }
    guard case .table(let members) = node.value else { throw wrong(key, "a table", node) }
    return TOMLReader(file: file, members: members, position: node.position)
  }

  func tables(_ key: String) throws(ConfigurationError) -> [TOMLReader] {
    guard let node = members[key] else { return [] }
    let expected = "tables with the header [[\(key)]]"
    guard case .list(let nodes) = node.value else { throw wrong(key, expected, node) }
    return try nodes.map { node throws(ConfigurationError) in
      guard case .table(let members) = node.value else { throw wrong(key, expected, node) }
      return TOMLReader(file: file, members: members, position: node.position)
    }
  }

  func required<Value>(_ key: String, _ value: Value?) throws(ConfigurationError) -> Value {
    guard let value else { throw error(nil, "\(key) is missing") }
    return value
  }
}

extension String {
  fileprivate func padding(to length: Int) -> String { self + String(repeating: "0", count: max(0, length - count)) }
}
