import Canvas
import Lifecycles
import Queries
import Simulation

/// Stepping through a simulated run, forward and back.
extension BoardState {
  /// From this many steps on, only the last event is described.
  private static let mostDescribed = 200

  // MARK: Forward

  /// Steps forward by events. A breakpoint stops it.
  mutating func stepForward(_ count: Int) {
    pauseHere()
    if count > Self.mostDescribed {
      step(over: count)
      return
    }
    var latest: Event?
    for turn in 0..<count {
      guard let event = run.source.step() else {
        say(turn == 0 ? "no further events are scheduled" : "the run has ended", .muted)
        break
      }
      take([event])
      latest = event
      if count > 1, let index = hitBreakpoint(event) {
        stop(at: event, breakpoint: index)
        return
      }
    }
    if let latest { tell(latest) }
  }

  /// Steps by many events at once. Only the last one is described.
  private mutating func step(over count: Int) {
    let target = run.sequence + Int64(count)
    let matcher = BreakpointMatcher(playback.breakpoints, world)
    search(
      "#\(Count.grouped(target))",
      failure: "the run ends before that, or it is more than \(Count.grouped(playback.searchLimit)) events away",
      completion: .count(target)
    ) { event, world, log, fresh in
      event.sequence >= target || matcher.hit(event, world, log, fresh: fresh) != nil
    }
  }

  func hitBreakpoint(_ event: Event) -> Int? {
    guard !playback.breakpoints.isEmpty else { return nil }
    return BreakpointMatcher(playback.breakpoints, world).hit(event, world, run.log)
  }

  /// Describes what happened, and why.
  mutating func tell(_ event: Event, way: String = "") {
    let world = world
    let because = EventText.because(event, run.log, world, glyphs, run.timeline).map { "; \($0)" } ?? ""
    say(
      "\(way)#\(Count.grouped(event.sequence)) \(EventText.sentence(world, event, glyphs))\(because)",
      EventText.category(event)?.role ?? .text)
  }

  // MARK: To a row's next and previous event

  mutating func stepOfRow(_ offset: Int) {
    guard let row = rowOfTarget else {
      say("no row is selected", .muted)
      return
    }
    if offset > 0 {
      nextOfRow(row, count: offset)
    } else {
      for _ in 0..<(-offset) { if !previousOfRow(row) { return } }
    }
  }

  /// The row under the cursor: of the table, or of the open object.
  private var rowOfTarget: (kind: TableKind, object: ObjectRef)? {
    guard let target else { return nil }
    if let kind = shownTable { return (kind, target) }
    return TableKind(of: target.kind).map { ($0, target) }
  }

  private mutating func nextOfRow(_ row: (kind: TableKind, object: ObjectRef), count: Int) {
    let name = StatusText.objectName(world, row.object)
    let (kind, object) = row
    search(
      "the next event of \(name)", failure: "no later event of \(name) within 120 days", completion: .row, hits: count
    ) { event, world, _, _ in
      kind.row(object, world).map { RowChanges.touches(event, kind, $0, world) } ?? false
    }
  }

  private mutating func previousOfRow(_ row: (kind: TableKind, object: ObjectRef)) -> Bool {
    let world = world
    guard let number = row.kind.row(row.object, world),
      let event = run.log.last(before: run.sequence, where: { RowChanges.touches($0, row.kind, number, world) })
    else {
      say("no earlier event of \(StatusText.objectName(world, row.object)) is kept", .muted)
      return false
    }
    goBack(to: event.sequence)
    tell(event)
    return true
  }
}
