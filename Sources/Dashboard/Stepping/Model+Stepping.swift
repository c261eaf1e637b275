import Canvas
import Lifecycles
import Simulation

/// Stepping through a simulated run, forward and back.
extension Model {
  private static let searchSpan = 120 * Span.day

  /// Whether an overlay covers everything but the first two lines.
  var showsFullPage: Bool {
    switch overlay {
    case .comparison, .text: true
    default: false
    }
  }

  var sequence: Int64 { source.timeline?.sequence ?? world.lastSequence }

  // MARK: Forward

  /// Steps forward by events. A breakpoint stops it.
  mutating func stepForward(_ count: Int) {
    pauseHere()
    if count > 200 {
      run(over: count)
      return
    }
    var latest: Event?
    for turn in 0..<count {
      guard let event = source.step() else {
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
  private mutating func run(over count: Int) {
    let target = sequence + Int64(count)
    let matcher = BreakpointMatcher(breakpoints, source.world)
    search(
      "#\(Count.grouped(target))",
      failure: "the run ends before that, or it is more than \(Count.grouped(searchLimit)) events away",
      arrival: .count(target)
    ) { event, world, log, fresh in
      event.sequence >= target || matcher.hit(event, world, log, fresh: fresh) != nil
    }
  }

  mutating func pauseHere() {
    if !isPaused { source.timeline?.mark() }
    isPaused = true
    clearsMarks = true
  }

  func hitBreakpoint(_ event: Event) -> Int? {
    guard !breakpoints.isEmpty else { return nil }
    return BreakpointMatcher(breakpoints, world).hit(event, world, log)
  }

  /// Describes what happened, and why.
  mutating func tell(_ event: Event, way: String = "") {
    let world = source.world
    let because = EventText.because(event, log, world, glyphs, source.timeline).map { "; \($0)" } ?? ""
    say(
      "\(way)#\(Count.grouped(event.sequence)) \(EventText.sentence(world, event, glyphs))\(because)",
      EventText.standing(event)?.role ?? .text)
  }

  // MARK: Back

  mutating func stepBack(_ count: Int) {
    let from = sequence
    guard from > 0 else {
      say("this is the start of the run", .muted)
      return
    }
    // The undone events are known until the run steps back.
    let undone = log.event(from)
    let text = undone.map { EventText.sentence(source.world, $0, glyphs) } ?? ""
    goBack(to: max(0, from - Int64(count)))
    say(
      count == 1
        ? "back to before #\(Count.grouped(from)), \(text)"
        : "back by \(Count.text(from - sequence, "event")), to #\(Count.grouped(sequence))",
      .muted)
  }

  private mutating func goBack(to target: Int64) {
    pauseHere()
    let cursors = cursorEntities()
    let old = sequence
    source.timeline?.seek(event: target)
    settle(from: old, cursors)
  }

  /// The object under the cursor of each table. Rows can be renumbered when objects come and go.
  private func cursorEntities() -> [TableKind: Entity] {
    let world = source.world
    return tables.compactMapValues { table in
      table.cursor.flatMap { $0 < table.kind.rowSpace(world) ? table.kind.entity($0, world) : nil }
    }
  }

  /// Updates everything beside the world to its position, after going anywhere in the known run.
  private mutating func settle(from old: Int64, _ cursors: [TableKind: Entity]) {
    let now = sequence
    let world = source.world
    let isNear = abs(old - now) <= 2_000 && old != now
    let behind = isNear && old > now ? (now + 1...old).compactMap { log.event($0) } : []
    if !log.rewind(to: now) { log.replace(with: source.timeline?.record(latest: 100_000) ?? []) }
    let between = isNear && old < now ? (old + 1...now).compactMap { log.event($0) } : behind
    let kind = shownTable
    let isSmall = isNear && between.count == Int(abs(old - now))
    for other in tables.keys {
      let isShown = other == kind && isSmall && tables[other]?.space == other.rowSpace(world)
      if isShown { mend(other, between) } else { tables[other]?.invalidate() }
      if let entity = cursors[other] {
        if world.has(entity), let row = other.row(entity, world) { tables[other]?.select(row) }
      }
    }
    forgetWhatIsGone()
    events.follow()
    activity = Activity()
    for event in log.events.prefix(log.count).suffix(50_000) { activity.note(event) }
    overviewAt = .min
  }

  /// Drops references to objects that don't exist at the new position or branch.
  mutating func forgetWhatIsGone() {
    let world = source.world
    pages.removeAll { !world.has($0.entity) }
    for kind in tables.keys {
      if let last = tables[kind]?.lastMarked, !world.has(last) { tables[kind]?.lastMarked = nil }
      dropLostMarks(kind)
    }
    problems = []
    allProblems = []
    problemsAt = nil
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
  private var rowOfTarget: (kind: TableKind, entity: Entity)? {
    guard let target else { return nil }
    if let kind = shownTable { return (kind, target) }
    return TableKind(of: target.kind).map { ($0, target) }
  }

  private mutating func nextOfRow(_ row: (kind: TableKind, entity: Entity), count: Int) {
    let name = StatusText.object(source.world, row.entity)
    let (kind, entity) = row
    search(
      "the next event of \(name)", failure: "no later event of \(name) within 120 days", arrival: .row, hits: count
    ) { event, world, _, _ in
      kind.row(entity, world).map { RowChanges.touches(event, kind, $0, world) } ?? false
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

  /// Goes to a place as a person types it.
  package mutating func go(toPlace text: String) -> Result<Void, Refusal> {
    Destination.parse(text, now: source.world.now, sequence: sequence).map {
      go(to: $0)
      prepare()
    }
  }

  mutating func go(to destination: Destination) {
    guard let timeline = source.timeline else { return }
    switch destination {
    case .start: go(toEvent: timeline.start.sequence, "the start of the run")
    case .end: go(toEvent: timeline.head.sequence, "the latest event seen")
    case .event(let number): go(toEvent: number, "#\(Count.grouped(number))")
    case .time(let moment): go(toTime: moment)
    case .condition(let text):
      let matcher = EventMatcher(Filter(text, isForEvents: true), source.world)
      search(text, failure: "no match for \(text) within 120 days", arrival: .reveal) { event, world, log, fresh in
        matcher.matches(event, world, log, fresh: fresh)
      }
    }
  }

  private mutating func go(toEvent target: Int64, _ name: String) {
    guard let head = source.timeline?.head, target > head.sequence else {
      if target != sequence { goBack(to: target) } else { pauseHere() }
      say("at \(name), \(ISO8601.display(source.world.now))", .muted)
      return
    }
    search(
      name, failure: "the run ends before \(name), or it is more than \(Count.grouped(searchLimit)) events away",
      arrival: .place(name)
    ) {
      event, _, _, _ in event.sequence == target
    }
  }

  private mutating func go(toTime moment: Instant) {
    pauseHere()
    guard let timeline = source.timeline, moment > timeline.head.time else {
      let cursors = cursorEntities()
      let old = sequence
      source.timeline?.seek(time: moment)
      settle(from: old, cursors)
      say("at \(ISO8601.display(source.world.now)), #\(Count.grouped(sequence))", .muted)
      return
    }
    begin(
      Expedition(
        timeline: timeline, end: moment, limit: searchLimit, what: ISO8601.display(moment), failure: nil,
        arrival: .place(ISO8601.display(moment))
      ) { _, _, _, _ in false })
  }

  /// Runs until an event passes. If none does, nothing has happened.
  private mutating func search(
    _ what: String, failure: String, arrival: Expedition.Arrival, hits: Int = 1, _ test: @escaping Expedition.Test
  ) {
    guard let timeline = source.timeline else { return }
    begin(
      Expedition(
        timeline: timeline, end: timeline.time + Self.searchSpan, limit: searchLimit, what: what, failure: failure,
        arrival: arrival, hitsWanted: hits, test: test))
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
