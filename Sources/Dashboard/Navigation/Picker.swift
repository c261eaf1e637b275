import Canvas
import Queries
import Simulation

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
    case ask(String, Command)
    /// Opens a second list: a new connection's data types depend on the provider.
    case provider(Int, account: Int)
    case prompt(Prompt.Purpose)
    case breakpoint(BreakpointChange)
    /// Opens a list of durations.
    case lasting(Command, isWhatIf: Bool)
    case fork(Timeline.Change)
    case moreFaults
    case branch(Int)
    case export(Export)
    case snooze(Problem.Root, Instant)
    case bringBack(Problem.Root)
    case copy(String)
    case stopNotifying(Int)
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
