import Lifecycles

/// How a system owner answers a Direct Contact: uploads in the access phase, the form in the deletion phase
/// (seed 003).
package enum Answer: Hashable, Codable, Sendable {
  case files(Int)
  case noFiles
  case deleted
  case nothingHeld
  case notDeleted

  package var trigger: Trigger {
    switch self {
    case .files: .answerWithFiles
    case .noFiles: .answerWithoutFiles
    case .deleted: .answerDeleted
    case .nothingHeld: .answerNothingHeld
    case .notDeleted: .answerNotDeleted
    }
  }
}

/// Something a person or the script asks for, answered by events or by a refusal.
package enum Command: Hashable, Codable, Sendable {
  case queueDataset(Int)
  /// Queues one data type on all connections of an account.
  case queueDataType(DataType, account: Int)
  case queueConnection(Int)
  case queueCompany(account: Int)
  case createConnection(account: Int, provider: Int, types: DataTypeSet)
  case sendLink(connection: Int)
  case openLink(connection: Int)
  case authorize(connection: Int)
  case rejectCredentials(connection: Int)
  case abort(connection: Int)
  case disconnect(connection: Int)
  case reconnect(connection: Int)
  case changeDataTypes(connection: Int, types: DataTypeSet)
  case delete(connection: Int)
  case retrySession(connection: Int)
  case deliverWebhook(connection: Int)
  case retryIntegration(Int)
  case startIntegration(Int)
  case skipIntegration(Int)
  case stopIntegration(Int)
  case answer(integration: Int, Answer)
  /// Releases the data found, except from the integrations left out.
  case chooseData(request: Int, leavingOut: [Int] = [])
  case extendDeadline(request: Int)
  /// Takes a connector offline for a time, or until somebody reconnects it if `lasting` is nil.
  case connector(connection: Int, online: Bool, lasting: Milliseconds? = nil)
  case begin(ProviderCondition, provider: Int, lasting: Milliseconds? = nil)
  case endCondition(provider: Int)
  case expireConsent(connection: Int)
  /// The system owner behind a Direct Contact never answers, or answers late.
  case silence(integration: Int, isLate: Bool)
  /// Makes something fail, now or as soon as the object reaches a status.
  case inject(Fault)
  /// Removes a pending fault.
  case disarm(Fault)

  /// What the command is about.
  package var object: ObjectRef? {
    switch self {
    case .queueDataset(let index): .dataset(index)
    case .queueDataType, .queueCompany, .createConnection: nil
    case .queueConnection(let index): .connection(index)
    case .sendLink(let index), .openLink(let index), .authorize(let index), .rejectCredentials(let index),
      .abort(let index), .disconnect(let index), .reconnect(let index), .changeDataTypes(let index, _),
      .delete(let index), .connector(let index, _, _), .expireConsent(let index):
      .connection(index)
    case .retrySession(let index), .deliverWebhook(let index): .session(index)
    case .retryIntegration(let index), .startIntegration(let index), .skipIntegration(let index),
      .stopIntegration(let index), .answer(let index, _), .silence(let index, _):
      .integration(index)
    case .chooseData(let index, _), .extendDeadline(let index): .request(index)
    case .begin(_, let provider, _), .endCondition(let provider): .provider(provider)
    case .inject(let fault), .disarm(let fault): fault.object
    }
  }

  /// Whether the command injects a fault.
  package var isFault: Bool {
    switch self {
    case .begin, .expireConsent, .inject, .rejectCredentials, .abort, .connector(_, online: false, _), .silence: true
    default: false
    }
  }

  /// What was asked for, as a verb phrase.
  package var title: String {
    switch self {
    case .queueDataset, .queueDataType, .queueConnection, .queueCompany: "queue"
    case .createConnection: "create a connection"
    case .sendLink: "send the link"
    case .openLink: "open the link"
    case .authorize: "authorize"
    case .rejectCredentials: "enter invalid credentials"
    case .abort: "abort"
    case .disconnect: "disconnect"
    case .reconnect: "reconnect"
    case .changeDataTypes: "change the data types"
    case .delete: "delete the connection"
    case .retrySession, .retryIntegration: "retry"
    case .deliverWebhook: "deliver the webhook"
    case .startIntegration: "start"
    case .skipIntegration: "skip the integration"
    case .stopIntegration: "stop the integration"
    case .answer: "answer"
    case .chooseData: "choose the data"
    case .extendDeadline: "extend the deadline"
    case .connector(_, let online, _): online ? "reconnect the connector" : "take the connector offline"
    case .begin(let condition, _, let lasting):
      "begin \(condition.title)\(lasting.map { " for \(Span.text($0))" } ?? "")"
    case .endCondition: "end the condition"
    case .expireConsent: "expire the consent"
    case .silence(_, let isLate): isLate ? "delay the answer" : "withhold the answer"
    case .inject(let fault): "inject \(fault.title)"
    case .disarm(let fault): "remove \(fault.title)"
    }
  }
}

/// Why a command was refused, and what would be legal instead.
package struct Refusal: Error, Equatable, Sendable {
  package var reason: String
  /// The triggers that the rule tables allow from here.
  package var legal: [Trigger]

  package init(_ reason: String, legal: [Trigger] = []) {
    self.reason = reason
    self.legal = legal
  }

  package var description: String {
    legal.isEmpty ? reason : "\(reason). Possible now: \(legal.map(\.title).joined(separator: ", "))"
  }
}
