import Canvas
import Lifecycles
import Queries
import Simulation

/// Acting on the selected row.
extension Action {
  package static let requeue = Action(
    "requeue", "Re-queue or retry", "Queue a dataset or connection again, or retry a session or integration.",
    keys: "r", .acting, hint: "re-queue", .command(.object(requeueCommand)))
  package static let disconnect = Action(
    "disconnect", "Disconnect", "End access. The data is kept.", keys: "d", .acting, hint: "disconnect",
    asksFirst: true, .command(.connection { .connection($0, .disconnect) }))
  package static let reconnect = Action(
    "reconnect", "Reconnect", "Ask the customer for access again.", keys: "c", .acting, hint: "reconnect",
    .command(.connection { .connection($0, .reconnect) }))
  package static let sendLink = Action(
    "send-link", "Send link", "Send the customer the sign-in link, and show it.", keys: "l", .acting, hint: "link",
    .command(.connection { .connection($0, .sendLink) }))
  package static let delete = Action(
    "delete", "Delete the connection", "Delete the connection and all of its data.", keys: "D", .acting,
    asksFirst: true, .command(.connection { .connection($0, .delete) }))
  package static let startIntegration = Action(
    "start-integration", "Start the integration", "Start a Pending integration.", keys: "t", .acting, hint: "start",
    .command(.integration { .integration($0, .start) }))
  package static let skipIntegration = Action(
    "skip-integration", "Skip the integration", "Leave an API integration out of this phase.", keys: "x", .acting,
    hint: "skip", asksFirst: true, .command(.integration { .integration($0, .skip) }))
  package static let stopIntegration = Action(
    "stop-integration", "Stop the integration", "Stop waiting for a system owner.", keys: "X", .acting, hint: "stop",
    asksFirst: true, .command(.integration { .integration($0, .stop) }))
  package static let answer = Action(
    "answer", "Answer for the system owner", "Record a Direct Contact's answer.", keys: "a", .acting, hint: "answer",
    unless: { $0.answerRefusal }, .choices { $0.answers($1.position) })
  package static let chooseData = Action(
    "choose-data", "Choose the data", "Choose the data to send or delete.", keys: "v", .acting, hint: "choose",
    asksFirst: true, .choicesOrCommand({ $0.dataChoices($1) }, .request { .request($0, .chooseData()) }))
  package static let extendDeadline = Action(
    "extend-deadline", "Extend the deadline", "Extend a request's statutory deadline. Possible once.", .acting,
    asksFirst: true, .command(.request { .request($0, .extendDeadline) }))
  package static let why = Action(
    "why", "Why", "Show the causes of the latest change, and everything that followed.", keys: "w", .acting,
    hint: "why", unless: { $0.target == nil ? .noRow : nil }, .view { $0.openWhy() })
  package static let queueCompany = Action(
    "queue-company", "Sync the account", "Sync all data of this account.", keys: "R", .acting, asksFirst: true,
    .command(.account { .account($0, .queueAll) }))
  package static let queueDataType = Action(
    "queue-data-type", "Sync one data type of the account", "Sync a data type on all connections of the account.",
    .acting, unless: { $0.accountRefusal }, .choices { $0.dataTypesOfAccount($1) })
  package static let changeDataTypes = Action(
    "change-data-types", "Change the data types", "Add or remove a requested data type.", .acting,
    unless: { $0.typesRefusal }, .choices { $0.typeChanges($1) })
  package static let createConnection = Action(
    "create-connection", "Create a connection", "Connect the account to another provider.", .acting,
    unless: { $0.accountRefusal }, .choices { $0.providersToConnect($1) })
  package static let undo = Action(
    "undo", "Undo", "Undo the latest action, if the rules allow it.", keys: "u", .acting,
    unless: { $0.undoRefusal }, .view { $0.undo() })
  package static let report = Action(
    "report", "Report", "Show what the latest bulk action did and skipped.", .acting,
    unless: { $0.bulk.report == nil ? Refusal("no bulk action has run yet") : nil }, .view { $0.showReport() })
  package static let actionLog = Action(
    "action-log", "Actions", "Show what was done at this board, newest first.", .acting,
    unless: { $0.actionLog.entries.isEmpty ? .nothingDone : nil }, .view { $0.showActions() })
  package static let copy = Action(
    "copy", "Copy", "Copy the link, the id, the row or the JSON to the clipboard (OSC 52).", keys: "y", .acting,
    hint: "copy", unless: { $0.target == nil ? .noRow : nil }, .view { $0.openCopy() })

  static let acting = [
    requeue, disconnect, reconnect, sendLink, delete, startIntegration, skipIntegration, stopIntegration, answer,
    chooseData, extendDeadline, why, queueCompany, queueDataType, changeDataTypes, createConnection, undo, report,
    actionLog, copy,
  ]

  private static let requeueCommand: @Sendable (World, ObjectRef) -> Result<Command, Refusal> = { world, target in
    switch target.kind {
    case .dataset: return .success(.dataset(target.position, .queue))
    case .integration: return .success(.integration(target.position, .retry))
    case .session:
      let canRetry = Lifecycle.session.target(from: world.connections[target.position].session, .retry) != nil
      return .success(canRetry ? .session(target.position, .retry) : .connection(target.position, .queue))
    case .connection: return .success(.connection(target.position, .queue))
    case .request:
      return .failure(Refusal("a request can't be queued; open it and retry an integration in Error"))
    case .provider, .feedLine:
      return .failure(Refusal("only connections, sessions, datasets and integrations can be queued"))
    }
  }
}

extension Action {
  /// The action that fires a trigger; nil if none does.
  init?(_ trigger: Trigger) {
    guard let action = Self.byTrigger[trigger] else { return nil }
    self = action
  }

  private static let byTrigger: [Trigger: Action] = [
    .sendLink: .sendLink, .openLink: .openLink, .authorize: .authorize, .abort: .abort,
    .rejectCredentials: .rejectCredentials, .disconnect: .disconnect, .reconnect: .reconnect,
    .changeDataTypes: .changeDataTypes, .delete: .delete, .deliverWebhook: .deliverWebhook, .retry: .requeue,
    .queue: .requeue, .chooseData: .chooseData, .extendDeadline: .extendDeadline, .start: .startIntegration,
    .skip: .skipIntegration, .stop: .stopIntegration, .answerWithFiles: .answer, .answerWithoutFiles: .answer,
    .answerDeleted: .answer, .answerNothingHeld: .answer, .answerNotDeleted: .answer,
  ]
}
