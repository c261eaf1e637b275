/// Counts in words: the one home for grouping and plurals.
package enum Count {
  /// `18,204`
  package static func grouped(_ number: some BinaryInteger) -> String {
    let digits = String(number.magnitude)
    var text = ""
    for (offset, digit) in digits.enumerated() {
      if offset > 0, (digits.count - offset) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return number < 0 ? "-" + text : text
  }

  /// `1 event`, `18,204 events`, `2 batches`, `3 entries`
  package static func text(_ number: some BinaryInteger, _ noun: String) -> String {
    "\(grouped(number)) \(number == 1 ? noun : plural(noun))"
  }

  /// The plural of a noun that has a regular one.
  package static func plural(_ noun: String) -> String {
    let vowels: Set<Character> = ["a", "e", "i", "o", "u"]
    if noun.last == "y", let before = noun.dropLast().last, !vowels.contains(before) { return noun.dropLast() + "ies" }
    return noun + (["s", "x", "ch", "sh"].contains { noun.hasSuffix($0) } ? "es" : "s")
  }
}
