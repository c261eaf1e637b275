import FoundationEssentials
import Lifecycles
import Simulation

/// Turns feed lines into facts: events, and the objects that lines name.
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
  /// The characters kept of an anomaly's text, which is shown on a few lines.
  private static let anomalyLength = 300
  /// The maximum length of a line in bytes. Longer lines are not parsed; their beginning is kept.
  package static let maximumLineLength = 1 << 20

  /// The world so far, as told by the facts.
  package private(set) var world = World.empty
  /// What the current line has told.
  private var facts: [Fact] = []

  package init() {}

  /// Reads one line without its line feed.
  ///
  /// - Parameter length: the line's full length in bytes; nil if it is complete.
  /// - Returns: what it tells, in order. Objects that it is the first to name come before their events.
  package mutating func read(_ bytes: some Collection<UInt8>, length: Int? = nil) -> [Fact] {
    lines += 1
    var bytes = ArraySlice(bytes)
    if bytes.last == 0x0D { bytes.removeLast() }
    if lines == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return [] }
    facts.removeAll(keepingCapacity: true)
    if max(bytes.count, length ?? 0) > Self.maximumLineLength {
      tellAnomaly(.malformed, "longer than 1 MiB: \(FeedLine.excerpt(bytes))")
    } else {
      parse(bytes)
    }
    return facts
  }

  private mutating func parse(_ bytes: ArraySlice<UInt8>) {
    var bytes = bytes
    // Invalid UTF-8 is read with U+FFFD in its place, and reported.
    if String(validating: bytes, as: UTF8.self) == nil {
      tellAnomaly(.malformed, "invalid UTF-8: \(FeedLine.excerpt(bytes))")
      bytes = ArraySlice(String(decoding: bytes, as: UTF8.self).utf8)
    }
    do {
      try take(try decoder.decode(FeedLine.self, from: Data(bytes)))
    } catch let problem as LineProblem {
      tellAnomaly(problem.kind, problem.text)
    } catch {
      tellAnomaly(.malformed, "\(FeedLine.reason(error)): \(FeedLine.excerpt(bytes))")
    }
  }

  struct LineProblem: Error {
    var kind: FeedAnomaly.Kind
    var text: String
  }

  // MARK: Facts

  /// Tells a change of the roster.
  ///
  /// - Returns: the index of the row that it adds or changes.
  @discardableResult
  mutating func tell(_ change: RosterChange) -> Int {
    facts.append(.roster(change))
    return world.apply(change)
  }

  private mutating func tell(_ event: Event) {
    facts.append(.event(event))
    world.apply(event)
  }

  private mutating func tellAnomaly(_ kind: FeedAnomaly.Kind, _ text: String) {
    counts[kind, default: 0] += 1
    let index = tell(
      .anomaly(FeedAnomaly(kind: kind, line: lines, text: String(text.prefix(Self.anomalyLength)), time: world.now)))
    tell(
      Event(
        sequence: world.lastSequence + 1, time: world.now, cause: .root, object: .feedLine(index),
        trigger: .observed, from: StatusID.absentRaw, to: StatusID.absentRaw))
  }

  // MARK: A line

  private mutating func take(_ line: FeedLine) throws(LineProblem) {
    guard let time = line.time.flatMap(ISO8601.parse) else {
      let found = line.time.map { "time must be an ISO 8601 date and time, found \"\($0)\"" }
      throw LineProblem(kind: .malformed, text: found ?? "time is missing")
    }
    guard let id = line.id, !id.isEmpty else { throw LineProblem(kind: .malformed, text: "id is missing") }
    guard let text = line.status?.text else { throw LineProblem(kind: .malformed, text: "status is missing") }
    if line.system == "provider" { return takeProvider(line, id, text, time) }
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
    let object = place(system, line, id)
    complete(object, line)
    take(line, object, system, id, text, time)
  }

  private mutating func takeProvider(
    _ line: FeedLine, _ name: String, _ status: String, _ time: Instant
  ) {
    let index = provider(name)
    guard let condition = ProviderCondition.allCases.first(where: { $0.title == status }) else {
      return tellAnomaly(.unknown, "provider \(name): no condition is named \(status)")
    }
    tell(
      Event(
        sequence: world.lastSequence + 1, time: time, cause: cause(line), object: .provider(index),
        trigger: trigger(line) ?? .observed, from: world.providerStates[index].condition.rawValue,
        to: condition.rawValue,
        .failed(line.code.flatMap { ErrorCode(text: $0.text) } ?? condition.code)))
  }

  private mutating func take(
    _ line: FeedLine, _ object: ObjectRef, _ system: StatusSystem, _ id: String, _ text: String, _ time: Instant
  ) {
    let from = world.status(of: object)
    let to = status(system, text, line, object)
    let isNewRun = opensRun(object, id)
    let given = trigger(line)
    if isNewRun, seenRuns.contains("\(system.name) \(id)") {
      return tellAnomaly(.late, "\(system.name) \(id) \(text): a later run has replaced it")
    }
    let isRepeat = !isNewRun && from == to && from != StatusID.absentRaw && given == nil && to != StatusID.unknownRaw
    if isRepeat, time == world.since(object) {
      return tellAnomaly(.duplicate, "\(system.name) \(id) has already been \(text) since \(ISO8601.text(time))")
    }
    if from != StatusID.absentRaw, given == nil || given == .observed, time < world.since(object) {
      return tellAnomaly(
        .late, "\(system.name) \(id) \(text) at \(ISO8601.text(time)), older than its current status")
    }
    let start = isNewRun ? StatusID.absentRaw : from
    let lifecycle = Catalog[system]
    if to == StatusID.unknownRaw {
      tell(.unknownStatus(object, text: text))
      tellAnomaly(.unknown, "\(system.name) \(id): no status is named \(text)")
    } else if start != StatusID.absentRaw, start != to, start != StatusID.unknownRaw,
      !isLegal(lifecycle, start, given, to)
    {
      tellAnomaly(
        .illegal,
        "\(system.name) \(id): \(lifecycle.name(start)) to \(lifecycle.name(to)) is not a documented change")
    }
    let event = event(line, object, from: from, to: to, isNewRun: isNewRun, given: given, time)
    remember(id, object, run: run(line, object, isNewRun: isNewRun))
    tell(event)
    if event.trigger == .changeDataTypes { rememberPlaces(object.position) }
  }
}
