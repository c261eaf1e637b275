import Queries
import Simulation

/// Pause and speed of a simulated run, its breakpoints, and a search for a place in it.
package struct Playback: Sendable {
  package internal(set) var isPaused: Bool
  /// Simulated milliseconds per real one; the maximum for as fast as possible.
  package internal(set) var speed: Int64
  package internal(set) var breakpoints: [Breakpoint] = []
  private var breakpointCount = 0
  /// A search for an event that is still running.
  var search: EventSearch?
  /// The maximum number of events searched for a place.
  let searchLimit: Int
  /// Digits typed before a step, and the screen that they led away from.
  var count: StepCount?
  /// The numbers of the events that failed without a cause, for the timeline.
  package internal(set) var failures: [Int64] = []

  init(isPaused: Bool, speed: Int64, searchLimit: Int) {
    self.isPaused = isPaused
    self.speed = speed
    self.searchLimit = searchLimit
  }

  /// Changes the speed by steps.
  mutating func changeSpeed(_ steps: Int) {
    let position = Speed.steps.firstIndex { $0 >= speed } ?? 0
    speed = Speed.steps[min(max(position + steps, 0), Speed.steps.count - 1)]
  }

  /// Adds a breakpoint, or turns on the one with this condition.
  mutating func add(_ condition: Breakpoint.Condition, title: String, isOneShot: Bool) {
    if let index = breakpoints.firstIndex(where: { $0.condition == condition }) {
      breakpoints[index].isOn = true
      breakpoints[index].isOneShot = isOneShot
      return
    }
    breakpointCount += 1
    var breakpoint = Breakpoint(id: breakpointCount, condition, title: title)
    breakpoint.isOneShot = isOneShot
    breakpoints.append(breakpoint)
  }

  /// Notes that a breakpoint paused the run, and removes a one-time breakpoint.
  mutating func hit(breakpoint index: Int, at sequence: Int64) -> Breakpoint {
    breakpoints[index].hits.append(sequence)
    let breakpoint = breakpoints[index]
    if breakpoint.isOneShot { breakpoints.remove(at: index) }
    return breakpoint
  }

  /// Notes an event that failed without a cause.
  mutating func note(_ event: Event) {
    guard event.cause == .root, EventText.isFault(event), failures.last.map({ $0 < event.sequence }) ?? true else {
      return
    }
    failures.append(event.sequence)
  }

  /// Counts the failures again, because the run is on another branch.
  mutating func recount(_ log: EventLog) {
    failures = []
    for position in 0..<log.count { note(log[position]) }
  }

  /// Forgets what lay ahead of an event.
  mutating func dropAhead(of end: Int64) {
    failures.removeAll { $0 > end }
    for index in breakpoints.indices { breakpoints[index].hits.removeAll { $0 > end } }
  }
}

/// How fast the simulated clock runs.
package enum Speed {
  /// Simulated milliseconds per real one. The last means as fast as possible.
  package static let steps: [Int64] = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 14_400, .max]

  /// The speeds that can be given as a number. A day passes in less than a tenth of a second at the highest one.
  package static let range: ClosedRange<Int64> = 1...1_000_000

  /// Parses `60`, `60x` or `max`; nil otherwise.
  package static func parse(_ text: String) -> Int64? {
    if text == "max" { return .max }
    let digits = text.hasSuffix("x") ? String(text.dropLast()) : text
    return Int64(digits).flatMap { range.contains($0) ? $0 : nil }
  }

  package static func title(_ speed: Int64) -> String { speed == .max ? "max" : "\(speed)x" }
}
