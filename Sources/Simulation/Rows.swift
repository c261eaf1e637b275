import Lifecycles

/// A company whose data is shared.
package struct Account: Equatable, Sendable {
  package var name: String
  /// Connections of the account, chained by `Connection.nextOfAccount`; -1 for none.
  package var firstConnection: Int32 = -1
  package var lastConnection: Int32 = -1
  /// How many privacy requests it has.
  package var requestCount: UInt16 = 0
}

/// A data connection together with its latest sharing session.
package struct Connection: Equatable, Sendable {
  package var account: UInt32
  package var nextOfAccount: Int32 = -1
  /// Datasets, chained by `Dataset.nextOfConnection`; -1 for none.
  package var firstDataset: Int32 = -1
  package var lastDataset: Int32 = -1
  package var provider: UInt16
  /// How many connections of the account to the same provider came before: part of what it is known by.
  package var ordinal: UInt8 = 0
  package var status = StatusID.absentRaw
  package var session = StatusID.absentRaw
  package var substage: UInt8 = 0
  package var flags: Flags = []
  package var requestedTypes = DataTypeSet()

  package var createdAt: Instant = 0
  package var connectedAt: Instant = 0
  /// Set by AUTH_ERROR as well as by DISCONNECTED, cleared when connected (Seed 002).
  package var disconnectedAt: Instant = 0
  package var since: Instant = 0
  package var sessionSince: Instant = 0
  package var sessionStarted: Instant = 0
  /// The latest session's number on this connection; 0 before the first.
  package var sessionRun: UInt32 = 0
  /// The datasets of the latest session, by how far they are.
  package var tally = SessionTally()

  package struct Flags: OptionSet, Equatable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// The on-premises connector does not answer.
    package static let connectorOffline = Flags(rawValue: 1)
    package static let everConnected = Flags(rawValue: 2)
    package static let linkSent = Flags(rawValue: 4)
    /// The provider has ended the consent; the next fetch will find out.
    package static let consentExpired = Flags(rawValue: 8)
    package static let deleted = Flags(rawValue: 16)
    /// The permission list is not shown to the user (Seed 002, `skip_permissions`).
    package static let skipsPermissions = Flags(rawValue: 32)
  }

  package var connectionStatus: ConnectionStatus? { ConnectionStatus(rawValue: status) }
  package var sessionStatus: SessionStatus? { SessionStatus(rawValue: session) }
  package var isConnected: Bool { status == ConnectionStatus.connected.rawValue }
}

/// How far the datasets of a session are.
package struct SessionTally: Equatable, Sendable {
  package var total: Int16 = 0
  /// Queued or fetching.
  package var loading: Int16 = 0
  /// Not at their end.
  package var open: Int16 = 0
  package var complete: Int16 = 0
  package var failed: Int16 = 0

  package init() {}

  /// Counts a dataset of a status in (1) or out (-1). What went in comes out again, whatever order a
  /// feed brings its statuses in.
  @inline(__always)
  mutating func add(_ status: DatasetStatus?, _ sign: Int16) {
    guard let status else { return }
    if World.isLoading(status) { loading += sign }
    if status.isRunning { open += sign }
    if status == .complete { complete += sign }
    if World.isFailure(status.rawValue) { failed += sign }
  }

  /// Some failed and some completed: the session goes on without all of its data.
  package var isPartial: Bool { failed > 0 && complete > 0 }
  package var allFailed: Bool { open == 0 && complete == 0 && failed > 0 }
}

/// A data type on a connection: its latest dataset and its latest successful one.
package struct Dataset: Equatable, Sendable {
  package var connection: UInt32
  package var nextOfConnection: Int32 = -1
  /// Number of the latest dataset on this place, from 1; each has an id of its own. 0: never synced.
  package var run: UInt32 = 0
  /// Number of the latest successful one; 0 for none.
  package var successfulRun: UInt32 = 0
  package var since: Instant = 0
  package var requestedAt: Instant = 0
  package var lastSuccess: Instant = 0
  /// The session the latest dataset belongs to; 0: a refresh by itself.
  package var sessionRun: UInt32 = 0
  package var code: UInt16 = 0
  package var type: DataType
  package var status = StatusID.absentRaw
  /// Retries of the fetch under way.
  package var attempt: UInt8 = 0
  package var failuresInRow: UInt8 = 0
  /// No longer among the requested data types; what was synced is kept.
  package var isDropped = false
  /// Reads what an earlier run has stored and fetches nothing anew.
  package var isFromStore = false

  package var datasetStatus: DatasetStatus? { DatasetStatus(rawValue: status) }
  package var isRunning: Bool { datasetStatus?.isRunning ?? false }
}

/// A privacy request.
package struct Request: Equatable, Sendable {
  package var account: UInt32
  package var right: PrivacyRight
  package var statute: Statute
  package var status = StatusID.absentRaw
  package var isExtended = false
  /// Which of the account's requests it is, from 0.
  package var ordinal: UInt16 = 0
  /// Integrations of the request, chained by `Integration.nextOfRequest`; -1 for none.
  package var firstIntegration: Int32 = -1
  package var lastIntegration: Int32 = -1
  package var receivedAt: Instant = 0
  package var since: Instant = 0

  package init(account: UInt32, right: PrivacyRight, statute: Statute) {
    self.account = account
    self.right = right
    self.statute = statute
  }

  package var requestStatus: RequestStatus? { RequestStatus(rawValue: status) }

  /// The statutory deadline (public): CCPA 45 days, once 45 more; GDPR one month, once two more.
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
  package var nextOfRequest: Int32 = -1
  package var nameIndex: UInt32 = 0
  package var status = StatusID.absentRaw
  package var attempt: UInt8 = 0
  /// Which of the request's integrations it is, from 0.
  package var ordinal: UInt8 = 0
  package var type: IntegrationType
  /// What happens to a request whose system owner does not answer (Seed 003).
  package var pausesWithoutResponse = false
  package var code: UInt16 = 0
  /// Records or files that the latest finished phase brought.
  package var amount: UInt32 = 0
  package var since: Instant = 0
  /// When a Direct Contact's answer is due; 0 for none.
  package var due: Instant = 0

  package var integrationStatus: IntegrationStatus { IntegrationStatus(raw: status) }
  package var kind: IntegrationKind? { integrationStatus.kind }
}

/// How a provider is doing.
package struct ProviderState: Equatable, Sendable {
  package var condition = ProviderCondition.normal
  package var code: UInt16 = 0
  package var since: Instant = 0
  /// The event that began the condition.
  package var cause = Cause.root
}

/// What was odd about a line of a feed; kept so that nothing is dropped silently.
package struct Oddity: Equatable, Sendable {
  package enum Kind: String, CaseIterable, Sendable { case malformed, unknown, illegal, duplicate, late }

  package var kind: Kind
  /// The number of the line, from 1.
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
