import Lifecycles
import Simulation

/// A term of the filter language, `name:value`. Parsing, matching rows and events, completion and the list in messages
/// derive from its one declaration in `all`.
package struct FilterTerm: Sendable {
  /// What it is written with, without the colon.
  package let name: String
  /// Why a value can never match; nil if it can.
  var check: @Sendable (_ value: String) -> String? = { _ in nil }
  /// The values it can have, for completion, in groups of decreasing relevance. The system is that of the screen.
  package var values: @Sendable (World, StatusSystem?) -> [[String]] = { _, _ in [] }
  /// Compiles a value for rows; nil if the term applies only to events.
  var rows: (@Sendable (inout RowTest, _ value: String, World) -> Void)?
  /// Compiles a value for what an event says itself; nil if the term applies only to rows. Terms without anything of
  /// their own in events still match an event's object by `rows`.
  var events: (@Sendable (_ value: String) -> EventTest)? = { _ in { _, _ in false } }

  package var isAboutEvents: Bool { rows == nil }

  /// Whether it can match events, or rows.
  package func applies(toEvents isForEvents: Bool) -> Bool { isForEvents ? events != nil : rows != nil }

  /// The term with a name; nil if there is none.
  package static func named(_ name: String) -> FilterTerm? { all.first { $0.name == name } }
}

extension FilterTerm: Equatable {
  package static func == (a: FilterTerm, b: FilterTerm) -> Bool { a.name == b.name }
}

extension FilterTerm {
  /// Every term, in the order in which messages and completion list them.
  package static let all: [FilterTerm] = [
    status, code, category, provider, account, type, actor, id, system, to, from, trigger, fault, cause,
  ]

  /// How many names of a large world completion looks through, so that a key is answered at once.
  private static let namesLookedThrough = 5_000
  /// The codes that completion suggests: those of the error table and of provider conditions (seeds 001 and 004).
  private static let suggestedCodes = [
    "400", "401", "402", "403", "404", "408", "422", "429", "500", "502", "503", "504",
  ]

  // MARK: Of rows, and of the objects of events

  static let status = FilterTerm(
    name: "status", check: checkStatus, values: { _, system in statusNames(system) },
    rows: { test, value, _ in
      let hits = test.hits
      test.addStatuses { system, raw in
        guard let info = Catalog[system].info(raw) else { return raw == StatusID.unknownRaw && hits("unknown") }
        return hits(info.key) || info.aliases.contains(where: hits) || info.code.map(String.init) == value
      }
    },
    // A change is meant, not an event that left the status unchanged.
    events: { value in
      let table = EventStatuses(named: value)
      return { event, _ in event.isStatusChange && table.contains(event, event.to) }
    })

  static let code = FilterTerm(
    name: "code",
    check: { UInt16($0) == nil ? "\"code:\" must be a number such as 429, found \($0)" : nil },
    values: { _, _ in [suggestedCodes] },
    rows: { test, value, _ in
      guard let code = UInt16(value) else { return }
      test.code = ErrorCode(rawValue: code)
      test.addStatuses { Catalog[$0].info($1)?.code.map(String.init) == value }
    },
    events: { value in { event, _ in !event.errorCode.isNone && String(event.errorCode.rawValue) == value } })

  static let category = FilterTerm(
    name: "standing",
    check: { value in
      let words = StatusCategory.allCases.map(\.word)
      return words.contains(value)
        ? nil : "\"standing:\" must be one of \(words.joined(separator: ", ")), found \(value)"
    },
    values: { _, _ in [StatusCategory.allCases.map(\.word)] },
    rows: { test, value, _ in
      test.addStatuses { $1 != StatusID.absentRaw && Catalog.category($0, $1).word == value }
    },
    events: { value in { event, _ in event.isStatusChange && EventText.category(event)?.word == value } })

  package static let provider = FilterTerm(
    name: "provider",
    values: { world, _ in
      [world.providers.prefix(namesLookedThrough).map(\.name) + world.contactNames.prefix(namesLookedThrough)]
    },
    rows: { test, _, world in
      test.providers = world.providers.map { test.hits($0.name) }
      test.contacts = world.contactNames.map(test.hits)
    })

