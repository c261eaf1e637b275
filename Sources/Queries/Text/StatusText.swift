import Lifecycles
import Simulation

/// An object's status as text: with numbers filled in, unknown ones as they came.
package enum StatusText {
  package static func label(_ world: World, _ object: ObjectRef) -> String {
    let raw = world.status(of: object)
    switch object.kind {
    case .provider: return world.providerStates[object.position].condition.title
    case .feedLine: return world.anomalies[object.position].kind.rawValue
    case .session: return session(world, object, raw)
    case .integration: return integration(world, object.position)
    case .connection, .dataset, .request:
      guard let system = object.system else { return "" }
      if raw == StatusID.absentRaw { return object.kind == .dataset ? "never synced" : "" }
      return Catalog[system].info(raw)?.key ?? unknown(world, object)
    }
  }

  /// The label of an object's status for running text, without the padding of columns.
  package static func plainLabel(_ world: World, _ object: ObjectRef) -> String {
    String(label(world, object).drop { $0 == " " })
  }

  /// The label of a raw status without an object, for events, which keep only statuses.
  package static func label(_ system: StatusSystem, _ raw: UInt8) -> String {
    raw == StatusID.absentRaw ? "" : Diagram.shortLabel(Catalog[system], raw)
  }

  private static func unknown(_ world: World, _ object: ObjectRef) -> String {
    "unknown (\(world.unknownTexts[object] ?? "?"))"
  }

  private static func session(_ world: World, _ object: ObjectRef, _ raw: UInt8) -> String {
    guard raw != StatusID.absentRaw else { return "" }
    guard let info = Lifecycle.session.info(raw) else { return unknown(world, object) }
    let connection = world.connections[object.position]
    var text = "\(raw < 10 ? " " : "")\(raw) \(info.key)"
    if raw == SessionStatus.processing.rawValue || raw == SessionStatus.processingError.rawValue,
      let substage = Substage(rawValue: connection.substage)
    {
      text += ": \(substage.title)"
    }
    return connection.tally.isPartial ? text + " (partial)" : text
  }

  private static func integration(_ world: World, _ index: Int) -> String {
    let integration = world.integrations[index]
    guard integration.status != StatusID.absentRaw else { return "" }
    guard let kind = integration.kind, let table = integration.integrationStatus.table else {
      return unknown(world, .integration(index))
    }
    var text = kind.state.rawValue
    if let sublabel = kind.sublabel(table.phase) {
      text += " · " + IntegrationKind.fill(sublabel, number(world, integration, kind))
    }
    if kind == .error { text += ": " + errorLabel(integration) }
    if kind == .submitted, integration.attempt > 0 {
      text += ", retry \(integration.attempt) (\(integration.code.text))"
    }
    return text
  }

  package static func errorLabel(_ integration: Integration) -> String {
    let row = IntegrationError.row(for: integration.code)
    if integration.code.isNone || row.match == .disconnected { return row.label }
    return "\(integration.code.text) \(row.label)"
  }

  private static func number(_ world: World, _ integration: Integration, _ kind: IntegrationKind) -> Int64 {
    switch kind {
    case .dueIn: Span.deadlineDays(max(0, integration.due - world.now))
    case .overdue: Span.deadlineDays(min(0, integration.due - world.now))
    case .notStarted, .noExtraction, .inWorkflow, .pending, .submitted, .noResponse, .error, .skipped, .fullDeletion,
      .records, .noRecords, .files, .noFiles, .skippedNoResponse, .stopped, .deletionDone, .recordsDeleted,
      .noRecordsDeleted, .nothingToDelete, .notDeleted:
      Int64(integration.amount)
    }
  }

  package static func category(_ world: World, _ object: ObjectRef) -> StatusCategory? {
    guard let system = object.system else {
      if object.kind == .feedLine { return .unknown }
      return world.providerStates[object.position].condition == .normal ? .done : .failed
    }
    let raw = world.status(of: object)
    return raw == StatusID.absentRaw ? nil : Catalog.category(system, raw)
  }

  /// The facts of the current status; nil for absent and unknown ones.
  package static func info(_ world: World, _ object: ObjectRef) -> StatusInfo? {
    object.system.flatMap { Catalog[$0].info(world.status(of: object)) }
  }

  /// The account's name, for any object.
  package static func account(_ world: World, _ object: ObjectRef) -> String {
    world.account(of: object).map { world.accounts[$0].name } ?? ""
  }

  /// The name of an object within its account: provider, data type, integration, right.
  package static func objectName(_ world: World, _ object: ObjectRef) -> String {
    switch object.kind {
    case .connection, .session: return world.provider(ofConnection: object.position).name
    case .dataset:
      let dataset = world.datasets[object.position]
      return "\(world.provider(ofConnection: Int(dataset.connection)).name) \(dataset.type.name)"
    case .request: return "\(world.requests[object.position].right.title) request"
    case .integration:
      let right = world.requests[Int(world.integrations[object.position].request)].right
      return "\(world.name(ofIntegration: object.position)) (\(right.title.lowercased()))"
    case .provider: return world.providers[object.position].name
    case .feedLine:
      let anomaly = world.anomalies[object.position]
      return "line \(anomaly.line): \(anomaly.text)"
    }
  }
}
