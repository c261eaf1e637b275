import Lifecycles
import Simulation

/// Writes events as JSON Lines: exactly what `FeedReader` reads.
///
/// Keeps a fold of its own, so that each line names ids and rows as they are at its event. The order
/// of the members is fixed: the same run gives the same bytes.
package struct FeedWriter {
  private var world: World
  private var line: [UInt8] = []

  /// - Parameter roster: the world before the first event that will be written.
  package init(roster: World) { world = roster }

  /// The line of an event without its line feed; nil for lines of feeds.
  package mutating func write(_ event: Event) -> [UInt8] {
    world.apply(event)
    line.removeAll(keepingCapacity: true)
    line.append(UInt8(ascii: "{"))
    text("time", ISO8601.text(event.time))
    text("system", "\(event.entity.kind)")
    text(
      "id", event.entity.kind == .provider ? world.providers[event.entity.position].name : world.id(of: event.entity))
    text("status", status(event))
    switch event.entity.kind {
    case .connection: connection(event)
    case .session: session(event)
    case .dataset: dataset(event)
    case .request: request(event)
    case .integration: integration(event)
    case .provider, .feedLine: if event.code != 0 { number("code", Int64(event.code)) }
    }
    if event.cause.raw != 0 {
      text("cause", event.cause.command.map { "command \($0)" } ?? "event \(event.cause.raw)")
    }
    text("trigger", event.trigger.name)
    number("sequence", event.sequence)
    line.append(UInt8(ascii: "}"))
    return line
  }

  private func status(_ event: Event) -> String {
    if event.to == StatusID.absentRaw, event.entity.kind != .provider { return "deleted" }
    guard let system = event.entity.system else { return ProviderCondition(rawValue: event.to)?.title ?? "normal" }
    return Catalog[system].name(event.to)
  }

  private mutating func owner(_ event: Event) {
    if let account = world.account(of: event.entity) { text("account", world.accounts[account].name) }
    if let connection = world.connection(of: event.entity) {
      text("provider", world.provider(ofConnection: connection).name)
      if event.entity.kind != .connection { text("connection", world.id(of: .connection(connection))) }
    }
  }

  private mutating func since(_ event: Event) {
    if event.trigger == .found, event.value != 0 { text("since", ISO8601.text(event.value)) }
  }

  private mutating func connection(_ event: Event) {
    owner(event)
    let row = world.connections[event.entity.position]
    if event.trigger == .found || event.trigger == .create || event.trigger == .createAuthorized
      || event.trigger == .changeDataTypes
    {
      list("dataTypes", row.requestedTypes.types.map(\.name))
      text("redirectUrl", world.redirectURL(ofConnection: event.entity.position))
    }
    if event.trigger == .found, row.flags.contains(.connectorOffline) { text("connector", "offline") }
    since(event)
  }

  private mutating func session(_ event: Event) {
    owner(event)
    number("run", Int64(world.connections[event.entity.position].sessionRun))
    if event.to == SessionStatus.processing.rawValue || event.to == SessionStatus.processingError.rawValue,
      let substage = Substage(rawValue: world.connections[event.entity.position].substage)
    {
      text("substage", substage.title)
    }
    since(event)
  }

  private mutating func dataset(_ event: Event) {
    owner(event)
    let row = world.datasets[event.entity.position]
    text("dataType", row.type.name)
    number("run", Int64(row.run))
    if row.sessionRun != 0 { text("session", world.id(of: .session(Int(row.connection)), run: row.sessionRun)) }
    if event.code != 0 { number("code", Int64(event.code)) }
    if event.trigger == .retryLater { number("attempt", event.value) }
    since(event)
  }

  private mutating func request(_ event: Event) {
    owner(event)
    let row = world.requests[event.entity.position]
    text("right", row.right.title)
    text("statute", row.statute.title)
    text("due", ISO8601.text(row.deadline))
    since(event)
  }

  private mutating func integration(_ event: Event) {
    owner(event)
    let row = world.integrations[event.entity.position]
    text("request", world.id(of: .request(Int(row.request))))
    let status = IntegrationStatus(raw: event.to)
    text("right", world.requests[Int(row.request)].right.title)
    if let phase = status.table?.phase { text("phase", phase.title) }
    text("integrationType", row.type.title)
    if row.type == .directContact {
      text("name", world.name(ofIntegration: event.entity.position))
      text("noResponse", row.pausesWithoutResponse ? "pause" : "skip")
    }
    if event.code != 0 { text("code", IntegrationError.show(Int(event.code))) }
    if event.trigger == .retryLater { number("attempt", event.value) }
    if row.amount != 0 { number("records", Int64(row.amount)) }
    if row.due != 0 { text("due", ISO8601.text(row.due)) }
  }

  // MARK: Members

  private mutating func name(_ name: StaticString) {
    if line.count > 1 { line.append(UInt8(ascii: ",")) }
    line.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { line.append(contentsOf: $0) }
    line.append(contentsOf: [UInt8(ascii: "\""), UInt8(ascii: ":")])
  }

  private mutating func text(_ key: StaticString, _ value: String) {
    name(key)
    if value.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
      line.append(UInt8(ascii: "\""))
      line.append(contentsOf: value.utf8)
      line.append(UInt8(ascii: "\""))
    } else {
      line.append(contentsOf: JSONText.quoted(value).utf8)
    }
  }

  private mutating func number(_ key: StaticString, _ value: Int64) {
    name(key)
    line.append(contentsOf: String(value).utf8)
  }

  private mutating func list(_ key: StaticString, _ values: [String]) {
    name(key)
    line.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { line.append(UInt8(ascii: ",")) }
      line.append(contentsOf: JSONText.quoted(value).utf8)
    }
    line.append(UInt8(ascii: "]"))
  }
}
