/// The statuses of a sharing session, by published number (seed 000; 18 and 19 public).
package enum SessionStatus: UInt8, CaseIterable, Sendable {
  case loading = 2
  case authorization = 6
  case authorizationError = 7
  case deauthorized = 8
  case authorized = 9
  case loadingError = 11
  case loaded = 12
  case structuring = 13
  case structuringError = 14
  case structured = 15
  case processing = 16
  case processingError = 17
  case processed = 18
  case synced = 19
  case authorizationTimedOut = 20
  case deduplication = 21
  case deduplicationError = 22
  case timedOut = 23
  case waitingForWebhook = 25
  case disconnected = 26

  package var id: StatusID { StatusID(.session, rawValue) }

  /// Whether the session has neither failed nor ended.
  package var isRunning: Bool {
    switch self {
    case .authorization, .authorized, .waitingForWebhook, .loading, .loaded, .structuring, .structured, .deduplication,
      .processing, .processed:
      true
    case .authorizationError, .deauthorized, .loadingError, .structuringError, .processingError, .synced,
      .authorizationTimedOut, .deduplicationError, .timedOut, .disconnected:
      false
    }
  }

  /// Whether datasets queued now join this session: loading has not finished.
  package var takesDatasets: Bool {
    self == .authorized || self == .waitingForWebhook || self == .loading
  }

  /// How many of the five stages (authorization, loading, structuring, processing, synced) have been reached, for
  /// the progress bar.
  package var stagesReached: Int {
    switch self {
    case .authorization, .authorizationError, .authorizationTimedOut, .deauthorized, .disconnected: 0
    case .authorized, .waitingForWebhook: 1
    case .loading, .loadingError, .timedOut: 2
    case .loaded, .structuring, .structuringError: 3
    case .structured, .deduplication, .deduplicationError, .processing, .processingError: 4
    case .processed, .synced: 5
    }
  }
}

/// The parts of the Processing stage, in order (seed 000).
package enum Substage: UInt8, CaseIterable, Sendable {
  case monitoring, forecasting, insights, benchmarking, historicalDataCleaning

  package var title: String {
    switch self {
    case .monitoring: "Monitoring"
    case .forecasting: "Forecasting"
    case .insights: "Insights"
    case .benchmarking: "Benchmarking"
    case .historicalDataCleaning: "Historical Data Cleaning"
    }
  }
}

extension Lifecycle {
  /// Sharing sessions: authorization, loading, structuring, processing, synced (seed 000).
  package static let session = Lifecycle(
    system: .session, statuses: sessionStatuses, rules: sessionRules)

  private static func status(
    _ status: SessionStatus, _ key: String, _ stage: String, _ category: StatusCategory, _ actor: Actor,
    _ meaning: String,
    _ nextStep: String, aliases: [String] = [], provenance: Provenance = .stated, isFinal: Bool = false,
    isTransient: Bool = false,
    listing: AttentionPlace? = nil
  ) -> StatusInfo {
    StatusInfo(
      id: status.id, key: key, aliases: aliases, code: Int(status.rawValue), stage: stage, category: category,
      actor: actor, meaning: meaning, nextStep: nextStep, provenance: provenance, isFinal: isFinal,
      isTransient: isTransient,
      listing: listing)
  }

  private static let goesOn = "Nothing to do. It continues automatically."

