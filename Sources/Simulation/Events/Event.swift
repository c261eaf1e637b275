import Lifecycles

/// Why something happened: a root cause, an earlier event, or a command.
package struct Cause: Hashable, Sendable {
  /// 0 for a root, a positive event sequence number, or a negated command number.
  package let raw: Int64

  package init(raw: Int64) { self.raw = raw }
  package static let root = Cause(raw: 0)
  package static func event(_ sequence: Int64) -> Cause { Cause(raw: sequence) }
  package static func command(_ number: Int64) -> Cause { Cause(raw: -number) }

  package var event: Int64? { raw > 0 ? raw : nil }
  package var command: Int64? { raw < 0 ? -raw : nil }
}

/// A fact, and the only thing that changes the world.
///
/// Stored as a row of fixed size, read as a `payload`: nothing outside this file knows how a payload is packed.
package struct Event: Sendable {
  /// The number of the event in its run, from 1.
  package var sequence: Int64
  package var time: Instant
  package var cause: Cause
  package var object: ObjectRef
  package var trigger: Trigger
  package var from: UInt8
  package var to: UInt8
  private var packed: Packed

  package init(
    sequence: Int64, time: Instant, cause: Cause, object: ObjectRef, trigger: Trigger, from: UInt8, to: UInt8,
    _ payload: Payload = .none
  ) {
    self.init(
      sequence: sequence, time: time, cause: cause, object: object, trigger: trigger, from: from, to: to,
      packed: Packed(payload))
  }

  /// An event as a journal keeps it.
  package init(
    sequence: Int64, time: Instant, cause: Cause, object: ObjectRef, trigger: Trigger, from: UInt8, to: UInt8,
    packed: Packed
  ) {
    self.sequence = sequence
    self.time = time
    self.cause = cause
    self.object = object
    self.trigger = trigger
    self.from = from
    self.to = to
    self.packed = packed
  }

  /// Whether the status itself changed.
  package var changesStatus: Bool { from != to }

  /// The payload as a journal keeps it.
  package var journaled: Packed { packed }
}

/// What an event says beside its trigger and its statuses, one case per kind of fact.
package enum Payload: Equatable, Sendable {
  case none
  /// A dataset, integration or provider met an error.
  case failed(ErrorCode)
  /// A fetch or an extraction is retried.
  case retryScheduled(attempt: Int64, ErrorCode)

  /// - Parameters:
  ///   - run: the number of the sync of its data type on its connection, from 1.
  ///   - session: the number of the session that it belongs to; 0 for none.
  ///   - fromStore: whether it reads stored data instead of fetching.
  case datasetQueued(run: Int64, session: UInt32, fromStore: Bool)
  /// A feed says where a dataset is. A higher run replaces the latest one.
  case datasetReported(run: Int64, session: UInt32, ErrorCode)
  case datasetPreexisting(run: UInt32, since: Instant, ErrorCode)

  /// A session that starts, or that a feed reports.
  case sessionRun(Int64)
  case sessionPreexisting(run: UInt32, since: Instant)
  /// The substage that a session enters, fails in, or resumes at.
  case substage(Int64)

  case connectionCreated(account: UInt32, provider: UInt16, types: DataTypeSet)
  case connectionPreexisting(since: Instant, isConnectorOffline: Bool)
  /// The requested data types.
  case dataTypes(DataTypeSet)

  case requestPreexisting(since: Instant)

  /// When a system owner's answer is due; 0 for an integration without one.
  case integrationStarted(due: Instant)
  /// How many records or files it ended with.
  case integrationFinished(amount: Int64)
  /// A preexisting or reported integration, with its due date or its amount.
  case integrationReported(due: Instant, amount: Int64, ErrorCode)
}

