import Canvas
import Lifecycles
import Simulation

/// The columns of every table, each declared once.
package enum Columns {
  // MARK: Shared columns

  package static func account(_ ideal: Int = 24) -> Column<ObjectRef> {
    Column(
      "ACCOUNT", key: "account", minimum: 12, ideal: ideal, rank: 0,
      sortKey: { world, ranks, object in UInt64(world.account(of: object).map { ranks.accounts[$0] } ?? .max) },
      cell: { CellText(StatusText.account($0.world, $1)) })
  }

  package static let provider = Column<ObjectRef>(
    "PROVIDER", key: "provider", minimum: 9, ideal: 19, rank: 1,
    sortKey: { world, ranks, object in
      UInt64(world.connection(of: object).map { ranks.providers[Int(world.connections[$0].provider)] } ?? .max)
    },
    cell: { context, object in
      guard let connection = context.world.connection(of: object) else { return CellText("") }
      return CellText(context.world.provider(ofConnection: connection).name)
    })

  /// Glyph and label of the status, in the role of its category.
  package static func status(
    _ title: String, minimum: Int, ideal: Int, rank: Int = 0,
    of map: @escaping @Sendable (ObjectRef) -> ObjectRef = { $0 }
  ) -> Column<ObjectRef> {
    Column(
      title, key: title.lowercased().replacing(" ", with: "_"), minimum: minimum, ideal: ideal, rank: rank,
      sortKey: { world, _, object in statusKey(world, map(object)) },
      cell: { statusCell($0, map($1)) })
  }

  package static func statusCell(_ context: ColumnContext, _ object: ObjectRef) -> CellText {
    let label = StatusText.label(context.world, object)
    guard let category = StatusText.category(context.world, object) else { return CellText(label, .muted) }
    return CellText("\(context.glyphs.sign(category)) \(label)", category.role)
  }

  /// By category, worst first, then by status.
  package static func statusKey(_ world: World, _ object: ObjectRef) -> UInt64 {
    let category = StatusText.category(world, object).map { UInt64($0.rawValue) } ?? 9
    return category << 8 | UInt64(world.status(of: object))
  }

  package static func age(
    _ title: String, key: String, rank: Int, _ moment: @escaping @Sendable (World, ObjectRef) -> Instant
  )
    -> Column<ObjectRef>
  {
    Column(
      title, key: key, minimum: max(6, title.count), ideal: 7, rank: rank, align: .trailing, isClock: true,
      sortKey: { world, _, object in
        let time = moment(world, object)
        // Youngest first. The moment is compared rather than the age, so that the order doesn't change with the clock.
        return time == 0 ? .max : UInt64(bitPattern: Int64.max &- time)
      },
      cell: { context, object in
        let time = moment(context.world, object)
        return time == 0 ? CellText(context.glyphs.dash, .muted) : CellText(Span.short(context.world.now - time))
      })
  }

  package static let since = age("SINCE", key: "since", rank: 2) { $0.since($1) }

  package static let actor = Column<ObjectRef>(
    "WHO ACTS", key: "actor", minimum: 15, ideal: 15, rank: 1,
    sortKey: { world, _, object in UInt64(Attention.actor(world, object).rawValue) },
    cell: { context, object in
      let actor = Attention.actor(context.world, object)
      return actor == .nobody ? CellText(context.glyphs.dash, .muted) : CellText(actor.word)
    })

  package static let nextStep = Column<ObjectRef>(
    "NEXT STEP", key: "next_step", minimum: 22, ideal: 60, rank: 4,
    sortKey: { world, _, object in UInt64(Attention.actor(world, object).rawValue) << 16 | statusKey(world, object) },
    cell: { context, object in
      // Empty if nobody has to act, so that what has to be done stands out.
      let isIdle = Attention.actor(context.world, object) == .nobody && !Attention.isNeeded(context.world, object)
      return isIdle ? CellText("") : CellText(Attention.nextStep(context.world, object), .muted)
    })

  package static let id = Column<ObjectRef>(
    "ID", key: "id", minimum: 8, ideal: 8, rank: 5,
    sortKey: { world, _, object in idKey(world, object) },
    cell: { CellText($0.world.shortID(of: $1), .muted) })

  package static func idKey(_ world: World, _ object: ObjectRef) -> UInt64 {
    if let prefix = world.idPrefix(of: object) { return UInt64(prefix) }
    // The first eight bytes sort like the text.
    return world.id(of: object).utf8.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The latest successful sync among a connection's data types.
  package static func lastSuccess(_ world: World, _ connection: Int) -> Instant {
    var latest: Instant = 0
    var next = world.connections[connection].datasets.first
    while next >= 0 {
      latest = max(latest, world.datasets[Int(next)].lastSuccess)
      next = world.datasets[Int(next)].next
    }
    return latest
  }

  // MARK: Connections

  package static let connections: [Column<ObjectRef>] = [
    account(),
    provider,
    status("CONNECTION", minimum: 15, ideal: 15),
    status("SESSION", minimum: 18, ideal: 30, rank: 1) { .session($0.position) },
    progress,
    data,
    age("SYNCED", key: "synced", rank: 3) { lastSuccess($0, $1.position) },
    Column(
      "NEXT", key: "next", minimum: 19, ideal: 36, rank: 0,
      sortKey: { world, _, object in nextKey(world, object.position) },
      cell: { CellText(ConnectionStep($0.world, $1.position).text, .muted) }),
    id,
  ]

  /// Rows on which somebody has to act first, then by the worse category of connection and session.
  package static func nextKey(_ world: World, _ index: Int) -> UInt64 {
    let next = ConnectionStep(world, index)
    let connection = world.connections[index]
    let link = UInt64(Catalog.category(.connection, connection.status).rawValue)
    let session = UInt64(Catalog.category(.session, connection.session).rawValue)
    return UInt64(next.rawValue) << 16 | link << 8 | session
  }

  package static let progress = Column<ObjectRef>(
    "STAGES", key: "stages", minimum: 6, ideal: 6, rank: 4,
    sortKey: { world, _, object in UInt64(world.connections[object.position].sessionStatus?.stagesReached ?? 0) },
    cell: { context, object in
      guard let status = context.world.connections[object.position].sessionStatus else { return CellText("") }
      let category = StatusText.category(context.world, .session(object.position)) ?? .unknown
      let reached = status.stagesReached
      return CellText(
        String(repeating: context.glyphs.full, count: reached)
          + String(repeating: context.glyphs.empty, count: 5 - reached),
        category.role)
    })

  package static let data = Column<ObjectRef>(
    "DATA", key: "data", minimum: 5, ideal: 5, rank: 3, align: .trailing,
    sortKey: { world, _, object in
      let tally = world.connections[object.position].tally
      return UInt64(max(0, tally.total <= 0 ? 0 : Int(tally.complete) * 1_000 / Int(tally.total))) << 8
        | UInt64(max(0, tally.total))
    },
    cell: { context, object in
      let tally = context.world.connections[object.position].tally
      guard tally.total > 0 else { return CellText(context.glyphs.dash, .muted) }
      return CellText("\(tally.complete)/\(tally.total)", tally.failed > 0 ? .failed : .text)
    })

  // MARK: Sessions

  package static let sessions: [Column<ObjectRef>] = [
    account(),
    provider,
    status("SESSION", minimum: 18, ideal: 44),
    progress,
    data,
    since,
    age("STARTED", key: "started", rank: 3) { $0.connections[$1.position].sessionStarted },
    Column(
      "RUN", key: "run", minimum: 4, ideal: 5, rank: 4, align: .trailing,
      sortKey: { world, _, object in UInt64(world.connections[object.position].sessionRun) },
      cell: { CellText(String($0.world.connections[$1.position].sessionRun), .muted) }),
    actor,
    id,
    nextStep,
  ]

  // MARK: Datasets

  package static let datasets: [Column<ObjectRef>] = [
    account(),
    provider,
    Column(
      "DATA TYPE", key: "data_type", minimum: 12, ideal: 24, rank: 0,
      sortKey: { world, ranks, object in UInt64(ranks.types[Int(world.datasets[object.position].type.index)]) },
      cell: { CellText($0.world.datasets[$1.position].type.name) }),
    status("DATASET", minimum: 12, ideal: 18),
    Column(
      "CODE", key: "code", minimum: 4, ideal: 4, rank: 3, align: .trailing,
      sortKey: { world, _, object in UInt64(world.datasets[object.position].code.rawValue) },
      cell: { context, object in
        let dataset = context.world.datasets[object.position]
        if dataset.datasetStatus == .fetching, dataset.attempt > 0 { return CellText("r\(dataset.attempt)", .waiting) }
        return dataset.code.isNone ? CellText("") : CellText(dataset.code.text, .failed)
      }),
    since,
    age("SYNCED", key: "synced", rank: 1) { $0.datasets[$1.position].lastSuccess },
    Column(
      "RUN", key: "run", minimum: 4, ideal: 5, rank: 4, align: .trailing,
      sortKey: { world, _, object in UInt64(world.datasets[object.position].run) },
      cell: { CellText(String($0.world.datasets[$1.position].run), .muted) }),
    actor,
    id,
    nextStep,
  ]
}
