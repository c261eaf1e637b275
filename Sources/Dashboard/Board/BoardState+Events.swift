import Canvas
import Lifecycles
import Queries
import Simulation

/// Taking in what happened.
extension BoardState {
  /// After very many events, sorting again is faster than updating the order.
  private static let mostUpdated = 20_000

  /// Takes in events: the event log, counts, and the rows on the screen.
  mutating func take(_ events: [Event]) {
    guard let last = events.last else { return }
    leaveRecord(last.sequence)
    let world = world
    let kind = events.count > Self.mostUpdated ? nil : shownTable
    var changed: [Int] = []
    for event in events {
      note(event)
      if let kind { RowChanges.collect(event, kind, world, &changed) }
    }
    alerts.note(events, world, run.log, glyphs)
    tables.invalidate(except: kind)
    tables.updateRanks(world)
    if kind == nil, let shown = shownTable { dropLostMarks(shown) }
    guard let kind, !changed.isEmpty else { return }
    updateRows(kind, &changed)
  }

  /// Adds an event to the log and what is counted from it.
  mutating func note(_ event: Event) {
    run.log.append(event)
    overview.activity.note(event)
    playback.note(event)
  }

  /// Moves the rows that some events touch to their places.
  mutating func updateRows(_ kind: TableKind, _ events: [Event]) {
    let world = world
    var changed: [Int] = []
    for event in events where world.has(event.object) { RowChanges.collect(event, kind, world, &changed) }
    updateRows(kind, &changed)
  }

  private mutating func updateRows(_ kind: TableKind, _ changed: inout [Int]) {
    let world = world
    changed.sort()
    var unique: [Int] = []
    for row in changed where unique.last != row { unique.append(row) }
    let name = tables[kind]?.cursor.map { StatusText.objectName(world, kind.object($0, world)) }
    dropLostMarks(kind)
    let ranks = tables.ranks
    if tables[kind]?.update(unique, world, ranks) == true, let name {
      let isEmpty = tables[kind]?.cursor == nil
      say("\(name) left this list\(isEmpty ? "" : "; the next row is selected")", .warning)
    }
  }
}
