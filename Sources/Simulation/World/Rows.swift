import Lifecycles

/// A company that shares data.
package struct Account: Equatable, Sendable {
  package var name: String
  package var connections = RowList()
  /// The number of privacy requests.
  package var requestCount: UInt16 = 0
}

/// A data connection with its latest sharing session.
package struct Connection: Equatable, Sendable {
  package var account: UInt32
  /// The next connection of the account.
  package var next: Int32 = -1
  package var datasets = RowList()
  package var provider: UInt16
  /// The number of earlier connections from this account to the same provider, part of the key.
  package var ordinal: UInt8 = 0
  package var status = StatusID.absentRaw
  package var session = StatusID.absentRaw
  package var substage: UInt8 = 0
  package var flags: Flags = []
  package var requestedTypes = DataTypeSet()

  package var createdAt: Instant = 0
  package var connectedAt: Instant = 0
  /// Set by AUTH_ERROR and DISCONNECTED, cleared when connected (seed 002).
  package var disconnectedAt: Instant = 0
  package var since: Instant = 0
  package var sessionSince: Instant = 0
  package var sessionStarted: Instant = 0
  /// The number of the latest session on this connection; 0 before the first.
  package var sessionRun: UInt32 = 0
  /// The datasets of the latest session, by progress.
  package var tally = SessionTally()

  package struct Flags: OptionSet, Equatable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// The on-premises connector is offline.
    package static let connectorOffline = Flags(rawValue: 1)
    package static let everConnected = Flags(rawValue: 2)
    package static let linkSent = Flags(rawValue: 4)
    /// The provider ended the consent. The next fetch will discover it.
    package static let consentExpired = Flags(rawValue: 8)
    package static let deleted = Flags(rawValue: 16)
    /// The permission list is not shown to the user (seed 002, `skip_permissions`).
    package static let skipsPermissions = Flags(rawValue: 32)
  }

  package var connectionStatus: ConnectionStatus? { ConnectionStatus(rawValue: status) }
  package var sessionStatus: SessionStatus? { SessionStatus(rawValue: session) }
  package var isConnected: Bool { status == ConnectionStatus.connected.rawValue }
}

/// The datasets of a session, counted by progress.
package struct SessionTally: Equatable, Sendable {
  package var total: Int16 = 0
  /// Queued or fetching.
  package var loading: Int16 = 0
  /// Not ended.
  package var open: Int16 = 0
  package var complete: Int16 = 0
  package var failed: Int16 = 0

  package init() {}

  /// Counts a dataset in (1) or out (-1). Every dataset counted in is counted out again, in whatever order a feed
  /// brings its statuses.
  @inline(__always)
  mutating func add(_ status: DatasetStatus?, _ sign: Int16) {
    guard let status else { return }
    if status.isLoading { loading += sign }
    if status.isRunning { open += sign }
    if status == .complete { complete += sign }
    if status.isFailed { failed += sign }
  }

  /// Some failed and some completed: the session continues with partial data.
  package var isPartial: Bool { failed > 0 && complete > 0 }
  package var allFailed: Bool { open == 0 && complete == 0 && failed > 0 }
}

/// A data type on a connection: its latest dataset and its latest successful one.
package struct Dataset: Equatable, Sendable {
  package var connection: UInt32
  /// The next dataset of the connection.
  package var next: Int32 = -1
  /// The number of the latest dataset here, from 1, each with its own id; 0 if never synced.
  package var run: UInt32 = 0
  /// The number of the latest successful dataset; 0 for none.
  package var successfulRun: UInt32 = 0
  package var since: Instant = 0
  package var requestedAt: Instant = 0
  package var lastSuccess: Instant = 0
  /// The session of the latest dataset; 0 for a refresh outside a session.
  package var sessionRun: UInt32 = 0
  package var code = ErrorCode.none
  package var type: DataType
  package var status = StatusID.absentRaw
  /// Retries of the current fetch.
  package var attempt: UInt8 = 0
  package var failuresInRow: UInt8 = 0
  /// No longer requested. Synced data is kept.
  package var isDropped = false
  /// Reads stored data from an earlier run instead of fetching.
  package var isFromStore = false

  package var datasetStatus: DatasetStatus? { DatasetStatus(rawValue: status) }
  package var isRunning: Bool { datasetStatus?.isRunning ?? false }
  package var hasFailed: Bool { datasetStatus?.isFailed ?? false }
}

/// A privacy request.
package struct Request: Equatable, Sendable {
  package var account: UInt32
  package var right: PrivacyRight
  package var statute: Statute
  package var status = StatusID.absentRaw
  package var isExtended = false
  /// The position among the account's requests, from 0.
  package var ordinal: UInt16 = 0
  package var integrations = RowList()
  package var receivedAt: Instant = 0
  package var since: Instant = 0

  package init(account: UInt32, right: PrivacyRight, statute: Statute) {
    self.account = account
    self.right = right
    self.statute = statute
  }

  package var requestStatus: RequestStatus? { RequestStatus(rawValue: status) }

  /// The statutory deadline (public): CCPA 45 days, extended once by 45; GDPR one month, extended once by two.
  package var deadline: Instant {
    switch statute {
    case .ccpa: receivedAt + (isExtended ? 90 : 45) * Span.day
    case .gdpr: CivilTime(receivedAt).adding(months: isExtended ? 3 : 1).instant
    }
  }
}

/// One integration of a privacy request.
package struct Integration: Equatable, Sendable {
  package static let noConnection = UInt32.max

  package var request: UInt32
  /// The connection behind an API integration; `noConnection` for a Direct Contact.
  package var connection: UInt32
  /// The next integration of the request.
  package var next: Int32 = -1
  package var nameIndex: UInt32 = 0
  package var status = StatusID.absentRaw
  package var attempt: UInt8 = 0
  /// The position among the request's integrations, from 0.
  package var ordinal: UInt8 = 0
  package var type: IntegrationType
  /// Whether the request waits if the system owner does not answer; otherwise it skips (seed 003).
  package var pausesWithoutResponse = false
  package var code = ErrorCode.none
  /// Records or files found by the latest finished phase.
  package var amount: UInt32 = 0
  package var since: Instant = 0
  /// When a Direct Contact's answer is due; 0 for none.
  package var due: Instant = 0

  package var integrationStatus: IntegrationStatus { IntegrationStatus(raw: status) }
  package var kind: IntegrationKind? { integrationStatus.kind }
  /// Whether a system owner has been asked and has not answered.
  package var awaitsAnswer: Bool { kind == .dueIn || kind == .overdue }
}

/// A provider's condition.
package struct ProviderState: Equatable, Sendable {
  package var condition = ProviderCondition.normal
  package var code = ErrorCode.none
  package var since: Instant = 0
  /// The event that started the condition.
  package var cause = Cause.root
}

/// A problem with a feed line, kept so that nothing is dropped silently.
package struct FeedAnomaly: Equatable, Sendable {
  package enum Kind: String, CaseIterable, Sendable { case malformed, unknown, illegal, duplicate, late }

  package var kind: Kind
  /// The line number, from 1.
  package var line: Int
  package var text: String
  package var time: Instant

  package init(kind: Kind, line: Int, text: String, time: Instant) {
    self.kind = kind
    self.line = line
    self.text = text
    self.time = time
  }
}
