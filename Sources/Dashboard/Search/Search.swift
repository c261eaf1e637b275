import Queries
import Simulation

/// Searches in text and events, and the words that complete a filter.
package struct Search: Sendable {
  /// The search text in open objects and on Overview.
  var text = ""
  /// The event at which a search of Events started.
  var start: Int64?
  /// The search of Events before the one being typed.
  var before: String?
  /// Completion words for filters.
  var vocabularies: [Screen: FilterVocabulary] = [:]

  /// Runs a change with the completion words of a screen.
  mutating func withVocabulary(_ screen: Screen, _ change: (inout FilterVocabulary) -> Void) {
    change(&vocabularies[screen, default: FilterVocabulary(screen)])
  }
}
