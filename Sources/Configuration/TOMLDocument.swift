import Simulation
import TOMLKit

/// What is wrong with a file, where, what was expected, and what to do.
package struct ConfigurationError: Error, Equatable, Sendable {
  package var file: String
  package var line: Int
  package var column: Int
  package var problem: String

  package init(file: String, line: Int, column: Int, problem: String) {
    self.file = file
    self.line = line
    self.column = column
    self.problem = problem
  }

  /// `scenario.toml:12:3: …`, as compilers write it, so that editors jump there.
  package var message: String { "\(file):\(line):\(column): \(problem)" }
}

/// A TOML value out of the library's hands, which ties its own to the life of the document.
indirect enum TOMLNode {
  case text(String), integer(Int), flag(Bool), decimal(Double), moment(String)
  case list([TOMLNode])
  case table([String: TOMLNode])

  init(_ value: any TOMLValueConvertible) {
    switch value.type {
    case .string: self = .text(value.string ?? "")
    case .int: self = .integer(value.int ?? 0)
    case .bool: self = .flag(value.bool ?? false)
    case .double: self = .decimal(value.double ?? 0)
    case .table: self = .table(value.table.map(Self.members) ?? [:])
    case .array: self = .list(value.array.map { $0.map { TOMLNode($0) } } ?? [])
    case .date, .time, .dateTime: self = .moment(Self.momentText(value))
    }
  }

  static func members(_ table: TOMLTable) -> [String: TOMLNode] {
    var members: [String: TOMLNode] = [:]
    for (key, value) in table { members[key] = TOMLNode(value) }
    return members
  }

  private static func momentText(_ value: any TOMLValueConvertible) -> String {
    func civil(_ date: TOMLDate, _ time: TOMLTime?) -> CivilTime {
      CivilTime(
        year: date.year, month: date.month, day: date.day, hour: time?.hour ?? 0, minute: time?.minute ?? 0,
        second: time?.second ?? 0, millisecond: (time?.nanoSecond ?? 0) / 1_000_000)
    }
    if let date = value.date { return ISO8601.text(civil(date, nil).instant) }
    guard let both = value.dateTime else { return "" }
    let offset = Int64(both.offset?.offset ?? 0) * Span.minute
    // Named by type: the library's protocol has an optional `time` besides, which would be taken.
    let time: TOMLTime = both.time
    return ISO8601.text(civil(both.date, time).instant - offset)
  }

  /// What it is, in words for an error.
  var kind: String {
    switch self {
    case .text(let text): "the text \"\(text)\""
    case .integer(let number): "the number \(number)"
    case .flag(let flag): "\(flag)"
    case .decimal(let number): "the number \(number)"
    case .moment(let text): "the date \(text)"
    case .list: "a list"
    case .table: "a table"
    }
  }
}

/// Finds the lines on which keys stand. The library tells places of syntax errors only.
struct TOMLLocator {
  private var places: [String: (line: Int, column: Int)] = [:]

  init(_ text: String) {
    var current: [String] = []
    var counts: [String: Int] = [:]
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let indent = line.prefix { $0 == " " || $0 == "\t" }.count
      let body = line.dropFirst(indent)
      if body.hasPrefix("[[") {
        current = Self.resolve(Self.keys(body.dropFirst(2)), counts)
        let name = current.joined(separator: "\u{0}")
        counts[name, default: -1] += 1
        current.append(String(counts[name]!))
        note(current, number + 1, indent + 1)
      } else if body.hasPrefix("[") {
        current = Self.resolve(Self.keys(body.dropFirst()), counts)
        note(current, number + 1, indent + 1)
      } else if !body.hasPrefix("#"), body.contains("=") {
        note(current + Self.keys(body), number + 1, indent + 1)
      }
    }
  }

  private mutating func note(_ path: [String], _ line: Int, _ column: Int) {
    let name = path.joined(separator: "\u{0}")
    if places[name] == nil { places[name] = (line, column) }
  }

  /// The dotted key at the beginning of a text.
  private static func keys(_ text: Substring) -> [String] {
    var keys: [String] = []
    var key = ""
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil } else { key.append(character) }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == "." {
        keys.append(key)
        key = ""
      } else if character == "]" || character == "=" {
        break
      } else if character != " ", character != "\t" {
        key.append(character)
      }
    }
    return keys + [key]
  }

  /// Names of arrays of tables stand for their latest element.
  private static func resolve(_ keys: [String], _ counts: [String: Int]) -> [String] {
    var path: [String] = []
    for (position, key) in keys.enumerated() {
      path.append(key)
      if position < keys.count - 1, let count = counts[path.joined(separator: "\u{0}")] { path.append(String(count)) }
    }
    return path
  }

  /// The place of a path, or of the nearest one above it that has a place.
  func place(_ path: [String]) -> (line: Int, column: Int) {
    var path = path
    while !path.isEmpty {
      if let place = places[path.joined(separator: "\u{0}")] { return place }
      path.removeLast()
    }
    return (1, 1)
  }
}

