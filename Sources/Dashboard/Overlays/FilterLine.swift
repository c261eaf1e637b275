import Canvas
import Lifecycles
import Simulation

/// The line in which a filter or a search is typed: with completion, and with what was typed before.
package struct FilterLine: Sendable {
  package enum Purpose: Equatable, Sendable {
    /// Rows that do not match are not shown; each key narrows at once.
    case narrow
    /// The cursor goes to the next event that matches.
    case searchEvents
    /// Plain text on the open page.
    case searchPage

    var label: String { self == .narrow ? "filter" : "search" }
    /// Whether it is the filter language, and not plain text.
    var isFilter: Bool { self != .searchPage }
  }

  package let purpose: Purpose
  package private(set) var editor: LineEditor
  /// What was so before the line was opened; Escape gives it back.
  package let before: String
  /// How far one has gone back in what was typed before; 0 is the line itself.
  private var age = 0
  private var draft = ""
  package private(set) var completion: FilterCompletion?
  /// The row that was selected last: it stays so as long as the filter lets it through.
  var anchor: Entity?
  /// Which of the candidates stands in the line.
  package private(set) var chosen: Int?

  init(_ purpose: Purpose, text: String) {
    self.purpose = purpose
    editor = LineEditor(text)
    before = text
  }

  package var text: String { editor.text }

  /// Takes a key of a line.
  ///
  /// - Returns: whether it was one.
  mutating func type(_ key: Key) -> Bool {
    guard editor.press(key) else { return false }
    age = 0
    chosen = nil
    return true
  }

  /// Goes back and forward in what was typed before.
  mutating func recall(_ offset: Int, _ history: [String]) {
    if age == 0 { draft = text }
    let next = age + offset
    guard (0...history.count).contains(next) else { return }
    age = next
    editor = LineEditor(next == 0 ? draft : history[history.count - next])
    chosen = nil
  }

  /// Finds what the word at the cursor may become.
  mutating func complete(_ world: World, on screen: Screen) {
    guard purpose.isFilter, chosen == nil else { return }
    completion = FilterCompletion(before: editor.before, world, on: screen)
  }

  /// Puts the next candidate in the place of the word.
  mutating func choose(_ offset: Int) {
    guard let completion, !completion.candidates.isEmpty else { return }
    let count = completion.candidates.count
    let next = chosen.map { ($0 + offset + count) % count } ?? (offset > 0 ? 0 : count - 1)
    let old = chosen.map { completion.candidates[$0].count } ?? completion.place.count
    chosen = next
    editor.replace(completion.place.lowerBound..<completion.place.lowerBound + old, with: completion.candidates[next])
  }
}

/// What the word that is being typed may become.
package struct FilterCompletion: Equatable, Sendable {
  /// The characters of the word.
  package let place: Range<Int>
  /// The likeliest first.
  package let candidates: [String]

  static let most = 12
  /// Of very many names only the first are looked through, so that a key stays a key.
  private static let namesLookedThrough = 5_000

  init?(before: String, _ world: World, on screen: Screen) {
    let isForEvents = screen == .events
    guard let last = Filter.pieces(before).last, last.place.upperBound == before.count else { return nil }
    let isNegated = last.text.hasPrefix("-")
    let sign = isNegated ? "-" : ""
    let word = last.text.dropFirst(isNegated ? 1 : 0)
    guard !word.isEmpty else { return nil }
    place = last.place
    if let colon = word.firstIndex(of: ":") {
      let name = word[..<colon].lowercased()
      guard let field = Filter.Field(rawValue: name), !field.isAboutEvents || isForEvents else { return nil }
      let value = String(word[word.index(after: colon)...])
      let groups = FilterVocabulary.values(field, world, screen.system, limit: Self.namesLookedThrough)
      candidates = groups.flatMap { Self.matching(value, $0) }.prefix(Self.most)
        .map { "\(sign)\(name):\(Self.quoted($0))" }
    } else {
      let fields = FilterVocabulary.terms(isForEvents: isForEvents)
      let words = [Filter.Field.account, .provider, .type].flatMap {
        FilterVocabulary.values($0, world, nil, limit: Self.namesLookedThrough).joined()
      }
      let own = Self.matching(String(word), fields, onlyPrefix: true)
      candidates = Array((own + Self.matching(String(word), words).map(Self.quoted)).prefix(Self.most))
        .map { sign + $0 }
    }
  }

  /// Those that begin with the word, then those that hold it.
  private static func matching(_ word: String, _ values: [String], onlyPrefix: Bool = false) -> [String] {
    let word = word.lowercased()
    let lowered = values.map { ($0, $0.lowercased()) }
    let begin = lowered.filter { $0.1.hasPrefix(word) && $0.1 != word }.map(\.0)
    guard !onlyPrefix else { return begin }
    let hold = lowered.filter { !$0.1.hasPrefix(word) && $0.1.contains(word) }.map(\.0)
    var seen: Set<String> = []
    return Array((begin + hold).filter { seen.insert($0).inserted }.prefix(most))
  }

  private static func quoted(_ text: String) -> String { text.contains(" ") ? "\"\(text)\"" : text }
}

/// The words of the filter language.
enum FilterVocabulary {
  /// How terms begin.
  static func terms(isForEvents: Bool) -> [String] {
    Filter.Field.allCases.filter { $0 != .any && (isForEvents || !$0.isAboutEvents) }.map { "\($0.rawValue):" }
      + (isForEvents ? [] : ["age>", "age<", "due<", "due>", "marked"])
  }

  /// What may stand behind the colon of a term, the likelier ones in a list before the others.
  ///
  /// - Parameters:
  ///   - system: the one whose statuses come first.
  ///   - limit: how many names are looked through.
  static func values(_ field: Filter.Field, _ world: World, _ system: System?, limit: Int) -> [[String]] {
    let conditions = ProviderCondition.allCases.filter { $0 != .normal }.map(\.title)
    return switch field {
    case .status, .to, .from: statuses(system)
    case .code: [codes]
    case .standing: [Standing.allCases.map(\.word)]
    case .provider: [world.providers.prefix(limit).map(\.name) + world.contactNames.prefix(limit)]
    case .account: [world.accounts.prefix(limit).map(\.name)]
    case .type: [DataType.names]
    case .actor: [Party.allCases.map(\.word)]
    case .system: [System.allCases.map(\.name)]
    case .trigger: [Trigger.allCases.map(\.name)]
    case .fault: [["any"] + conditions]
    case .cause: [["command"] + conditions]
    case .id, .any: []
    }
  }

  private static func statuses(_ system: System?) -> [[String]] {
    var seen: Set<String> = []
    let groups = [Catalog.all.filter { $0.system == system }, Catalog.all.filter { $0.system != system }]
    return groups.map { $0.flatMap { $0.statuses.map(\.key) }.filter { seen.insert($0).inserted } }
  }

  private static let codes = ["400", "401", "402", "403", "404", "408", "422", "429", "500", "502", "503", "504"]
}

extension Screen {
  /// The system whose rows it shows; nil where there are several.
  var system: System? {
    switch self {
    case .connections: .connection
    case .sessions: .session
    case .datasets: .dataset
    case .requests: .request
    case .overview, .todo, .events: nil
    }
  }
}
