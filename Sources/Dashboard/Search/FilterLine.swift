import Canvas
import Queries
import Simulation

/// The line in which a filter or search is typed, with completion and history.
package struct FilterLine: Sendable {
  package enum Purpose: Equatable, Sendable {
    /// Rows that don't match are hidden, as you type.
    case narrow
    /// The cursor goes to the next matching event.
    case searchEvents
    /// Plain text on the open page.
    case searchPage

    package var label: String { self == .narrow ? "filter" : "search" }
    /// Whether it takes the filter language rather than plain text.
    package var isFilter: Bool { self != .searchPage }
  }

  package let purpose: Purpose
  package private(set) var editor: LineEditor
  /// The text before the line was opened, which Escape restores.
  package let before: String
  /// How far back in the history; 0 is the line itself.
  private var age = 0
  private var draft = ""
  package private(set) var completion: FilterCompletion?
  /// The row selected last. It stays selected while it matches.
  var anchor: ObjectRef?
  /// Which candidate is in the line.
  package private(set) var chosen: Int?

  init(_ purpose: Purpose, text: String) {
    self.purpose = purpose
    editor = LineEditor(text)
    before = text
  }

  package var text: String { editor.text }

  /// Handles a key.
  ///
  /// - Returns: whether it was used.
  mutating func type(_ key: Key) -> Bool {
    guard editor.press(key) else { return false }
    age = 0
    chosen = nil
    return true
  }

  /// Goes back and forward in the history.
  mutating func recall(_ offset: Int, _ history: [String]) {
    if age == 0 { draft = text }
    let next = age + offset
    guard (0...history.count).contains(next) else { return }
    age = next
    editor = LineEditor(next == 0 ? draft : history[history.count - next])
    chosen = nil
  }

  /// Finds completions of the word at the cursor.
  mutating func complete(_ vocabulary: inout FilterVocabulary, _ world: World) {
    guard purpose.isFilter, chosen == nil else { return }
    completion = FilterCompletion(before: editor.before, &vocabulary, world)
  }

  /// Replaces the word with the next candidate.
  mutating func choose(_ offset: Int, _ vocabulary: inout FilterVocabulary, _ world: World) {
    // A term that was just completed continues with its values.
    if offset > 0, let completion, let chosen, completion.candidates[chosen].hasSuffix(":") {
      self.chosen = nil
      self.completion = FilterCompletion(before: editor.before, &vocabulary, world)
    }
    guard let completion, !completion.candidates.isEmpty else { return }
    let count = completion.candidates.count
    let next = chosen.map { ($0 + offset + count) % count } ?? (offset > 0 ? 0 : count - 1)
    let old = chosen.map { completion.candidates[$0].count } ?? completion.place.count
    chosen = next
    editor.replace(completion.place.lowerBound..<completion.place.lowerBound + old, with: completion.candidates[next])
  }
}
