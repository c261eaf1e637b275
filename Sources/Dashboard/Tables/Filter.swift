import Lifecycles
import Simulation

/// What a person typed to narrow a table: words and terms, all of which have to hold.
package struct Filter: Equatable, Sendable {
  package enum Field: String, CaseIterable, Sendable {
    case any, status, code, standing, provider, account, type, actor, id, system
    // About events only: what they lead to and from, what drove them, what they follow from.
    case to, from, trigger, fault, cause

    /// Whether only an event can have it.
    var isAboutEvents: Bool {
      switch self {
      case .to, .from, .trigger, .fault, .cause: true
      default: false
      }
    }
  }

  package enum Test: Equatable, Sendable {
    case word(Field, String)
    /// Standing for longer (or shorter) than so many milliseconds.
    case age(longer: Bool, Milliseconds)
    /// Due within (or after) so many milliseconds.
    case due(within: Bool, Milliseconds)
  }

  package struct Term: Equatable, Sendable {
    package var isNegated = false
    package var test: Test
  }

  package private(set) var text: String
  package private(set) var terms: [Term] = []
  /// What is wrong with the first term that cannot be understood, with its column from 1.
  package private(set) var problem: String?

  package static let none = Filter("")

  /// - Parameter isForEvents: terms about events are understood as well; rows of objects have none.
  package init(_ text: String, isForEvents: Bool = false) {
    self.text = text
    for piece in Self.pieces(text) { add(piece.text, column: piece.column, isForEvents) }
  }

  /// What spaces part; between quotes they do not.
  private static func pieces(_ text: String) -> [(text: String, column: Int)] {
    var pieces: [(text: String, column: Int)] = []
    var piece = ""
    var isQuoted = false
    var start = 1
    for (offset, character) in text.enumerated() {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == " ", !isQuoted {
        if !piece.isEmpty { pieces.append((piece, start)) }
        piece = ""
        start = offset + 2
      } else {
        piece.append(character)
      }
    }
    if !piece.isEmpty { pieces.append((piece, start)) }
    return pieces
  }

  package var isEmpty: Bool { terms.isEmpty }
  /// Whether rows come and go with the clock alone.
  package var dependsOnClock: Bool {
    terms.contains { if case .word = $0.test { false } else { true } }
  }

  private mutating func add(_ piece: String, column: Int, _ isForEvents: Bool) {
    let isNegated = piece.count > 1 && piece.hasPrefix("-")
    let word = isNegated ? String(piece.dropFirst()) : piece
    for (name, isAge) in [("age", true), ("due", false)] {
      for sign in [">", "<"] where word.hasPrefix(name + sign) {
        guard let span = Span.parse(String(word.dropFirst(4))) else {
          note("\(name)\(sign) wants a time such as 2h or 5d", column)
          return
        }
        if isForEvents { note("\(name)\(sign) is about rows, and an event has no age", column) }
        terms.append(
          Term(isNegated: isNegated, test: isAge ? .age(longer: sign == ">", span) : .due(within: sign == "<", span)))
        return
      }
    }
    guard let colon = word.firstIndex(of: ":") else {
      terms.append(Term(isNegated: isNegated, test: .word(.any, word.lowercased())))
      return
    }
    let name = String(word[..<colon])
    let value = String(word[word.index(after: colon)...]).lowercased()
    guard let field = Field(rawValue: name.lowercased()), field != .any else {
      let known = Field.allCases.dropFirst().filter { isForEvents || !$0.isAboutEvents }
      note(
        "there is no term \(name):, but \(known.map { "\($0.rawValue):" }.joined(separator: " ")) age> due<", column)
      return
    }
    if field.isAboutEvents, !isForEvents {
      note("\(name): is about events; Events, g and b know it", column)
      return
    }
    if isForEvents, let problem = Self.problem(field, value) { note(problem, column) }
    if !value.isEmpty { terms.append(Term(isNegated: isNegated, test: .word(field, value))) }
  }

  /// A word that no event can ever have: a status that nobody publishes, a code that is no number.
  private static func problem(_ field: Field, _ value: String) -> String? {
    guard !value.isEmpty else { return nil }
    switch field {
    case .status, .to, .from:
      let names = Catalog.all.flatMap { lifecycle in
        lifecycle.statuses.flatMap { info in [info.key] + info.aliases + [info.code.map(String.init)].compactMap { $0 }
        }
      }
      let others = ["unknown", "deleted"] + ProviderCondition.allCases.map(\.title)
      if (names + others).contains(where: { $0.lowercased().contains(value) }) { return nil }
      // Labels have the number before the name.
      let labels = Catalog.all.flatMap { lifecycle in
        lifecycle.statuses.map { StatusText.label(lifecycle.system, $0.id.raw).lowercased() }
      }
      if labels.contains(where: { $0.contains(value) }) { return nil }
      let near = names.min { Catalog.distance($0.lowercased(), value) < Catalog.distance($1.lowercased(), value) }
      return "no status is called \(value)\(near.map { "; did you mean \($0)?" } ?? "")"
    case .code: return UInt16(value) == nil ? "a code is a number such as 429" : nil
    case .standing:
      let words = Standing.allCases.map(\.word)
      return words.contains(value) ? nil : "a standing is one of \(words.joined(separator: ", "))"
    default: return nil
    }
  }

  private mutating func note(_ text: String, _ column: Int) {
    if problem == nil { problem = "column \(column): \(text)" }
  }
}
