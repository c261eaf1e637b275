import Simulation

/// How a feed is doing: what was read, and what of it was odd.
package struct FeedReport: Equatable, Sendable {
  package var name = ""
  package var lines = 0
  package var malformed = 0
  package var unknown = 0
  package var illegal = 0
  package var duplicate = 0
  package var late = 0
  package var isAtEnd = false

  package init() {}

  package var oddities: Int { malformed + unknown + illegal + duplicate + late }
}

/// Where the board's world comes from: a simulator that is run here, or a feed that is told.
package struct Source: Sendable {
  package enum Kind: Sendable { case simulated, feed }

  package let kind: Kind
  private var simulator: Simulator?
  private var told: World?
  /// While stepping, the world as of the last shown event; the simulator is ahead of it.
  private var held: World?
  private var backlog: [Event] = []
  package var feed = FeedReport()

  package init(_ simulator: Simulator) {
    kind = .simulated
    self.simulator = simulator
  }

  package init(feed world: World) {
    kind = .feed
    told = world
  }

  package var world: World { held ?? simulator?.world ?? told! }
  package var scenario: Scenario? { simulator?.scenario }
  /// What the scenario's script asked for in vain, so far.
  package var scriptRefusals: Int { simulator?.scriptRefusals.count ?? 0 }
  package var latestScriptRefusal: String? {
    simulator?.scriptRefusals.last.map {
      "the scenario's step \($0.verb.rawValue) was refused: \($0.refusal.description)"
    }
  }
  package var isStepping: Bool { !backlog.isEmpty }

  /// Runs the simulation up to a moment, or until so many events have come.
  package mutating func advance(to moment: Instant, limit: Int) -> (events: [Event], reached: Bool) {
    let left = flush()
    guard simulator != nil else { return (left, true) }
    let reached = simulator!.run(until: moment, limit: limit)
    return (left + simulator!.drain(), reached)
  }

  /// One event on; nil where nothing will ever happen.
  package mutating func step() -> Event? {
    guard simulator != nil else { return nil }
    if backlog.isEmpty {
      held = simulator!.world
      guard simulator!.step() else {
        held = nil
        return nil
      }
      backlog = simulator!.drain()
    }
    let event = backlog.removeFirst()
    held!.apply(event)
    if backlog.isEmpty { held = nil }
    return event
  }

  /// Gives up stepping: the world is the simulator's again.
  private mutating func flush() -> [Event] {
    guard !backlog.isEmpty else { return [] }
    defer { backlog = [] }
    held = nil
    return backlog
  }

  /// Carries out a command; the events are those not shown yet and those that it caused.
  package mutating func submit(_ command: Command) -> Result<[Event], Refusal> {
    guard simulator != nil else { return .failure(Self.feedRefusal) }
    if let refusal = simulator!.check(command) { return .failure(refusal) }
    let left = flush()
    if case .failure(let refusal) = simulator!.submit(command) { return .failure(refusal) }
    return .success(left + simulator!.drain())
  }

  package func check(_ command: Command) -> Refusal? { simulator.map { $0.check(command) } ?? Self.feedRefusal }

  package func consequences(of command: Command) -> String { simulator?.consequences(of: command) ?? "" }

  static let feedRefusal = Refusal("this board shows a feed: what it shows cannot be changed from here")

  /// The time of the next timer.
  package mutating func nextTime() -> Instant? { simulator?.nextTime() }

  /// Changes a feed's world in place.
  package mutating func withTold<Result>(_ change: (inout World) -> Result) -> Result {
    precondition(told != nil, "only a feed's world is told")
    return change(&told!)
  }
}
