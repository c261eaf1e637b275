import Canvas
import Lifecycles
import Queries
import Simulation

/// Running with breakpoints, and moving the cursor to their hits.
extension BoardState {
  /// Runs with breakpoints.
  mutating func advance(to goal: Instant, limit: Int) {
    let matcher = BreakpointMatcher(playback.breakpoints, world)
    guard !matcher.isEmpty else {
      take(run.source.advance(to: goal, limit: limit).events)
      return
    }
    let log = run.log
    var fresh: [Event] = []
    let found = run.source.timeline?.run(until: goal, limit: limit) { event, world in
      fresh.append(event)
      return matcher.hit(event, world, log, fresh: fresh) != nil
    }
    guard let found else { return }
    take(found.events)
    if let hit = found.hit, let index = matcher.hit(hit, world, run.log) { stop(at: hit, breakpoint: index) }
  }

  mutating func stop(at event: Event, breakpoint index: Int) {
    pauseHere()
    let breakpoint = playback.hit(breakpoint: index, at: event.sequence)
    reveal(event)
    let count = breakpoint.hits.count
    say(
      """
      paused by \(breakpoint.title)\(count > 1 ? " (hit \(count))" : ""): #\(Count.grouped(event.sequence)) \
      \(EventText.sentence(world, event, glyphs))
      """,
      .warning)
  }

  /// Moves the cursor to an event's object, on the current screen if it has such rows.
  mutating func reveal(_ event: Event) {
    let world = world
    if navigation.screen == .events, navigation.pages.isEmpty {
      tables.events.select(event.sequence)
      return
    }
    if let page = navigation.pages.last {
      if page.object == event.object { return }
      navigation.pages = []
    }
    let shown = navigation.screen.table.flatMap { kind in
      kind.row(anchor(event.object, kind), world).map { (kind, $0) }
    }
    guard let (kind, row) = shown ?? naturalRow(event.object) else { return }
    if shown == nil { navigation.screen = Screen.allCases.first { $0.table == kind } ?? navigation.screen }
    tables.change(kind, world) { table in
      if table.index.position(of: row) == nil, !table.filter.isEmpty, kind.exists(row, world) {
        table.setFilter("", world)
      }
      if table.index.position(of: row) != nil { table.select(row) }
    }
  }

  /// On Connections, datasets and sessions are shown by their connection; on Requests, integrations by their request.
  private func anchor(_ object: ObjectRef, _ kind: TableKind) -> ObjectRef {
    switch (kind, object.kind) {
    case (.connections, .dataset), (.connections, .session): .connection(world.connection(of: object) ?? 0)
    case (.sessions, .dataset), (.sessions, .connection): .session(world.connection(of: object) ?? 0)
    case (.requests, .integration): .request(Int(world.integrations[object.position].request))
    default: object
    }
  }

  private func naturalRow(_ object: ObjectRef) -> (TableKind, Int)? {
    let kind: TableKind? = object.kind == .integration ? .requests : TableKind(of: object.kind)
    return kind.flatMap { kind in kind.row(anchor(object, kind), world).map { (kind, $0) } }
  }
}
