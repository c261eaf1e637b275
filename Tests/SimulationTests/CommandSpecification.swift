import Lifecycles
import Simulation

/// When each command is legal and what it does, written from the sources and not from the rule tables.
///
/// A status is named as its source spells it, an integration's with its table: `DC access, deletion: Pending`.
enum CommandSpecification {
  /// What a command asks for, on one kind of object.
  enum Kind: String, CaseIterable {
    case sendLink, openLink, authorize, rejectCredentials, abort, disconnect, reconnect, changeDataTypes, delete
    case queueConnection, expireConsent, connectorOffline, connectorOnline
    case retrySession, deliverWebhook
    case queueDataset
    case chooseData, extendDeadline
    case startIntegration, retryIntegration, skipIntegration, stopIntegration
    case answerFiles, answerNoFiles, answerDeleted, answerNothingHeld, answerNotDeleted, neverAnswers, answersLate

    /// The commands that name an object of a system.
    static func of(_ system: StatusSystem) -> [Kind] {
      switch system {
      case .connection:
        [
          .sendLink, .openLink, .authorize, .rejectCredentials, .abort, .disconnect, .reconnect, .changeDataTypes,
          .delete, .queueConnection, .expireConsent, .connectorOffline, .connectorOnline,
        ]
      case .session: [.retrySession, .deliverWebhook]
      case .dataset: [.queueDataset]
      case .request: [.chooseData, .extendDeadline]
      case .integration:
        [
          .startIntegration, .retryIntegration, .skipIntegration, .stopIntegration, .answerFiles, .answerNoFiles,
          .answerDeleted, .answerNothingHeld, .answerNotDeleted, .neverAnswers, .answersLate,
        ]
      }
    }
  }

  static func command(_ kind: Kind, _ index: Int, _ world: World) -> Command {
    switch kind {
    case .sendLink: .connection(index, .sendLink)
    case .openLink: .connection(index, .openLink)
    case .authorize: .connection(index, .authorize)
    case .rejectCredentials: .connection(index, .rejectCredentials)
    case .abort: .connection(index, .abort)
    case .disconnect: .connection(index, .disconnect)
    case .reconnect: .connection(index, .reconnect)
    case .changeDataTypes: .connection(index, .changeDataTypes(fewerTypes(index, world)))
    case .delete: .connection(index, .delete)
    case .queueConnection: .connection(index, .queue)
    case .expireConsent: .connection(index, .expireConsent)
    case .connectorOffline: .connection(index, .connector(online: false))
    case .connectorOnline: .connection(index, .connector(online: true))
    case .retrySession: .session(index, .retry)
    case .deliverWebhook: .session(index, .deliverWebhook)
    case .queueDataset: .dataset(index, .queue)
    case .chooseData: .request(index, .chooseData())
    case .extendDeadline: .request(index, .extendDeadline)
    case .startIntegration: .integration(index, .start)
    case .retryIntegration: .integration(index, .retry)
    case .skipIntegration: .integration(index, .skip)
    case .stopIntegration: .integration(index, .stop)
    case .answerFiles: .integration(index, .answer(.files(3)))
    case .answerNoFiles: .integration(index, .answer(.noFiles))
    case .answerDeleted: .integration(index, .answer(.deleted))
    case .answerNothingHeld: .integration(index, .answer(.nothingHeld))
    case .answerNotDeleted: .integration(index, .answer(.notDeleted))
    case .neverAnswers: .integration(index, .withholdAnswer)
    case .answersLate: .integration(index, .delayAnswer)
    }
  }

  /// Data types that the provider offers, different from those requested.
  static func fewerTypes(_ connection: Int, _ world: World) -> DataTypeSet {
    DataTypeSet(world.provider(ofConnection: connection).dataTypes.types.suffix(2))
  }

  /// From which statuses a command leads where. Several targets depend on the object; none means that the status stays.
  typealias Edge = (from: [String], to: [String])