extension Event {
  /// A payload as three numbers, whose meaning depends on object, trigger and status.
  package struct Packed: Equatable, Sendable {
    /// Records, a run number, a set of data types, or a moment.
    package var value: Int64 = 0
    /// A session run, or the account of a new connection.
    package var related: UInt32 = 0
    /// An error code, or a provider's index, or a flag.
    package var code: UInt16 = 0

    package init(value: Int64, related: UInt32, code: UInt16) {
      self.value = value
      self.related = related
      self.code = code
    }

    @inline(__always)
    fileprivate init(_ payload: Payload) {
      switch payload {
      case .none: break
      case .failed(let code): self.code = code.rawValue
      case .retryScheduled(let attempt, let code):
        value = attempt
        self.code = code.rawValue
      case .datasetQueued(let run, let session, let fromStore):
        value = run
        related = session
        code = fromStore ? 1 : 0
      case .datasetReported(let run, let session, let code):
        value = run
        related = session
        self.code = code.rawValue
      case .datasetPreexisting(let run, let since, let code):
        value = since
        related = run
        self.code = code.rawValue
      case .sessionRun(let run): value = run
      case .sessionPreexisting(let run, let since):
        value = since
        related = run
      case .substage(let substage): value = substage
      case .connectionCreated(let account, let provider, let types):
        value = Int64(bitPattern: types.bits)
        related = account
        code = provider
      case .connectionPreexisting(let since, let isOffline):
        value = since
        code = isOffline ? 1 : 0
      case .dataTypes(let types): value = Int64(bitPattern: types.bits)
      case .requestPreexisting(let since): value = since
      case .integrationStarted(let due): value = due
      case .integrationFinished(let amount): value = amount
      case .integrationReported(let due, let amount, let code):
        value = due != 0 ? due : amount
        self.code = code.rawValue
      }
    }
  }

  /// What the event says beside its trigger and its statuses.
  package var payload: Payload {
    @inline(__always)
    get {
      switch object.kind {
      case .dataset: datasetPayload
      case .session: sessionPayload
      case .connection: connectionPayload
      case .request: trigger == .preexisting ? .requestPreexisting(since: packed.value) : .none
      case .integration: integrationPayload
      case .provider: packed.code == 0 ? .none : .failed(ErrorCode(rawValue: packed.code))
      case .feedLine: .none
      }
    }
  }

  @inline(__always)
  private var datasetPayload: Payload {
    let code = ErrorCode(rawValue: packed.code)
    switch trigger {
    case .queue: return .datasetQueued(run: packed.value, session: packed.related, fromStore: packed.code == 1)
    case .observed: return .datasetReported(run: packed.value, session: packed.related, code)
    case .preexisting: return .datasetPreexisting(run: packed.related, since: packed.value, code)
    case .retryLater: return .retryScheduled(attempt: packed.value, code)
    default: return packed.code == 0 ? .none : .failed(code)
    }
  }

  @inline(__always)
  private var sessionPayload: Payload {
    switch trigger {
    case .preexisting: return .sessionPreexisting(run: packed.related, since: packed.value)
    case .create, .sync, .reauthorize, .observed: return .sessionRun(packed.value)
    case .enterSubstage, .failProcessing, .retry: return .substage(packed.value)
    default: return .none
    }
  }

  @inline(__always)
  private var connectionPayload: Payload {
    let types = DataTypeSet(bits: UInt64(bitPattern: packed.value))
    switch trigger {
    case .preexisting: return .connectionPreexisting(since: packed.value, isConnectorOffline: packed.code & 1 != 0)
    case .create, .createAuthorized:
      return .connectionCreated(account: packed.related, provider: packed.code, types: types)
    case .changeDataTypes: return .dataTypes(types)
    default: return .none
    }
  }

  @inline(__always)
  private var integrationPayload: Payload {
    let code = ErrorCode(rawValue: packed.code)
    switch trigger {
    case .retryLater: return .retryScheduled(attempt: packed.value, code)
    case .start, .retry: return .integrationStarted(due: packed.value)
    case .preexisting, .observed:
      let kind = IntegrationStatus(raw: to).kind
      let isDue = kind == .dueIn || kind == .overdue
      return .integrationReported(due: isDue ? packed.value : 0, amount: isDue ? 0 : packed.value, code)
    case .finishWithRecords, .finishWithoutRecords, .answerWithFiles, .answerWithoutFiles, .finishFullDeletion:
      return .integrationFinished(amount: packed.value)
    default: return packed.code == 0 ? .none : .failed(code)
    }
  }

  /// The error that the event reports; `.none` if it reports none.
  package var errorCode: ErrorCode {
    switch object.kind {
    case .dataset: trigger == .queue ? .none : ErrorCode(rawValue: packed.code)
    case .integration, .provider: ErrorCode(rawValue: packed.code)
    case .connection, .session, .request, .feedLine: .none
    }
  }
}

/// Two events are equal if they say the same.
extension Event: Equatable {
  package static func == (a: Event, b: Event) -> Bool {
    a.sequence == b.sequence && a.time == b.time && a.cause == b.cause && a.object == b.object
      && a.trigger == b.trigger && a.from == b.from && a.to == b.to
      && (a.packed == b.packed || a.payload == b.payload)
  }
}
