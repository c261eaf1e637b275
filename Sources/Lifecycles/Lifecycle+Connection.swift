/// The statuses of a data connection (seed 002).
package enum ConnectionStatus: UInt8, CaseIterable, Sendable {
  case authRequired = 1, connecting, connected, authError, disconnected

  package var id: StatusID { StatusID(.connection, rawValue) }
}

extension Lifecycle {
  /// Data connections: created, authorized by the customer, expired or revoked, disconnected, deleted (seed 002).
  package static let connection = Lifecycle(
    system: .connection, statuses: connectionStatuses, rules: connectionRules)

  private static let connectionStatuses: [StatusInfo] = [
    StatusInfo(
      id: ConnectionStatus.authRequired.id, key: "AUTH_REQUIRED", aliases: ["Auth required"],
      stage: "Authorization", category: .waiting, actor: .customer,
      meaning: "The customer has not authorized this connection yet.",
      nextStep: "Send the customer the link. Signing in connects it.", listing: .own),
    StatusInfo(
      id: ConnectionStatus.connecting.id, key: "CONNECTING", stage: "Authorization",
      category: .waiting, actor: .customer,
      meaning: "The customer has opened the link and is on the provider's pages.",
      nextStep: "Wait for the customer to finish signing in."),
    StatusInfo(
      id: ConnectionStatus.connected.id, key: "CONNECTED", stage: "Connected", category: .done,
      actor: .nobody, meaning: "Data can be synced from the provider.",
      nextStep: "Nothing to do. Syncs start manually or on schedule.", isFinal: true),
    StatusInfo(
      id: ConnectionStatus.authError.id, key: "AUTH_ERROR", aliases: ["Auth error"],
      stage: "Authorization", category: .failed, actor: .customer,
      meaning: "The provider no longer accepts the authorization.",
      nextStep: "Send the link. Data syncs automatically after the customer signs in."),
    StatusInfo(
      id: ConnectionStatus.disconnected.id, key: "DISCONNECTED", stage: "Ended", category: .ended,
      actor: .accountManager, meaning: "Access was ended on purpose. The data is kept.",
      nextStep: "Reconnect it if the customer asks, or delete it.", isFinal: true),
  ]

  private static let connectionRules: [Rule] = {
    typealias S = ConnectionStatus
    func rule(_ from: S?, _ trigger: Trigger, _ to: S?, _ provenance: Provenance) -> Rule {
      Rule(from?.rawValue ?? StatusID.absentRaw, trigger, to?.rawValue ?? StatusID.absentRaw, provenance)
    }
    var rules = [
      rule(nil, .create, .authRequired, .stated),
      rule(nil, .createAuthorized, .connected, .stated),
      rule(.authRequired, .openLink, .connecting, .stated),
      rule(.authError, .openLink, .connecting, .decided),
      rule(.authRequired, .sendLink, .authRequired, .decided),
      rule(.authError, .sendLink, .authError, .decided),
      rule(.connecting, .authorize, .connected, .stated),
      rule(.connecting, .abort, .authRequired, .decided),
      rule(.connecting, .rejectCredentials, .authRequired, .decided),
      rule(.connecting, .authorizationTimeout, .authRequired, .decided),
      rule(.connected, .loseAuthorization, .authError, .stated),
      rule(.connected, .disconnect, .disconnected, .stated),
      rule(.authError, .disconnect, .disconnected, .stated),
      rule(.disconnected, .reconnect, .authRequired, .stated),
      rule(.authError, .reconnect, .authRequired, .stated),
      rule(.disconnected, .reconnectAuthorized, .connected, .stated),
      rule(.authError, .reconnectAuthorized, .connected, .stated),
      rule(.disconnected, .changeDataTypes, .disconnected, .stated),
      rule(.authError, .changeDataTypes, .authError, .stated),
    ]
    rules += S.allCases.map { rule($0, .delete, nil, .stated) }
    return rules
  }()
}
