import Canvas
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
  mutating func complete(_ vocabulary: inout FilterVocabulary, _ world: World) {
    guard purpose.isFilter, chosen == nil else { return }
    completion = FilterCompletion(before: editor.before, &vocabulary, world)
  }

  /// Puts the next candidate in the place of the word.
  mutating func choose(_ offset: Int, _ vocabulary: inout FilterVocabulary, _ world: World) {
    // A term that was just put in goes on to its values.
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
