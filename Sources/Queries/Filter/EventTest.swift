import Lifecycles
import Simulation

/// Whether a term holds for what an event says itself. The event's object can have another status by now.
typealias EventTest = @Sendable (Event, EventContext) -> Bool

/// What a term needs beside the event.
struct EventContext {
  /// Where causes are looked up.
  let log: EventLog
  /// Events that are not in the log yet.
  let fresh: [Event]

  /// The most causes that are followed back from an event: the longest chain of a run, and an end for a feed's.
  private static let mostCauses = 1_000

  /// Whether an event follows, by any number of steps, from an event (`cause:71200`), a command (`cause:command3`) or
  /// something of that name (`cause:outage`).
  func follows(_ event: Event, _ word: String) -> Bool {
    let chain = log.causes(of: event, limit: Self.mostCauses, fresh: fresh)
    if let number = Int64(word.hasPrefix("#") ? String(word.dropFirst()) : word) {
      return event.cause.event == number || chain.dropFirst().contains { $0.sequence == number }
    }
    if word.hasPrefix("command"), let number = Int64(word.dropFirst(7)) { return chain.last?.cause.command == number }
    return chain.dropFirst().contains {
      EventStatuses.label($0.object.kind, $0.to).contains(word) || $0.trigger.title.contains(word)
    }
  }
}

/// The statuses that a value means, by kind of object and raw status. Computed once rather than for each event.
struct EventStatuses {
  private let table: [[Bool]]

  /// Those whose text on the screen contains a value.
  init(labeled value: String) { self.init { kind, raw in Self.label(kind, raw).contains(value) } }

  /// Those whose text, key, alias or number a value is.
  init(named value: String) {
    self.init { kind, raw in
      if Self.label(kind, raw).contains(value) { return true }
      guard let info = kind.system.flatMap({ Catalog[$0].info(raw) }) else { return false }
      return info.key.lowercased().contains(value) || info.answers(to: value)
        || info.aliases.contains { $0.lowercased().contains(value) }
    }
  }

  private init(_ holds: (ObjectRef.Kind, UInt8) -> Bool) {
    table = ObjectRef.Kind.allCases.map { kind in (0...UInt8.max).map { holds(kind, $0) } }
  }

  func contains(_ event: Event, _ raw: UInt8) -> Bool { table[Int(event.object.kind.rawValue)][Int(raw)] }

  /// A status or condition as events show it, in lowercase.
  static func label(_ kind: ObjectRef.Kind, _ raw: UInt8) -> String {
    guard let system = kind.system else {
      return kind == .provider ? ProviderCondition(rawValue: raw)?.title ?? "" : ""
    }
    return raw == StatusID.absentRaw ? "deleted" : StatusText.label(system, raw).lowercased()
  }
}

/// The triggers that a value means.
struct EventTriggers {
  private let table: [Bool]

  init(_ holds: (Trigger) -> Bool) { table = Trigger.allCases.map(holds) }

  func contains(_ event: Event) -> Bool { table[Int(event.trigger.rawValue)] }
}

extension Event {
  /// Whether it led to another status, rather than telling one that an object had already.
  var isStatusChange: Bool { changesStatus && trigger != .preexisting }
}
