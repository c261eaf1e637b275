import Lifecycles
import Simulation

/// A filter made ready for events: the Events screen, breakpoints, conditions to go to, `--until`.
package struct EventMatcher: Sendable {
  package let filter: Filter
  private var parts: [Part] = []
  private var preparedFor: [Int] = []

  /// One term with its matcher for what does not change about an object: names, ids.
  private struct Part: Sendable {
    var term: Filter.Term
    var matcher: Matcher
  }

  package init(_ filter: Filter, _ world: World) {
    self.filter = filter
    prepare(world)
  }

  private static func names(_ world: World) -> [Int] {
    [world.accounts.count, world.providers.count, world.contactNames.count]
  }

  /// Names that have come since are looked up as well.
  package mutating func prepare(_ world: World) {
    guard preparedFor != Self.names(world) else { return }
    preparedFor = Self.names(world)
    parts = filter.terms.map { Part(term: $0, matcher: Matcher(only: $0, world)) }
  }

  /// Whether all terms hold for an event.
  ///
  /// - Parameters:
  ///   - log: where its causes are looked up.
  ///   - fresh: what has come since, and is not in the log yet.
  package func matches(_ event: Event, _ world: World, _ log: EventLog, fresh: [Event] = []) -> Bool {
    guard world.has(event.entity) else { return false }
    return parts.allSatisfy { part in
      let isHit = part.matcher.matches(event.entity, world) || Self.holds(part.term.test, event, world, log, fresh)
      return isHit != part.term.isNegated
    }
  }

  /// The event's own words: what it led to and what drove it. Its object may stand elsewhere by now.
  private static func holds(
    _ test: Filter.Test, _ event: Event, _ world: World, _ log: EventLog, _ fresh: [Event]
  ) -> Bool {
    guard case .word(let field, let word) = test else { return false }
    return switch field {
    case .any:
      label(event, event.to).contains(word) || event.trigger.title.contains(word) || "\(event.entity.kind)" == word
    // A change is meant, and not that something happened while the status stayed.
    case .status: event.changesStatus && event.trigger != .found && names(event, event.to, word)
    case .to: names(event, event.to, word)
    case .from: names(event, event.from, word)
    case .code: event.code != 0 && String(event.code) == word
    case .standing: event.changesStatus && event.trigger != .found && EventText.standing(event)?.word == word
    case .trigger: event.trigger.name.lowercased() == word || event.trigger.title.contains(word)
    case .fault:
      EventText.isFault(event)
        && (word == "any" || label(event, event.to).contains(word) || event.trigger.title.contains(word))
    case .cause: follows(event, word, log, fresh)
    default: false
    }
  }

  private static func label(_ event: Event, _ raw: UInt8) -> String {
    guard let system = event.entity.system else {
      return event.entity.kind == .provider ? ProviderCondition(rawValue: raw)?.title ?? "" : ""
    }
    return raw == StatusID.absentRaw ? "deleted" : StatusText.label(system, raw).lowercased()
  }

  /// By the words of the status, its key, an alias or its number.
  private static func names(_ event: Event, _ raw: UInt8, _ word: String) -> Bool {
    if label(event, raw).contains(word) { return true }
    guard let info = event.entity.system.flatMap({ Catalog[$0].info(raw) }) else { return false }
    return info.key.lowercased().contains(word) || info.answers(to: word)
      || info.aliases.contains { $0.lowercased().contains(word) }
  }

  /// Whether it follows from an event (`cause:71200`), a command (`cause:command3`), or something of that
  /// name (`cause:outage`), by any number of steps.
  private static func follows(_ event: Event, _ word: String, _ log: EventLog, _ fresh: [Event]) -> Bool {
    let chain = log.causes(of: event, limit: 1_000, fresh: fresh)
    if let number = Int64(word.hasPrefix("#") ? String(word.dropFirst()) : word) {
      return event.cause.event == number || chain.dropFirst().contains { $0.sequence == number }
    }
    if word.hasPrefix("command"), let number = Int64(word.dropFirst(7)) { return chain.last?.cause.command == number }
    return chain.dropFirst().contains { label($0, $0.to).contains(word) || $0.trigger.title.contains(word) }
  }
}
