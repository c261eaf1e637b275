import Lifecycles

/// What an event is about: an object of one of the systems, or a provider.
package struct Entity: Hashable, Codable, Sendable {
  package enum Kind: UInt8, CaseIterable, Codable, Sendable {
    // The first five are in the order of `System`.
    case connection, session, dataset, request, integration, provider
    /// A feed line that could not be used as it came.
    case feedLine

    /// The status system; nil for providers and feed lines.
    package var system: System? { System(rawValue: rawValue) }

    /// The noun for one of them.
    package var name: String {
      switch self {
      case .provider: "provider"
      case .feedLine: "feedLine"
      default: system?.name ?? ""
      }
    }
  }

  package let kind: Kind
  /// Sessions use their connection's index, datasets that of their data type on a connection: the row that shows the
  /// latest run.
  package let index: UInt32

  package init(_ kind: Kind, _ index: Int) {
    self.kind = kind
    self.index = UInt32(truncatingIfNeeded: index)
  }

  /// The status system; nil for providers and feed lines.
  package var system: System? { kind.system }
  package var position: Int { Int(index) }

  package static func connection(_ index: Int) -> Entity { Entity(.connection, index) }
  package static func session(_ index: Int) -> Entity { Entity(.session, index) }
  package static func dataset(_ index: Int) -> Entity { Entity(.dataset, index) }
  package static func request(_ index: Int) -> Entity { Entity(.request, index) }
  package static func integration(_ index: Int) -> Entity { Entity(.integration, index) }
  package static func provider(_ index: Int) -> Entity { Entity(.provider, index) }
  package static func feedLine(_ index: Int) -> Entity { Entity(.feedLine, index) }
}

/// Why something happened: a root cause, an earlier event, or a command.
package struct Cause: Hashable, Sendable {
  /// 0 for a root, a positive event sequence number, or a negated command number.
  package let raw: Int64

  package init(raw: Int64) { self.raw = raw }
  package static let root = Cause(raw: 0)
  package static func event(_ sequence: Int64) -> Cause { Cause(raw: sequence) }
  package static func command(_ number: Int64) -> Cause { Cause(raw: -number) }

  package var event: Int64? { raw > 0 ? raw : nil }
  package var command: Int64? { raw < 0 ? -raw : nil }
}

/// A fact, and the only thing that changes the world.
package struct Event: Equatable, Sendable {
  /// The number of the event in its run, from 1.
  package var sequence: Int64
  package var time: Instant
  package var cause: Cause
  /// An argument of the trigger: records, a run number, a set of data types, or a moment.
  package var value: Int64
  package var entity: Entity
  /// A second object: the session run that a dataset belongs to, or the account of a new connection.
  package var related: UInt32
  package var trigger: Trigger
  package var from: UInt8
  package var to: UInt8
  /// An HTTP code or another small number that the trigger brings; 0 for none.
  package var code: UInt16

  package init(
    sequence: Int64, time: Instant, cause: Cause, entity: Entity, trigger: Trigger, from: UInt8, to: UInt8,
    code: UInt16 = 0, value: Int64 = 0, related: UInt32 = 0
  ) {
    self.sequence = sequence
    self.time = time
    self.cause = cause
    self.value = value
    self.entity = entity
    self.related = related
    self.trigger = trigger
    self.from = from
    self.to = to
    self.code = code
  }

  /// Whether the status itself changed.
  package var changesStatus: Bool { from != to }
}
