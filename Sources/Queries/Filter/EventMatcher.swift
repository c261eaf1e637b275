import Lifecycles
import Simulation

/// A filter compiled for events: the Events screen, breakpoints, conditions to go to, `--until`.
package struct EventMatcher: Sendable {
  package let filter: Filter
  private var parts: [Part] = []
  private var preparedFor: [Int] = []

  /// One term, with its matcher for what doesn't change about an object: names and ids.
  private struct Part: Sendable {
    let isNegated: Bool
    let matcher: Matcher
    var test: EventTest?

    init(_ term: Filter.Term, _ world: World) {
      isNegated = term.isNegated
      matcher = Matcher(only: term, world)
      if case .word(let term, let value) = term.test { test = term.events?(value) }
    }
  }

  package init(_ filter: Filter, _ world: World) {
    self.filter = filter
    prepare(world)
  }

  private static func names(_ world: World) -> [Int] {
    [world.accounts.count, world.providers.count, world.contactNames.count]
  }

  /// Looks up names that are new.
  package mutating func prepare(_ world: World) {
    guard preparedFor != Self.names(world) else { return }
    preparedFor = Self.names(world)
    parts = filter.terms.map { Part($0, world) }
  }

  /// Whether an event matches all terms.
  ///
  /// - Parameters:
  ///   - log: where its causes are looked up.
  ///   - fresh: events that are not in the log yet.
  package func matches(_ event: Event, _ world: World, _ log: EventLog, fresh: [Event] = []) -> Bool {
    guard world.has(event.object) else { return false }
    let context = EventContext(log: log, fresh: fresh)
    return parts.allSatisfy { part in
      (part.test?(event, context) == true || part.matcher.matches(event.object, world)) != part.isNegated
    }
  }
}
