import Lifecycles
import Queries
import Simulation

/// A condition that pauses the run as soon as it is met, before anything else happens.
package struct Breakpoint: Equatable, Sendable {
  package enum Condition: Equatable, Sendable {
    /// A filter over events, such as `status:AuthError provider:Xero`.
    case filter(String)
    /// Any event of a row.
    case row(TableKind, ObjectRef)
  }

  /// The identity of the breakpoint while the list changes.
  package let id: Int
  package let condition: Condition
  package let title: String
  /// Whether it is removed after its first hit.
  package var isOneShot = false
  package var isOn = true
  /// The numbers of the events at which it paused the run.
  package var hits: [Int64] = []

  package init(id: Int, _ condition: Condition, title: String) {
    self.id = id
    self.condition = condition
    self.title = title
  }
}

/// Breakpoints prepared for checking many events.
struct BreakpointMatcher {
  private enum Test {
    case filter(EventMatcher)
    case row(TableKind, Int)
  }

  private var tests: [(index: Int, test: Test)] = []

  init(_ breakpoints: [Breakpoint], _ world: World) {
    for (index, breakpoint) in breakpoints.enumerated() where breakpoint.isOn {
      switch breakpoint.condition {
      case .filter(let text):
        tests.append((index, .filter(EventMatcher(Filter(text, isForEvents: true), world))))
      case .row(let kind, let object):
        if let row = kind.row(object, world) { tests.append((index, .row(kind, row))) }
      }
    }
  }

  var isEmpty: Bool { tests.isEmpty }

  /// The first breakpoint that an event hits.
  func hit(_ event: Event, _ world: World, _ log: EventLog, fresh: [Event] = []) -> Int? {
    tests.first { entry in
      switch entry.test {
      case .filter(let matcher): matcher.matches(event, world, log, fresh: fresh)
      case .row(let kind, let row): RowChanges.touches(event, kind, row, world)
      }
    }?.index
  }
}

extension RowChanges {
  /// Whether an event touches a row.
  static func touches(_ event: Event, _ kind: TableKind, _ row: Int, _ world: World) -> Bool {
    guard world.has(event.object) else { return false }
    // A change of the connection redraws all of its datasets, but is not an event of theirs.
    if kind == .datasets { return event.object == .dataset(row) }
    var rows: [Int] = []
    collect(event, kind, world, &rows)
    return rows.contains(row)
  }
}
