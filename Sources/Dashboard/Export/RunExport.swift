import Simulation

/// What can be exported of a run. It is made by simulating the run again.
package enum RunExport: Equatable, Sendable {
  case scenario
  case events
  case historyJSON(ObjectRef)
  case historySwift(ObjectRef)

  var suffix: String {
    switch self {
    case .scenario: "toml"
    case .events: "jsonl"
    case .historyJSON: "json"
    case .historySwift: "swift"
    }
  }
}
