import Lifecycles
import Simulation

/// The event that a line describes.
extension FeedReader {
  func isLegal(_ lifecycle: Lifecycle, _ from: UInt8, _ trigger: Trigger?, _ to: UInt8) -> Bool {
    if let trigger, lifecycle.target(from: from, trigger) == to { return true }
    return lifecycle.hasEdge(from: from, to: to)
  }

  func trigger(_ line: FeedLine) -> Trigger? {
    line.trigger.flatMap { name in Trigger.allCases.first { $0.name == name } }
  }

  /// The event that a line describes. If the line names no trigger and only one rule leads there, that rule's trigger
  /// is assumed.
  func event(
    _ line: FeedLine, _ object: ObjectRef, from: UInt8, to: UInt8, isNewRun: Bool, given: Trigger?, _ time: Instant
  ) -> Event {
    let start = object.kind == .dataset && isNewRun ? StatusID.absentRaw : from
    let trigger = given ?? inferred(object, start, to, isNewRun)
    return Event(
      sequence: world.lastSequence + 1, time: time, cause: cause(line), object: object, trigger: trigger,
      from: start, to: to, payload(line, object, trigger, to, isNewRun: isNewRun))
  }

  /// The run that a line is about: as given, or the latest one, or the next one.
  func run(_ line: FeedLine, _ object: ObjectRef, isNewRun: Bool) -> Int64 {
    line.run ?? Int64(world.run(of: object)) + (isNewRun ? 1 : 0)
  }

  /// What a line says beside its status.
  func payload(
    _ line: FeedLine, _ object: ObjectRef, _ trigger: Trigger, _ to: UInt8, isNewRun: Bool
  ) -> Payload {
    let run = run(line, object, isNewRun: isNewRun)
    let since = line.since.flatMap(ISO8601.parse) ?? 0
    let code = code(line)
    switch object.kind {
    case .dataset:
      let session = line.session.flatMap { sessionRuns[$0] } ?? 0
      switch trigger {
      case .preexisting: return .datasetPreexisting(run: UInt32(clamping: run), since: since, code)
      case .retryLater: return .retryScheduled(attempt: line.attempt ?? 0, code)
      case .queue: return .datasetQueued(run: run, session: session, fromStore: false)
      case .observed: return .datasetReported(run: run, session: session, code)
      default: return .failed(code)
      }
    case .session:
      if trigger == .preexisting { return .sessionPreexisting(run: UInt32(clamping: run), since: since) }
      if [.enterSubstage, .failProcessing, .retry].contains(trigger), let name = line.substage {
        return .substage(Int64(Substage.allCases.first { $0.title == name }?.rawValue ?? 0))
      }
      return .sessionRun(run)
    case .connection:
      if trigger == .preexisting {
        return .connectionPreexisting(since: since, isConnectorOffline: line.connector == "offline")
      }
      return .dataTypes(types(line) ?? world.connections[object.position].requestedTypes)
    case .request: return .requestPreexisting(since: since)
    case .integration: return integrationPayload(line, trigger, to, code)
    case .provider, .feedLine: return .none
    }
  }

  func integrationPayload(_ line: FeedLine, _ trigger: Trigger, _ to: UInt8, _ code: ErrorCode) -> Payload {
    let due = line.due.flatMap(ISO8601.parse) ?? 0
    switch trigger {
    case .retryLater: return .retryScheduled(attempt: line.attempt ?? 0, code)
    case .start, .retry: return .integrationStarted(due: due)
    case .preexisting, .observed:
      let kind = IntegrationStatus(raw: to).kind
      let awaitsAnswer = kind == .dueIn || kind == .overdue
      return .integrationReported(due: awaitsAnswer ? due : 0, amount: awaitsAnswer ? 0 : amount(line), code)
    case .finishWithRecords, .finishWithoutRecords, .answerWithFiles, .answerWithoutFiles, .finishFullDeletion:
      return .integrationFinished(amount: amount(line))
    default: return .failed(code)
    }
  }

  func inferred(_ object: ObjectRef, _ from: UInt8, _ to: UInt8, _ isNewRun: Bool) -> Trigger {
    guard let system = object.system, !isNewRun else { return .observed }
    if from == to || from == StatusID.absentRaw { return .observed }
    if to == StatusID.absentRaw { return .delete }
    let triggers = Catalog[system].rules(from: from).filter { $0.to == to }.map(\.trigger)
    return triggers.count == 1 ? triggers[0] : .observed
  }

  func code(_ line: FeedLine) -> ErrorCode { line.code.flatMap { ErrorCode(text: $0.text) } ?? .none }

  /// How many records or files were found.
  func amount(_ line: FeedLine) -> Int64 {
    // The number can be part of the status: "12 records found".
    let digits = line.status?.text.prefix { $0.isNumber }
    return line.records ?? line.detail.flatMap { Int64($0.text) } ?? digits.flatMap { Int64($0) } ?? 0
  }

  func types(_ line: FeedLine) -> DataTypeSet? {
    line.dataTypes.map { DataTypeSet($0.compactMap(DataType.init(name:))) }
  }

  /// Parses `event 17`, `command 3`, or a number.
  func cause(_ line: FeedLine) -> Cause {
    guard let text = line.cause?.text else { return .root }
    let words = text.split(separator: " ")
    guard let number = words.last.flatMap({ Int64($0) }), number > 0 else { return .root }
    if words.first == "command" { return .command(number) }
    // Anomalies have sequence numbers of their own, which shift the later ones.
    let moved = line.sequence.map { (world.lastSequence + 1).subtractingReportingOverflow($0).partialValue } ?? 0
    let own = number.addingReportingOverflow(moved).partialValue
    return own > 0 && own <= world.lastSequence ? .event(own) : .root
  }
}