  static func edges(_ kind: Kind) -> [Edge] {
    let openDC = [
      "Not Started", "Not Started · Will process in a workflow", "Pending", "Processing · Due in # days", "Error",
      "Processing · Due # days ago",
    ]
    let openAPI = [
      "Not Started", "Not Started · Will process in a workflow", "Pending", "Processing · Request submitted", "Error",
    ]
    let waiting = ["Processing · Due in # days", "Processing · Due # days ago"]
    switch kind {
    case .sendLink: return [(["AUTH_REQUIRED"], []), (["AUTH_ERROR"], [])]
    case .openLink: return [(["AUTH_REQUIRED", "AUTH_ERROR"], ["CONNECTING"])]
    case .authorize: return [(["CONNECTING"], ["CONNECTED"])]
    case .rejectCredentials, .abort: return [(["CONNECTING"], ["AUTH_REQUIRED"])]
    case .disconnect: return [(["CONNECTED", "AUTH_ERROR"], ["DISCONNECTED"])]
    case .reconnect: return [(["DISCONNECTED", "AUTH_ERROR"], ["AUTH_REQUIRED", "CONNECTED"])]
    case .changeDataTypes: return [(["DISCONNECTED", "AUTH_ERROR"], [])]
    case .delete: return [(["AUTH_REQUIRED", "CONNECTING", "CONNECTED", "AUTH_ERROR", "DISCONNECTED"], ["none"])]
    case .queueConnection, .expireConsent: return [(["CONNECTED"], [])]
    case .connectorOffline, .connectorOnline:
      return [(["AUTH_REQUIRED", "CONNECTING", "CONNECTED", "AUTH_ERROR", "DISCONNECTED"], [])]
    case .retrySession:
      return [
        (["Loading Error", "Timed Out"], ["Loading"]), (["Structuring Error"], ["Structuring"]),
        (["Deduplication Error"], ["Deduplication"]), (["Processing error"], ["Processing"]),
      ]
    case .deliverWebhook: return [(["Waiting For Webhook"], ["Loading"])]
    case .queueDataset:
      return [
        (
          [
            "none", "Complete", "NotSupported", "AuthError", "FetchError", "MapError", "ValidationError",
            "ProcessingError", "InternalError", "Cancelled",
          ], ["Queued"]
        )
      ]
    case .chooseData:
      return [(["Data accessed"], ["Data accessed · closed"]), (["Data ready for deletion"], ["Deleting data"])]
    case .extendDeadline:
      return [
        (
          ["Accessing data", "Data accessed", "Accessing data · deletion", "Data ready for deletion", "Deleting data"],
          []
        )
      ]
    case .startIntegration:
      return [
        (
          ["API access", "API access, deletion", "API deletion"].map { "\($0): Pending" },
          ["Processing · Request submitted", "Complete · No records deleted", "Error"]
        ),
        (
          ["DC access", "DC access, deletion", "DC deletion"].map { "\($0): Pending" },
          ["Processing · Due in # days", "Error"]
        ),
      ]
    case .retryIntegration:
      return [
        (
          ["API access", "API access, deletion", "API deletion"].map { "\($0): Error" },
          ["Processing · Request submitted"]
        ),
        (["DC access", "DC access, deletion", "DC deletion"].map { "\($0): Error" }, ["Processing · Due in # days"]),
      ]
    case .skipIntegration:
      let tables = ["API access", "API access, deletion"]
      return [
        (
          tables.flatMap { table in openAPI.map { "\(table): \($0)" } }
            + ["API access, deletion: Not Started · No extraction"], ["Complete · Access skipped"]
        ),
        ((openAPI + ["Not Started · No extraction"]).map { "API deletion: \($0)" }, ["Complete · Deletion skipped"]),
      ]
    case .stopIntegration:
      let tables = ["DC access", "DC access, deletion", "DC deletion"]
      return tables.map { table in
        let skipped = table == "DC deletion" ? "Deletion" : "Access"
        return (
          (openDC + ["Processing · \(skipped) skipped (no response)"]).map { "\(table): \($0)" },
          ["Complete · Stopped processing"]
        )
      }
    case .answerFiles: return [(both(waiting), ["Complete · # of files uploaded"])]
    case .answerNoFiles: return [(both(waiting), ["Complete · No files uploaded"])]
    case .answerDeleted: return [(waiting.map { "DC deletion: \($0)" }, ["Complete · Deletion done"])]
    case .answerNothingHeld: return [(waiting.map { "DC deletion: \($0)" }, ["Complete · Nothing to delete"])]
    case .answerNotDeleted: return [(waiting.map { "DC deletion: \($0)" }, ["Complete · Data found, not deleted"])]
    case .neverAnswers, .answersLate:
      // Also before the owner is asked: it is about the person, not the status.
      return [
        (
          ["none", "DC access, deletion: Not Started · No extraction"] + both(openDC)
            + openDC.map { "DC deletion: \($0)" }, []
        )
      ]
    }
  }

