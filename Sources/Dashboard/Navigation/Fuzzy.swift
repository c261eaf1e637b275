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
