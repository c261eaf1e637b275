import Simulation

extension Command {
  /// The command that undoes it; nil if none does.
  var undo: Command? {
    switch self {
    case .disconnect(let connection): .reconnect(connection: connection)
    case .begin(_, let provider, _): .endCondition(provider: provider)
    case .connector(let connection, let online, _): .connector(connection: connection, online: !online)
    case .inject(let fault) where fault.status != nil: .disarm(fault)
    case .queueDataset, .queueDataType, .queueConnection, .queueCompany, .createConnection, .sendLink, .openLink,
      .authorize, .rejectCredentials, .abort, .reconnect, .changeDataTypes, .delete, .retrySession, .deliverWebhook,
      .retryIntegration, .startIntegration, .skipIntegration, .stopIntegration, .answer, .chooseData,
      .extendDeadline, .endCondition, .expireConsent, .silence, .inject, .disarm:
      nil
    }
  }
}
