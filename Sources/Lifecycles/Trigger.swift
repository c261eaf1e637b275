/// What makes a status change. Each lifecycle uses the triggers that its table names.
package enum Trigger: UInt8, CaseIterable, Codable, Sendable {
  // The first fact of an object that existed before recording began, and anything a feed reports.
  case preexisting, observed
  // Connections
  case create, createAuthorized, openLink, sendLink, authorize, abort, rejectCredentials
  case authorizationTimeout, loseAuthorization, disconnect, reconnect, reconnectAuthorized
  case changeDataTypes, delete
  // Sessions
  case sync, reauthorize, awaitWebhook, load, deliverWebhook, failLoading, timeOut, finishLoading
  case structure, failStructuring, finishStructuring, deduplicate, failDeduplication, process
  case enterSubstage, failProcessing, finishProcessing, finishSync, retry
  // Datasets
  case queue, fetch, map, validate, store, complete, fail, failInternally, findUnsupported, cancel
  case retryLater, waitForMapping, waitForValidation, waitForProcessing, limitRate, denyPermission
  case missPrerequisite
  // Requests
  case receive, finishAccess, chooseData, finishDeletion, extendDeadline
  // Integrations
  case enroll, enrollWithoutExtraction, deferToWorkflow, prepare, start, finishWithRecords
  case finishWithoutRecords, finishWithoutExtraction, skip, stop, passDeadlineSkipping
  case passDeadlinePausing, closeUnanswered, answerWithFiles, answerWithoutFiles, answerDeleted
  case answerNothingHeld, answerNotDeleted, enterDeletion, enterDeletionInFull, finishFullDeletion
  // Providers, connectors and consents: facts about the environment rather than statuses
  case beginOutage, endOutage, beginMaintenance, endMaintenance, beginRateLimit, endRateLimit
  case connectorOffline, connectorOnline, expireConsent
  case beginSlowness, endSlowness, beginWrongData, endWrongData
  // A system owner who will not answer, or not in time: a fact about the person, not a status
  case goSilent, delayAnswer

  package static let count = allCases.count

  /// The name on the screen. Feeds and scenarios use `name`.
  package var title: String { Self.titles[Int(rawValue)] }

  /// The spelling in scenarios, feeds and journals.
  package var name: String { Self.names[Int(rawValue)] }

  // Made once, because the name of a case comes from reflection.
  private static let titles = allCases.map { $0.makeTitle() }
  private static let names = allCases.map { $0 == .preexisting ? "found" : "\($0)" }

  private func makeTitle() -> String {
    switch self {
    case .createAuthorized: "create, no authorization needed"
    case .reconnectAuthorized: "reconnect, no authorization needed"
    case .changeDataTypes: "change the requested data types"
    case .loseAuthorization: "authorization expired or revoked"
    case .authorizationTimeout: "authorization timed out"
    case .timeOut: "loading timed out"
    case .passDeadlineSkipping: "deadline passed, skip and process"
    case .passDeadlinePausing: "deadline passed, pause"
    case .goSilent: "the system owner will not answer"
    case .delayAnswer: "the system owner will answer late"
    case .preexisting: "existed before recording"
    case .failInternally: "internal failure"
    case .findUnsupported: "data type not supported"
    case .limitRate: "rate limit reached"
    case .denyPermission: "permission denied"
    case .missPrerequisite: "prerequisite missing"
    case .enroll: "add to the request"
    case .enrollWithoutExtraction: "add to the request, no extraction"
    case .deferToWorkflow: "leave to a workflow"
    case .closeUnanswered: "close without an answer"
    case .answerWithFiles: "answer with files"
    case .answerWithoutFiles: "answer without files"
    case .answerDeleted: "answer that the data is deleted"
    case .answerNothingHeld: "answer that there is nothing to delete"
    case .answerNotDeleted: "answer that the data is not deleted"
    case .enterDeletion: "enter the deletion phase"
    case .enterDeletionInFull: "enter the deletion phase, full deletion"
    default: Self.words(of: name)
    }
  }

  /// Whether a person can cause it with a command. Systems and timers cause the rest.
  package var isCommand: Bool {
    switch self {
    case .openLink, .sendLink, .authorize, .abort, .rejectCredentials, .disconnect, .reconnect, .changeDataTypes,
      .delete,
      .deliverWebhook, .retry, .queue, .chooseData, .extendDeadline, .start, .skip, .stop, .answerWithFiles,
      .answerWithoutFiles, .answerDeleted, .answerNothingHeld, .answerNotDeleted:
      true
    default: false
    }
  }

  /// Whether it leads an integration from the access phase to the deletion phase.
  package var entersDeletion: Bool {
    switch self {
    case .enterDeletion, .deferToWorkflow, .enterDeletionInFull: true
    default: false
    }
  }

  /// Whether it starts a new run, with a new id, in place of the previous one.
  package var opensRun: Bool {
    switch self {
    case .sync, .reauthorize, .queue: true
    default: false
    }
  }

  private static func words(of name: String) -> String {
    var words = ""
    for character in name {
      if character.isUppercase { words += " " + character.lowercased() } else { words.append(character) }
    }
    return words
  }
}
