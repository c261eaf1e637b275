import Canvas
import Lifecycles
import Simulation

/// Going through a simulated run, forward and back.
extension Model {
  /// A condition is looked for so far and no further.
  private static let searchLimit = 2_000_000
  private static let searchSpan = 120 * Span.day

  var showsComparison: Bool { if case .comparison = overlay { true } else { false } }

  var sequence: Int64 { source.timeline?.sequence ?? world.lastSequence }

  // MARK: Forward

  /// Events on, one by one; a breakpoint ends it.
  mutating func stepForward(_ count: Int) {
    pauseHere()
    if count > 200 {
      run(over: count)
      return
    }
    var latest: Event?
    for turn in 0..<count {
      guard let event = source.step() else {
        say(turn == 0 ? "nothing more will happen by itself" : "the run has come to its end", .muted)
        break
      }
      take([event])
      latest = event
      if let index = hitBreakpoint(event), count > 1 {
        stop(at: event, breakpoint: index)
        return
      }
    }
    if let latest { tell(latest) }
  }

  /// Many events at once; only the last of them is told.
  private mutating func run(over count: Int) {
    let target = sequence + Int64(count)
    let matcher = BreakpointMatcher(breakpoints, source.world)
    let log = log
    let isThere = search("the run ends before that", limit: count + 1, revealing: false) { event, world, fresh in
      event.sequence >= target || matcher.hit(event, world, log, fresh: fresh) != nil
    }
    guard isThere, sequence < target, let event = self.log.last, let index = hitBreakpoint(event) else { return }
    stop(at: event, breakpoint: index)
  }

  private mutating func pauseHere() {
    if !isPaused { source.timeline?.mark() }
    isPaused = true
    clearsMarks = true
  }

  private func hitBreakpoint(_ event: Event) -> Int? {
    guard !breakpoints.isEmpty else { return nil }
    return BreakpointMatcher(breakpoints, world).hit(event, world, log)
  }

  /// What happened, and why.
  private mutating func tell(_ event: Event) {
    let world = source.world
    let because = EventText.because(event, log, world, glyphs, inputs: source.timeline?.inputs ?? [])
    say(
      "#\(EventText.grouped(event.sequence)) \(EventText.sentence(world, event, glyphs)); \(because)",
      EventText.standing(event)?.role ?? .text)
  }

  // MARK: Back

  mutating func stepBack(_ count: Int) {
    let from = sequence
    guard from > 0 else {
      say("this is the beginning: nothing has happened before", .muted)
      return
    }
    // The events that are undone are known while they are still behind.
    let undone = log.event(from)
    let text = undone.map { EventText.sentence(source.world, $0, glyphs) } ?? ""
    goBack(to: max(0, from - Int64(count)))
    say(
      count == 1
        ? "back over #\(EventText.grouped(from)) \(text)"
        : "back by \(from - sequence) events, to #\(EventText.grouped(sequence))",
      .muted)
  }

  private mutating func goBack(to target: Int64) {
    pauseHere()
    let cursors = cursorEntities()
    let old = sequence
    source.timeline?.seek(event: target)
    settle(from: old, cursors)
  }

  /// What the cursor of each table is on; rows can change their numbers when objects come and go.
  private func cursorEntities() -> [TableKind: Entity] {
    let world = source.world
    return tables.compactMapValues { table in
      table.cursor.flatMap { $0 < table.kind.rowSpace(world) ? table.kind.entity($0, world) : nil }
    }
  }

  /// Brings everything beside the world to where it is now, after going back.
  private mutating func settle(from old: Int64, _ cursors: [TableKind: Entity]) {
    let now = sequence
    let world = source.world
    let undone = old - now <= 2_000 ? (now + 1..<old + 1).compactMap { log.event($0) } : []
    if !log.rewind(to: now) { log.replace(with: source.timeline?.record(latest: 100_000) ?? []) }
    let kind = shownTable
    let isSmall = old > now && undone.count == Int(old - now)
    for other in tables.keys {
      let isShown = other == kind && isSmall && tables[other]?.space == other.rowSpace(world)
      if isShown { mend(other, undone) } else { tables[other]?.invalidate() }
      if let entity = cursors[other] {
        if world.has(entity), let row = other.row(entity, world) { tables[other]?.select(row) }
      }
    }
    pages.removeAll { !world.has($0.entity) }
    events.follow()
    activity = Activity()
    for event in log.events.prefix(log.count).suffix(50_000) { activity.note(event) }
    overviewAt = .min
  }

  // MARK: To a row's next and previous event

  mutating func stepOfRow(_ offset: Int) {
    guard let row = rowOfTarget else {
      say("no row is selected", .muted)
      return
    }
    for _ in 0..<abs(offset) { if !(offset > 0 ? nextOfRow(row) : previousOfRow(row)) { return } }
  }

