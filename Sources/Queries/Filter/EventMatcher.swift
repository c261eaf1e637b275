import Lifecycles
import Simulation

/// A filter compiled for events: the Events screen, breakpoints, conditions to go to, `--until`.
package struct EventMatcher: Sendable {
  package let filter: Filter
  private var parts: [Part] = []
  private var preparedFor: [Int] = []

  /// One term, with its matcher for what doesn't change about an object: names and ids.
  private struct Part: Sendable {
    var term: Filter.Term
    var matcher: Matcher
    /// Whether the term matches a status, by kind of object and raw status. Computed once rather than for each event.
    var statuses: [[Bool]] = []
    /// Whether it matches a trigger.
    var triggers: [Bool] = []

    init(_ term: Filter.Term, _ world: World) {
      self.term = term
      matcher = Matcher(only: term, world)
      guard case .word(let field, let word) = term.test else { return }
      if [.any, .status, .to, .from, .fault].contains(field) {
        statuses = ObjectRef.Kind.allCases.map { kind in
          (0...255).map { raw in
            field == .any || field == .fault
              ? EventMatcher.label(kind, UInt8(raw)).contains(word) : EventMatcher.names(kind, UInt8(raw), word)
          }
        }
      }
      if [.any, .trigger, .fault].contains(field) {
        triggers = Trigger.allCases.map { trigger in
          trigger.title.contains(word) || (field == .trigger && trigger.name.lowercased() == word)
        }
      }
    }

    func means(_ event: Event, _ raw: UInt8) -> Bool { statuses[Int(event.object.kind.rawValue)][Int(raw)] }
    func meansTrigger(_ event: Event) -> Bool { triggers[Int(event.trigger.rawValue)] }
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
    return parts.allSatisfy { part in
      let isHit = Self.holds(part, event, world, log, fresh) || part.matcher.matches(event.object, world)
      return isHit != part.term.isNegated
    }
  }

  /// Matches the event's own data, such as the status it led to. Its object can have another status by now.
  private static func holds(
    _ part: Part, _ event: Event, _ world: World, _ log: EventLog, _ fresh: [Event]
  ) -> Bool {
    guard case .word(let field, let word) = part.term.test else { return false }
    return switch field {
    case .any:
      part.means(event, event.to) || part.meansTrigger(event) || event.object.kind.name == word
    // A change is meant, not an event that left the status unchanged.
    case .status: event.changesStatus && event.trigger != .preexisting && part.means(event, event.to)
    case .to: part.means(event, event.to)
    case .from: part.means(event, event.from)
    case .code: !event.errorCode.isNone && String(event.errorCode.rawValue) == word
    case .category: event.changesStatus && event.trigger != .preexisting && EventText.category(event)?.word == word
    case .trigger: part.meansTrigger(event)
    case .fault:
      EventText.isFault(event) && (word == "any" || part.means(event, event.to) || part.meansTrigger(event))
    case .cause: follows(event, word, log, fresh)
    // These are about the object, which `Matcher` matches.
    case .provider, .account, .type, .actor, .id, .system: false
    }
  }

  private static func label(_ kind: ObjectRef.Kind, _ raw: UInt8) -> String {
    guard let system = kind.system else {
      return kind == .provider ? ProviderCondition(rawValue: raw)?.title ?? "" : ""
    }
    return raw == StatusID.absentRaw ? "deleted" : StatusText.label(system, raw).lowercased()
  }

  /// Matches the status's text, its key, an alias or its number.
  private static func names(_ kind: ObjectRef.Kind, _ raw: UInt8, _ word: String) -> Bool {
    if label(kind, raw).contains(word) { return true }
    guard let info = kind.system.flatMap({ Catalog[$0].info(raw) }) else { return false }
    return info.key.lowercased().contains(word) || info.answers(to: word)
      || info.aliases.contains { $0.lowercased().contains(word) }
  }

  /// Whether it follows, by any number of steps, from an event (`cause:71200`), a command (`cause:command3`) or
  /// something of that name (`cause:outage`).
  private static func follows(_ event: Event, _ word: String, _ log: EventLog, _ fresh: [Event]) -> Bool {
    let chain = log.causes(of: event, limit: 1_000, fresh: fresh)
    if let number = Int64(word.hasPrefix("#") ? String(word.dropFirst()) : word) {
      return event.cause.event == number || chain.dropFirst().contains { $0.sequence == number }
    }
    if word.hasPrefix("command"), let number = Int64(word.dropFirst(7)) { return chain.last?.cause.command == number }
    return chain.dropFirst().contains { label($0.object.kind, $0.to).contains(word) || $0.trigger.title.contains(word) }
  }
}
