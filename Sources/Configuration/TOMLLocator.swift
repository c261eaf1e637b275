/// Finds the lines of keys. The library reports positions only for syntax errors.
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

  /// The dotted key at the start of a text.
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

  /// Resolves names of arrays of tables to their latest element.
  private static func resolve(_ keys: [String], _ counts: [String: Int]) -> [String] {
    var path: [String] = []
    for (position, key) in keys.enumerated() {
      path.append(key)
      if position < keys.count - 1, let count = counts[path.joined(separator: "\u{0}")] { path.append(String(count)) }
    }
    return path
  }

  /// The position of a path, or of the nearest parent that has one.
  func place(_ path: [String]) -> (line: Int, column: Int) {
    var path = path
    while !path.isEmpty {
      if let place = places[path.joined(separator: "\u{0}")] { return place }
      path.removeLast()
    }
    return (1, 1)
  }
}
