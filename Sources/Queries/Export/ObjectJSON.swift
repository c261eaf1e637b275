import Lifecycles
import Simulation

/// Objects as JSON, with the documented fields in documented order.
package enum ObjectJSON {
  package static func value(_ world: World, _ object: ObjectRef) -> JSONValue {
    switch object.kind {
    case .connection: connection(world, object.position)
    case .session: session(world, object.position)
    case .dataset: dataset(world, object.position)
    case .request: request(world, object.position)
    case .integration: integration(world, object.position)
    case .provider: provider(world, object.position)
    case .feedLine:
      .object([
        ("line", .number(world.anomalies[object.position].line)),
        ("text", .string(world.anomalies[object.position].text)),
      ])
    }
  }

  private static func moment(_ instant: Instant) -> JSONValue? { instant == 0 ? nil : .string(ISO8601.text(instant)) }

  /// A link as JSON: null if the feed gave none.
  private static func link(_ text: String) -> JSONValue { text.isEmpty ? .null : .string(text) }

  /// The data connection object (seed 002).
  private static func connection(_ world: World, _ index: Int) -> JSONValue {
    let connection = world.connections[index]
    return .object([
      ("id", .string(world.id(of: .connection(index)))),
      ("provider_name", .string(world.provider(ofConnection: index).name)),
      ("requested_data_types", .array(connection.requestedTypes.types.map { .string($0.name) })),
      ("skip_permissions", .bool(connection.flags.contains(.skipsPermissions))),
      ("redirect_url", link(world.redirectURL(ofConnection: index))),
      ("return_url", link(world.returnURL(ofConnection: index))),
      ("status", .string(StatusText.label(world, .connection(index)))),
      ("connected_at", moment(connection.connectedAt) ?? .null),
      ("created_at", moment(connection.createdAt) ?? .null),
      ("disconnected_at", moment(connection.disconnectedAt) ?? .null),
    ])
  }

  private static func session(_ world: World, _ index: Int) -> JSONValue {
    let connection = world.connections[index]
    let substage: JSONValue? =
      connection.session == SessionStatus.processing.rawValue
        || connection.session == SessionStatus.processingError.rawValue
      ? Substage(rawValue: connection.substage).map { .string($0.title) } : nil
    let info = Lifecycle.session.info(connection.session)
    // A number that no document publishes is given as it came.
    let code = (info?.code).map { Int64($0) } ?? world.unknownTexts[.session(index)].flatMap { Int64($0) }
    return .object([
      ("id", .string(world.id(of: .session(index)))),
      ("connectionId", .string(world.id(of: .connection(index)))),
      ("statusCode", code.map { .number($0) } ?? .null),
      ("status", .string(info?.key ?? StatusText.label(world, .session(index)))),
      ("substage", substage),
      ("started", moment(connection.sessionStarted)),
      ("since", moment(connection.sessionSince)),
      (
        "datasets",
        .object([
          ("total", .number(connection.tally.total)), ("complete", .number(connection.tally.complete)),
          ("failed", .number(connection.tally.failed)),
        ])
      ),
      ("isPartial", .bool(connection.tally.isPartial)),
    ])
  }

  /// One dataset, as the pull operation of the public documentation.
  private static func dataset(_ world: World, _ index: Int) -> JSONValue {
    let dataset = world.datasets[index]
    guard dataset.status != StatusID.absentRaw else {
      return .object([("dataType", .string(dataset.type.name))])
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
      ("id", .string(world.id(of: .dataset(index)))),
      ("companyId", .string("account-\(world.account(of: .dataset(index)) ?? 0)")),
      ("connectionId", .string(world.id(of: .connection(Int(dataset.connection))))),
      ("dataType", .string(dataset.type.name)),
      ("status", .string(StatusText.label(world, .dataset(index)))),
      ("statusDescription", info.map { .string($0.meaning) }),
      ("errorMessage", isErrored ? .string(dataset.code.isNone ? info?.key ?? "" : "HTTP \(dataset.code.text)") : nil),
      ("requested", moment(dataset.requestedAt)),
      ("completed", isCompleted ? moment(dataset.since) : nil),
      ("progress", .number(progress)),
      ("isCompleted", .bool(isCompleted && !isErrored)),
      ("isErrored", .bool(isErrored)),
    ])
  }

  private static func request(_ world: World, _ index: Int) -> JSONValue {
    let request = world.requests[index]
    return .object([
      ("id", .string(world.id(of: .request(index)))),
      ("right", .string(request.right.title)),
      ("status", .string(StatusText.label(world, .request(index)))),
      ("received", moment(request.receivedAt)),
      ("statute", .string(request.statute.title)),
      ("deadline", moment(request.deadline)),
      ("isExtended", .bool(request.isExtended)),
      ("integrations", .array(world.integrations(ofRequest: index).map { integration(world, $0) })),
    ])
  }

  private static func integration(_ world: World, _ index: Int) -> JSONValue {
    let integration = world.integrations[index]
    let table = integration.integrationStatus.table
    let isError = integration.kind == .error
    return .object([
      ("id", .string(world.id(of: .integration(index)))),
      ("name", .string(world.name(ofIntegration: index))),
      ("integrationType", .string(integration.type.title)),
      ("phase", table.map { .string($0.phase.title) }),
      ("status", .string(StatusText.label(world, .integration(index)))),
      ("errorCode", isError ? .string(integration.code.text) : nil),
      ("errorMessage", isError ? .string(IntegrationError.row(for: integration.code).label) : nil),
      ("since", moment(integration.since)),
      ("due", moment(integration.due)),
    ])
  }

  private static func provider(_ world: World, _ index: Int) -> JSONValue {
    .object([
      ("name", .string(world.providers[index].name)),
      ("condition", .string(world.providerStates[index].condition.title)),
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
