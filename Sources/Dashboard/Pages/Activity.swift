import Lifecycles
import Simulation

/// Transitions and failures by simulated minute, the latest hour of them.
package struct Activity: Sendable {
  package static let minutes = 60
  private var transitions = [Int](repeating: 0, count: minutes)
  private var failures = [Int](repeating: 0, count: minutes)
  private var minute: Int64 = .min

  package init() {}

  package mutating func note(_ event: Event) {
    turn(to: event.time)
    guard event.changesStatus, event.trigger != .found, minute == event.time / Span.minute else { return }
    let slot = Int(minute % Int64(Self.minutes))
    transitions[slot] += 1
    if EventText.standing(event) == .failed { failures[slot] += 1 }
  }

  /// Moves on to the minute of a moment; minutes between are empty.
  package mutating func turn(to time: Instant) {
    let now = time / Span.minute
    guard now > minute else { return }
    if minute == .min || now - minute >= Int64(Self.minutes) {
      for slot in 0..<Self.minutes {
        transitions[slot] = 0
        failures[slot] = 0
      }
    } else {
      for skipped in (minute + 1)...now {
        transitions[Int(skipped % Int64(Self.minutes))] = 0
        failures[Int(skipped % Int64(Self.minutes))] = 0
      }
    }
    minute = now
  }

  /// Counts by minute, the oldest first.
  package var history: (transitions: [Int], failures: [Int]) {
    guard minute != .min else { return ([], []) }
    let order = (1...Self.minutes).map { Int((minute + Int64($0)) % Int64(Self.minutes)) }
    return (order.map { transitions[$0] }, order.map { failures[$0] })
  }
}
