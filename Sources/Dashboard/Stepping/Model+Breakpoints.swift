import Canvas
import Lifecycles
import Simulation

/// Running with breakpoints, and moving the cursor to their hits.
extension Model {
  /// Runs with breakpoints.
  mutating func advance(to goal: Instant, limit: Int) {
    let matcher = BreakpointMatcher(breakpoints, source.world)
    guard !matcher.isEmpty, source.timeline != nil else {
      take(source.advance(to: goal, limit: limit).events)
      return
    }
    let log = log
    var fresh: [Event] = []
    let found = source.timeline!.run(until: goal, limit: limit) { event, world in
      fresh.append(event)
      return matcher.hit(event, world, log, fresh: fresh) != nil
    }
    take(found.events)
    if let hit = found.hit, let index = matcher.hit(hit, source.world, self.log) { stop(at: hit, breakpoint: index) }
  }

  mutating func stop(at event: Event, breakpoint index: Int) {
    pauseHere()
    breakpoints[index].hits.append(event.sequence)
    let breakpoint = breakpoints[index]
    if breakpoint.isOneShot { breakpoints.remove(at: index) }
    reveal(event)
    let count = breakpoint.hits.count
    say(
      "paused by \(breakpoint.title)\(count > 1 ? " (hit \(count))" : ""): #\(Count.grouped(event.sequence)) \(EventText.sentence(source.world, event, glyphs))",
      .warning)
  }

  /// Moves the cursor to an event's object, on the current screen if it has such rows.
  mutating func reveal(_ event: Event) {
    let world = source.world
    if screen == .events, pages.isEmpty {
      events.select(event.sequence)
      return
    }
    if let page = pages.last {
      if page.entity == event.entity { return }
      pages = []
    }
    let shown = screen.table.flatMap { kind in kind.row(anchor(event.entity, kind), world).map { (kind, $0) } }
    guard let (kind, row) = shown ?? naturalRow(event.entity) else { return }
    if shown == nil { screen = Screen.allCases.first { $0.table == kind } ?? screen }
    if tables[kind] == nil { tables[kind] = TableState(kind: kind) }
    tables[kind]!.refresh(world, ranks)
    if tables[kind]!.index.position(of: row) == nil, !tables[kind]!.filter.isEmpty, kind.exists(row, world) {
      tables[kind]!.setFilter("", world)
    }
    if tables[kind]!.index.position(of: row) != nil { tables[kind]!.select(row) }
  }

  /// On Connections, datasets and sessions are shown by their connection; on Requests, integrations by their request.
  private func anchor(_ entity: Entity, _ kind: TableKind) -> Entity {
    switch (kind, entity.kind) {
    case (.connections, .dataset), (.connections, .session): .connection(world.connection(of: entity) ?? 0)
    case (.sessions, .dataset), (.sessions, .connection): .session(world.connection(of: entity) ?? 0)
    case (.requests, .integration): .request(Int(world.integrations[entity.position].request))
    default: entity
    }
  }

  private func naturalRow(_ entity: Entity) -> (TableKind, Int)? {
    let kind: TableKind? = entity.kind == .integration ? .requests : TableKind(of: entity.kind)
    return kind.flatMap { kind in kind.row(anchor(entity, kind), world).map { (kind, $0) } }
  }
}
