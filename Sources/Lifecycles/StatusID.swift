/// A status of one system in one byte beside its system: small enough for a million rows.
package struct StatusID: Hashable, Sendable {
  package let system: System
  package let raw: UInt8

  package init(_ system: System, _ raw: UInt8) {
    self.system = system
    self.raw = raw
  }

  /// The raw value of an object that does not exist: not yet created, or deleted.
  package static let absentRaw: UInt8 = 0
  /// The raw value of a status that no document publishes; its text is kept beside it.
  package static let unknownRaw: UInt8 = 255
  /// The entry of a transition matrix that holds no rule.
  package static let refusedRaw: UInt8 = 254

  package var isAbsent: Bool { raw == Self.absentRaw }
  package var isUnknown: Bool { raw == Self.unknownRaw }
}

/// Everything that is known of one status, as data.
package struct StatusInfo: Sendable {
  package let id: StatusID
  /// The canonical spelling of its source.
  package let key: String
  package var aliases: [String] = []
  /// The number, where the system has numbers.
  package var code: Int?
  package let stage: String
  package let standing: Standing
  package let actor: Party
  package let meaning: String
  package let nextStep: String
  package var mark: Mark = .stated
  /// Whether the journey is meant to end here.
  package var isFinal = false
  /// Whether waiting alone may mend it.
  package var isTransient = false
  /// Whether a privacy request may leave its phase while an integration stands here.
  package var closesPhase = false
  /// Statuses that only a feed brings are accepted, and never simulated.
  package var isFeedOnly = false
  /// A word for those standings that call for a second look although all is done.
  package var needsAttention = false

  /// Whether somebody has to do something: what the to-do list lists.
  package var needsHand: Bool {
    needsAttention || standing == .failed || standing == .unknown
      || (standing == .waiting && actor != .nobody && actor != .provider)
  }
}
