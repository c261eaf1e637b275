import Lifecycles

/// Every number of a simulated world. A scenario file can set each of them.
package struct Settings: Equatable, Sendable {
  // Timers (decided: the sources publish only the 14 days).
  package var authorizationTimeout = 15 * Span.minute
  package var webhookTimeout = 6 * Span.hour
  package var loadingTimeout = 2 * Span.hour
  /// Days that a system owner has to answer (seed 003).
  package var directContactDays: Int64 = 14
  package var consentLife = 90 * Span.day

  // Datasets
  package var queueDelay = DurationTable([200, 900, 1_500])
  package var fetch = DurationTable([
    2 * Span.second, 5 * Span.second, 9 * Span.second, 25 * Span.second, 90 * Span.second, 4 * Span.minute,
    9 * Span.minute, 45 * Span.minute,
  ])
  package var mapping = DurationTable([500, 2 * Span.second, 8 * Span.second, 40 * Span.second])
  package var validating = DurationTable([300, Span.second, 4 * Span.second, 20 * Span.second])
  package var storing = DurationTable([500, 2 * Span.second, 6 * Span.second, 30 * Span.second])
  /// Retries of a fetch before FetchError, over about twelve hours (public).
  package var fetchRetries = 10
  package var fetchRetryBase = 42 * Span.second
  /// Transient fetch errors that are final at once, per million.
  package var hardFetchFailure: Int64 = 250_000
  package var authorizationLoss: Int64 = 250
  package var mapFailure: Int64 = 1_500
  package var validationFailure: Int64 = 1_500
  package var processingFailure: Int64 = 800
  package var internalFailure: Int64 = 400

  // Sessions
  package var sessionStep = DurationTable([Span.second, 2 * Span.second, 5 * Span.second])
  package var structuring = DurationTable([3 * Span.second, 15 * Span.second, Span.minute])
  package var substage = DurationTable([4 * Span.second, 20 * Span.second, 90 * Span.second])
  package var webhook = DurationTable([20 * Span.second, 2 * Span.minute, 20 * Span.minute, 2 * Span.hour])
  package var webhookLoss: Int64 = 25_000
  package var deduplicationFailure: Int64 = 12_000
  package var substageFailure: Int64 = 3_000

  // Customers
  package var customerOpens = DurationTable([10 * Span.minute, 3 * Span.hour, 14 * Span.hour, 40 * Span.hour])
  package var customerOpensSentLink = DurationTable([Span.minute, 8 * Span.minute, 40 * Span.minute])
  package var customerFinishes = DurationTable([20 * Span.second, 50 * Span.second, 3 * Span.minute])
  /// Customers who open the link and finish, per million (public: 89 %). The rest are divided below.
  package var linkCompletion: Int64 = 890_000
  package var wrongCredentials: Int64 = 40_000
  package var linkAbort: Int64 = 30_000
  /// How long until a connection's owner disconnects it, or reconnects.
  package var ownerDisconnects = DurationTable([2 * Span.day, 60 * Span.day, 160 * Span.day])
  package var ownerReconnects = DurationTable([6 * Span.hour, 2 * Span.day, 9 * Span.day])

  // Environment
  package var connectorOnlineFor = DurationTable([6 * Span.hour, 11 * Span.hour, 30 * Span.hour])
  package var connectorOfflineFor = DurationTable([20 * Span.minute, 9 * Span.hour, 15 * Span.hour])
  package var conditionEvery = DurationTable([6 * Span.hour, 5 * Span.day, 20 * Span.day])
  package var conditionLasts = DurationTable([4 * Span.minute, 25 * Span.minute, 3 * Span.hour])

  // Privacy requests
  package var prepareDelay = DurationTable([Span.minute, 20 * Span.minute, 2 * Span.hour])
  package var workflowDelay = DurationTable([2 * Span.hour, 10 * Span.hour, 30 * Span.hour])
  package var startDelay = DurationTable([30 * Span.second, 10 * Span.minute, 2 * Span.hour])
  /// Integrations that wait for a person to start them, per million.
  package var manualStart: Int64 = 150_000
  package var personDelay = DurationTable([2 * Span.hour, 10 * Span.hour, 30 * Span.hour])
  package var extraction = DurationTable([Span.minute, 30 * Span.minute, 5 * Span.hour, 2 * Span.day])
  package var contactAnswer = DurationTable([2 * Span.hour, Span.day, 4 * Span.day, 12 * Span.day])
  package var lateAnswer = DurationTable([6 * Span.hour, Span.day, 4 * Span.day])
  /// System owners who never answer, per million.
  package var noAnswer: Int64 = 250_000
  /// Direct Contacts that cannot be reached, per million.
  package var contactFailure: Int64 = 30_000
  package var closeDelay = DurationTable([10 * Span.minute, Span.hour, 4 * Span.hour])
  package var choiceDelay = DurationTable([12 * Span.hour, 3 * Span.day, 8 * Span.day])
  package var integrationFailure: Int64 = 150_000
  package var integrationRetries = 5
  package var integrationRetryBase = 2 * Span.minute
  package var nothingFound: Int64 = 250_000
  /// Requests that are deletions, per million (public: 31 %).
  package var deletionShare: Int64 = 310_000

  /// The sync setting of each data type, in the order of the data types.
  package var sync = SyncSetting.defaults

  package init() {}
}
