import Canvas
import Lifecycles
import Queries
import Simulation

/// The first tab of an object: meaning, who acts, next step, and linked objects.
struct ObjectSummary {
  let object: ObjectRef
  let context: ColumnContext
  let log: EventLog
  let width: Int

  private var world: World { context.world }
  private var glyphs: Glyphs { context.glyphs }

  var lines: [PageLine] {
    head
      + (object.kind == .provider ? providerLines : [])
      + (world.connection(of: object).map(connectionLines) ?? [])
      + (object.kind == .request ? requestLines(object.position) : [])
      + (object.kind == .integration
        ? [heading("Request"), row(.request(Int(world.integrations[object.position].request)))] : [])
      + [PageLine(), heading("Latest events")] + ObjectHistory(object: object, context: context, log: log).latest(6)
  }

  private func heading(_ text: String) -> PageLine { PageLine(text, .heading) }

  private func fact(_ title: String, _ text: String, _ role: Role = .text) -> PageLine {
    PageLine(title, .muted).adding(text, role, at: 17)
  }

  private var head: [PageLine] {
    let cell = Columns.statusCell(context, object)
    var lines = [
      PageLine(cell.text, cell.role).adding("  since \(ISO8601.display(world.since(object)))", .muted)
        .adding(" (\(Span.ago(world.now - world.since(object))))", .muted)
    ]
    if let info = StatusText.info(world, object) {
      lines.append(fact("Meaning", meaning(info)))
    }
    let actor = Attention.actor(world, object)
    lines.append(fact("Who acts next", actor.word, actor == .nobody ? .text : .accent))
    let next = Attention.nextStep(world, object)
    if !next.isEmpty { lines.append(fact("Next step", next)) }
    if let due = Attention.deadline(world, object), world.status(of: object) != 0 {
      lines.append(
        fact("Due", "\(ISO8601.display(due)) (\(Span.deadline(due - world.now)))"))
    }
    return lines
  }

  private func meaning(_ info: StatusInfo) -> String {
    guard object.kind == .integration, world.integrations[object.position].kind == .error else { return info.meaning }
    let row = IntegrationError.row(for: world.integrations[object.position].code)
    return "\(row.label): \(row.meaning)"
  }

  // MARK: Connections, sessions, datasets

  private func connectionLines(_ index: Int) -> [PageLine] {
    var lines = [PageLine(), heading("Sharing"), stages(index)]
    if object.kind != .connection { lines += [heading("Connection"), row(.connection(index))] }
    if object.kind != .session, world.connections[index].session != 0 {
      lines += [heading("Session"), row(.session(index))]
    }
    if object.kind == .dataset { return lines }
    let datasets = world.datasets(ofConnection: index).filter { TableKind.datasets.exists($0, world) }
    lines += [PageLine(), heading("Datasets (\(datasets.count))")] + datasets.map(datasetRow)
    let integrations = world.integrations.indices.filter {
      Int(world.integrations[$0].connection) == index && world.integrations[$0].status != 0
    }
    if !integrations.isEmpty {
      lines += [PageLine(), heading("Privacy-request integrations using it (\(integrations.count))")]
      lines += integrations.map { row(.integration($0)) }
    }
    return lines + [PageLine(), heading("Link")] + linkLines(index)
  }

  private func told(_ link: String) -> String { link.isEmpty ? "not given by the feed" : link }

  private func linkLines(_ index: Int) -> [PageLine] {
    [
      fact("redirect_url", told(world.redirectURL(ofConnection: index))),
      fact("return_url", told(world.returnURL(ofConnection: index))),
    ]
  }

  /// The five stages, with the current one highlighted.
  private func stages(_ index: Int) -> PageLine {
    let connection = world.connections[index]
    guard let status = connection.sessionStatus else { return PageLine(" no session yet", .muted) }
    let category = StatusText.category(world, .session(index)) ?? .unknown
    let names = ["Authorization", "Loading", "Structuring", "Processing", "Synced"]
    // The current stage is the last one reached, or the first if none is.
    let current = max(0, status.stagesReached - 1)
    var line = PageLine(" ")
    for (number, name) in names.enumerated() {
      if number > 0 { line = line.adding(" \(glyphs.dash)\(glyphs.dash) ", .muted) }
      if number < current {
        line = line.adding("\(name) \(glyphs.sign(.done))", .done)
      } else if number == current {
        line = line.adding("\(name) \(glyphs.sign(category))\(connection.session)", category.role)
      } else {
        line = line.adding(name, .muted)
      }
    }
    return line
  }

  private func datasetRow(_ index: Int) -> PageLine {
    let dataset = world.datasets[index]
    let cell = Columns.statusCell(context, .dataset(index))
    let ok =
      dataset.lastSuccess == 0
      ? "never synced successfully" : "last success \(Span.ago(world.now - dataset.lastSuccess))"
    return PageLine("  \(dataset.type.name)", .text, link: .object(.dataset(index)))
      .adding(cell.text, cell.role, at: 34).adding(dataset.code.isNone ? "" : " \(dataset.code.text)", .failed)
      .adding(ok, .muted, at: 56)
  }

  /// Any object as a line with a link to it.
  private func row(_ other: ObjectRef) -> PageLine {
    let cell = Columns.statusCell(context, other)
    return PageLine("  \(StatusText.objectName(world, other))", .text, link: .object(other))
      .adding(cell.text, cell.role, at: 34)
      .adding("  \(Span.ago(world.now - world.since(other)))", .muted)
  }

  // MARK: Requests and providers

  private func requestLines(_ index: Int) -> [PageLine] {
    let request = world.requests[index]
    var lines = [
      fact("Right", request.right.title),
      fact("Received", ISO8601.display(request.receivedAt)),
      fact("Statute", "\(request.statute.title)\(request.isExtended ? ", extended" : "")"),
    ]
    for phase in Phase.allCases {
      let members = world.integrations(ofRequest: index).filter {
        world.integrations[$0].integrationStatus.table?.phase == phase
      }
      guard !members.isEmpty else { continue }
      let done = members.count { StatusText.info(world, .integration($0))?.closesPhase ?? false }
      lines += [PageLine(), heading("Integrations in the \(phase.title) phase (\(done) of \(members.count) done)")]
      lines += members.map(integrationRow)
    }
    return lines
  }

  private func integrationRow(_ index: Int) -> PageLine {
    let cell = Columns.statusCell(context, .integration(index))
    let actor = Attention.actor(world, .integration(index))
    return PageLine("  \(world.name(ofIntegration: index))", .text, link: .object(.integration(index)))
      .adding(world.integrations[index].type.title, .muted, at: 24).adding(cell.text, cell.role, at: 40)
      .adding(actor == .nobody ? "" : "  \(actor.word)", .muted)
  }

  private var providerLines: [PageLine] {
    let provider = world.providers[object.position]
    let marks = [
      provider.isOnPremises ? "on-premises" : "online", provider.isAggregator ? "aggregator" : "",
      provider.isUnique ? "unique" : "", provider.needsNoAuthorization ? "no authorization" : "",
      provider.isDeduplicated ? "deduplicated" : "",
    ].filter { !$0.isEmpty }
    return [
      fact("Category", provider.category.name), fact("Kind", marks.joined(separator: ", ")),
      fact("Data types", String(provider.dataTypes.count)),
    ]
  }
}
