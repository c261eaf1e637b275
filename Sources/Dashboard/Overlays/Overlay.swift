import Canvas
import Simulation

/// What covers the screen.
package enum Overlay: Sendable {
  case help(top: Int)
  case picker(Picker)
  case confirmation(Confirmation)
  /// The line in which a filter or search is typed.
  case filter(FilterLine)
  case prompt(Prompt)
  case comparison(ComparisonPage)
  case text(TextPage)
  case columns(ColumnsEditor)
  /// A step of the tour.
  case tour(Int)
}

/// A list to choose from, filtered by typing.
package struct Picker: Sendable {
  package enum Choice: Equatable, Sendable {
    case action(Action)
    case sort(column: Int), sortFurther(column: Int)
    /// A saved view, by its number.
    case view(Int), removeView(Int)
    case theme(String)
    case command(Command)
    /// A command that asks for confirmation.
    case ask(Action, Command)
    /// Opens a second list: a new connection's data types depend on the provider.
    case provider(Int, account: Int)
    case prompt(Prompt.Purpose)
    case breakpoint(BreakpointChange)
    /// Opens a list of durations.
    case lasting(Command, isWhatIf: Bool)
    case fork(Timeline.Change)
    case moreFaults
    case branch(Int)
    case export(TakeHome)
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
    /// Why it can't be chosen now; nil if it can.
    package var refusal: String?
    /// Another name to find it by.
    package var alias = ""

    package init(_ title: String, detail: String = "", choice: Choice, refusal: String? = nil) {
      self.title = title
      self.detail = detail
      self.choice = choice
      self.refusal = refusal
    }

    /// How well a query matches; lower is better, nil for no match.
    func score(_ query: String) -> Int? {
      if query == alias { return 0 }
      return [title, alias].compactMap { Fuzzy.score(query, $0) }.min()
    }
  }

  package let title: String
  package let items: [Item]
  /// The text typed to filter the list.
  package private(set) var line = LineEditor()
  package var query: String { line.text }
  /// Help on keys that only this list has.
  package var help = ""
  /// The effect that undoes a preview if the list is closed without a choice.
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

  /// Adds characters without matching yet.
  mutating func paste(_ keys: [Key]) { for key in keys { _ = line.press(key) } }

  /// Takes the position of another list of the same items.
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

/// Fuzzy matching: the letters of a query, in order.
package enum Fuzzy {
  /// Returns a score, lower being better; nil if the letters don't occur in order.
  package static func score(_ query: String, _ text: String) -> Int? {
    // An exact substring is best.
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
      // A letter at the start of a word is preferred.
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

/// A question before a destructive or bulk action.
package struct Confirmation: Sendable {
  package let title: String
  package let lines: [String]
  /// What `y` does, in the words of the action.
  package let button: String
  let act: Act

  enum Act: Sendable {
    /// A command, its object, and the object's status when the key was pressed.
    case one(Command, Entity, status: UInt8)
    case many(Bulk)
  }
}
