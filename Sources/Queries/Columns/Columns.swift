import Canvas
import Lifecycles
import Simulation

/// The columns of every table, each declared once.
package enum Columns {
  // MARK: Shared columns

  package static func account(_ ideal: Int = 24) -> Column<Entity> {
    Column(
      "ACCOUNT", key: "account", minimum: 12, ideal: ideal, rank: 0,
      sortKey: { world, ranks, entity in UInt64(world.account(of: entity).map { ranks.accounts[$0] } ?? .max) },
      cell: { CellText(StatusText.account($0.world, $1)) })
  }

  package static let provider = Column<Entity>(
    "PROVIDER", key: "provider", minimum: 9, ideal: 19, rank: 1,
    sortKey: { world, ranks, entity in
      UInt64(world.connection(of: entity).map { ranks.providers[Int(world.connections[$0].provider)] } ?? .max)
    },
    cell: { context, entity in
      guard let connection = context.world.connection(of: entity) else { return CellText("") }
      return CellText(context.world.provider(ofConnection: connection).name)
    })

  /// Glyph and label of the status, in the role of its standing.
  package static func status(
    _ title: String, minimum: Int, ideal: Int, rank: Int = 0, of map: @escaping @Sendable (Entity) -> Entity = { $0 }
  ) -> Column<Entity> {
    Column(
      title, key: title.lowercased().replacing(" ", with: "_"), minimum: minimum, ideal: ideal, rank: rank,
      sortKey: { world, _, entity in statusKey(world, map(entity)) },
      cell: { statusCell($0, map($1)) })
  }

  package static func statusCell(_ context: ColumnContext, _ entity: Entity) -> CellText {
    let label = StatusText.label(context.world, entity)
    guard let standing = StatusText.standing(context.world, entity) else { return CellText(label, .muted) }
    return CellText("\(context.glyphs.sign(standing)) \(label)", standing.role)
  }

  /// By standing, worst first, then by status.
  package static func statusKey(_ world: World, _ entity: Entity) -> UInt64 {
    let standing = StatusText.standing(world, entity).map { UInt64($0.rawValue) } ?? 9
    return standing << 8 | UInt64(world.status(of: entity))
  }

  package static func age(
    _ title: String, key: String, rank: Int, _ moment: @escaping @Sendable (World, Entity) -> Instant
  )
    -> Column<Entity>
  {
    Column(
      title, key: key, minimum: max(6, title.count), ideal: 7, rank: rank, align: .trailing, isClock: true,
      sortKey: { world, _, entity in
        let time = moment(world, entity)
        // Youngest first. The moment is compared rather than the age, so that the order doesn't change with the clock.
        return time == 0 ? .max : UInt64(bitPattern: Int64.max &- time)
      },
      cell: { context, entity in
        let time = moment(context.world, entity)
        return time == 0 ? CellText(context.glyphs.dash, .muted) : CellText(Span.short(context.world.now - time))
      })
  }

  package static let since = age("SINCE", key: "since", rank: 2) { $0.since($1) }

  package static let actor = Column<Entity>(
    "WHO ACTS", key: "actor", minimum: 15, ideal: 15, rank: 1,
    sortKey: { world, _, entity in UInt64(Attention.actor(world, entity).rawValue) },
    cell: { context, entity in
      let actor = Attention.actor(context.world, entity)
      return actor == .nobody ? CellText(context.glyphs.dash, .muted) : CellText(actor.word)
    })

  package static let nextStep = Column<Entity>(
    "NEXT STEP", key: "next_step", minimum: 22, ideal: 60, rank: 4,
    sortKey: { world, _, entity in UInt64(Attention.actor(world, entity).rawValue) << 16 | statusKey(world, entity) },
    cell: { context, entity in
      // Empty if nobody has to act, so that what has to be done stands out.
      let isIdle = Attention.actor(context.world, entity) == .nobody && !Attention.isNeeded(context.world, entity)
      return isIdle ? CellText("") : CellText(Attention.nextStep(context.world, entity), .muted)
    })

  package static let id = Column<Entity>(
    "ID", key: "id", minimum: 8, ideal: 8, rank: 5,
    sortKey: { world, _, entity in idKey(world, entity) },
    cell: { CellText($0.world.shortID(of: $1), .muted) })

  package static func idKey(_ world: World, _ entity: Entity) -> UInt64 {
    if let prefix = world.idPrefix(of: entity) { return UInt64(prefix) }
    // The first eight bytes sort like the text.
    return world.id(of: entity).utf8.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The latest successful sync among a connection's data types.
  package static func lastSuccess(_ world: World, _ connection: Int) -> Instant {
    var latest: Instant = 0
    var next = world.connections[connection].firstDataset
    while next >= 0 {
      latest = max(latest, world.datasets[Int(next)].lastSuccess)
      next = world.datasets[Int(next)].nextOfConnection
    }
    return latest
  }

  // MARK: Connections

  package static let connections: [Column<Entity>] = [
    account(),
    provider,
    status("CONNECTION", minimum: 15, ideal: 15),
    status("SESSION", minimum: 18, ideal: 30, rank: 1) { .session($0.position) },
    progress,
    data,
    age("SYNCED", key: "synced", rank: 3) { lastSuccess($0, $1.position) },
    Column(
      "NEXT", key: "next", minimum: 19, ideal: 36, rank: 0,
      sortKey: { world, _, entity in nextKey(world, entity.position) },
      cell: { CellText(ConnectionStep($0.world, $1.position).text, .muted) }),
    id,
  ]

  /// Rows on which somebody has to act first, then by the worse standing of connection and session.
  package static func nextKey(_ world: World, _ index: Int) -> UInt64 {
    let next = ConnectionStep(world, index)
    let table = Catalog.standingTable
    let connection = world.connections[index]
    let link = UInt64(table[Int(System.connection.rawValue)][Int(connection.status)].rawValue)
    let session = UInt64(table[Int(System.session.rawValue)][Int(connection.session)].rawValue)
    return UInt64(next.rawValue) << 16 | link << 8 | session
  }

  package static let progress = Column<Entity>(
    "STAGES", key: "stages", minimum: 6, ideal: 6, rank: 4,
    sortKey: { world, _, entity in UInt64(world.connections[entity.position].sessionStatus?.stagesReached ?? 0) },
    cell: { context, entity in
      guard let status = context.world.connections[entity.position].sessionStatus else { return CellText("") }
      let standing = StatusText.standing(context.world, .session(entity.position)) ?? .unknown
      let reached = status.stagesReached
      return CellText(
        String(repeating: context.glyphs.full, count: reached)
          + String(repeating: context.glyphs.empty, count: 5 - reached),
        standing.role)
    })

  package static let data = Column<Entity>(
    "DATA", key: "data", minimum: 5, ideal: 5, rank: 3, align: .trailing,
    sortKey: { world, _, entity in
      let tally = world.connections[entity.position].tally
      return UInt64(max(0, tally.total <= 0 ? 0 : Int(tally.complete) * 1_000 / Int(tally.total))) << 8
        | UInt64(max(0, tally.total))
    },
    cell: { context, entity in
      let tally = context.world.connections[entity.position].tally
      guard tally.total > 0 else { return CellText(context.glyphs.dash, .muted) }
      return CellText("\(tally.complete)/\(tally.total)", tally.failed > 0 ? .failed : .text)
    })

  // MARK: Sessions

  package static let sessions: [Column<Entity>] = [
    account(),
    provider,
    status("SESSION", minimum: 18, ideal: 44),
    progress,
    data,
    since,
    age("STARTED", key: "started", rank: 3) { $0.connections[$1.position].sessionStarted },
    Column(
      "RUN", key: "run", minimum: 4, ideal: 5, rank: 4, align: .trailing,
      sortKey: { world, _, entity in UInt64(world.connections[entity.position].sessionRun) },
      cell: { CellText(String($0.world.connections[$1.position].sessionRun), .muted) }),
    actor,
    id,
    nextStep,
  ]

  // MARK: Datasets

  package static let datasets: [Column<Entity>] = [
    account(),
    provider,
    Column(
      "DATA TYPE", key: "data_type", minimum: 12, ideal: 24, rank: 0,
      sortKey: { world, ranks, entity in UInt64(ranks.types[Int(world.datasets[entity.position].type.index)]) },
      cell: { CellText($0.world.datasets[$1.position].type.name) }),
    status("DATASET", minimum: 12, ideal: 18),
    Column(
      "CODE", key: "code", minimum: 4, ideal: 4, rank: 3, align: .trailing,
      sortKey: { world, _, entity in UInt64(world.datasets[entity.position].code) },
      cell: { context, entity in
        let dataset = context.world.datasets[entity.position]
        if dataset.datasetStatus == .fetching, dataset.attempt > 0 { return CellText("r\(dataset.attempt)", .waiting) }
        return dataset.code == 0 ? CellText("") : CellText(String(dataset.code), .failed)
      }),
    since,
    age("SYNCED", key: "synced", rank: 1) { $0.datasets[$1.position].lastSuccess },
    Column(
      "RUN", key: "run", minimum: 4, ideal: 5, rank: 4, align: .trailing,
      sortKey: { world, _, entity in UInt64(world.datasets[entity.position].run) },
      cell: { CellText(String($0.world.datasets[$1.position].run), .muted) }),
    actor,
    id,
    nextStep,
  ]
}
