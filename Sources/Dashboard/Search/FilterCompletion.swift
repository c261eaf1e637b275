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
      guard let field = Filter.Field(rawValue: name), !field.isAboutEvents || vocabulary.isForEvents else { return nil }
      let value = String(word[word.index(after: colon)...])
      candidates = vocabulary.values(field, world).flatMap { Self.matching(value, $0) }.prefix(Self.most)
        .map { "\(sign)\(name):\(Self.quoted($0))" }
    } else {
      let words = [Filter.Field.account, .provider, .type].flatMap { vocabulary.values($0, world).joined() }
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

  /// The maximum number of names searched, so that keys respond immediately.
  private static let namesLookedThrough = 5_000
  private static let codes = ["400", "401", "402", "403", "404", "408", "422", "429", "500", "502", "503", "504"]

  let screen: Screen
  private var known: [Filter.Field: [[Word]]] = [:]
  /// How many names there were.
  private var knownFor: [Int] = []

  init(_ screen: Screen) { self.screen = screen }

  var isForEvents: Bool { screen == .events }

  /// How terms start.
  var terms: [String] {
    Filter.Field.allCases.filter { $0 != .any && $0.applies(toEvents: isForEvents) }.map { "\($0.rawValue):" }
      + (isForEvents ? [] : ["age>", "age<", "due<", "due>", "marked"])
  }

  /// The values a term can have, those of the screen's own system first.
  mutating func values(_ field: Filter.Field, _ world: World) -> [[Word]] {
    let counts = [world.accounts.count, world.providers.count, world.contactNames.count]
    if counts != knownFor {
      known = [:]
      knownFor = counts
    }
    if let found = known[field] { return found }
    let made = lookUp(field, world).map { $0.map(Word.init) }
    known[field] = made
    return made
  }

  private func lookUp(_ field: Filter.Field, _ world: World) -> [[String]] {
    let conditions = ProviderCondition.allCases.filter { $0 != .normal }.map(\.title)
    let most = Self.namesLookedThrough
    return switch field {
    case .status, .to, .from: statuses
    case .code: [Self.codes]
    case .category: [StatusCategory.allCases.map(\.word)]
    case .provider: [world.providers.prefix(most).map(\.name) + world.contactNames.prefix(most)]
    case .account: [world.accounts.prefix(most).map(\.name)]
    case .type: [DataType.names]
    case .actor: [Actor.allCases.map(\.word)]
    case .system: [StatusSystem.allCases.map(\.name)]
    case .trigger: [Trigger.allCases.map(\.name)]
    case .fault: [["any"] + conditions]
    case .cause: [["command"] + conditions]
    case .id, .any: []
    }
  }

  /// Statuses of the screen's own system first.
  private var statuses: [[String]] {
    var seen: Set<String> = []
    let own = screen.system
    let groups = [Catalog.all.filter { $0.system == own }, Catalog.all.filter { $0.system != own }]
    return groups.map { $0.flatMap { $0.statuses.map(\.key) }.filter { seen.insert($0).inserted } }
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
