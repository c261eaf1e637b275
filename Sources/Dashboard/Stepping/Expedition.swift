import Canvas
import Lifecycles
import Simulation

/// A search ahead in a run, some thousand events at a time, so that it can be canceled. Nothing has happened until it
/// finishes.
struct Expedition: Sendable {
  /// What happens at the end.
  enum Arrival: Sendable {
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
  let arrival: Arrival
  /// The number of events that still have to pass the test.
  var hitsWanted = 1
  let test: Test
}

extension Model {
  /// The number of events checked between two frames.
  private static let stride = 40_000

  /// Whether work continues between frames: a search, or a bulk action.
  package var isBusy: Bool { expedition != nil || running != nil }

  /// Starts a search. A short one finishes immediately.
  mutating func begin(_ expedition: Expedition) {
    pauseHere()
    self.expedition = expedition
    explore()
  }

  mutating func explore() {
    guard var expedition else { return }
    // Two copies would be copied on write.
    self.expedition = nil
    let log = log
    let test = expedition.test
    var fresh = expedition.events
    expedition.events = []
    let before = fresh.count
    while fresh.count - before < Self.stride {
      let found = expedition.timeline.run(until: expedition.end, limit: Self.stride) { event, world in
        fresh.append(event)
        return test(event, world, log, fresh)
      }
      if let hit = found.hit {
        expedition.hitsWanted -= 1
        if expedition.hitsWanted > 0 { continue }
        expedition.events = fresh
        arrive(expedition, at: hit)
        return
      }
      if found.reached || fresh.count >= expedition.limit {
        expedition.events = fresh
        endOfWay(expedition, isThere: found.reached)
        return
      }
    }
    expedition.events = fresh
    self.expedition = expedition
    say(
      "searching for \(expedition.what): \(ISO8601.display(expedition.timeline.time)), \(Count.text(fresh.count, "event")) ahead; Esc cancels",
      .muted)
  }

  /// Continues what is in progress.
  mutating func goOn() {
    if running != nil { work() } else { explore() }
  }

  mutating func giveUp() {
    if let bulk = running {
      running = nil
      finish(bulk, isStopped: true)
      return
    }
    guard let what = expedition?.what else { return }
    expedition = nil
    say("search for \(what) canceled; nothing has changed", .muted)
  }

  private mutating func endOfWay(_ expedition: Expedition, isThere: Bool) {
    guard expedition.failure == nil, isThere else {
      say(expedition.failure ?? "that is more than \(Count.grouped(expedition.limit)) events away", .muted)
      return
    }
    arrive(expedition, at: nil)
  }

  private mutating func arrive(_ expedition: Expedition, at hit: Event?) {
    let from = (time: source.world.now, sequence: sequence)
    source.timeline = expedition.timeline
    take(expedition.events)
    let span = source.world.now - from.time
    let isFar = span > Span.hour || sequence - from.sequence > 1_000
    let way = isFar ? "\(Span.words(span)) and \(Count.text(sequence - from.sequence, "event")) later: " : ""
    switch expedition.arrival {
    case .place(let name):
      let clock = ISO8601.display(source.world.now)
      say("at \(name == clock ? "" : "\(name), ")\(clock), #\(Count.grouped(sequence))", .muted)
    case .reveal:
      guard let hit else { return }
      reveal(hit)
      tell(hit, way: way)
    case .row:
      guard let hit else { return }
      tell(hit, way: way)
    case .count(let target):
      guard let hit else { return }
      if sequence < target, let index = hitBreakpoint(hit) {
        stop(at: hit, breakpoint: index)
      } else {
        tell(hit, way: way)
      }
    }
  }
}
