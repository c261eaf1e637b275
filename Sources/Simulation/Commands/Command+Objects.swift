import Lifecycles

/// What can be asked for an account.
package enum AccountCommand: Hashable, Sendable {
  /// Queues everything on all connections.
  case queueAll
  /// Queues one data type on all connections.
  case queue(DataType)
  case connect(provider: Int, types: DataTypeSet)

  package var title: String {
    switch self {
    case .queueAll, .queue: "queue"
    case .connect: "create a connection"
    }
  }
}

/// What can be asked of a connection, its customer or its connector.
package enum ConnectionCommand: Hashable, Sendable {
  case queue
  case sendLink, openLink, authorize, rejectCredentials, abort
  case disconnect, reconnect
  case changeDataTypes(DataTypeSet)
  case delete
  /// Takes the connector offline for a time, or until somebody reconnects it if `lasting` is nil.
  case connector(online: Bool, lasting: Milliseconds? = nil)
  case expireConsent

  /// The trigger of the connection's lifecycle; nil for what no rule of the table decides.
  var trigger: Trigger? {
    switch self {
    case .sendLink: .sendLink
    case .openLink: .openLink
    case .authorize: .authorize
    case .rejectCredentials: .rejectCredentials
    case .abort: .abort
    case .disconnect: .disconnect
    case .reconnect: .reconnect
    case .changeDataTypes: .changeDataTypes
    case .delete: .delete
    case .queue, .connector, .expireConsent: nil
    }
  }

  package var isFault: Bool {
    switch self {
    case .rejectCredentials, .abort, .connector(online: false, _), .expireConsent: true
    case .queue, .sendLink, .openLink, .authorize, .disconnect, .reconnect, .changeDataTypes, .delete,
      .connector(online: true, _):
      false
    }
  }

  package var title: String {
    switch self {
    case .queue: "queue"
    case .sendLink: "send the link"
    case .openLink: "open the link"
    case .authorize: "authorize"
    case .rejectCredentials: "enter invalid credentials"
    case .abort: "abort"
    case .disconnect: "disconnect"
    case .reconnect: "reconnect"
    case .changeDataTypes: "change the data types"
    case .delete: "delete the connection"
    case .connector(let online, _): online ? "reconnect the connector" : "take the connector offline"
    case .expireConsent: "expire the consent"
    }
  }
}

/// What can be asked of a sharing session.
package enum SessionCommand: Hashable, Sendable {
  case retry, deliverWebhook

  package var title: String {
    switch self {
    case .retry: "retry"
    case .deliverWebhook: "deliver the webhook"
    }
  }
}

/// What can be asked of a dataset.
package enum DatasetCommand: Hashable, Sendable {
  case queue

  package var title: String {
    switch self {
    case .queue: "queue"
    }
  }
}

/// What can be asked of a privacy request.
package enum RequestCommand: Hashable, Sendable {
  /// Releases the data found, except from the integrations left out.
  case chooseData(leavingOut: [Int] = [])
  case extendDeadline

  var trigger: Trigger {
    switch self {
    case .chooseData: .chooseData
    case .extendDeadline: .extendDeadline
    }
  }

  package var title: String {
    switch self {
    case .chooseData: "choose the data"
    case .extendDeadline: "extend the deadline"
    }
  }
}

/// What can be asked of an integration of a privacy request, or of the system owner behind it.
package enum IntegrationCommand: Hashable, Sendable {
  case retry, start, skip, stop
  case answer(Answer)
  /// The system owner behind a Direct Contact never answers, or answers late.
  case withholdAnswer, delayAnswer

  /// The trigger of the integration's lifecycle; nil for what no rule of the table decides.
  var trigger: Trigger? {
    switch self {
    case .retry: .retry
    case .start: .start
    case .skip: .skip
    case .stop: .stop
    case .answer(let answer): answer.trigger
    case .withholdAnswer, .delayAnswer: nil
    }
  }

  package var isFault: Bool {
    switch self {
    case .withholdAnswer, .delayAnswer: true
    case .retry, .start, .skip, .stop, .answer: false
    }
  }

  package var title: String {
    switch self {
    case .retry: "retry"
    case .start: "start"
    case .skip: "skip the integration"
    case .stop: "stop the integration"
    case .answer: "answer"
    case .withholdAnswer: "withhold the answer"
    case .delayAnswer: "delay the answer"
    }
  }
}

/// What can be asked of a provider.
package enum ProviderCommand: Hashable, Sendable {
  /// Starts a condition for a time, or until somebody ends it if `lasting` is nil.
  case begin(ProviderCondition, lasting: Milliseconds? = nil)
  case endCondition

  package var isFault: Bool {
    switch self {
    case .begin: true
    case .endCondition: false
    }
  }

  package var title: String {
    switch self {
    case .begin(let condition, let lasting):
      "begin \(condition.title)\(lasting.map { " for \(Span.text($0))" } ?? "")"
    case .endCondition: "end the condition"
    }
  }
}
