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

  var rows: [(key: String, value: String)] {
    [
      ("created", created), ("engine", engine), ("format", String(JournalSchema.format)), ("kind", kind.rawValue),
      ("name", name.withoutNUL), ("scenario", scenario), ("scenario_hash", JournalHash.text(scenario)),
      ("seed", String(seed)),
    ]
  }

  init?(rows: [String: String]) {
    guard let kind = rows["kind"].flatMap(Kind.init(rawValue:)), let engine = rows["engine"],
      let created = rows["created"], let name = rows["name"], let scenario = rows["scenario"],
      let seed = rows["seed"].flatMap({ UInt64($0) }), rows["scenario_hash"] == JournalHash.text(scenario)
    else { return nil }
    self.init(kind: kind, engine: engine, created: created, name: name, scenario: scenario, seed: seed)
  }

  /// The names of ids in every journal of this version.
  static var names: JournalSchema.Names {
    var names = JournalSchema.Names()
    names.kinds = Entity.Kind.allCases.map { (Int64($0.rawValue), $0.name) }
    names.triggers = Trigger.allCases.map { (Int64($0.rawValue), $0.name) }
    for lifecycle in Catalog.all {
      let kind = Int64(lifecycle.system.rawValue)
      names.statuses.append((kind, Int64(StatusID.absentRaw), ""))
      names.statuses += lifecycle.statuses.map { (kind, Int64($0.id.raw), lifecycle.name($0.id.raw)) }
      names.statuses.append((kind, Int64(StatusID.unknownRaw), "unknown"))
    }
    let provider = Int64(Entity.Kind.provider.rawValue)
    names.statuses += ProviderCondition.allCases.map { (provider, Int64($0.rawValue), $0.title) }
    names.statuses.append((Int64(Entity.Kind.feedLine.rawValue), 0, ""))
    // A status that the catalog names is not named twice.
    var seen: Set<[Int64]> = []
    names.statuses = names.statuses.filter { seen.insert([$0.kind, $0.id]).inserted }
    names.statuses.sort { ($0.kind, $0.id) < ($1.kind, $1.id) }
    return names
  }

  /// The start of the chain: what the file contains before its first batch.
  static func chain(
    _ meta: [(key: String, value: String)], _ names: JournalSchema.Names
  ) -> [UInt8] {
    var chain = JournalChain()
    for (key, value) in meta {
      chain.add(key)
      chain.add(value)
    }
    for kind in names.kinds {
      chain.add(kind.id)
      chain.add(kind.name)
    }
    for trigger in names.triggers {
      chain.add(trigger.id)
      chain.add(trigger.name)
    }
    for status in names.statuses {
      chain.add(status.kind)
      chain.add(status.id)
      chain.add(status.name)
    }
    return chain.close()
  }
}
