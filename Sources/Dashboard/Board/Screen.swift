import Queries

/// The seven screens, in the order of their number keys.
package enum Screen: Int, CaseIterable, Sendable {
  case overview = 1, connections, sessions, datasets, requests, todo, events

  package var title: String {
    switch self {
    case .overview: "Overview"
    case .connections: "Connections"
    case .sessions: "Sessions"
    case .datasets: "Datasets"
    case .requests: "Requests"
    case .todo: "To do"
    case .events: "Events"
    }
  }

  /// The table of the screen; nil for Overview and Events.
  package var table: TableKind? {
    switch self {
    case .overview, .events: nil
    case .connections: .connections
    case .sessions: .sessions
    case .datasets: .datasets
    case .requests: .requests
    case .todo: .todo
    }
  }
}
