import Lifecycles
import Queries
import Simulation

/// A place to go to in a run.
package enum Destination: Equatable, Sendable {
  case event(Int64)
  case time(Instant)
  /// The next event that matches a filter.
  case condition(String)
  case start
  case end

  static let forms = "a time (09:30, +2h, 2026-01-05T09:30Z), #event, start, end, or a condition (status:AuthError)"

  /// Parses what was typed.
  ///
  /// - Parameter now: the origin of relative and partial times.
  /// - Returns: the destination, or what is wrong.
  package static func parse(_ text: String, now: Instant, sequence: Int64) -> Result<Destination, Refusal> {
    let word = text.trimmingSpaces
    switch word.lowercased() {
    case "": return .failure(Refusal("enter \(forms)"))
    case "start": return .success(.start)
    case "end": return .success(.end)
    default: break
    }
    if let number = eventNumber(word, sequence) { return .success(.event(number)) }
    if let time = time(word, now) { return .success(.time(time)) }
    if word.hasPrefix("#") { return .failure(Refusal("\(word) is not an event; expected a number such as #71,200")) }
    let digits = word.drop { $0.isNumber }
    if digits.hasPrefix(":"), digits.count < word.count {
      return .failure(Refusal("\(word) is not a time; expected a time such as 09:30 or 23:59:59"))
    }
    if digits.count < word.count, Span.parse(word) != nil {
      return .failure(Refusal("use +\(word) to go forward or -\(word) to go back"))
    }
    let filter = Filter(word, isForEvents: true)
    if let fault = filter.fault { return .failure(Refusal(fault.reason)) }
    if filter.isEmpty { return .failure(Refusal("\(word) is incomplete; enter \(forms)")) }
    return .success(.condition(word))
  }

  /// `#71,200`, `71200`, `+20`, `-5`
  private static func eventNumber(_ word: String, _ sequence: Int64) -> Int64? {
    let digits = word.replacing(",", with: "")
    if digits.hasPrefix("#") { return Int64(digits.dropFirst()).flatMap { $0 < 0 ? nil : $0 } }
    guard let number = Int64(digits) else { return nil }
    guard digits.hasPrefix("+") || digits.hasPrefix("-") else { return number }
    let (sum, isTooFar) = sequence.addingReportingOverflow(number)
    return isTooFar ? (number > 0 ? .max - 1 : 0) : max(0, sum)
  }

  private static func time(_ word: String, _ now: Instant) -> Instant? {
    if word.hasPrefix("+") || word.hasPrefix("-"), let span = Span.parse(String(word.dropFirst())) {
      return word.hasPrefix("+") ? now + span : now - span
    }
    if let instant = ISO8601.parse(word) { return instant }
    // A clock time is on the day shown.
    return ISO8601.parse("\(ISO8601.dateText(CivilTime(now)))T\(word.hasSuffix("Z") ? word : word + "Z")")
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
