/// Durations and deadlines in words: the one home for their units and plurals.
extension Span {
  /// A duration for a narrow cell, rounded down: `40s`, `12m`, `7h`, `9d`.
  package static func short(_ span: Milliseconds) -> String {
    let (count, unit) = largestUnit(span)
    return "\(count)\(unit.prefix(1))"
  }

  /// A duration in a sentence, rounded down: `40 s`, `12 min`, `7 h`, `9 d`.
  package static func words(_ span: Milliseconds) -> String {
    let (count, unit) = largestUnit(span)
    return "\(count) \(unit)"
  }

  /// `2 h ago`
  package static func ago(_ span: Milliseconds) -> String { "\(words(span)) ago" }

  /// The time left until a deadline: `in 7 h`, `in 3 d`, `5 h overdue`, `1 day overdue`.
  package static func deadline(_ left: Milliseconds) -> String {
    guard left < 0 else { return left < day ? "in \(words(left))" : "in \(deadlineDays(left)) d" }
    return -left < day ? "\(words(-left)) overdue" : "\(Count.text(deadlineDays(left), "day")) overdue"
  }

  /// The same for a narrow cell: `7h`, `3d`, `-5h`, `-1d`.
  package static func shortDeadline(_ left: Milliseconds) -> String {
    guard left < 0 else { return left < day ? short(left) : "\(deadlineDays(left))d" }
    return "-\(short(-left))"
  }

  /// The number in `Due in # days` (rounded up) and `Due # days ago` (rounded down).
  package static func deadlineDays(_ left: Milliseconds) -> Int64 { left < 0 ? -left / day : (left + day - 1) / day }

  private static func largestUnit(_ span: Milliseconds) -> (count: Int64, unit: String) {
    let span = max(0, span)
    return switch span {
    case ..<minute: (span / second, "s")
    case ..<hour: (span / minute, "min")
    case ..<day: (span / hour, "h")
    default: (span / day, "d")
    }
  }
}