  private static func both(_ keys: [String]) -> [String] {
    ["DC access", "DC access, deletion"].flatMap { table in keys.map { "\(table): \($0)" } }
  }

  /// The name of a status as the edges use it.
  static func name(_ system: StatusSystem, _ raw: UInt8) -> String {
    guard system == .integration, let table = IntegrationStatus(raw: raw).table else {
      return Catalog[system].name(raw)
    }
    let type = table.type == .api ? "API" : "DC"
    let phase = table.phase == .deletion ? "deletion" : table.isDeletion ? "access, deletion" : "access"
    return "\(type) \(phase): \(Catalog[system].name(raw))"
  }

  /// What must hold beside the status.
  static func allows(_ kind: Kind, _ index: Int, _ world: World) -> Bool {
    switch kind {
    case .sendLink, .openLink, .authorize, .rejectCredentials, .abort, .disconnect, .reconnect, .deliverWebhook,
      .chooseData, .startIntegration, .skipIntegration, .stopIntegration, .answerFiles, .answerNoFiles,
      .answerDeleted, .answerNothingHeld, .answerNotDeleted:
      return true
    case .changeDataTypes: return !fewerTypes(index, world).isEmpty
    case .delete:
      // An open privacy request uses the connection.
      return !world.integrations.contains { integration in
        guard Int(integration.connection) == index else { return false }
        let name = name(.request, world.requests[Int(integration.request)].status)
        return !["none", "Data accessed · closed", "Data deleted"].contains(name)
      }
    case .queueConnection: return world.datasets(ofConnection: index).contains { canQueue($0, world) }
    case .queueDataset: return canQueue(index, world)
    case .expireConsent:
      return !world.provider(ofConnection: index).needsNoAuthorization
        && !world.connections[index].flags.contains(.consentExpired)
    case .connectorOffline, .connectorOnline:
      let isOffline = world.connections[index].flags.contains(.connectorOffline)
      return world.provider(ofConnection: index).isOnPremises && isOffline == (kind == .connectorOnline)
    case .retrySession: return name(.connection, world.connections[index].status) == "CONNECTED"
    case .extendDeadline: return !world.requests[index].isExtended
    case .retryIntegration:
      let connection = world.integrations[index].connection
      return connection == Integration.noConnection
        || name(.connection, world.connections[Int(connection)].status) == "CONNECTED"
    case .neverAnswers, .answersLate: return world.integrations[index].type == .directContact
    }
  }

  /// A data type can be synced: connected, requested, supported, and not being synced already.
  static func canQueue(_ index: Int, _ world: World) -> Bool {
    let dataset = world.datasets[index]
    let connection = Int(dataset.connection)
    let isIdle = edges(.queueDataset)[0].from.contains(name(.dataset, dataset.status))
    return name(.connection, world.connections[connection].status) == "CONNECTED" && isIdle && !dataset.isDropped
      && world.provider(ofConnection: connection).dataTypes.contains(dataset.type)
  }

  /// The statuses that a legal command can lead to; nil if it is illegal.
  static func targets(_ kind: Kind, _ object: ObjectRef, _ world: World) -> [String]? {
    guard let system = object.system else { return nil }
    let from = name(system, world.status(of: object))
    guard let edge = edges(kind).first(where: { $0.from.contains(from) }), allows(kind, object.position, world) else {
      return nil
    }
    guard !edge.to.isEmpty else { return [from] }
    guard system == .integration, let table = from.split(separator: ":").first else { return edge.to }
    return edge.to.map { "\(table): \($0)" }
  }
}
