import Lifecycles
import Simulation

/// Objects as JSON, with the documented fields in documented order.
package enum ObjectJSON {
  /// A JSON value whose members have a fixed order.
  package indirect enum Value {
    case text(String), number(Int64), flag(Bool), null
    case list([Value])
    case object([(String, Value?)])

    /// Renders it with two spaces of indent per level. Members without a value are left out.
    package func render(indent: String = "") -> String {
      switch self {
      case .text(let text): return JSONText.quoted(text)
      case .number(let number): return String(number)
      case .flag(let flag): return flag ? "true" : "false"
      case .null: return "null"
      case .list(let values):
        guard !values.isEmpty else { return "[]" }
        let inner = indent + "  "
        return "[\n" + values.map { inner + $0.render(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
      case .object(let members):
        let inner = indent + "  "
        let present = members.compactMap { name, value in
          value.map { "\(inner)\(JSONText.quoted(name)): \($0.render(indent: inner))" }
        }
        return present.isEmpty ? "{}" : "{\n\(present.joined(separator: ",\n"))\n\(indent)}"
      }
    }
  }

  package static func value(_ world: World, _ object: ObjectRef) -> Value {
    switch object.kind {
    case .connection: connection(world, object.position)
    case .session: session(world, object.position)
    case .dataset: dataset(world, object.position)
    case .request: request(world, object.position)
    case .integration: integration(world, object.position)
    case .provider: provider(world, object.position)
    case .feedLine:
      .object([
        ("line", .number(Int64(world.anomalies[object.position].line))),
        ("text", .text(world.anomalies[object.position].text)),
      ])
    }
  }

  private static func moment(_ instant: Instant) -> Value? { instant == 0 ? nil : .text(ISO8601.text(instant)) }

  /// A link as JSON: null if the feed gave none.
  private static func link(_ text: String) -> Value { text.isEmpty ? .null : .text(text) }

  /// The data connection object (seed 002).
  private static func connection(_ world: World, _ index: Int) -> Value {
    let connection = world.connections[index]
    return .object([
      ("id", .text(world.id(of: .connection(index)))),
      ("provider_name", .text(world.provider(ofConnection: index).name)),
      ("requested_data_types", .list(connection.requestedTypes.types.map { .text($0.name) })),
      ("skip_permissions", .flag(connection.flags.contains(.skipsPermissions))),
      ("redirect_url", link(world.redirectURL(ofConnection: index))),
      ("return_url", link(world.returnURL(ofConnection: index))),
      ("status", .text(StatusText.label(world, .connection(index)))),
      ("connected_at", moment(connection.connectedAt) ?? .null),
      ("created_at", moment(connection.createdAt) ?? .null),
      ("disconnected_at", moment(connection.disconnectedAt) ?? .null),
    ])
  }

  private static func session(_ world: World, _ index: Int) -> Value {
    let connection = world.connections[index]
    let substage: Value? =
      connection.session == SessionStatus.processing.rawValue
        || connection.session == SessionStatus.processingError.rawValue
      ? Substage(rawValue: connection.substage).map { .text($0.title) } : nil
    let info = Lifecycle.session.info(connection.session)
    // A number that no document publishes is given as it came.
    let code = (info?.code).map { Int64($0) } ?? world.unknownTexts[.session(index)].flatMap { Int64($0) }
    return .object([
      ("id", .text(world.id(of: .session(index)))),
      ("connectionId", .text(world.id(of: .connection(index)))),
      ("statusCode", code.map { .number($0) } ?? .null),
      ("status", .text(info?.key ?? StatusText.label(world, .session(index)))),
      ("substage", substage),
      ("started", moment(connection.sessionStarted)),
      ("since", moment(connection.sessionSince)),
      (
        "datasets",
        .object([
          ("total", .number(Int64(connection.tally.total))), ("complete", .number(Int64(connection.tally.complete))),
          ("failed", .number(Int64(connection.tally.failed))),
        ])
      ),
      ("isPartial", .flag(connection.tally.isPartial)),
    ])
  }

  /// One dataset, as the pull operation of the public documentation.
  private static func dataset(_ world: World, _ index: Int) -> Value {
    let dataset = world.datasets[index]
    guard dataset.status != StatusID.absentRaw else {
      return .object([("dataType", .text(dataset.type.name))])
    }
    let info = StatusText.info(world, .dataset(index))
    let isErrored = info?.category == .failed
    let isCompleted = dataset.datasetStatus.map { !$0.isRunning } ?? false
    let progress: Int64 =
      switch dataset.datasetStatus {
      case .queued, .initial, nil: 0
      case .fetching: 20
      case .mapQueued, .mapping: 40
      case .validationQueued, .validating: 60
      case .processingQueued, .processing: 80
      case .complete, .notSupported, .authError, .fetchError, .mapError, .validationError, .processingError,
        .internalError, .cancelled, .rateLimitError, .permissionsError, .prerequisiteNotMet:
        100
      }
    return .object([
      ("id", .text(world.id(of: .dataset(index)))),
      ("companyId", .text("account-\(world.account(of: .dataset(index)) ?? 0)")),
      ("connectionId", .text(world.id(of: .connection(Int(dataset.connection))))),
      ("dataType", .text(dataset.type.name)),
      ("status", .text(StatusText.label(world, .dataset(index)))),
      ("statusDescription", info.map { .text($0.meaning) }),
      ("errorMessage", isErrored ? .text(dataset.code.isNone ? info?.key ?? "" : "HTTP \(dataset.code.text)") : nil),
      ("requested", moment(dataset.requestedAt)),
      ("completed", isCompleted ? moment(dataset.since) : nil),
      ("progress", .number(progress)),
      ("isCompleted", .flag(isCompleted && !isErrored)),
      ("isErrored", .flag(isErrored)),
    ])
  }

  private static func request(_ world: World, _ index: Int) -> Value {
    let request = world.requests[index]
    return .object([
      ("id", .text(world.id(of: .request(index)))),
      ("right", .text(request.right.title)),
      ("status", .text(StatusText.label(world, .request(index)))),
      ("received", moment(request.receivedAt)),
      ("statute", .text(request.statute.title)),
      ("deadline", moment(request.deadline)),
      ("isExtended", .flag(request.isExtended)),
      ("integrations", .list(world.integrations(ofRequest: index).map { integration(world, $0) })),
    ])
  }

  private static func integration(_ world: World, _ index: Int) -> Value {
    let integration = world.integrations[index]
    let table = integration.integrationStatus.table
    let isError = integration.kind == .error
    return .object([
      ("id", .text(world.id(of: .integration(index)))),
      ("name", .text(world.name(ofIntegration: index))),
      ("integrationType", .text(integration.type.title)),
      ("phase", table.map { .text($0.phase.title) }),
      ("status", .text(StatusText.label(world, .integration(index)))),
      ("errorCode", isError ? .text(integration.code.text) : nil),
      ("errorMessage", isError ? .text(IntegrationError.row(for: integration.code).label) : nil),
      ("since", moment(integration.since)),
      ("due", moment(integration.due)),
    ])
  }

  private static func provider(_ world: World, _ index: Int) -> Value {
    .object([
      ("name", .text(world.providers[index].name)),
      ("condition", .text(world.providerStates[index].condition.title)),
    ])
  }

  /// The data status of an account, by data type (seed 001). If several connections have a type, the one with the
  /// latest sync is used.
  package static func dataStatus(_ world: World, account: Int) -> [DataStatus] {
    var latest: [DataType: Int] = [:]
    for connection in world.connections(ofAccount: account)
    where world.connections[connection].status != StatusID.absentRaw {
      for index in world.datasets(ofConnection: connection) where !world.datasets[index].isDropped {
        let type = world.datasets[index].type
        if let other = latest[type], world.datasets[other].requestedAt >= world.datasets[index].requestedAt { continue }
        latest[type] = index
      }
    }
    return DataType.all.compactMap { latest[$0] }.map { dataStatus(world, dataset: $0) }
  }

  package static func dataStatus(_ world: World, dataset index: Int) -> DataStatus {
    let dataset = world.datasets[index]
    let hasRun = dataset.status != StatusID.absentRaw
    let hasSuccess = dataset.successfulRun != 0
    return DataStatus(
      dataType: dataset.type.name,
      lastSuccessfulSync: hasSuccess ? ISO8601.text(dataset.lastSuccess) : nil,
      currentStatus: hasRun ? StatusText.label(world, .dataset(index)) : nil,
      latestSyncID: hasRun ? world.id(of: .dataset(index)) : nil,
      latestSuccessfulSyncID: hasSuccess ? world.id(of: .dataset(index), run: dataset.successfulRun) : nil)
  }
}
