import Lifecycles
import Simulation

/// The next step of a connection, most urgent first: one list for text and order.
package enum ConnectionStep: UInt8 {
  case sendLinkAgain, signInAgain, sendLink, signIn, finishSignIn, retrySession, askSupport, bringConnector, webhook
  case reconnect, underWay, nothing

  package init(_ world: World, _ index: Int) {
    let connection = world.connections[index]
    let isLinkSent = connection.flags.contains(.linkSent)
    switch connection.connectionStatus {
    case .authRequired: self = isLinkSent ? .signIn : .sendLink
    case .connecting: self = .finishSignIn
    case .authError: self = isLinkSent ? .signInAgain : .sendLinkAgain
    case .disconnected: self = .reconnect
    case .connected: self = Self.ofSession(connection, world.providers[Int(connection.provider)])
    case nil: self = .nothing
    }
  }

  private static func ofSession(_ connection: Connection, _ provider: Provider) -> ConnectionStep {
    if provider.isOnPremises, connection.flags.contains(.connectorOffline) { return .bringConnector }
    return switch connection.sessionStatus {
    case .waitingForWebhook: .webhook
    case .loadingError, .timedOut: .retrySession
    case .structuringError, .deduplicationError, .processingError: .askSupport
    case .synced, nil: .nothing
    case .authorization, .authorizationError, .authorizationTimedOut, .authorized, .deauthorized, .loading, .loaded,
      .structuring, .structured, .deduplication, .processing, .processed, .disconnected:
      .underWay
    }
  }

  /// The next step as a sentence.
  package var sentence: String {
    switch self {
    case .sendLinkAgain: "Send the link again."
    case .sendLink: "Send the link."
    case .signInAgain, .signIn: "Wait for the customer to sign in. The link was sent."
    case .finishSignIn: "Wait for the customer to finish signing in."
    case .retrySession: "Retry the session."
    case .askSupport: "Contact support, or retry the session."
    case .bringConnector: "The customer must reconnect the connector."
    case .webhook: "Wait for the aggregator's webhook."
    case .reconnect: "Reconnect or delete the connection."
    case .underWay, .nothing: ""
    }
  }

  /// The next step for a narrow column.
  package var text: String {
    switch self {
    case .sendLinkAgain: "send the link again"
    case .signInAgain: "customer: sign in again (link sent)"
    case .sendLink: "send the link"
    case .signIn: "customer: sign in (link sent)"
    case .finishSignIn: "customer signing in"
    case .retrySession: "retry the session"
    case .askSupport: "contact support"
    case .bringConnector: "reconnect connector"
    case .webhook: "wait for webhook"
    case .reconnect: "reconnect or delete"
    case .underWay, .nothing: ""
    }
  }
}
