import Lifecycles

/// Suggestions for unknown words.
package enum Suggestion {
  /// Returns `. Did you mean …?` or `. Expected one of …`, to end an error message with.
  package static func text(_ word: String, _ known: [String]) -> String {
    let near = known.filter { Catalog.distance($0.lowercased(), word.lowercased()) <= max(2, word.count / 3) }
    if let best = near.min(by: { Catalog.distance($0, word) < Catalog.distance($1, word) }) {
      return ". Did you mean \(best)?"
    }
    let list = known.sorted().joined(separator: ", ")
    return ". Expected one of \(list)"
  }
}
