/// The statuses of a dataset, one sync of one data type (Seed 001; the last eight from feeds only).
package enum DatasetStatus: UInt8, CaseIterable, Sendable {
  case queued = 1, fetching, mapping, validating, processing, complete, notSupported, authError
  case fetchError, mapError, validationError, processingError, internalError
  case initial, mapQueued, validationQueued, processingQueued, cancelled, rateLimitError
  case permissionsError, prerequisiteNotMet

  package var id: StatusID { StatusID(.dataset, rawValue) }

  /// Under way: from queued up to, and without, an end.
  package var isRunning: Bool {
    switch self {
    case .queued, .fetching, .mapping, .validating, .processing, .initial, .mapQueued, .validationQueued,
      .processingQueued:
      true
    default: false
    }
  }
}

extension Lifecycle {
  /// Datasets: queued, fetched, mapped, validated, stored (Seed 001).
  package static let dataset = Lifecycle(
    system: .dataset, statuses: datasetStatuses, rules: datasetRules)

  private static let datasetStatuses: [StatusInfo] = [
    StatusInfo(
      id: DatasetStatus.queued.id, key: "Queued", stage: "Queue", standing: .waiting, actor: .nobody,
      meaning: "The sync was asked for and has not begun.",
      nextStep: "Nothing for online providers; an on-premises connector has to be online first."),
    working(.fetching, "Fetching", "Fetching", "The data is being read from the provider."),
    working(.mapping, "Mapping", "Mapping", "What was read is being turned into the common model."),
    working(.validating, "Validating", "Validating", "The mapped data is being checked for gaps and contradictions."),
    working(.processing, "Processing", "Processing", "The checked data is being written to the cache."),
    StatusInfo(
      id: DatasetStatus.complete.id, key: "Complete", stage: "Complete", standing: .done,
      actor: .nobody, meaning: "The data is in the cache and can be read.",
      nextStep: "Nothing to do until the next sync.", isFinal: true),
    StatusInfo(
      id: DatasetStatus.notSupported.id, key: "NotSupported", stage: "Complete", standing: .ended,
      actor: .nobody, meaning: "The provider does not offer this data type.",
      nextStep: "Nothing to do; ask for another data type.", isFinal: true),
    StatusInfo(
      id: DatasetStatus.authError.id, key: "AuthError", stage: "Fetching", standing: .failed,
      actor: .customer, meaning: "The provider refused the sync because the authorization has ended.",
      nextStep: "Send the customer the link; after signing in the data is queued again.", isFinal: true),
    StatusInfo(
      id: DatasetStatus.fetchError.id, key: "FetchError", stage: "Fetching", standing: .failed,
      actor: .accountManager, meaning: "Reading from the provider failed, often for a while only.",
      nextStep: "Queue it again after a wait; after two failures in a row ask support.",
      isFinal: true, isTransient: true),
    broken(.mapError, "MapError", "Mapping", "What was read could not be turned into the common model."),
    broken(.validationError, "ValidationError", "Validating", "The mapped data contradicts itself."),
    broken(.processingError, "ProcessingError", "Processing", "Writing the data to the cache failed."),
    broken(.internalError, "InternalError", "Internal", "The sync failed inside the service."),
    fromFeed(.initial, "Initial", "Queue", .waiting, .nobody, "The sync is known and not yet queued."),
    fromFeed(.mapQueued, "MapQueued", "Mapping", .working, .nobody, "Read, and in line to be mapped."),
    fromFeed(
      .validationQueued, "ValidationQueued", "Validating", .working, .nobody, "Mapped, and in line to be checked."),
    fromFeed(
      .processingQueued, "ProcessingQueued", "Processing", .working, .nobody, "Checked, and in line to be stored."),
    StatusInfo(
      id: DatasetStatus.cancelled.id, key: "Cancelled", stage: "Ended", standing: .ended,
      actor: .nobody, meaning: "The sync was called off before it came to its end.",
      nextStep: "Nothing to do; queue it again when the connection is back.", mark: .published, isFinal: true),
    fromFeed(
      .rateLimitError, "RateLimitError", "Fetching", .failed, .accountManager,
      "The provider's request limit was used up."),
    fromFeed(
      .permissionsError, "PermissionsError", "Fetching", .failed, .customer,
      "The authorization does not cover this data type."),
    fromFeed(
      .prerequisiteNotMet, "PrerequisiteNotMet", "Queue", .failed, .support,
      "Another data type has to be synced before this one."),
  ]

