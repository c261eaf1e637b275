/// One of the documented status systems.
///
/// A privacy request and its integrations share a document but are two machines, hence five cases.
package enum StatusSystem: UInt8, CaseIterable, Codable, Sendable {
  case connection, session, dataset, request, integration

  /// The noun for one object of this system. Also its spelling in feeds and filters.
  package var name: String {
    switch self {
    case .connection: "connection"
    case .session: "session"
    case .dataset: "dataset"
    case .request: "request"
    case .integration: "integration"
    }
  }

  package init?(name: String) {
    guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }

  /// The title of the page that documents the system.
  package var document: String {
    switch self {
    case .connection: "Data Connections"
    case .session: "Data Connection Statuses"
    case .dataset: "Data status"
    case .request, .integration: "Integration Statuses"
    }
  }
}
