import Lifecycles
import Simulation

/// Transitions and failures per simulated minute, for the latest hour.
package struct Activity: Sendable {
  package static let minutes = 60
  private var transitions = [Int](repeating: 0, count: minutes)
  private var failures = [Int](repeating: 0, count: minutes)
  private var minute: Int64 = .min

  package init() {}

  package mutating func note(_ event: Event) {
    turn(to: event.time)
    guard event.isStatusChange, minute == Self.minute(of: event.time) else { return }
    let slot = Self.slot(minute)
    transitions[slot] += 1
    if EventText.category(event) == .failed { failures[slot] += 1 }
  }

  /// A feed can bring times before 1970, so division rounds down.
  private static func minute(of time: Instant) -> Int64 { (time - floorRemainder(time, Span.minute)) / Span.minute }
  private static func slot(_ minute: Int64) -> Int { Int(floorRemainder(minute, Int64(minutes))) }

  private static func floorRemainder(_ number: Int64, _ divisor: Int64) -> Int64 {
    let rest = number % divisor
    return rest < 0 ? rest + divisor : rest
  }

  /// Moves on to the minute of a moment. Minutes in between are empty.
  package mutating func turn(to time: Instant) {
    let now = Self.minute(of: time)
    guard now > minute else { return }
    if minute == .min || now - minute >= Int64(Self.minutes) {
      for slot in 0..<Self.minutes {
        transitions[slot] = 0
        failures[slot] = 0
      }
    } else {
      for skipped in (minute + 1)...now {
        transitions[Self.slot(skipped)] = 0
        failures[Self.slot(skipped)] = 0
      }
    }
    minute = now
  }

  /// Counts by minute, oldest first.
  package var history: (transitions: [Int], failures: [Int]) {
    guard minute != .min else { return ([], []) }
    let order = (1...Self.minutes).map { Self.slot(minute + Int64($0)) }
    return (order.map { transitions[$0] }, order.map { failures[$0] })
  }
}
