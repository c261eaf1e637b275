import Simulation

/// A snoozed or acknowledged problem.
package struct Snooze: Equatable, Codable, Sendable {
  /// When it returns; nil if it is acknowledged and stays in the list.
  package var until: Instant?
  package var note: String

  package init(until: Instant?, note: String) {
    self.until = until
    self.note = note
  }

  /// The state at a moment: of a snooze that has ended, the note remains, if any.
  package func state(at now: Instant) -> Snooze? {
    guard let until, until <= now else { return self }
    return note.isEmpty ? nil : Snooze(until: nil, note: note)
  }
}
