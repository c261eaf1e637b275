import Canvas
import Lifecycles
import Simulation

/// The columns of requests, integrations and To do.
extension Columns {
  // MARK: Requests and integrations

  package static let requests: [Column<ObjectRef>] = [
    account(),
    Column(
      "RIGHT", key: "right", minimum: 8, ideal: 17, rank: 0,
      sortKey: { world, _, object in UInt64(world.requests[object.position].right.rawValue) },
      cell: { CellText($0.world.requests[$1.position].right.title) }),
    status("REQUEST", minimum: 16, ideal: 27),
    Column(
      "DONE", key: "done", minimum: 5, ideal: 5, rank: 1, align: .trailing,
      sortKey: { world, _, object in
        let progress = world.progress(ofRequest: object.position)
        return UInt64(progress.total == 0 ? 0 : progress.done * 1_000 / progress.total)
      },
      cell: { context, object in
        let progress = context.world.progress(ofRequest: object.position)
        return CellText("\(progress.done)/\(progress.total)")
      }),
    Column(
      "DAYS LEFT", key: "days_left", minimum: 9, ideal: 9, rank: 1, align: .trailing, isClock: true,
      sortKey: { world, _, object in
        let request = world.requests[object.position]
        return request.requestStatus?.isClosed == true ? .max : UInt64(max(0, request.deadline))
      },
      cell: { context, object in
        let request = context.world.requests[object.position]
        if request.requestStatus?.isClosed == true { return CellText("closed", .muted) }
        let days = Attention.daysLeft(context.world, object.position)
        return CellText(String(days), days <= 3 ? .failed : days <= 10 ? .waiting : .text)
      }),
    Column(
      "STATUTE", key: "statute", minimum: 7, ideal: 9, rank: 4,
      sortKey: { world, _, object in UInt64(world.requests[object.position].statute.rawValue) },
      cell: { context, object in
        let request = context.world.requests[object.position]
        return CellText(request.statute.title + (request.isExtended ? "+" : ""), .muted)
      }),
    Column(
      "WAITING FOR", key: "waiting_for", minimum: 12, ideal: 34, rank: 2,
      sortKey: { world, _, object in UInt64(Attention.waitingFor(world, object.position).first?.actor.rawValue ?? 99) },
      cell: { context, object in
        let parts = Attention.waitingFor(context.world, object.position)
        return CellText(
          parts.isEmpty
            ? "" : parts.map { $0.count > 1 ? "\($0.actor.word) (\($0.count))" : $0.actor.word }.joined(separator: ", ")
        )
      }),
    since,
    id,
  ]

  package static let integrations: [Column<ObjectRef>] = [
    account(),
    Column(
      "INTEGRATION", key: "integration", minimum: 12, ideal: 20, rank: 0,
      sortKey: { world, ranks, object in
        let integration = world.integrations[object.position]
        return integration.connection == Integration.noConnection
          ? 1 << 32 | UInt64(ranks.contacts.isEmpty ? 0 : ranks.contacts[Int(integration.nameIndex)])
          : UInt64(ranks.providers[Int(world.connections[Int(integration.connection)].provider)])
      },
      cell: { CellText($0.world.name(ofIntegration: $1.position)) }),
    Column(
      "TYPE", key: "type", minimum: 6, ideal: 14, rank: 2,
      sortKey: { world, _, object in UInt64(world.integrations[object.position].type.rawValue) },
      cell: { CellText($0.world.integrations[$1.position].type.title, .muted) }),
    Column(
      "PHASE", key: "phase", minimum: 6, ideal: 8, rank: 2,
      sortKey: { world, _, object in
        UInt64(world.integrations[object.position].integrationStatus.table?.phase.rawValue ?? 9)
      },
      cell: { CellText($0.world.integrations[$1.position].integrationStatus.table?.phase.title ?? "", .muted) }),
    status("INTEGRATION STATUS", minimum: 20, ideal: 48),
    since,
    actor,
    id,
    nextStep,
  ]

  // MARK: To do

  package static let todo: [Column<ObjectRef>] = [
    Column(
      "URGENCY", key: "urgency", minimum: 7, ideal: 7, rank: 1,
      sortKey: { world, _, object in Attention.worstKey(world, object) },
      cell: { context, object in
        let urgency = Urgency(context.world, object)
        return CellText(urgency.word, urgency.role)
      }),
    Column(
      "WHAT", key: "what", minimum: 11, ideal: 11, rank: 2,
      sortKey: { _, _, object in UInt64(object.kind.rawValue) },
      cell: { CellText($1.system?.name ?? "", .muted) }),
    account(24),
    Column(
      "OBJECT", key: "object", minimum: 10, ideal: 30, rank: 1,
      sortKey: { world, ranks, object in
        UInt64(world.connection(of: object).map { ranks.providers[Int(world.connections[$0].provider)] } ?? .max)
      },
      cell: { CellText(StatusText.objectName($0.world, $1)) }),
    status("STATUS", minimum: 14, ideal: 26),
    actor,
    Column(
      "SINCE", key: "since", minimum: 6, ideal: 6, rank: 1, align: .trailing, isClock: true,
      sortKey: { world, _, object in UInt64(bitPattern: Int64.max &- world.since(object)) },
      cell: { CellText(Span.short($0.world.now - $0.world.since($1))) }),
    Column(
      "DUE", key: "due", minimum: 5, ideal: 6, rank: 3, align: .trailing, isClock: true,
      sortKey: { world, _, object in Attention.deadline(world, object).map { UInt64(bitPattern: $0) } ?? .max },
      cell: { context, object in
        guard let due = Attention.deadline(context.world, object) else { return CellText("") }
        let rest = due - context.world.now
        return CellText(
          Span.shortDeadline(rest), rest < 0 ? .failed : rest < 10 * Span.day ? .waiting : .text)
      }),
    nextStep,
  ]
}
