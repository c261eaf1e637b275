import Canvas
import Lifecycles
import Simulation

/// A look ahead in a run, some thousand events at a time, so that it can be given up: until it has arrived
/// nothing has happened.
struct Expedition: Sendable {
  /// What is done on arrival.
  enum Arrival: Sendable {
    /// The cursor goes to the event's object.
    case reveal
    /// The cursor is on the row that was asked about.
    case row
    /// So many events were asked for; a breakpoint can have come before.
    case count(Int64)
    /// A moment or an event that was named.
    case place(String)
  }

  typealias Test = @Sendable (Event, World, EventLog, [Event]) -> Bool

  var timeline: Timeline
  /// What has come on the way.
  var events: [Event] = []
  let end: Instant
  let limit: Int
  let what: String
  /// What is said where nothing was found; nil where the end itself is the aim.
  let failure: String?
  let arrival: Arrival
  /// How many events still have to pass the test.
  var hitsWanted = 1
  let test: Test
}

extension Model {
  /// How many events are looked at between two frames.
  private static let stride = 40_000

  /// Whether something goes on between frames: a look ahead, or an action on many rows.
  package var isBusy: Bool { expedition != nil || running != nil }

  /// Sets out; a short way is gone at once.
  mutating func begin(_ expedition: Expedition) {
    pauseHere()
    self.expedition = expedition
    explore()
  }

  mutating func explore() {
    guard var expedition else { return }
    // What is held twice would be copied.
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
      "looking for \(expedition.what): \(ISO8601.display(expedition.timeline.time)), \(Count.grouped(fresh.count)) events on; Esc gives up",
      .muted)
  }

  /// Goes on with what is under way.
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
    say("gave up looking for \(what); nothing has happened", .muted)
  }

  private mutating func endOfWay(_ expedition: Expedition, isThere: Bool) {
    guard expedition.failure == nil, isThere else {
      say(expedition.failure ?? "that is further than \(expedition.limit / 1_000_000) million events away", .muted)
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
    let way = isFar ? "\(Span.short(span)) and \(Count.grouped(sequence - from.sequence)) events on: " : ""
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
