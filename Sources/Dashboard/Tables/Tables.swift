import Queries
import Simulation

/// The tables that have been shown, and the Events table.
package struct Tables: Sendable {
  private var states: [TableKind: TableState] = [:]
  package internal(set) var events = EventsState()
  /// The alphabetical order of names, by which tables sort.
  var ranks = SortRanks()
  /// Whether cells highlighted before this step are no longer.
  var clearsHighlights = false

  package internal(set) subscript(kind: TableKind) -> TableState? {
    get { states[kind] }
    _modify { yield &states[kind] }
  }

  /// The tables that have been shown.
  var kinds: [TableKind] { Array(states.keys) }

  /// Makes the state of a table if it has not been shown yet.
  mutating func open(_ kind: TableKind) { if states[kind] == nil { states[kind] = TableState(kind: kind) } }

  /// Opens a table, brings it up to date and changes it.
  mutating func change(_ kind: TableKind, _ world: World, _ change: (inout TableState) -> Void) {
    open(kind)
    states[kind]!.refresh(world, ranks)
    change(&states[kind]!)
  }

  /// Marks the order of tables as out of date, but for one.
  mutating func invalidate(except kind: TableKind? = nil) {
    for other in states.keys where other != kind { states[other]?.invalidate() }
  }

  /// Learns names that are new.
  mutating func updateRanks(_ world: World) { if ranks.update(world) { invalidate() } }
}
