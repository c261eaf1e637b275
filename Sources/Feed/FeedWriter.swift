import Lifecycles
import Simulation

/// Writes events as JSON Lines, exactly as `FeedReader` reads them.
///
/// Keeps its own fold, so that each line names ids and rows as they are at its event. Members have a fixed order, so
/// the same run gives the same bytes. Bytes are appended directly instead of building a `JSONValue`, because an export
/// writes millions of lines; the escaping is still that of `JSONText`.
package struct FeedWriter {
  private var world: World
  /// The line being written, after whatever came before it.
  private var line: [UInt8] = []
  private let words = FeedWords()
  /// The quoted names of accounts and providers, filled in as needed.
  private var accounts: [[UInt8]] = []
  private var providers: [[UInt8]] = []

  /// - Parameter roster: the world before the first event to write.
  package init(roster: World) { world = roster }

  /// Returns the line of an event without its line feed.
  package mutating func write(_ event: Event) -> [UInt8] {
    var text: [UInt8] = []
    append(event, to: &text)
    return text
  }

  /// Appends the line of an event, without a line feed.
  package mutating func append(_ event: Event, to text: inout [UInt8]) {
    swap(&text, &line)
    defer { swap(&text, &line) }
    write(members: event)
  }

  private mutating func write(members event: Event) {
    world.apply(event)
    line.append(UInt8(ascii: "{"))
    moment("time", event.time)
    raw("system", words.kinds[Int(event.object.kind.rawValue)])
    if event.object.kind == .provider {
      raw("id", provider(event.object.position))
    } else {
      id("id", event.object, run: world.run(of: event.object))
    }
    raw("status", status(event))
    switch event.object.kind {
    case .connection: connection(event)
    case .session: session(event)
    case .dataset: dataset(event)
    case .request: request(event)
    case .integration: integration(event)
    case .provider, .feedLine: if !event.errorCode.isNone { number("code", Int64(event.errorCode.rawValue)) }
    }
    if event.cause.raw != 0 {
      name("cause")
      line.append(contentsOf: event.cause.command == nil ? "\"event ".utf8 : "\"command ".utf8)
      digits(event.cause.command ?? event.cause.raw)
      line.append(UInt8(ascii: "\""))
    }
    raw("trigger", words.triggers[Int(event.trigger.rawValue)])
    number("sequence", event.sequence)
    line.append(UInt8(ascii: "}"))
  }

  private func status(_ event: Event) -> [UInt8] {
    if event.to == StatusID.absentRaw, event.object.kind != .provider { return words.deleted }
    return words.statuses[Int(event.object.kind.rawValue)][Int(event.to)]
  }

  private mutating func account(_ index: Int) -> [UInt8] {
    while accounts.count <= index { accounts.append(JSONText.quotedBytes(world.accounts[accounts.count].name)) }
    return accounts[index]
  }

  private mutating func provider(_ index: Int) -> [UInt8] {
    while providers.count <= index { providers.append(JSONText.quotedBytes(world.providers[providers.count].name)) }
    return providers[index]
  }

  private mutating func owner(_ event: Event) {
    if let index = world.account(of: event.object) { raw("account", account(index)) }
    if let connection = world.connection(of: event.object) {
      raw("provider", provider(Int(world.connections[connection].provider)))
      if event.object.kind != .connection { id("connection", .connection(connection), run: 0) }
    }
  }

  private mutating func since(_ event: Event) {
    switch event.payload {
    case .datasetPreexisting(_, let since, _), .sessionPreexisting(_, let since),
      .connectionPreexisting(let since, _), .requestPreexisting(let since):
      if since != 0 { moment("since", since) }
    case .none, .failed, .retryScheduled, .datasetQueued, .datasetReported, .sessionRun, .substage, .connectionCreated,
      .dataTypes, .integrationStarted, .integrationFinished, .integrationReported:
      break
    }
  }

  private mutating func connection(_ event: Event) {
    owner(event)
    let row = world.connections[event.object.position]
    if event.trigger == .preexisting || event.trigger == .create || event.trigger == .createAuthorized
      || event.trigger == .changeDataTypes
    {
      list("dataTypes", row.requestedTypes.types.map(\.name))
      text("redirectUrl", world.redirectURL(ofConnection: event.object.position))
    }
    if event.trigger == .preexisting, row.flags.contains(.connectorOffline) { text("connector", "offline") }
    since(event)
  }

  private mutating func session(_ event: Event) {
    owner(event)
    number("run", Int64(world.connections[event.object.position].sessionRun))
    if event.to == SessionStatus.processing.rawValue || event.to == SessionStatus.processingError.rawValue,
      let substage = Substage(rawValue: world.connections[event.object.position].substage)
    {
      text("substage", substage.title)
    }
    since(event)
  }

  private mutating func dataset(_ event: Event) {
    owner(event)
    let row = world.datasets[event.object.position]
    raw("dataType", words.dataTypes[Int(row.type.index)])
    number("run", Int64(row.run))
    if row.sessionRun != 0 { id("session", .session(Int(row.connection)), run: row.sessionRun) }
    if !event.errorCode.isNone { number("code", Int64(event.errorCode.rawValue)) }
    if case .retryScheduled(let attempt, _) = event.payload { number("attempt", attempt) }
    since(event)
  }

  private mutating func request(_ event: Event) {
    owner(event)
    let row = world.requests[event.object.position]
    text("right", row.right.title)
    text("statute", row.statute.title)
    moment("due", row.deadline)
    since(event)
  }

  private mutating func integration(_ event: Event) {
    owner(event)
    let row = world.integrations[event.object.position]
    id("request", .request(Int(row.request)), run: 0)
    let status = IntegrationStatus(raw: event.to)
    text("right", world.requests[Int(row.request)].right.title)
    if let phase = status.table?.phase { text("phase", phase.title) }
    text("integrationType", row.type.title)
    if row.type == .directContact {
      text("name", world.name(ofIntegration: event.object.position))
      text("noResponse", row.pausesWithoutResponse ? "pause" : "skip")
    }
    if !event.errorCode.isNone { text("code", event.errorCode.text) }
    if case .retryScheduled(let attempt, _) = event.payload { number("attempt", attempt) }
    if row.amount != 0 { number("records", Int64(row.amount)) }
    if row.due != 0 { moment("due", row.due) }
  }

  // MARK: Members

  private mutating func name(_ name: StaticString) {
    if line.last != UInt8(ascii: "{") { line.append(UInt8(ascii: ",")) }
    line.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { line.append(contentsOf: $0) }
    line.append(UInt8(ascii: "\""))
    line.append(UInt8(ascii: ":"))
  }

  private mutating func text(_ key: StaticString, _ value: String) {
    name(key)
    line += JSONText.quotedBytes(value)
  }

  /// Writes a member whose value is already quoted.
  private mutating func raw(_ key: StaticString, _ value: [UInt8]) {
    name(key)
    line += value
  }

  private mutating func id(_ key: StaticString, _ object: ObjectRef, run: UInt32) {
    name(key)
    line.append(UInt8(ascii: "\""))
    let start = line.count
    if !world.appendID(of: object, run: run, to: &line) {
      line.removeSubrange((start - 1)...)
      line += JSONText.quotedBytes(world.id(of: object, run: run))
      return
    }
    line.append(UInt8(ascii: "\""))
  }

  private mutating func moment(_ key: StaticString, _ time: Instant) {
    name(key)
    line.append(UInt8(ascii: "\""))
    ISO8601.append(time, to: &line)
    line.append(UInt8(ascii: "\""))
  }

  private mutating func number(_ key: StaticString, _ value: Int64) {
    name(key)
    digits(value)
  }

  private mutating func digits(_ value: Int64) {
    guard value >= 0 else {
      line.append(contentsOf: String(value).utf8)
      return
    }
    let start = line.count
    var rest = value
    repeat {
      line.append(0x30 + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    line[start...].reverse()
  }

  private mutating func list(_ key: StaticString, _ values: [String]) {
    name(key)
    line.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { line.append(UInt8(ascii: ",")) }
      line += JSONText.quotedBytes(value)
    }
    line.append(UInt8(ascii: "]"))
  }
}
