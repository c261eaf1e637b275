/// A switch over an enum of ours lists its cases: with a `default`, a new case silently takes the wrong branch.
///
/// An enum is recognized by the cases that a switch names.
struct DefaultRule: Rule {
  /// Enums with so many cases that nobody would read them.
  static let large: [String: String] = [
    "Key": "a key other than those that a list or a line knows is ignored",
    "Trigger": "93 causes of a change, of which each switch is about a few",
  ]

  /// The switches that are left, by file. A number may only shrink.
  static let left: [String: Int] = [
    "Sources/Simulation/World/Identity.swift": 1,
    "Sources/Simulation/Events/InvariantChecker.swift": 2,
    "Sources/Simulation/Scenario/ScriptStep.swift": 2,
    "Sources/Simulation/Simulator/Simulator+Bootstrap.swift": 2,
    "Sources/Simulation/Simulator/Simulator+Checks.swift": 1,
    "Sources/Simulation/Simulator/Simulator+Connections.swift": 2,
    "Sources/Simulation/Simulator/Simulator+Datasets.swift": 1,
    "Sources/Simulation/Simulator/Simulator+Faults.swift": 1,
    "Sources/Simulation/Simulator/Simulator+Integrations.swift": 3,
    "Sources/Simulation/Simulator/Simulator+Script.swift": 3,
    "Sources/Simulation/Simulator/Simulator+Sessions.swift": 4,
    "Sources/Simulation/World/World+Apply.swift": 4,
  ]

  struct Enumeration: Equatable {
    let name: String
    let cases: Set<String>
  }

  let enumerations: [Enumeration]

  init(_ files: [SourceFile]) { enumerations = files.flatMap { Self.enumerations($0.tokens) } }

  func findings(in file: SourceFile) -> [Finding] {
    let found = switches(file)
    let allowed = Self.left[file.path] ?? 0
    if found.count > allowed { return found }
    guard found.count < allowed else { return [] }
    return [
      file.finding(
        1, "\(found.count) switches over our enums have a default, and \(allowed) are allowed",
        "Lower the number in DefaultRule.left")
    ]
  }

  // MARK: Enums

  private static func enumerations(_ tokens: [Token]) -> [Enumeration] {
    tokens.indices.compactMap { index in
      guard tokens[index].text == "enum", index + 1 < tokens.count,
        let open = tokens[index...].firstIndex(where: { $0.text == "{" })
      else { return nil }
      let cases = cases(tokens, open + 1..<tokens.end(ofBracketAt: open) - 1)
      return cases.isEmpty ? nil : Enumeration(name: tokens[index + 1].text, cases: cases)
    }
  }

  /// The names after each `case` of a body.
  private static func cases(_ tokens: [Token], _ body: Range<Int>) -> Set<String> {
    var cases: Set<String> = []
    var index = body.lowerBound
    while index < body.upperBound {
      switch tokens[index].text {
      case "{", "(", "[": index = tokens.end(ofBracketAt: index)
      case "case":
        repeat {
          index += 1
          if tokens[index].text == "`" { index += 1 }
          cases.insert(tokens[index].text)
          index += 1
          if tokens[index].text == "`" { index += 1 }
          if tokens[index].text == "(" { index = tokens.end(ofBracketAt: index) }
          if tokens[index].text == "=" {
            let line = tokens[index].line
            while tokens[index].line == line, tokens[index].text != ",", tokens[index].text != "}" { index += 1 }
          }
        } while index < body.upperBound && tokens[index].text == ","
      default: index += 1
      }
    }
    return cases
  }

  // MARK: Switches

  private func switches(_ file: SourceFile) -> [Finding] {
    file.tokens.indices.compactMap { index in
      guard file.tokens[index].text == "switch", index == 0 || file.tokens[index - 1].text != ".",
        let open = file.tokens[index...].firstIndex(where: { $0.text == "{" }),
        let body = Self.body(file.tokens, open + 1..<file.tokens.end(ofBracketAt: open) - 1), !body.names.isEmpty
      else { return nil }
      let candidates = enumerations.filter { $0.cases.isSuperset(of: body.names) }.map(\.name)
      guard !candidates.isEmpty, !candidates.contains(where: { Self.large[$0] != nil }) else { return nil }
      return file.finding(
        body.line, "a switch over \(Set(candidates).sorted().joined(separator: " or ")) has a default",
        "List the other cases, so that a new one is a compile error")
    }
  }

  /// The cases that a switch names, and the line of its default. Nil without a default, or with patterns other than
  /// cases.
  private static func body(_ tokens: [Token], _ body: Range<Int>) -> (names: Set<String>, line: Int)? {
    var names: Set<String> = []
    var line: Int?
    var index = body.lowerBound
    while index < body.upperBound {
      switch tokens[index].text {
      case "{", "(", "[": index = tokens.end(ofBracketAt: index)
      case "default" where tokens[index + 1].text == ":":
        line = tokens[index].line
        index += 2
      case "case" where !["if", "guard", "while", "for", ","].contains(tokens[index - 1].text):
        guard let end = patterns(tokens, from: index + 1, &names) else { return nil }
        index = end
      default: index += 1
      }
    }
    return line.map { (names, $0) }
  }

  /// Reads the patterns of a case up to its colon. Nil if one of them doesn't name a case.
  private static func patterns(_ tokens: [Token], from start: Int, _ names: inout Set<String>) -> Int? {
    var index = start
    var isStart = true
    while index < tokens.count, tokens[index].text != ":" {
      switch tokens[index].text {
      case "(", "[", "{":
        if isStart { return nil }
        index = tokens.end(ofBracketAt: index)
        continue
      case ",": isStart = true
      case "let" where isStart, "var" where isStart, "nil" where isStart: break
      case "." where isStart:
        names.insert(tokens[index + 1].text)
        index += 1
        isStart = false
      case "where":
        // A condition says nothing about the type.
        while index < tokens.count, tokens[index].text != ":", tokens[index].text != "," {
          index = ["(", "[", "{"].contains(tokens[index].text) ? tokens.end(ofBracketAt: index) : index + 1
        }
        continue
      default: if isStart { return nil }
      }
      index += 1
    }
    return index
  }
}
