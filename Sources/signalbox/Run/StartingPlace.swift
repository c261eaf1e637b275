import Dashboard
import Journal
import Queries
import Simulation

/// Where in a run to start, in the form that `g` takes.
struct StartingPlace {
  let text: String
  /// Whether the run is a recording, whose end the place must not pass.
  let isInRecord: Bool

  private var option: String { isInRecord ? "--at" : "--go-to" }

  func go(_ board: inout BoardState) throws(Failure) {
    var place = text
    if isInRecord, let timeline = board.run.timeline { place = try within(timeline, board.world) ?? text }
    switch Destination.parse(place, now: board.world.now, sequence: board.run.sequence) {
    case .failure(let refusal): throw Failure.input("\(option): \(refusal.reason)")
    case .success(let destination): _ = board.update(.seek(destination))
    }
  }

  /// The place in another form, if it must be searched for in the record.
  private func within(_ timeline: Timeline, _ world: World) throws(Failure) -> String? {
    let end = timeline.head
    let words = "the recording ends at #\(Count.grouped(end.sequence)), \(ISO8601.display(end.time))"
    switch Destination.parse(text, now: world.now, sequence: timeline.sequence) {
    case .failure, .success(.start), .success(.end): return nil
    case .success(.event(let number)):
      if number > end.sequence { throw Failure.input("\(option) \(text): \(words)") }
      return nil
    case .success(.time(let moment)):
      if moment > end.time { throw Failure.input("\(option) \(text): \(words)") }
      return nil
    case .success(.condition(let condition)):
      guard let hit = first(Filter(condition, isForEvents: true), timeline) else {
        throw Failure.failed("\(option): no match for \(condition) in the recording; \(words)")
      }
      return "#\(hit.sequence)"
    }
  }

  private func first(_ condition: Filter, _ timeline: Timeline) -> Event? {
    var again = timeline
    again.seek(event: timeline.start.sequence)
    var stop = StopCondition(condition, again.world, from: timeline.start.time)
    while true {
      let (events, isThere) = again.advance(to: timeline.head.time, limit: JournalReplay.piece)
      if let hit = stop.first(events, again.world) { return hit.sequence <= timeline.head.sequence ? hit : nil }
      if isThere { return nil }
    }
  }
}
