/// The statuses of a sharing session, by their published numbers (Seed 000; 18 and 19 public).
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

  /// Under way: neither failed nor at its end.
  package var isRunning: Bool {
    switch self {
    case .authorization, .authorized, .waitingForWebhook, .loading, .loaded, .structuring, .structured, .deduplication,
      .processing, .processed:
      true
    default: false
    }
  }

  /// Whether datasets that are queued now join the run: its loading is not over.
  package var takesDatasets: Bool {
    self == .authorized || self == .waitingForWebhook || self == .loading
  }

  /// How many of the five stages (authorization, loading, structuring, processing, synced) are
  /// reached: the cells of the progress bar.
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

/// The parts of the Processing stage, in their order (Seed 000).
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
  /// Sharing sessions: authorization, loading, structuring, processing, synced (Seed 000).
  package static let session = Lifecycle(
    system: .session, statuses: sessionStatuses, rules: sessionRules)

  private static func status(
    _ status: SessionStatus, _ key: String, _ stage: String, _ standing: Standing, _ actor: Party, _ meaning: String,
    _ nextStep: String, aliases: [String] = [], mark: Mark = .stated, isFinal: Bool = false, isTransient: Bool = false
  ) -> StatusInfo {
    StatusInfo(
      id: status.id, key: key, aliases: aliases, code: Int(status.rawValue), stage: stage, standing: standing,
      actor: actor, meaning: meaning, nextStep: nextStep, mark: mark, isFinal: isFinal, isTransient: isTransient)
  }

  private static let goesOn = "Nothing to do; it goes on by itself."

  private static let sessionStatuses: [StatusInfo] = [
    status(
      .loading, "Loading", "Loading", .working, .nobody, "The app's data is on its way into the data lake.", goesOn),
    status(
      .authorization, "Authorization", "Authorization", .waiting, .customer,
      "The customer is signing in to the app, or has tried to.", "Wait for the customer to finish signing in."),
    status(
      .authorizationError, "Error in Authorization", "Authorization", .failed, .customer,
      "Signing in went wrong: the credentials are not valid or the form was not completed.",
      "Ask the customer to try again; send the link if it is lost."),
    status(
      .deauthorized, "Deauthorized", "Authorization", .failed, .customer,
      "The app's authorization has come to its end.", "The customer has to connect the app again; send the link."),
    status(
      .authorized, "Authorized", "Authorization", .done, .nobody, "The customer has signed in.",
      "Nothing to do; loading follows."),
    status(
      .loadingError, "Loading Error", "Loading", .failed, .accountManager, "No data could be captured from the app.",
      "Retry; if it fails again look for a problem at the provider.", aliases: ["Error in loading"], isTransient: true),
    status(
      .loaded, "Loaded", "Loading", .done, .nobody, "The data lies in the data lake.",
      "Nothing to do; structuring follows."),
    status(
      .structuring, "Structuring", "Structuring", .working, .nobody,
      "The loaded data is being parsed into the database.",
      goesOn),
    status(
      .structuringError, "Structuring Error", "Structuring", .failed, .support, "Parsing the data was interrupted.",
      "Support looks at it; a retry uses the stored data and fetches nothing.", aliases: ["Error in Structuring"]),
    status(
      .structured, "Structured", "Structuring", .done, .nobody, "All data was parsed without errors.",
      "Nothing to do; processing follows."),
    status(
      .processing, "Processing", "Processing", .working, .nobody,
      "The analyses run one after the other; the substage says which.", goesOn),
    status(
      .processingError, "Processing error", "Processing", .failed, .support, "One of the analyses failed.",
      "Support looks at it; a retry goes on at the substage that failed.", aliases: ["Error in Processing"]),
    status(
      .processed, "Processed", "Processing", .done, .nobody, "All analyses are finished.",
      "Nothing to do; the session is about to close."),
    status(
      .synced, "Synced", "Synced", .done, .nobody, "Everything from the app is connected and up to date.",
      "Nothing to do until the next sync.", isFinal: true),
    status(
      .authorizationTimedOut, "Authorization timedout", "Authorization", .failed, .accountManager,
      "The customer began to sign in and did not finish in time.", "Send the link again, then the customer signs in."),
    status(
      .deduplication, "Deduplication", "Deduplication", .working, .nobody,
      "Doubles are being taken out, as certain apps need it.", goesOn),
    status(
      .deduplicationError, "Deduplication Error", "Deduplication", .failed, .support, "Taking out the doubles failed.",
      "Support looks at it; a retry starts the deduplication again."),
    status(
      .timedOut, "Timed Out", "Loading", .failed, .accountManager, "Loading stood still for longer than is allowed.",
      "Retry; if it times out again look for a problem at the provider.", isTransient: true),
    status(
      .waitingForWebhook, "Waiting For Webhook", "Loading", .waiting, .provider,
      "The data comes by way of an aggregator, which has not called yet.", "Wait for the aggregator's webhook."),
    status(
      .disconnected, "Disconnected", "Ended", .ended, .accountManager, "The app was disconnected on purpose.",
      "Reconnect it if the customer wants it back.", isFinal: true),
  ]

  private static let sessionRules: [Rule] = {
    typealias S = SessionStatus
    func rule(_ from: S?, _ trigger: Trigger, _ to: S?, _ mark: Mark) -> Rule {
      Rule(from?.rawValue ?? StatusID.absentRaw, trigger, to?.rawValue ?? StatusID.absentRaw, mark)
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
    // A new session takes the place of one that has come to an end.
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
