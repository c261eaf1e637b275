import Lifecycles

/// Something a person or the script asks for, answered by events or by a refusal. Grouped by what it is about.
package enum Command: Hashable, Sendable {
  case account(Int, AccountCommand)
  case connection(Int, ConnectionCommand)
  /// The session of a connection.
  case session(Int, SessionCommand)
  case dataset(Int, DatasetCommand)
  case request(Int, RequestCommand)
  case integration(Int, IntegrationCommand)
  case provider(Int, ProviderCommand)
  /// Makes something fail, now or as soon as the object reaches a status.
  case inject(Fault)
  /// Removes a pending fault.
  case disarm(Fault)

  /// What the command is about; nil for accounts, which no event is about.
  package var object: ObjectRef? {
    switch self {
    case .account: nil
    case .connection(let index, _): .connection(index)
    case .session(let index, _): .session(index)
    case .dataset(let index, _): .dataset(index)
    case .request(let index, _): .request(index)
    case .integration(let index, _): .integration(index)
    case .provider(let index, _): .provider(index)
    case .inject(let fault), .disarm(let fault): fault.object
    }
  }

  /// Whether the command injects a fault.
  package var isFault: Bool {
    switch self {
    case .inject: true
    case .connection(_, let command): command.isFault
    case .integration(_, let command): command.isFault
    case .provider(_, let command): command.isFault
    case .account, .session, .dataset, .request, .disarm: false
    }
  }

  /// What was asked for, as a verb phrase.
  package var title: String {
    switch self {
    case .account(_, let command): command.title
    case .connection(_, let command): command.title
    case .session(_, let command): command.title
    case .dataset(_, let command): command.title
    case .request(_, let command): command.title
    case .integration(_, let command): command.title
    case .provider(_, let command): command.title
    case .inject(let fault): "inject \(fault.title)"
    case .disarm(let fault): "remove \(fault.title)"
    }
  }
}