  /// The row that the cursor is on: of the table, or of the object that is open.
  private var rowOfTarget: (kind: TableKind, entity: Entity)? {
    guard let target else { return nil }
    if let kind = shownTable { return (kind, target) }
    return TableKind(of: target.kind).map { ($0, target) }
  }

  private mutating func nextOfRow(_ row: (kind: TableKind, entity: Entity)) -> Bool {
    let name = StatusText.object(source.world, row.entity)
    return search("no further event of \(name) within 120 days", revealing: false) { event, world, _ in
      row.kind.row(row.entity, world).map { RowChanges.touches(event, row.kind, $0, world) } ?? false
    }
  }

  private mutating func previousOfRow(_ row: (kind: TableKind, entity: Entity)) -> Bool {
    let world = source.world
    guard let number = row.kind.row(row.entity, world),
      let event = log.last(before: sequence, where: { RowChanges.touches($0, row.kind, number, world) })
    else {
      say("no earlier event of \(StatusText.object(world, row.entity)) is kept", .muted)
      return false
    }
    goBack(to: event.sequence)
    tell(event)
    return true
  }

  // MARK: Anywhere

  mutating func go(to destination: Destination) {
    guard let timeline = source.timeline else { return }
    switch destination {
    case .start: go(toEvent: timeline.start.sequence, "the start of the run")
    case .end: go(toEvent: timeline.head.sequence, "the end of what has been seen")
    case .event(let number): go(toEvent: number, "#\(EventText.grouped(number))")
    case .time(let moment): go(toTime: moment)
    case .condition(let text):
      let matcher = EventMatcher(Filter(text, isForEvents: true), source.world)
      let log = log
      _ = search("nothing of \(text) within 120 days") { matcher.matches($0, $1, log, fresh: $2) }
    }
  }

  private mutating func go(toEvent target: Int64, _ name: String) {
    guard target <= sequence else {
      let isThere = search("the run ends before \(name)", limit: Self.searchLimit + 8_000_000) { event, _, _ in
        event.sequence == target
      }
      if isThere { say("at \(name)", .muted) }
      return
    }
    if target < sequence { goBack(to: target) } else { pauseHere() }
    say("at \(name), \(ISO8601.display(source.world.now))", .muted)
  }

  private mutating func go(toTime moment: Instant) {
    pauseHere()
    if moment < source.world.now {
      let cursors = cursorEntities()
      let old = sequence
      source.timeline?.seek(time: moment)
      settle(from: old, cursors)
    } else {
      take(source.advance(to: min(moment, source.world.now + 3_650 * Span.day), limit: 10_000_000).events)
    }
    say("at \(ISO8601.display(source.world.now)), #\(EventText.grouped(sequence))", .muted)
  }

  /// Runs on until an event passes; where none does, nothing has happened.
  private mutating func search(
    _ failure: String, limit: Int = searchLimit, revealing: Bool = true,
    _ test: (Event, World, [Event]) -> Bool
  ) -> Bool {
    guard var timeline = source.timeline else { return false }
    pauseHere()
    let end = timeline.time + Self.searchSpan
    // Causes are looked for among what has just come as well.
    var fresh: [Event] = []
    let found = timeline.run(until: end, limit: limit) { event, world in
      fresh.append(event)
      return test(event, world, fresh)
    }
    guard let hit = found.hit else {
      say(failure, .muted)
      return false
    }
    source.timeline = timeline
    take(found.events)
    if revealing { reveal(hit) }
    tell(hit)
    return true
  }

  // MARK: Breakpoints

  /// Runs with the breakpoints on.
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

  private mutating func stop(at event: Event, breakpoint index: Int) {
    pauseHere()
    breakpoints[index].hits.append(event.sequence)
    let breakpoint = breakpoints[index]
    if breakpoint.isOneShot { breakpoints.remove(at: index) }
    reveal(event)
    let count = breakpoint.hits.count
    say(
      "stopped by \(breakpoint.title)\(count > 1 ? " (\(count) times now)" : ""): #\(EventText.grouped(event.sequence)) \(EventText.sentence(source.world, event, glyphs))",
      .warning)
  }

  /// Brings the cursor to the object of an event, on the screen that is shown where it has such rows.
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

  /// Datasets and sessions show on the connections screen by their connection, integrations by their request.
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

extension TableKind {
  /// The table whose rows are objects of a kind.
  init?(of kind: Entity.Kind) {
    switch kind {
    case .connection: self = .connections
    case .session: self = .sessions
    case .dataset: self = .datasets
    case .request: self = .requests
    case .integration: self = .integrations
    case .provider, .feedLine: return nil
    }
  }
}
