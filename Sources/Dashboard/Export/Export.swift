import Queries
import Simulation

/// What can be exported.
package enum Export: Equatable, Sendable {
  case run(RunExport)
  /// The table on the screen, as filtered and sorted.
  case table(TableKind, TableFormat)
  /// The errors of an object.
  case errorLog(ObjectRef, isJSON: Bool)

  package enum TableFormat: String, CaseIterable, Sendable { case csv, json, md }

  var suffix: String {
    switch self {
    case .run(let export): export.suffix
    case .table(_, let format): format.rawValue
    case .errorLog(_, let isJSON): isJSON ? "json" : "txt"
    }
  }
}
