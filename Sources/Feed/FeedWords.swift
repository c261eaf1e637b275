import Lifecycles
import Simulation

/// The words of a feed, quoted once: a million lines contain some millions of them.
struct FeedWords {
  let kinds: [[UInt8]]
  let triggers: [[UInt8]]
  let dataTypes: [[UInt8]]
  /// By kind and status.
  let statuses: [[[UInt8]]]
  let deleted: [UInt8]

  init() {
    kinds = ObjectRef.Kind.allCases.map { JSONText.quotedBytes("\($0)") }
    triggers = Trigger.allCases.map { JSONText.quotedBytes($0.name) }
    dataTypes = DataType.names.map(JSONText.quotedBytes)
    deleted = JSONText.quotedBytes("deleted")
    statuses = ObjectRef.Kind.allCases.map { kind in
      (0...UInt8.max).map { raw in
        guard let system = kind.system else {
          return JSONText.quotedBytes(ProviderCondition(rawValue: raw)?.title ?? "normal")
        }
        return JSONText.quotedBytes(Catalog[system].name(raw))
      }
    }
  }
}
