import Canvas
import Queries
import Simulation

/// The conditions that notify, and the message above the hints.
package struct Alerts: Sendable {
  package internal(set) var message: BoardMessage?
  private(set) var conditions: [EventMatcher] = []
  /// What to notify about with the next frame.
  private var pending: String?

  mutating func add(_ text: String, _ world: World) {
    conditions.append(EventMatcher(Filter(text, isForEvents: true), world))
  }

  mutating func remove(_ index: Int) -> String? {
    conditions.indices.contains(index) ? conditions.remove(at: index).filter.text : nil
  }

  /// Looks for events that a person wants to be notified about. The latest one is reported.
  mutating func note(_ events: [Event], _ world: World, _ log: EventLog, _ glyphs: Glyphs) {
    guard !conditions.isEmpty else { return }
    for index in conditions.indices { conditions[index].prepare(world) }
    guard let event = events.last(where: { event in conditions.contains { $0.matches(event, world, log) } }) else {
      return
    }
    pending = EventText.sentence(world, event, glyphs)
  }

  /// Returns what to notify about, once.
  mutating func drain() -> String? {
    defer { pending = nil }
    return pending
  }
}

/// A message above the hints.
package struct BoardMessage: Equatable, Sendable {
  /// How long a message stays, in milliseconds of the wall clock.
  static let lasting: Int64 = 6_000

  package var text: String
  package var role: Role
  /// The wall clock at which it goes; the maximum for when a key is pressed.
  var until: Int64
}
