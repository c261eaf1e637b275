import Canvas
import Lifecycles
import Queries
import Simulation

/// Going anywhere in a run, forward and back.
extension BoardState {
  /// How far ahead a search looks.
  private static let searchSpan = 120 * Span.day
  /// The maximum distance in events at which rows are updated rather than sorted again.
  private static let near: Int64 = 2_000
  /// The events read again for the log if it doesn't reach back far enough.
  private static let mostRead = 100_000

  // MARK: Back

  mutating func stepBack(_ count: Int) {
    let from = run.sequence
    guard from > 0 else {
      say("this is the start of the run", .muted)
      return
    }
    // The undone events are known until the run steps back.
    let undone = run.log.event(from)
    let text = undone.map { EventText.sentence(world, $0, glyphs) } ?? ""
    goBack(to: max(0, from - Int64(count)))
    say(
      count == 1
        ? "back to before #\(Count.grouped(from)), \(text)"
        : "back by \(Count.text(from - run.sequence, "event")), to #\(Count.grouped(run.sequence))",
      .muted)
  }

  mutating func goBack(to target: Int64) {
    pauseHere()
    let cursors = cursorObjects()
    let old = run.sequence
    run.source.timeline?.seek(event: target)
    update(from: old, cursors)
  }

  /// The object under the cursor of each table. Rows can be renumbered when objects come and go.
  private func cursorObjects() -> [TableKind: ObjectRef] {
    let world = world
    var cursors: [TableKind: ObjectRef] = [:]
    for kind in tables.kinds {
      guard let row = tables[kind]?.cursor, row < kind.rowSpace(world) else { continue }
      cursors[kind] = kind.object(row, world)
    }
    return cursors
  }

  /// Updates everything beside the world to its position, after going anywhere in the known run.
  private mutating func update(from old: Int64, _ cursors: [TableKind: ObjectRef]) {
    let now = run.sequence
    let world = world
    let isNear = abs(old - now) <= Self.near && old != now
    let behind = isNear && old > now ? (now + 1...old).compactMap { run.log.event($0) } : []
    if !run.log.rewind(to: now) { run.log.replace(with: run.timeline?.record(latest: Self.mostRead) ?? []) }
    let between = isNear && old < now ? (old + 1...now).compactMap { run.log.event($0) } : behind
    let kind = shownTable
    let isSmall = isNear && between.count == Int(abs(old - now))
    for other in tables.kinds {
      let isShown = other == kind && isSmall && tables[other]?.space == other.rowSpace(world)
      if isShown { updateRows(other, between) } else { tables[other]?.invalidate() }
      if let object = cursors[other] {
        if world.has(object), let row = other.row(object, world) { tables[other]?.select(row) }
      }
    }
    closeMissing()
    tables.events.follow()
    overview.restart(run.log)
  }

  /// Drops references to objects that don't exist at the new position or branch.
  mutating func closeMissing() {
    let world = world
    navigation.closeMissing(exists: world.has)
    for kind in tables.kinds {
      if let last = tables[kind]?.lastMarked, !world.has(last) { tables[kind]?.lastMarked = nil }
      dropLostMarks(kind)
    }
    attention.forget()
  }

  // MARK: Anywhere

  mutating func go(to destination: Destination) {
    guard let timeline = run.timeline else { return }
    switch destination {
    case .start: go(toEvent: timeline.start.sequence, "the start of the run")
    case .end: go(toEvent: timeline.head.sequence, "the latest event seen")
    case .event(let number): go(toEvent: number, "#\(Count.grouped(number))")
    case .time(let moment): go(toTime: moment)
    case .condition(let text):
      let matcher = EventMatcher(Filter(text, isForEvents: true), world)
      search(text, failure: "no match for \(text) within 120 days", completion: .reveal) { event, world, log, fresh in
        matcher.matches(event, world, log, fresh: fresh)
      }
    }
  }

  private mutating func go(toEvent target: Int64, _ name: String) {
    guard let head = run.timeline?.head, target > head.sequence else {
      if target != run.sequence { goBack(to: target) } else { pauseHere() }
      say("at \(name), \(ISO8601.display(world.now))", .muted)
      return
    }
    search(
      name,
      failure: "the run ends before \(name), or it is more than \(Count.grouped(playback.searchLimit)) events away",
      completion: .place(name)
    ) {
      event, _, _, _ in event.sequence == target
    }
  }

  private mutating func go(toTime moment: Instant) {
    pauseHere()
    guard let timeline = run.timeline, moment > timeline.head.time else {
      let cursors = cursorObjects()
      let old = run.sequence
      run.source.timeline?.seek(time: moment)
      update(from: old, cursors)
      say("at \(ISO8601.display(world.now)), #\(Count.grouped(run.sequence))", .muted)
      return
    }
    begin(
      EventSearch(
        timeline: timeline, end: moment, limit: playback.searchLimit, what: ISO8601.display(moment), failure: nil,
        completion: .place(ISO8601.display(moment))
      ) { _, _, _, _ in false })
  }

  /// Runs until an event passes. If none does, nothing has happened.
  mutating func search(
    _ what: String, failure: String, completion: EventSearch.Completion, hits: Int = 1,
    _ test: @escaping EventSearch.Test
  ) {
    guard let timeline = run.timeline else { return }
    begin(
      EventSearch(
        timeline: timeline, end: timeline.time + Self.searchSpan, limit: playback.searchLimit, what: what,
        failure: failure,
        completion: completion, hitsWanted: hits, test: test))
  }
}
