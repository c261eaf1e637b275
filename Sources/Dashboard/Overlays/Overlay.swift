import Canvas
import Simulation

/// What lies over the screen, one above the other.
package enum Overlay: Sendable {
  case help(top: Int)
  case picker(Picker)
  case confirmation(Confirmation)
  /// The line in which a filter or a search is typed.
  case filter(FilterLine)
  case prompt(Prompt)
  case comparison(ComparisonPage)
  case text(TextPage)
  case columns(ColumnsEditor)
  /// A step of the tour.
  case tour(Int)
}

/// A list to choose from, narrowed by typing.
package struct Picker: Sendable {
  package enum Choice: Equatable, Sendable {
    case action(Action)
    case sort(column: Int), sortFurther(column: Int)
    /// A saved view, by its number.
    case view(Int), removeView(Int)
    case theme(String)
    case command(Command)
    /// A command that is asked about once more.
    case ask(Action, Command)
    /// Goes on to a second list: the data types for a new connection are chosen by the provider.
    case provider(Int, account: Int)
    case prompt(Prompt.Purpose)
    case breakpoint(BreakpointChange)
    /// Goes on to a list of durations.
    case lasting(Command, isWhatIf: Bool)
    case fork(Timeline.Change)
    case moreFaults
    case branch(Int)
    case takeHome(TakeHome)
    case snooze(Problem.Root, Instant)
    case bringBack(Problem.Root)
    case copy(String)
    case unwatch(Int)
  }

  package enum BreakpointChange: Equatable, Sendable {
    case add(Breakpoint.Condition, String)
    case open(Int), toggle(Int), once(Int), remove(Int)
    case goTo(Int64)
  }

  package struct Item: Sendable {
    package var title: String
    package var detail: String
    package var choice: Choice
    /// Why it cannot be chosen now; nil where it can.
    package var refusal: String?
    /// Another name that it is found by.
    package var alias = ""

    package init(_ title: String, detail: String = "", choice: Choice, refusal: String? = nil) {
      self.title = title
      self.detail = detail
      self.choice = choice
      self.refusal = refusal
    }

    /// How well a query finds it; lower is better, nil where it does not.
    func score(_ query: String) -> Int? {
      if query == alias { return 0 }
      return [title, alias].compactMap { Fuzzy.score(query, $0) }.min()
    }
  }

  package let title: String
  package let items: [Item]
  /// What is typed to narrow the list.
  package private(set) var line = LineEditor()
  package var query: String { line.text }
  /// A line of help on keys that only this list has.
  package var help = ""
  /// What gives back what the list has shown meanwhile, where it is closed without a choice.
  package var onEscape: Effect?
  package private(set) var matches: [Int]
  package private(set) var selected = 0

  package init(title: String, items: [Item], selected: Int = 0) {
    self.title = title
    self.items = items
    matches = Array(items.indices)
    self.selected = selected
  }

  package var current: Item? { matches.indices.contains(selected) ? items[matches[selected]] : nil }

  package mutating func type(_ key: Key) {
    let before = query
    guard line.press(key), query != before else { return }
    selected = 0
    guard !query.isEmpty else {
      matches = Array(items.indices)
      return
    }
    let scored = items.indices.compactMap { index in
      items[index].score(query).map { (score: $0, index: index) }
    }
    matches = scored.sorted { ($0.score, $0.index) < ($1.score, $1.index) }.map(\.index)
  }

  /// Takes up characters without looking for matches yet.
  mutating func paste(_ keys: [Key]) { for key in keys { _ = line.press(key) } }

  /// Stands where another list of the same things stood.
  mutating func move(to place: Int, like other: Picker) {
    line = other.line
    matches = other.matches
    selected = place
  }

  package mutating func move(by offset: Int) {
    guard !matches.isEmpty else { return }
    selected = min(max(0, selected + offset), matches.count - 1)
  }
}

/// Matches by the letters of a query in their order.
package enum Fuzzy {
  /// Lower is better; nil where the letters do not occur in order.
  package static func score(_ query: String, _ text: String) -> Int? {
    // The query as it stands is the best of all.
    let plain = text.lowercased()
    if !query.isEmpty, let range = plain.firstRange(of: query.lowercased()) {
      let isWithin = range.lowerBound != plain.startIndex && plain[plain.index(before: range.lowerBound)].isLetter
      return text.count + (isWithin ? 60 : 0)
    }
    let text = Array(plain)
    var position = 0
    var score = 0
    var previous = -1
    for letter in query.lowercased() where letter != " " {
      // A letter that begins a word is worth looking further for.
      guard let next = bestNext(letter, text, from: position) else { return nil }
      let beginsWord = next == 0 || !text[next - 1].isLetter
      if next != previous + 1 { score += beginsWord ? 2 : 5 + min(next - position, 10) }
      previous = next
      position = next + 1
    }
    return score * 100 + text.count
  }

  private static func bestNext(_ letter: Character, _ text: [Character], from start: Int) -> Int? {
    guard start < text.count else { return nil }
    let candidates = (start..<text.count).filter { text[$0] == letter }
    if let first = candidates.first, first == start { return first }
    return candidates.first { $0 == 0 || !text[$0 - 1].isLetter } ?? candidates.first
  }
}

/// A question before something is done that cannot be undone.
package struct Confirmation: Sendable {
  package let title: String
  package let lines: [String]
  let act: Act

  enum Act: Sendable {
    /// A command, what it is about, and where that stood when the key was pressed.
    case one(Command, Entity, status: UInt8)
    case many(Bulk)
  }
}