  private static func working(_ status: DatasetStatus, _ key: String, _ stage: String, _ meaning: String) -> StatusInfo
  {
    StatusInfo(
      id: status.id, key: key, stage: stage, standing: .working, actor: .nobody, meaning: meaning,
      nextStep: "Nothing to do; it goes on by itself.")
  }

  private static func broken(_ status: DatasetStatus, _ key: String, _ stage: String, _ meaning: String) -> StatusInfo {
    StatusInfo(
      id: status.id, key: key, stage: stage, standing: .failed, actor: .support, meaning: meaning,
      nextStep: "Support looks at it; queueing it again is allowed.", isFinal: true)
  }

  private static func fromFeed(
    _ status: DatasetStatus, _ key: String, _ stage: String, _ standing: Standing, _ actor: Party, _ meaning: String
  ) -> StatusInfo {
    let failed = standing == .failed
    return StatusInfo(
      id: status.id, key: key, stage: stage, standing: standing, actor: actor, meaning: meaning,
      nextStep: failed ? "Mend the cause, then queue it again." : "Nothing to do; it goes on by itself.",
      mark: .published, isFinal: failed, isTransient: status == .rateLimitError, isFeedOnly: true)
  }

  private static let datasetRules: [Rule] = {
    typealias S = DatasetStatus
    func rule(_ from: S?, _ trigger: Trigger, _ to: S?, _ mark: Mark) -> Rule {
      Rule(from?.rawValue ?? StatusID.absentRaw, trigger, to?.rawValue ?? StatusID.absentRaw, mark)
    }
    var rules = [
      rule(nil, .queue, .queued, .stated),
      rule(.queued, .fetch, .fetching, .stated),
      rule(.fetching, .map, .mapping, .stated),
      rule(.mapping, .validate, .validating, .stated),
      rule(.validating, .store, .processing, .stated),
      rule(.processing, .complete, .complete, .stated),
      rule(.fetching, .fail, .fetchError, .stated),
      rule(.mapping, .fail, .mapError, .stated),
      rule(.validating, .fail, .validationError, .stated),
      rule(.processing, .fail, .processingError, .stated),
      rule(.queued, .findUnsupported, .notSupported, .decided),
      rule(.fetching, .findUnsupported, .notSupported, .decided),
      rule(.fetching, .retryLater, .fetching, .published),
      rule(.fetching, .loseAuthorization, .authError, .stated),
    ]
    let working: [S] = [.fetching, .mapping, .validating, .processing]
    rules += working.map { rule($0, .failInternally, .internalError, .decided) }
    rules += [S.queued, .mapping, .validating, .processing].map { rule($0, .loseAuthorization, .authError, .decided) }
    rules += ([.queued] + working).map { rule($0, .cancel, .cancelled, .decided) }
    // What feeds of the same product bring besides, between the documented statuses.
    rules += [
      rule(nil, .create, .initial, .published),
      rule(.initial, .queue, .queued, .published),
      rule(.initial, .fetch, .fetching, .published),
      rule(.fetching, .waitForMapping, .mapQueued, .published),
      rule(.mapQueued, .map, .mapping, .published),
      rule(.mapping, .waitForValidation, .validationQueued, .published),
      rule(.validationQueued, .validate, .validating, .published),
      rule(.validating, .waitForProcessing, .processingQueued, .published),
      rule(.processingQueued, .store, .processing, .published),
      rule(.fetching, .limitRate, .rateLimitError, .published),
      rule(.fetching, .denyPermission, .permissionsError, .published),
      rule(.queued, .missPrerequisite, .prerequisiteNotMet, .published),
      rule(.fetching, .missPrerequisite, .prerequisiteNotMet, .published),
    ]
    rules += [S.initial, .mapQueued, .validationQueued, .processingQueued].flatMap {
      [rule($0, .cancel, .cancelled, .published), rule($0, .failInternally, .internalError, .published)]
    }
    rules += S.allCases.map { rule($0, .delete, nil, .stated) }
    return rules
  }()
}
