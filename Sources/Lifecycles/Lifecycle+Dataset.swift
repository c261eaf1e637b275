/// The statuses of a dataset, one sync of one data type (seed 001). The last eight come from feeds only.
package enum DatasetStatus: UInt8, CaseIterable, Sendable {
  case queued = 1, fetching, mapping, validating, processing, complete, notSupported, authError
  case fetchError, mapError, validationError, processingError, internalError
  case initial, mapQueued, validationQueued, processingQueued, cancelled, rateLimitError
  case permissionsError, prerequisiteNotMet

  package var id: StatusID { StatusID(.dataset, rawValue) }

  /// Whether the sync is queued or in progress.
  package var isRunning: Bool {
    switch self {
    case .queued, .fetching, .mapping, .validating, .processing, .initial, .mapQueued, .validationQueued,
      .processingQueued:
      true
    case .complete, .notSupported, .authError, .fetchError, .mapError, .validationError, .processingError,
      .internalError, .cancelled, .rateLimitError, .permissionsError, .prerequisiteNotMet:
      false
    }
  }
}

extension DatasetStatus {
  /// Whether the sync failed, by raw status.
  private static let failures: [Bool] = (0...255).map { Lifecycle.dataset.info($0)?.category == .failed }

  /// Whether the sync failed, as its row says.
  package var isFailed: Bool { Self.failures[Int(rawValue)] }
  /// Whether it is queued or being fetched.
  package var isLoading: Bool { self == .queued || self == .fetching || self == .initial }
}

extension Lifecycle {
  /// Datasets: queued, fetched, mapped, validated, stored (seed 001).
  package static let dataset = Lifecycle(
    system: .dataset, statuses: datasetStatuses, rules: datasetRules)

  private static let datasetStatuses: [StatusInfo] = [
    StatusInfo(
      id: DatasetStatus.queued.id, key: "Queued", stage: "Queue", category: .waiting, actor: .nobody,
      meaning: "The sync was requested and has not started.",
      nextStep: "Online: nothing to do. On-premises: the connector must be online."),
    working(.fetching, "Fetching", "Fetching", "The data is being read from the provider."),
    working(.mapping, "Mapping", "Mapping", "The data is being mapped to the common model."),
    working(.validating, "Validating", "Validating", "The mapped data is being checked for consistency."),
    working(.processing, "Processing", "Processing", "The data is being written to the cache."),
    StatusInfo(
      id: DatasetStatus.complete.id, key: "Complete", stage: "Complete", category: .done,
      actor: .nobody, meaning: "The data is in the cache, ready to be read.",
      nextStep: "Nothing to do until the next sync.", isFinal: true),
    StatusInfo(
      id: DatasetStatus.notSupported.id, key: "NotSupported", stage: "Complete", category: .ended,
      actor: .nobody, meaning: "The provider does not offer this data type.",
      nextStep: "Nothing to do. Request another data type.", isFinal: true),
    StatusInfo(
      id: DatasetStatus.authError.id, key: "AuthError", stage: "Fetching", category: .failed,
      actor: .customer, meaning: "The provider refused the sync: the authorization expired or was revoked.",
      nextStep: "Send the customer the link. The data is queued again after sign-in.", isFinal: true,
      listing: .connection),
    StatusInfo(
      id: DatasetStatus.fetchError.id, key: "FetchError", stage: "Fetching", category: .failed,
      actor: .accountManager, meaning: "Reading from the provider failed. This is often temporary.",
      nextStep: "Wait, then queue it again. After two failures in a row, contact support.",
      isFinal: true, isTransient: true),
    broken(.mapError, "MapError", "Mapping", "The data could not be mapped to the common model."),
    broken(.validationError, "ValidationError", "Validating", "The mapped data is inconsistent."),
    broken(.processingError, "ProcessingError", "Processing", "Writing the data to the cache failed."),
    broken(.internalError, "InternalError", "Internal", "The sync failed inside the service."),
    fromFeed(.initial, "Initial", "Queue", .waiting, .nobody, "The sync exists and is not queued yet."),
    fromFeed(.mapQueued, "MapQueued", "Mapping", .working, .nobody, "Fetched, waiting to be mapped."),
    fromFeed(
      .validationQueued, "ValidationQueued", "Validating", .working, .nobody, "Mapped, waiting to be validated."),
    fromFeed(
      .processingQueued, "ProcessingQueued", "Processing", .working, .nobody, "Validated, waiting to be stored."),
    StatusInfo(
      id: DatasetStatus.cancelled.id, key: "Cancelled", stage: "Ended", category: .ended,
      actor: .nobody, meaning: "The sync was canceled before it finished.",
      nextStep: "Nothing to do. Queue it again once the connection is back.", provenance: .published, isFinal: true),
    fromFeed(
      .rateLimitError, "RateLimitError", "Fetching", .failed, .accountManager,
      "The provider's rate limit was reached."),
    fromFeed(
      .permissionsError, "PermissionsError", "Fetching", .failed, .customer,
      "The authorization does not cover this data type."),
    fromFeed(
      .prerequisiteNotMet, "PrerequisiteNotMet", "Queue", .failed, .support,
      "Another data type must be synced first."),
  ]

  private static func working(_ status: DatasetStatus, _ key: String, _ stage: String, _ meaning: String) -> StatusInfo
  {
    StatusInfo(
      id: status.id, key: key, stage: stage, category: .working, actor: .nobody, meaning: meaning,
      nextStep: "Nothing to do. It continues automatically.")
  }

  private static func broken(_ status: DatasetStatus, _ key: String, _ stage: String, _ meaning: String) -> StatusInfo {
    StatusInfo(
      id: status.id, key: key, stage: stage, category: .failed, actor: .support, meaning: meaning,
      nextStep: "Contact support, or queue it again.", isFinal: true)
  }

  private static func fromFeed(
    _ status: DatasetStatus, _ key: String, _ stage: String, _ category: StatusCategory, _ actor: Actor,
    _ meaning: String
  ) -> StatusInfo {
    let failed = category == .failed
    return StatusInfo(
      id: status.id, key: key, stage: stage, category: category, actor: actor, meaning: meaning,
      nextStep: failed ? "Fix the cause, then queue it again." : "Nothing to do. It continues automatically.",
      provenance: .published, isFinal: failed, isTransient: status == .rateLimitError, isFeedOnly: true)
  }

  private static let datasetRules: [Rule] = {
    typealias S = DatasetStatus
    func rule(_ from: S?, _ trigger: Trigger, _ to: S?, _ provenance: Provenance) -> Rule {
      Rule(from?.rawValue ?? StatusID.absentRaw, trigger, to?.rawValue ?? StatusID.absentRaw, provenance)
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
    // Edges that only feeds of the same product bring, between the documented statuses.
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
