import Canvas
import Lifecycles
import Queries
import Simulation

/// The position in the Events table, which follows live until you move up.
package struct EventsState: Sendable {
  private var rows = EventRows()
  package private(set) var filter = Filter.none
  private var matcher: EventMatcher?
  package private(set) var cursor: Int64?
  package private(set) var top = 0
  package private(set) var isFollowing = true
  package var window: [WindowRow] = []

  package init() {}

  private func matches(_ log: EventLog, _ world: World) -> ((Event) -> Bool)? {
    matcher.map { matcher in { matcher.matches($0, world, log) } }
  }

  package mutating func update(_ log: EventLog, _ world: World) {
    matcher?.prepare(world)
    searching?.prepare(world)
    rows.update(log, matches(log, world))
  }

  package mutating func setFilter(_ text: String, _ log: EventLog, _ world: World) {
    filter = Filter(text, isForEvents: true)
    matcher = filter.isEmpty ? nil : EventMatcher(filter, world)
    rows.filter(log, matches(log, world))
    isFollowing = true
  }

  /// Selects an event and stays there rather than following live.
  package mutating func select(_ sequence: Int64) {
    cursor = sequence
    isFollowing = false
  }

  /// Follows live again, because the run went elsewhere.
  package mutating func follow() { isFollowing = true }

  // MARK: Search

  private var searching: EventMatcher?

  /// The search text; nil if there is none.
  package var searched: String? { searching?.filter.text }

  mutating func search(_ filter: Filter?, _ world: World) { searching = filter.map { EventMatcher($0, world) } }

  /// Whether the selected event matches the search.
  func isAtMatch(_ log: EventLog, _ world: World) -> Bool {
    guard let searching, let event = selected(log) else { return false }
    return searching.matches(event, world, log)
  }

  /// Goes to the latest match up to the position, or else to the first one after it.
  mutating func nearestMatch(_ log: EventLog, _ world: World, height: Int) {
    let count = rows.count(log)
    guard let searching, count > 0 else { return }
    let here = isFollowing ? count - 1 : cursor.flatMap { rows.position(of: $0, log) } ?? count - 1
    func isHit(_ position: Int) -> Bool {
      rows.event(at: position, log).map { searching.matches($0, world, log) } ?? false
    }
    let found = (0...here).reversed().first(where: isHit) ?? (here + 1..<count).first(where: isHit)
    if let found { go(to: found, count, log, height: height) }
  }

  private mutating func go(to position: Int, _ count: Int, _ log: EventLog, height: Int) {
    cursor = rows.event(at: position, log)?.sequence
    isFollowing = position == count - 1
    if !(top..<top + height).contains(position) { top = max(0, min(position - height / 2, count - height)) }
  }

  /// Goes to the next match, down or up, wrapping around.
  mutating func nextMatch(_ direction: Int, _ log: EventLog, _ world: World, height: Int) -> SearchStep {
    let count = rows.count(log)
    guard let searching, count > 0 else { return .none }
    let here = cursor.flatMap { rows.position(of: $0, log) } ?? count - 1
    for offset in 1...count {
      let position = here + direction * offset
      let wrapped = (position % count + count) % count
      guard let event = rows.event(at: wrapped, log), searching.matches(event, world, log) else { continue }
      go(to: wrapped, count, log, height: height)
      return wrapped == position ? .found : .wrapped
    }
    return .none
  }

  package func count(_ log: EventLog) -> Int { rows.count(log) }

  package func selected(_ log: EventLog) -> Event? { cursor.flatMap { log.event($0) } }

  package mutating func move(by offset: Int, _ log: EventLog, height: Int) {
    let count = rows.count(log)
    guard count > 0 else { return }
    let now = cursor.flatMap { rows.position(of: $0, log) } ?? count - 1
    move(to: now + offset, log, height: height)
  }

  package mutating func move(to position: Int, _ log: EventLog, height: Int) {
    let count = rows.count(log)
    guard count > 0 else { return }
    let target = min(max(0, position), count - 1)
    cursor = rows.event(at: target, log)?.sequence
    isFollowing = target == count - 1
    if target < top { top = target }
    if target >= top + height { top = target - height + 1 }
  }

  package mutating func readWindow(_ context: ColumnContext, _ log: EventLog, height: Int) {
    let count = rows.count(log)
    let position = cursor.flatMap { rows.position(of: $0, log) }
    if isFollowing || position == nil {
      cursor = count > 0 ? rows.event(at: count - 1, log)?.sequence : nil
      top = max(0, count - height)
    } else if let position, !(top..<top + height).contains(position) {
      top = max(0, min(position - height / 2, count - height))
    }
    window = (top..<max(top, min(count, top + height))).compactMap { position in
      guard let event = rows.event(at: position, log), context.world.has(event.object) else { return nil }
      let cells = EventText.columns.map { $0.cell(context, event) }
      return WindowRow(
        id: event.sequence, cells: cells, marks: [Int64](repeating: 0, count: cells.count),
        isHit: searching?.matches(event, context.world, log) ?? false)
    }
  }
}