  private static let sessionStatuses: [StatusInfo] = [
    status(
      .loading, "Loading", "Loading", .working, .nobody, "The app's data is being loaded into the data lake.", goesOn),
    status(
      .authorization, "Authorization", "Authorization", .waiting, .customer,
      "The customer is signing in to the app, or has tried to.", "Wait for the customer to finish signing in."),
    status(
      .authorizationError, "Error in Authorization", "Authorization", .failed, .customer,
      "Sign-in failed: invalid credentials, or the form was not completed.",
      "Ask the customer to try again. Send the link if they need it.", listing: .connection),
    status(
      .deauthorized, "Deauthorized", "Authorization", .failed, .customer,
      "The app's authorization expired or was revoked.", "Send the link. The customer must connect the app again.",
      listing: .connection),
    status(
      .authorized, "Authorized", "Authorization", .done, .nobody, "The customer has signed in.",
      "Nothing to do. Loading is next."),
    status(
      .loadingError, "Loading Error", "Loading", .failed, .accountManager, "No data could be loaded from the app.",
      "Retry. If it fails again, check for a problem at the provider.", aliases: ["Error in loading"], isTransient: true
    ),
    status(
      .loaded, "Loaded", "Loading", .done, .nobody, "The data is in the data lake.",
      "Nothing to do. Structuring is next."),
    status(
      .structuring, "Structuring", "Structuring", .working, .nobody,
      "The loaded data is being parsed into the database.",
      goesOn),
    status(
      .structuringError, "Structuring Error", "Structuring", .failed, .support, "Parsing the data was interrupted.",
      "Contact support, or retry. A retry uses the stored data.", aliases: ["Error in Structuring"]),
    status(
      .structured, "Structured", "Structuring", .done, .nobody, "All data was parsed without errors.",
      "Nothing to do. Processing is next."),
    status(
      .processing, "Processing", "Processing", .working, .nobody,
      "The analyses run one after another. The substage names the current one.", goesOn),
    status(
      .processingError, "Processing error", "Processing", .failed, .support, "One of the analyses failed.",
      "Contact support, or retry. A retry resumes at the failed substage.", aliases: ["Error in Processing"]),
    status(
      .processed, "Processed", "Processing", .done, .nobody, "All analyses are complete.",
      "Nothing to do. The session is about to finish."),
    status(
      .synced, "Synced", "Synced", .done, .nobody, "The app is connected and its data is up to date.",
      "Nothing to do until the next sync.", isFinal: true),
    status(
      .authorizationTimedOut, "Authorization timedout", "Authorization", .failed, .accountManager,
      "The customer started to sign in and did not finish in time.", "Send the link again so the customer can sign in.",
      listing: .connection),
    status(
      .deduplication, "Deduplication", "Deduplication", .working, .nobody,
      "Duplicates are being removed, as some apps require.", goesOn),
    status(
      .deduplicationError, "Deduplication Error", "Deduplication", .failed, .support, "Removing duplicates failed.",
      "Contact support, or retry. A retry restarts deduplication."),
    status(
      .timedOut, "Timed Out", "Loading", .failed, .accountManager, "Loading took longer than allowed.",
      "Retry. If it times out again, check for a problem at the provider.", isTransient: true),
    status(
      .waitingForWebhook, "Waiting For Webhook", "Loading", .waiting, .provider,
      "The data comes from an aggregator that has not called back yet.", "Wait for the aggregator's webhook."),
    status(
      .disconnected, "Disconnected", "Ended", .ended, .accountManager, "The app was disconnected on purpose.",
      "Reconnect it if the customer asks.", isFinal: true),
  ]

  private static let sessionRules: [Rule] = {
    typealias S = SessionStatus
    func rule(_ from: S?, _ trigger: Trigger, _ to: S?, _ provenance: Provenance) -> Rule {
      Rule(from?.rawValue ?? StatusID.absentRaw, trigger, to?.rawValue ?? StatusID.absentRaw, provenance)
    }
    var rules = [
      rule(nil, .create, .authorization, .stated),
      rule(nil, .sync, .authorized, .decided),
      rule(.authorization, .authorize, .authorized, .stated),
      rule(.authorization, .rejectCredentials, .authorizationError, .stated),
      rule(.authorization, .abort, .authorizationError, .decided),
      rule(.authorization, .authorizationTimeout, .authorizationTimedOut, .stated),
      rule(.authorized, .load, .loading, .stated),
      rule(.authorized, .awaitWebhook, .waitingForWebhook, .stated),
      rule(.waitingForWebhook, .deliverWebhook, .loading, .stated),
      rule(.waitingForWebhook, .timeOut, .timedOut, .decided),
      rule(.loading, .failLoading, .loadingError, .stated),
      rule(.loading, .timeOut, .timedOut, .stated),
      rule(.loading, .finishLoading, .loaded, .stated),
      rule(.loaded, .structure, .structuring, .stated),
      rule(.structuring, .failStructuring, .structuringError, .stated),
      rule(.structuring, .finishStructuring, .structured, .stated),
      rule(.structured, .deduplicate, .deduplication, .decided),
      rule(.deduplication, .failDeduplication, .deduplicationError, .stated),
      rule(.structured, .process, .processing, .stated),
      rule(.deduplication, .process, .processing, .decided),
      rule(.processing, .enterSubstage, .processing, .stated),
      rule(.processing, .failProcessing, .processingError, .stated),
      rule(.processing, .finishProcessing, .processed, .stated),
      rule(.processed, .finishSync, .synced, .stated),
      rule(.loadingError, .retry, .loading, .decided),
      rule(.timedOut, .retry, .loading, .decided),
      rule(.structuringError, .retry, .structuring, .decided),
      rule(.deduplicationError, .retry, .deduplication, .decided),
      rule(.processingError, .retry, .processing, .decided),
    ]
    // A new session replaces one that has ended.
    rules += [S.authorizationError, .authorizationTimedOut, .deauthorized, .disconnected].map {
      rule($0, .reauthorize, .authorization, .decided)
    }
    let closed: [S] = [.synced, .loadingError, .timedOut, .structuringError, .deduplicationError, .processingError]
    rules += (closed + [.deauthorized, .disconnected]).map { rule($0, .sync, .authorized, .decided) }
    let begun: [S] = [
      .authorized, .waitingForWebhook, .loading, .loaded, .structuring, .structured, .deduplication, .processing,
      .processed,
    ]
    rules += (begun + closed).flatMap {
      [rule($0, .loseAuthorization, .deauthorized, .decided), rule($0, .disconnect, .disconnected, .decided)]
    }
    rules.append(rule(.deauthorized, .disconnect, .disconnected, .decided))
    rules += S.allCases.map { rule($0, .delete, nil, .decided) }
    return rules
  }()
}
