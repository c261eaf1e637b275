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
    kinds = ObjectRef.Kind.allCases.map { Self.quoted("\($0)") }
    triggers = Trigger.allCases.map { Self.quoted($0.name) }
    dataTypes = DataType.names.map(Self.quoted)
    deleted = Self.quoted("deleted")
    statuses = ObjectRef.Kind.allCases.map { kind in
      (0...UInt8.max).map { raw in
        guard let system = kind.system else {
          return Self.quoted(ProviderCondition(rawValue: raw)?.title ?? "normal")
        }
        return Self.quoted(Catalog[system].name(raw))
      }
    }
  }

  static func quoted(_ text: String) -> [UInt8] {
    let isPlain = text.utf8.allSatisfy {
      $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    return isPlain ? [UInt8(ascii: "\"")] + text.utf8 + [UInt8(ascii: "\"")] : Array(JSONText.quoted(text).utf8)
  }
}
