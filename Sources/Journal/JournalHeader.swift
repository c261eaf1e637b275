import Lifecycles
import Simulation

/// What a journal says about itself.
package struct JournalHeader: Equatable, Sendable {
  package enum Kind: String, Sendable {
    /// A run of a scenario.
    case simulated
    /// The lines of a feed.
    case feed
  }

  package var kind: Kind
  /// The version of the program that created it.
  package var engine: String
  /// When it was created, by the system clock (ISO 8601).
  package var created: String
  /// The scenario's name, or the feed's.
  package var name: String
  /// The scenario as TOML; empty for a feed.
  package var scenario: String
  package var seed: UInt64

  package init(kind: Kind, engine: String, created: String, name: String, scenario: String = "", seed: UInt64 = 0) {
    self.kind = kind
    self.engine = engine
    self.created = created
    self.name = name
    self.scenario = scenario
    self.seed = seed
  }

  private var rows: [MetaRow] {
    [
      ("created", created), ("engine", engine), ("format", String(JournalSchema.format)), ("kind", kind.rawValue),
      ("name", name.withoutNUL), ("scenario", scenario), ("scenario_hash", JournalHash.text(scenario)),
      ("seed", String(seed)),
    ].map { MetaRow(key: $0, value: $1) }
  }

  /// Nil if a row is missing or damaged.
  init?(_ rows: [MetaRow]) {
    let rows = Dictionary(rows.map { ($0.key, $0.value) }) { $1 }
    guard let kind = rows["kind"].flatMap(Kind.init(rawValue:)), let engine = rows["engine"],
      let created = rows["created"], let name = rows["name"], let scenario = rows["scenario"],
      let seed = rows["seed"].flatMap({ UInt64($0) }), rows["scenario_hash"] == JournalHash.text(scenario)
    else { return nil }
    self.init(kind: kind, engine: engine, created: created, name: name, scenario: scenario, seed: seed)
  }

  /// What a new journal contains: the header, and the names of all numbers in this version.
  var start: JournalSchema.Start {
    var start = JournalSchema.Start(meta: rows)
    start.kinds = ObjectRef.Kind.allCases.map { KindRow($0.rawValue, $0.name) }
    start.triggers = Trigger.allCases.map { TriggerRow($0.rawValue, $0.name) }
    start.statuses = Self.statuses
    return start
  }

  private static var statuses: [StatusRow] {
    var rows: [StatusRow] = []
    for lifecycle in Catalog.all {
      let kind = Int64(lifecycle.system.rawValue)
      rows.append(StatusRow(kind: kind, id: Int64(StatusID.absentRaw), name: ""))
      rows += lifecycle.statuses.map { StatusRow(kind: kind, id: Int64($0.id.raw), name: lifecycle.name($0.id.raw)) }
      rows.append(StatusRow(kind: kind, id: Int64(StatusID.unknownRaw), name: "unknown"))
    }
    let provider = Int64(ObjectRef.Kind.provider.rawValue)
    rows += ProviderCondition.allCases.map { StatusRow(kind: provider, id: Int64($0.rawValue), name: $0.title) }
    rows.append(StatusRow(kind: Int64(ObjectRef.Kind.feedLine.rawValue), id: 0, name: ""))
    // A status that the catalog names is not named twice.
    var seen: Set<[Int64]> = []
    return rows.filter { seen.insert([$0.kind, $0.id]).inserted }.sorted { ($0.kind, $0.id) < ($1.kind, $1.id) }
  }
}
