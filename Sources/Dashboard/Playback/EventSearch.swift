import Canvas
import Lifecycles
import Queries
import Simulation

/// A search ahead in a run, some thousand events at a time, so that it can be canceled. Nothing has happened until it
/// finishes.
struct EventSearch: Sendable {
  /// What happens at the end.
  enum Completion: Sendable {
    /// Move the cursor to the event's object.
    case reveal
    /// The cursor is already on the row.
    case row
    /// So many events were requested. A breakpoint can come first.
    case count(Int64)
    /// A named moment or event.
    case place(String)
  }

  typealias Test = @Sendable (Event, World, EventLog, [Event]) -> Bool

  var timeline: Timeline
  /// The events so far.
  var events: [Event] = []
  let end: Instant
  let limit: Int
  let what: String
  /// The message if nothing is found; nil if the end itself is the goal.
  let failure: String?
  let completion: Completion
  /// The number of events that still have to pass the test.
  var hitsWanted = 1
  let test: Test

  enum Progress {
    case searching
    case found(Event)
    /// The end or the limit was reached.
    case ended(isThere: Bool)
  }

  /// The number of events checked between two frames.
  private static let stride = 40_000

  /// Searches some thousand events.
  mutating func advance(_ log: EventLog) -> Progress {
    let test = test
    let before = events.count
    while events.count - before < Self.stride {
      // Held here alone, so that appending doesn't copy them.
      var fresh = events
      events = []
      let found = timeline.run(until: end, limit: Self.stride) { event, world in
        fresh.append(event)
        return test(event, world, log, fresh)
      }
      events = fresh
      if let hit = found.hit {
        hitsWanted -= 1
        if hitsWanted > 0 { continue }
        return .found(hit)
      }
      if found.reached || events.count >= limit { return .ended(isThere: found.reached) }
    }
    return .searching
  }
}

extension BoardState {
  /// Starts a search. A short one finishes immediately.
  mutating func begin(_ search: EventSearch) {
    pauseHere()
    playback.search = search
    continueSearch()
  }

  mutating func continueSearch() {
    guard var search = playback.search else { return }
    // Two copies would be copied on write.
    playback.search = nil
    switch search.advance(run.log) {
    case .found(let hit): complete(search, at: hit)
    case .ended(let isThere):
      guard search.failure == nil, isThere else {
        say(search.failure ?? "that is more than \(Count.grouped(search.limit)) events away", .muted)
        return
      }
      complete(search, at: nil)
    case .searching:
      playback.search = search
      say(
        """
        searching for \(search.what): \(ISO8601.display(search.timeline.time)), \
        \(Count.text(search.events.count, "event")) ahead; Esc cancels
        """,
        .muted)
    }
  }

  /// From so many events on, a message says how far it is.
  private static let farEvents: Int64 = 1_000

  private mutating func complete(_ search: EventSearch, at hit: Event?) {
    let from = (time: world.now, sequence: run.sequence)
    run.source = .simulated(search.timeline)
    take(search.events)
    let span = world.now - from.time
    let isFar = span > Span.hour || run.sequence - from.sequence > Self.farEvents
    let way = isFar ? "\(Span.words(span)) and \(Count.text(run.sequence - from.sequence, "event")) later: " : ""
    switch search.completion {
    case .place(let name):
      let clock = ISO8601.display(world.now)
      say("at \(name == clock ? "" : "\(name), ")\(clock), #\(Count.grouped(run.sequence))", .muted)
    case .reveal:
      guard let hit else { return }
      reveal(hit)
      tell(hit, way: way)
    case .row:
      guard let hit else { return }
      tell(hit, way: way)
    case .count(let target):
      guard let hit else { return }
      if run.sequence < target, let index = hitBreakpoint(hit) {
        stop(at: hit, breakpoint: index)
      } else {
        tell(hit, way: way)
      }
    }
  }
}
