import Lifecycles

/// What an event is about: an object of one of the systems, or a provider.
package struct ObjectRef: Hashable, Codable, Sendable {
  package enum Kind: UInt8, CaseIterable, Codable, Sendable {
    // The first five are in the order of `System`.
    case connection, session, dataset, request, integration, provider
    /// A feed line that could not be used as it came.
    case feedLine

    /// The status system; nil for providers and feed lines.
    package var system: StatusSystem? { StatusSystem(rawValue: rawValue) }

    /// The noun for one of them.
    package var name: String {
      switch self {
      case .connection, .session, .dataset, .request, .integration: system?.name ?? ""
      case .provider: "provider"
      case .feedLine: "feedLine"
      }
    }
  }

  package let kind: Kind
  /// Sessions use their connection's index, datasets that of their data type on a connection: the row that shows the
  /// latest run.
  package let index: UInt32

  package init(_ kind: Kind, _ index: Int) {
    self.kind = kind
    self.index = UInt32(truncatingIfNeeded: index)
  }

  /// The status system; nil for providers and feed lines.
  package var system: StatusSystem? { kind.system }
  package var position: Int { Int(index) }

  package static func connection(_ index: Int) -> ObjectRef { ObjectRef(.connection, index) }
  package static func session(_ index: Int) -> ObjectRef { ObjectRef(.session, index) }
  package static func dataset(_ index: Int) -> ObjectRef { ObjectRef(.dataset, index) }
  package static func request(_ index: Int) -> ObjectRef { ObjectRef(.request, index) }
  package static func integration(_ index: Int) -> ObjectRef { ObjectRef(.integration, index) }
  package static func provider(_ index: Int) -> ObjectRef { ObjectRef(.provider, index) }
  package static func feedLine(_ index: Int) -> ObjectRef { ObjectRef(.feedLine, index) }
}
