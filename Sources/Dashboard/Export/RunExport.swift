import Queries
import Simulation

/// What can be exported.
package enum RunExport: Equatable, Sendable {
  case scenario
  case events
  case historyJSON(ObjectRef)
  case historySwift(ObjectRef)
  /// The table on the screen, as filtered and sorted.
  case table(TableKind, TableFormat)
  /// The errors of an object.
  case errorLog(ObjectRef, isJSON: Bool)

  package enum TableFormat: String, CaseIterable, Sendable { case csv, json, md }

  var suffix: String {
    switch self {
    case .scenario: "toml"
    case .events: "jsonl"
    case .historyJSON: "json"
    case .historySwift: "swift"
    case .table(_, let format): format.rawValue
    case .errorLog(_, let isJSON): isJSON ? "json" : "txt"
    }
  }
}
