import Simulation

extension Command {
  /// The command that undoes it; nil if none does.
  var undo: Command? {
    switch self {
    case .connection(let connection, .disconnect): .connection(connection, .reconnect)
    case .provider(let provider, .begin(_, _)): .provider(provider, .endCondition)
    case .connection(let connection, .connector(let online, _)): .connection(connection, .connector(online: !online))
    case .inject(let fault) where fault.status != nil: .disarm(fault)
    case .connection(_, .queue), .connection(_, .sendLink), .connection(_, .openLink), .connection(_, .authorize),
      .connection(_, .rejectCredentials), .connection(_, .abort), .connection(_, .reconnect),
      .connection(_, .changeDataTypes), .connection(_, .delete), .connection(_, .expireConsent),
      .provider(_, .endCondition), .account, .session, .dataset, .request, .integration, .inject, .disarm:
      nil
    }
  }
}
