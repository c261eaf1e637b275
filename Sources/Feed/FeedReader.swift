import FoundationEssentials
import Lifecycles
import Simulation

/// Turns feed lines into events, in a world that grows as lines name new objects.
///
/// Nothing is dropped: what can't be used as it came becomes an anomaly with its line number, which the board counts
/// and lists.
package struct FeedReader {
  /// The number of lines read.
  package private(set) var lines = 0
  package private(set) var counts: [FeedAnomaly.Kind: Int] = [:]

  var accounts: [String: Int] = [:]
  var providers: [String: Int] = [:]
  var connections: [String: Int] = [:]
  var sessions: [String: Int] = [:]
  var datasets: [String: Int] = [:]
  var requests: [String: Int] = [:]
  var integrations: [String: Int] = [:]
  var contacts: [String: Int] = [:]
  /// Datasets by connection and data type, where runs of a row meet.
  var places: [UInt64: Int] = [:]
  /// Session runs by id, so that datasets find theirs.
  var sessionRuns: [String: UInt32] = [:]
  /// Connections by account and provider, for feeds that don't name the connection.
  var links: [String: Int] = [:]
  /// The ids of runs seen so far, to tell a line about an earlier run from a new run.
  var seenRuns: Set<String> = []
  /// The latest sequence number that the feed itself gave an event.
  var lastExternal = Int64.min
  let decoder = JSONDecoder()
  /// The maximum length of a line in bytes. Longer lines are not parsed; their beginning is kept.
  package static let maximumLineLength = 1 << 20

  package init() {}

  /// An empty world for a feed to fill.
  package static func emptyWorld() -> World {
    World(providers: [], identity: .given([:]), now: 0)
  }

  /// Reads one line without its line feed.
  ///
  /// - Parameters:
  ///   - length: the line's full length in bytes; nil if it is complete.
  ///   - world: the world to update.
  /// - Returns: the resulting events, already applied to the world.
  package mutating func read(
    _ bytes: some Collection<UInt8>, length: Int? = nil, into world: inout World
  ) -> [Event] {
    lines += 1
    var bytes = ArraySlice(bytes)
    if bytes.last == 0x0D { bytes.removeLast() }
    if lines == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return [] }
    guard max(bytes.count, length ?? 0) <= Self.maximumLineLength else {
      return [anomaly(.malformed, "longer than 1 MiB: \(FeedLine.excerpt(bytes))", &world)]
    }
    // Invalid UTF-8 is read with U+FFFD in its place, and reported.
    var events: [Event] = []
    if String(validating: bytes, as: UTF8.self) == nil {
      events.append(anomaly(.malformed, "invalid UTF-8: \(FeedLine.excerpt(bytes))", &world))
      bytes = ArraySlice(String(decoding: bytes, as: UTF8.self).utf8)
    }
    do {
      let line = try decoder.decode(FeedLine.self, from: Data(bytes))
      return events + (try take(line, &world))
    } catch let problem as LineProblem {
      return events + [anomaly(problem.kind, problem.text, &world)]
    } catch {
      return events + [anomaly(.malformed, "\(FeedLine.reason(error)): \(FeedLine.excerpt(bytes))", &world)]
    }
  }

  struct LineProblem: Error {
    var kind: FeedAnomaly.Kind
    var text: String
  }

  mutating func anomaly(_ kind: FeedAnomaly.Kind, _ text: String, _ world: inout World) -> Event {
    counts[kind, default: 0] += 1
    world.anomalies.append(FeedAnomaly(kind: kind, line: lines, text: String(text.prefix(300)), time: world.now))
    let event = Event(
      sequence: world.lastSequence + 1, time: world.now, cause: .root, object: .feedLine(world.anomalies.count - 1),
      trigger: .observed, from: StatusID.absentRaw, to: StatusID.absentRaw)
    world.apply(event)
    return event
  }

  // MARK: A line

  mutating func take(_ line: FeedLine, _ world: inout World) throws -> [Event] {
    guard let time = line.time.flatMap(ISO8601.parse) else {
      let found = line.time.map { "time must be an ISO 8601 date and time, found \"\($0)\"" }
      throw LineProblem(kind: .malformed, text: found ?? "time is missing")
    }
    guard let id = line.id, !id.isEmpty else { throw LineProblem(kind: .malformed, text: "id is missing") }
    guard let text = line.status?.text else { throw LineProblem(kind: .malformed, text: "status is missing") }
    if line.system == "provider" { return [takeProvider(line, id, text, time, &world)] }
    guard let system = line.system.flatMap(StatusSystem.init(name:)) else {
      throw LineProblem(
        kind: .malformed,
        text:
          "system is \"\(line.system ?? "")\", expected connection, session, dataset, request, integration or provider")
    }
    if let sequence = line.sequence {
      guard sequence > lastExternal else {
        throw LineProblem(kind: .duplicate, text: "event \(sequence) does not follow the latest one, \(lastExternal)")
      }
      lastExternal = sequence
    }
    if system == .dataset, datasets[id] == nil {
      guard let name = line.dataType else { throw LineProblem(kind: .malformed, text: "dataType is missing") }
      guard DataType(name: name) != nil else {
        throw LineProblem(kind: .unknown, text: "no data type is named \(name)")
      }
    }
    let object = place(system, line, id, &world)
    complete(object, line, &world)
    return take(line, object, system, id, text, time, &world)
  }

  mutating func takeProvider(
    _ line: FeedLine, _ name: String, _ status: String, _ time: Instant, _ world: inout World
  ) -> Event {
    let index = provider(name, &world)
    guard let condition = ProviderCondition.allCases.first(where: { $0.title == status }) else {
      return anomaly(.unknown, "provider \(name): no condition is named \(status)", &world)
    }
    let event = Event(
      sequence: world.lastSequence + 1, time: time, cause: cause(line, world), object: .provider(index),
      trigger: trigger(line) ?? .observed, from: world.providerStates[index].condition.rawValue, to: condition.rawValue,
      .failed(line.code.flatMap { ErrorCode(text: $0.text) } ?? condition.code))
    world.apply(event)
    return event
  }

  mutating func take(
    _ line: FeedLine, _ object: ObjectRef, _ system: StatusSystem, _ id: String, _ text: String, _ time: Instant,
    _ world: inout World
  ) -> [Event] {
    let from = world.status(of: object)
    let to = status(system, text, line, object, world)
    let isNewRun = opensRun(object, id, world)
    let given = trigger(line)
    if isNewRun, seenRuns.contains("\(system.name) \(id)") {
      return [anomaly(.late, "\(system.name) \(id) \(text): a later run has replaced it", &world)]
    }
    let isRepeat = !isNewRun && from == to && from != StatusID.absentRaw && given == nil && to != StatusID.unknownRaw
    if isRepeat, time == world.since(object) {
      return [anomaly(.duplicate, "\(system.name) \(id) has already been \(text) since \(ISO8601.text(time))", &world)]
    }
    if from != StatusID.absentRaw, given == nil || given == .observed, time < world.since(object) {
      return [
        anomaly(.late, "\(system.name) \(id) \(text) at \(ISO8601.text(time)), older than its current status", &world)
      ]
    }
    var events: [Event] = []
    let start = isNewRun ? StatusID.absentRaw : from
    let lifecycle = Catalog[system]
    if to == StatusID.unknownRaw {
      world.unknownTexts[object] = text
      events.append(anomaly(.unknown, "\(system.name) \(id): no status is named \(text)", &world))
    } else if start != StatusID.absentRaw, start != to, start != StatusID.unknownRaw,
      !isLegal(lifecycle, start, given, to)
    {
      events.append(
        anomaly(
          .illegal,
          "\(system.name) \(id): \(lifecycle.name(start)) to \(lifecycle.name(to)) is not a documented change",
          &world))
    }
    let event = event(line, object, from: from, to: to, isNewRun: isNewRun, given: given, time, world)
    remember(id, object, run: Self.run(line, object, isNewRun: isNewRun, world), &world)
    world.apply(event)
    if event.trigger == .changeDataTypes { rememberPlaces(object.position, world) }
    return events + [event]
  }

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
    _ line: FeedLine, _ object: ObjectRef, from: UInt8, to: UInt8, isNewRun: Bool, given: Trigger?, _ time: Instant,
    _ world: World
  ) -> Event {
    let start = object.kind == .dataset && isNewRun ? StatusID.absentRaw : from
    let trigger = given ?? inferred(object, start, to, isNewRun, world)
    return Event(
      sequence: world.lastSequence + 1, time: time, cause: cause(line, world), object: object, trigger: trigger,
      from: start, to: to, payload(line, object, trigger, to, isNewRun: isNewRun, world))
  }

  /// The run that a line is about: as given, or the latest one, or the next one.
  static func run(_ line: FeedLine, _ object: ObjectRef, isNewRun: Bool, _ world: World) -> Int64 {
    line.run ?? Int64(world.run(of: object)) + (isNewRun ? 1 : 0)
  }

  /// What a line says beside its status.
  func payload(
    _ line: FeedLine, _ object: ObjectRef, _ trigger: Trigger, _ to: UInt8, isNewRun: Bool, _ world: World
  ) -> Payload {
    let run = Self.run(line, object, isNewRun: isNewRun, world)
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

  func inferred(_ object: ObjectRef, _ from: UInt8, _ to: UInt8, _ isNewRun: Bool, _ world: World) -> Trigger {
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
  func cause(_ line: FeedLine, _ world: World) -> Cause {
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
