import Lifecycles
import Queries
import Simulation

/// Completions of the word being typed.
package struct FilterCompletion: Equatable, Sendable {
  /// The characters of the word.
  package let place: Range<Int>
  /// The best candidates first.
  package let candidates: [String]

  private static let most = 12

  init?(before: String, _ vocabulary: inout FilterVocabulary, _ world: World) {
    guard let last = Filter.pieces(before).last, last.place.upperBound == before.count else { return nil }
    let isNegated = last.text.hasPrefix("-")
    let sign = isNegated ? "-" : ""
    let word = last.text.dropFirst(isNegated ? 1 : 0)
    guard !word.isEmpty else { return nil }
    place = last.place
    if let colon = word.firstIndex(of: ":") {
      let name = word[..<colon].lowercased()
      guard let term = FilterTerm.named(name), !term.isAboutEvents || vocabulary.isForEvents else { return nil }
      let value = String(word[word.index(after: colon)...])
      candidates = vocabulary.values(term, world).flatMap { Self.matching(value, $0) }.prefix(Self.most)
        .map { "\(sign)\(name):\(Self.quoted($0))" }
    } else {
      let words = [FilterTerm.account, .provider, .type].flatMap { vocabulary.values($0, world).joined() }
      let terms = vocabulary.terms.filter { $0.hasPrefix(word.lowercased()) && $0 != word }
      candidates = Array((terms + Self.matching(String(word), words).map(Self.quoted)).prefix(Self.most))
        .map { sign + $0 }
    }
  }

  /// Values that start with the word, then those that contain it.
  private static func matching(_ word: String, _ values: [FilterVocabulary.Word]) -> [String] {
    let needle = Array(word.lowercased().utf8)
    var begin: [String] = []
    var hold: [String] = []
    for value in values where value.lowered != needle {
      switch value.place(of: needle) {
      case 0: begin.append(value.text)
      case .some where hold.count < most: hold.append(value.text)
      default: break
      }
      if begin.count == most { break }
    }
    var seen: Set<String> = []
    return Array((begin + hold).filter { seen.insert($0).inserted }.prefix(most))
  }

  private static func quoted(_ text: String) -> String { text.contains(" ") ? "\"\(text)\"" : text }
}

/// The words of the filter language on a screen. Names are collected when first needed, since there can be many.
struct FilterVocabulary: Sendable {
  struct Word: Sendable {
    let text: String
    /// Lowercase bytes, because thousands of names are searched with every key.
    let lowered: [UInt8]

    init(_ text: String) {
      self.text = text
      lowered = Array(text.lowercased().utf8)
    }

    /// The offset of a text in it; nil if it doesn't occur.
    func place(of needle: [UInt8]) -> Int? {
      guard needle.count <= lowered.count else { return nil }
      return (0...lowered.count - needle.count).first { start in
        needle.indices.allSatisfy { lowered[start + $0] == needle[$0] }
      }
    }
  }

  let screen: Screen
  /// By the name of the term.
  private var known: [String: [[Word]]] = [:]
  /// How many names there were.
  private var knownFor: [Int] = []

  init(_ screen: Screen) { self.screen = screen }

  var isForEvents: Bool { screen == .events }

  /// How terms start.
  var terms: [String] {
    FilterTerm.all.filter { $0.applies(toEvents: isForEvents) }.map { "\($0.name):" }
      + (isForEvents ? [] : ["age>", "age<", "due<", "due>", "marked"])
  }

  /// The values a term can have, those of the screen's own system first.
  mutating func values(_ term: FilterTerm, _ world: World) -> [[Word]] {
    let counts = [world.accounts.count, world.providers.count, world.contactNames.count]
    if counts != knownFor {
      known = [:]
      knownFor = counts
    }
    if let found = known[term.name] { return found }
    let made = term.values(world, screen.system).map { $0.map(Word.init) }
    known[term.name] = made
    return made
  }
}

extension Screen {
  /// The system of the screen's rows; nil if there are several.
  var system: StatusSystem? {
    switch self {
    case .connections: .connection
    case .sessions: .session
    case .datasets: .dataset
    case .requests: .request
    case .overview, .todo, .events: nil
    }
  }
}
