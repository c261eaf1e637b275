import Canvas
import Lifecycles
import Simulation

/// Where a person stands in the record: it follows its end until they move up.
package struct EventsState: Sendable {
  private var rows = EventRows()
  package private(set) var filter = Filter.none
  private var parts: [Part] = []
  private var preparedFor: [Int] = []
  package private(set) var cursor: Int64?
  package private(set) var top = 0
  package private(set) var isFollowing = true
  package var window: [WindowRow] = []

  package init() {}

  /// One term of the filter with its matcher for what does not change about an object: names, ids.
  private struct Part: Sendable {
    var term: Filter.Term
    var matcher: Matcher
  }

  private func matches(_ world: World) -> ((Event) -> Bool)? {
    guard !parts.isEmpty else { return nil }
    let parts = parts
    return { event in
      guard world.has(event.entity) else { return false }
      return parts.allSatisfy { part in
        let isHit = part.matcher.matches(event.entity, world) || Self.holds(part.term.test, event)
        return isHit != part.term.isNegated
      }
    }
  }

  /// The event's own words: what it led to and what drove it. Its object may stand elsewhere by now.
  private static func holds(_ test: Filter.Test, _ event: Event) -> Bool {
    guard case .word(let field, let word) = test else { return false }
    let to = event.entity.system.map { StatusText.label($0, event.to).lowercased() } ?? ""
    return switch field {
    case .any: to.contains(word) || event.trigger.title.contains(word) || "\(event.entity.kind)" == word
    case .status: to.contains(word)
    case .code: event.code != 0 && String(event.code) == word
    case .standing: EventText.standing(event)?.word == word
    default: false
    }
  }

  /// Names that have come since the filter was set are looked up as well.
  private mutating func prepareMatchers(_ world: World) {
    preparedFor = [world.accounts.count, world.providers.count, world.contactNames.count]
    parts = filter.terms.map { term in
      Part(term: term, matcher: Matcher(only: term, world))
    }
  }

  package mutating func update(_ log: EventLog, _ world: World) {
    if !filter.isEmpty, preparedFor != [world.accounts.count, world.providers.count, world.contactNames.count] {
      prepareMatchers(world)
    }
    rows.update(log, matches(world))
  }

  package mutating func setFilter(_ text: String, _ log: EventLog, _ world: World) {
    filter = Filter(text)
    prepareMatchers(world)
    rows.filter(log, matches(world))
    isFollowing = true
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
      top = max(0, position - height / 2)
    }
    window = (top..<max(top, min(count, top + height))).compactMap { position in
      guard let event = rows.event(at: position, log), context.world.has(event.entity) else { return nil }
      let cells = EventText.columns.map { $0.cell(context, event) }
      return WindowRow(id: event.sequence, cells: cells, marks: [Int64](repeating: 0, count: cells.count))
    }
  }
}
