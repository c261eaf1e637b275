import Lifecycles
import Simulation

/// A filter as typed: words and terms, all of which must match.
package struct Filter: Equatable, Sendable {
  package enum Test: Equatable, Sendable {
    case word(FilterTerm, String)
    /// In its status for longer (or shorter) than so many milliseconds.
    case age(longer: Bool, Milliseconds)
    /// Due within (or after) so many milliseconds.
    case due(within: Bool, Milliseconds)
    /// Marked at the board.
    case marked
  }

  package struct Term: Equatable, Sendable {
    package var isNegated = false
    package var test: Test
  }

  package static func == (a: Filter, b: Filter) -> Bool { a.text == b.text && a.terms == b.terms }

  package private(set) var text: String
  package private(set) var terms: [Term] = []
  /// What is wrong with the first invalid term, and the characters of that term.
  package private(set) var fault: (reason: String, place: Range<Int>)?

  /// What is wrong, with its column from 1, for places where the text itself isn't visible.
  package var problem: String? { fault.map { "column \($0.place.lowerBound + 1): \($0.reason)" } }

  package static let none = Filter("")

  /// - Parameter isForEvents: whether terms for events are allowed. Rows of objects have none.
  package init(_ text: String, isForEvents: Bool = false) {
    self.text = text
    for piece in Self.pieces(text) { add(piece, isForEvents) }
  }

  /// A word or term as typed.
  package struct Piece: Equatable {
    /// Without quotes.
    package var text: String
    /// Its range in the text.
    package var place: Range<Int>
  }

  /// Splits at spaces outside quotes.
  package static func pieces(_ text: String) -> [Piece] {
    var pieces: [Piece] = []
    var piece = Piece(text: "", place: 0..<0)
    var isQuoted = false
    func end(_ offset: Int) {
      piece.place = piece.place.lowerBound..<offset
      if !piece.text.isEmpty { pieces.append(piece) }
      piece = Piece(text: "", place: offset + 1..<offset + 1)
    }
    for (offset, character) in text.enumerated() {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == " ", !isQuoted {
        end(offset)
      } else {
        piece.text.append(character)
      }
    }
    end(text.count)
    return pieces
  }

  package var isEmpty: Bool { terms.isEmpty }
  /// Whether rows come and go with the clock alone.
  package var dependsOnClock: Bool {
    terms.contains {
      switch $0.test {
      case .age, .due: true
      case .word, .marked: false
      }
    }
  }
  /// Whether rows come and go with their marks.
  package var usesMarks: Bool { terms.contains { $0.test == .marked } }

  private mutating func add(_ piece: Piece, _ isForEvents: Bool) {
    let place = piece.place
    let piece = piece.text
    let isNegated = piece.count > 1 && piece.hasPrefix("-")
    let word = isNegated ? String(piece.dropFirst()) : piece
    for (name, isAge) in [("age", true), ("due", false)] {
      for sign in [">", "<"] where word.hasPrefix(name + sign) {
        guard let span = Span.parse(String(word.dropFirst(4))) else {
          note("\(name)\(sign) needs a duration such as 2h or 5d", place)
          return
        }
        if isForEvents { note("\(name)\(sign) applies to rows, not to events", place) }
        terms.append(
          Term(isNegated: isNegated, test: isAge ? .age(longer: sign == ">", span) : .due(within: sign == "<", span)))
        return
      }
    }
    guard let colon = word.firstIndex(of: ":") else {
      if word.lowercased() == "marked", !isForEvents {
        terms.append(Term(isNegated: isNegated, test: .marked))
        return
      }
      terms.append(Term(isNegated: isNegated, test: .word(.word, word.lowercased())))
      return
    }
    let name = String(word[..<colon])
    let value = String(word[word.index(after: colon)...]).lowercased()
    guard let term = FilterTerm.named(name.lowercased()) else {
      let known = FilterTerm.all.filter { $0.applies(toEvents: isForEvents) }.map(\.name)
      let near = known.first { $0.hasPrefix(name.lowercased()) || Catalog.distance($0, name.lowercased()) <= 2 }
      let hint =
        near.map { "Did you mean \"\($0):\"?" }
        ?? "Expected one of \(known.map { "\($0):" }.joined(separator: " ")) age> due<"
      note("unknown term \"\(name):\". \(hint)", place)
      return
    }
    guard term.applies(toEvents: isForEvents) else {
      note("\"\(name):\" applies \(isForEvents ? "to rows, not to events" : "only to events")", place)
      return
    }
    if !value.isEmpty, let problem = term.check(value) { note(problem, place) }
    if !value.isEmpty { terms.append(Term(isNegated: isNegated, test: .word(term, value))) }
  }

  private mutating func note(_ text: String, _ place: Range<Int>) {
    if fault == nil { fault = (text, place) }
  }
}
