/// A status of one system, two bytes: small enough for a million rows.
package struct StatusID: Hashable, Sendable {
  package let system: StatusSystem
  package let raw: UInt8

  package init(_ system: StatusSystem, _ raw: UInt8) {
    self.system = system
    self.raw = raw
  }

  /// The raw value of an object that does not exist: not created yet, or deleted.
  package static let absentRaw: UInt8 = 0
  /// The raw value of a status that no document publishes. Its text is kept separately.
  package static let unknownRaw: UInt8 = 255
  /// A transition matrix entry without a rule.
  package static let refusedRaw: UInt8 = 254
}

/// Where To do lists an object that needs attention.
package enum AttentionPlace: Sendable {
  case nowhere
  /// On a line of its own.
  case own
  /// With its connection, where it is fixed: a missing sign-in is one problem, not three.
  case connection
}

/// Everything known about one status, as data.
package struct StatusInfo: Sendable {
  package let id: StatusID
  /// The canonical spelling, as in its source.
  package let key: String
  package var aliases: [String] = []
  /// The number, where the system has numbers.
  package var code: Int?
  package let stage: String
  package let category: StatusCategory
  package let actor: Actor
  package let meaning: String
  package let nextStep: String
  package var provenance: Provenance = .stated
  /// Whether the lifecycle can end here.
  package var isFinal = false
  /// Whether waiting alone can resolve it.
  package var isTransient = false
  /// Whether a privacy request can leave its phase while an integration is in this status.
  package var closesPhase = false
  /// Whether only feeds bring this status. It is accepted, never simulated.
  package var isFeedOnly = false
  /// Where To do lists an object in this status, if it differs from its category: a failure needs attention.
  package var listing: AttentionPlace?

  /// Where To do lists an object in this status.
  package var attention: AttentionPlace { listing ?? (category == .failed ? .own : .nowhere) }
}