/// Reads a table with errors that say where and what was expected.
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
    do {
      members = TOMLNode.members(try TOMLTable(string: text))
    } catch let error as TOMLParseError {
      throw ConfigurationError(
        file: file, line: error.source.begin.line, column: error.source.begin.column, problem: error.description)
    }
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
    error(key, "\(key) is \(node.kind); expected \(expected)")
  }

  /// Refuses keys that mean nothing, with the nearest that do.
  func allow(_ known: [String]) throws {
    for key in members.keys.sorted() where !known.contains(key) {
      throw error(key, "unknown key \(key)\(Suggestion.text(key, known))")
    }
  }

  func string(_ key: String) throws -> String? {
    guard let node = members[key] else { return nil }
    guard case .text(let text) = node else { throw wrong(key, "a text in quotes", node) }
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

  /// Of a million: a whole number, or a text such as "2.5%".
  func share(_ key: String) throws -> Int64? {
    guard let node = members[key] else { return nil }
    let expected = "a number of cases in a million, from 0 to 1000000, or a text such as \"2.5%\""
    switch node {
    case .integer(let number) where (0...1_000_000).contains(number): return Int64(number)
    case .text(let text) where text.hasSuffix("%"):
      guard let percent = Self.percent(text.dropLast()) else { throw wrong(key, expected, node) }
      return percent
    default: throw wrong(key, expected, node)
    }
  }

  /// Hundredths of a percent and finer, without floating point.
  private static func percent(_ text: Substring) -> Int64? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Int64(parts[0]), (0...100).contains(whole) else { return nil }
    let digits = parts.count == 2 ? String(parts[1].prefix(4)) : ""
    guard let fraction = Int64(digits.padding(to: 4)) else { return nil }
    let result = whole * 10_000 + fraction
    return result <= 1_000_000 ? result : nil
  }

  func span(_ key: String) throws -> Milliseconds? {
    guard let node = members[key] else { return nil }
    guard case .text(let text) = node, let span = Span.parse(text) else {
      throw wrong(key, "a duration such as \"90s\", \"15m\", \"6h\" or \"2d\"", node)
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
    // Something that takes no time at all would go round for ever at one instant.
    guard spans[spans.count - 1] >= 100 else { throw wrong(key, "\(expected), the last at least 100ms", node) }
    guard zip(spans, spans.dropFirst()).allSatisfy({ $0 <= $1 }) else { throw wrong(key, expected, node) }
    return DurationTable(spans)
  }

  func moment(_ key: String) throws -> Instant? {
    guard let node = members[key] else { return nil }
    switch node {
    case .moment(let text), .text(let text):
      if let instant = ISO8601.parse(text) { return instant }
    default: break
    }
    throw wrong(key, "a date and time such as 2026-01-05T08:00:00Z", node)
  }

  func strings(_ key: String) throws -> [String]? {
    guard let node = members[key] else { return nil }
    guard case .list(let nodes) = node else { throw wrong(key, "a list of texts", node) }
    return try nodes.map { node in
      guard case .text(let text) = node else { throw wrong(key, "a list of texts", node) }
      return text
    }
  }

  /// One of a few words.
  func choice<Value>(_ key: String, _ choices: [(String, Value)]) throws -> Value? {
    guard let text = try string(key) else { return nil }
    if let match = choices.first(where: { $0.0.lowercased() == text.lowercased() }) { return match.1 }
    throw error(key, "\(key) is \"\(text)\"; expected one of \(choices.map { "\"\($0.0)\"" }.joined(separator: ", "))")
  }

  func table(_ key: String) throws -> TOMLReader? {
    guard let node = members[key] else { return nil }
    guard case .table(let members) = node else { throw wrong(key, "a table", node) }
    return TOMLReader(self, path + [key], members)
  }

  func tables(_ key: String) throws -> [TOMLReader] {
    guard let node = members[key] else { return [] }
    guard case .list(let nodes) = node else { throw wrong(key, "tables headed [[\(key)]]", node) }
    return try nodes.enumerated().map { index, node in
      guard case .table(let members) = node else { throw wrong(key, "tables headed [[\(key)]]", node) }
      return TOMLReader(self, path + [key, String(index)], members)
    }
  }

  func required<Value>(_ key: String, _ value: Value?) throws -> Value {
    guard let value else { throw error(nil, "\(key) is missing here") }
    return value
  }
}

extension String {
  fileprivate func padding(to length: Int) -> String { self + String(repeating: "0", count: max(0, length - count)) }
}
