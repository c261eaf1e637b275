import Queries
import Simulation

/// Where the board's world comes from.
package enum Source: Sendable {
  case simulated(Timeline)
  case feed(World, FeedReport)

  package init(feed world: World) { self = .feed(world, FeedReport()) }

  package var world: World {
    switch self {
    case .simulated(let timeline): timeline.world
    case .feed(let world, _): world
    }
  }

  /// The simulated run; nil for a feed. Setting it has no effect on a feed.
  package var timeline: Timeline? {
    get {
      switch self {
      case .simulated(let timeline): timeline
      case .feed: nil
      }
    }
    _modify {
      guard case .simulated(let simulated) = self else {
        var none: Timeline?
        yield &none
        return
      }
      // The run is changed in place, so nothing else may hold it.
      self = .feed(.empty, FeedReport())
      var timeline: Timeline? = consume simulated
      defer { if let timeline { self = .simulated(timeline) } }
      yield &timeline
    }
  }

  /// How many script steps were refused so far.
  var scriptRefusals: Int { timeline?.scriptRefusals.count ?? 0 }
  var latestScriptRefusal: String? {
    timeline?.scriptRefusals.last.map { "scenario step \($0.what) was refused: \($0.refusal.description)" }
  }

  // MARK: Forward

  /// Runs the simulation up to a moment, or until so many events have happened.
  mutating func advance(to moment: Instant, limit: Int) -> (events: [Event], reached: Bool) {
    timeline?.advance(to: moment, limit: limit) ?? ([], true)
  }

  /// Steps forward by one event; nil if nothing will ever happen.
  mutating func step() -> Event? { timeline?.step() }

  /// Carries out a command. The events are those not shown yet and those it caused.
  mutating func submit(_ command: Command) -> Result<[Event], Refusal> {
    timeline?.submit(command) ?? .failure(Self.feedRefusal)
  }

  /// Why a command would be refused now; nil if it would be carried out.
  func check(_ command: Command) -> Refusal? {
    guard let timeline else { return Self.feedRefusal }
    return timeline.check(command)
  }

  func consequences(of command: Command) -> String { timeline?.consequences(of: command) ?? "" }

  static let feedRefusal = Refusal("this board shows a feed, which is read-only")

  /// Takes in what a feed told.
  mutating func take(_ facts: [Fact], _ report: FeedReport) {
    guard case .feed(var world, let before) = self else { return }
    // The world is changed in place, so nothing else may hold it.
    self = .feed(.empty, before)
    for fact in facts { world.apply(fact) }
    self = .feed(world, report)
  }
}

/// The state of a feed: what was read, and how many lines were anomalies.
package struct FeedReport: Equatable, Sendable {
  package var lines = 0
  package var malformed = 0
  package var unknown = 0
  package var illegal = 0
  package var duplicate = 0
  package var late = 0
  /// Whether an incomplete line has been read.
  package var hasBegun = false

  package init() {}
}