  package static let account = FilterTerm(
    name: "account", values: { world, _ in [world.accounts.prefix(namesLookedThrough).map(\.name)] },
    rows: { test, _, world in test.accounts = world.accounts.map { test.hits($0.name) } })

  package static let type = FilterTerm(
    name: "type", values: { _, _ in [DataType.names] },
    rows: { test, _, _ in test.types = DataType.names.map(test.hits) })

  /// Who acts next is known of a row, not of an event.
  static let actor = FilterTerm(
    name: "actor", values: { _, _ in [Actor.allCases.map(\.word)] },
    rows: { test, value, _ in test.actor = value }, events: nil)

  static let id = FilterTerm(name: "id", rows: { test, value, _ in test.setID(value) })

  static let system = FilterTerm(
    name: "system", values: { _, _ in [StatusSystem.allCases.map(\.name)] },
    rows: { test, value, _ in test.system = value })

  // MARK: Of events only

  static let to = FilterTerm(
    name: "to", check: checkStatus, values: { _, system in statusNames(system) },
    events: { value in
      let table = EventStatuses(named: value)
      return { event, _ in table.contains(event, event.to) }
    })

  static let from = FilterTerm(
    name: "from", check: checkStatus, values: { _, system in statusNames(system) },
    events: { value in
      let table = EventStatuses(named: value)
      return { event, _ in table.contains(event, event.from) }
    })

  static let trigger = FilterTerm(
    name: "trigger", values: { _, _ in [Trigger.allCases.map(\.name)] },
    events: { value in
      let table = EventTriggers { $0.title.contains(value) || $0.name.lowercased() == value }
      return { event, _ in table.contains(event) }
    })

  static let fault = FilterTerm(
    name: "fault", values: { _, _ in [["any"] + conditions] },
    events: { value in
      let statuses = EventStatuses(labeled: value)
      let triggers = EventTriggers { $0.title.contains(value) }
      return { event, _ in
        EventText.isFault(event)
          && (value == "any" || statuses.contains(event, event.to) || triggers.contains(event))
      }
    })

  static let cause = FilterTerm(
    name: "cause", values: { _, _ in [["command"] + conditions] },
    events: { value in { event, context in context.follows(event, value) } })

  /// A word without a term: whatever an object or event is called.
  static let word = FilterTerm(
    name: "",
    rows: { test, value, world in
      test.word = value
      for term in [status, code, category, provider, account, type] { term.rows?(&test, value, world) }
      if value.count >= 3 { test.setID(value) }
    },
    events: { value in
      let statuses = EventStatuses(labeled: value)
      let triggers = EventTriggers { $0.title.contains(value) }
      return { event, _ in
        statuses.contains(event, event.to) || triggers.contains(event) || event.object.kind.name == value
      }
    })

  // MARK: Values

  private static var conditions: [String] { ProviderCondition.allCases.filter { $0 != .normal }.map(\.title) }

  /// Statuses of one system first.
  private static func statusNames(_ own: StatusSystem?) -> [[String]] {
    var seen: Set<String> = []
    let groups = [Catalog.all.filter { $0.system == own }, Catalog.all.filter { $0.system != own }]
    return groups.map { $0.flatMap { $0.statuses.map(\.key) }.filter { seen.insert($0).inserted } }
  }

  /// Whether a word is part of a status's name, label, alias or number.
  @Sendable private static func checkStatus(_ value: String) -> String? {
    let names = Catalog.all.flatMap { lifecycle in
      lifecycle.statuses.flatMap { info in [info.key] + info.aliases + [info.code.map(String.init)].compactMap { $0 } }
    }
    let others = ["unknown", "deleted"] + ProviderCondition.allCases.map(\.title)
    if (names + others).contains(where: { $0.lowercased().contains(value) }) { return nil }
    // Labels start with the number, and match events only.
    let labels = Catalog.all.flatMap { lifecycle in
      lifecycle.statuses.map { StatusText.label(lifecycle.system, $0.id.raw).lowercased() }
    }
    if labels.contains(where: { $0.contains(value) }) { return nil }
    let near = names.filter { Catalog.distance($0.lowercased(), value) <= max(2, value.count / 3) }
      .min { Catalog.distance($0.lowercased(), value) < Catalog.distance($1.lowercased(), value) }
    return "no status is named \(value)\(near.map { ". Did you mean \($0)?" } ?? "")"
  }
}
