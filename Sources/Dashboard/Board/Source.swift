import Simulation

/// The state of a feed: what was read, and how many lines were anomalies.
package struct FeedReport: Equatable, Sendable {
  package var name = ""
  package var lines = 0
  package var malformed = 0
  package var unknown = 0
  package var illegal = 0
  package var duplicate = 0
  package var late = 0
  /// Whether an incomplete line has been read.
  package var hasBegun = false

  package init() {}

  package var oddities: Int { malformed + unknown + illegal + duplicate + late }
}

/// Where the board's world comes from: a simulator or a feed.
package struct Source: Sendable {
  package enum Kind: Sendable { case simulated, feed }

  package let kind: Kind
  /// The simulated run; nil for a feed.
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
  /// How many script steps were refused so far.
  package var scriptRefusals: Int { timeline?.scriptRefusals.count ?? 0 }
  package var latestScriptRefusal: String? {
    timeline?.scriptRefusals.last.map { "scenario step \($0.what) was refused: \($0.refusal.description)" }
  }

  /// Runs the simulation up to a moment, or until so many events have happened.
  package mutating func advance(to moment: Instant, limit: Int) -> (events: [Event], reached: Bool) {
    timeline?.advance(to: moment, limit: limit) ?? ([], true)
  }

  /// Steps forward by one event; nil if nothing will ever happen.
  package mutating func step() -> Event? { timeline?.step() }

  /// Carries out a command. The events are those not shown yet and those it caused.
  package mutating func submit(_ command: Command) -> Result<[Event], Refusal> {
    guard timeline != nil else { return .failure(Self.feedRefusal) }
    return timeline!.submit(command)
  }

  package func check(_ command: Command) -> Refusal? {
    guard let timeline else { return Self.feedRefusal }
    return timeline.check(command)
  }

  package func consequences(of command: Command) -> String { timeline?.consequences(of: command) ?? "" }

  static let feedRefusal = Refusal("this board shows a feed, which is read-only")

  /// Changes a feed's world in place.
  package mutating func withTold<Result>(_ change: (inout World) -> Result) -> Result {
    precondition(told != nil, "only a feed's world can be changed from outside")
    return change(&told!)
  }
}
