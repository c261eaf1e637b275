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
  /// A line has begun that is not complete.
  package var hasBegun = false

  package init() {}

  package var oddities: Int { malformed + unknown + illegal + duplicate + late }
}

/// Where the board's world comes from: a simulator that is run here, or a feed that is told.
package struct Source: Sendable {
  package enum Kind: Sendable { case simulated, feed }

  package let kind: Kind
  /// The simulated run, which goes back as well; nil on a feed.
  package var timeline: Timeline?
  private var told: World?
  package var feed = FeedReport()

  package init(_ timeline: Timeline) {
    kind = .simulated
    self.timeline = timeline
  }

  package init(_ simulator: Simulator) { self.init(Timeline(simulator)) }

  package init(feed world: World) {
    kind = .feed
    told = world
  }

  package var world: World { timeline?.world ?? told! }
  package var scenario: Scenario? { timeline?.scenario }
  /// What the scenario's script asked for in vain, so far.
  package var scriptRefusals: Int { timeline?.scriptRefusals.count ?? 0 }
  package var latestScriptRefusal: String? {
    timeline?.scriptRefusals.last.map { "the scenario's step \($0.what) was refused: \($0.refusal.description)" }
  }

  /// Runs the simulation up to a moment, or until so many events have come.
  package mutating func advance(to moment: Instant, limit: Int) -> (events: [Event], reached: Bool) {
    timeline?.advance(to: moment, limit: limit) ?? ([], true)
  }

  /// One event on; nil where nothing will ever happen.
  package mutating func step() -> Event? { timeline?.step() }

  /// Carries out a command; the events are those not shown yet and those that it caused.
  package mutating func submit(_ command: Command) -> Result<[Event], Refusal> {
    guard timeline != nil else { return .failure(Self.feedRefusal) }
    return timeline!.submit(command)
  }

  package func check(_ command: Command) -> Refusal? {
    guard let timeline else { return Self.feedRefusal }
    return timeline.check(command)
  }

  package func consequences(of command: Command) -> String { timeline?.consequences(of: command) ?? "" }

  static let feedRefusal = Refusal("this board shows a feed: what it shows cannot be changed from here")

  /// Changes a feed's world in place.
  package mutating func withTold<Result>(_ change: (inout World) -> Result) -> Result {
    precondition(told != nil, "only a feed's world is told")
    return change(&told!)
  }
}
