import Canvas
import Lifecycles
import Queries
import Simulation

/// The causes of an object's latest change, back to the root, and what else followed from it.
struct ObjectWhy {
  let object: ObjectRef
  let context: ColumnContext
  let log: EventLog
  /// Where commands are looked up by number.
  let timeline: Timeline?

  /// The events searched for the latest change of status. Few others come between two changes.
  private static let mostSearched = 200
  /// The following events listed: several screens.
  private static let mostFollowing = 300

  var lines: [PageLine] {
    guard
      let latest = log.history(of: object, limit: Self.mostSearched).first(where: {
        ($0.changesStatus || EventText.isFault($0)) && $0.trigger != .preexisting
      }) ?? log.history(of: object, limit: 1).first
    else {
      return [PageLine("It has had this status since before recording began.", .muted)]
    }
    let chain = Array(log.causes(of: latest).reversed())
    var lines = [PageLine("Causes, from the root to the latest change", .heading)]
    lines.append(root(chain[0]))
    for (depth, event) in chain.enumerated() { lines.append(line(event, depth: depth)) }
    let tree = log.tree(of: latest.sequence, limit: Self.mostFollowing)
    lines += [PageLine(), PageLine("What followed", .heading)]
    if tree.events.isEmpty { lines.append(PageLine("  nothing yet", .muted)) }
    lines += tree.events.map { line($0.event, depth: $0.depth) }
    if tree.hasMore { lines.append(PageLine("  and more", .muted)) }
    return lines
  }

  private func root(_ event: Event) -> PageLine {
    if let command = event.cause.command {
      return PageLine("  \(EventText.command(command, timeline, context.world))", .accent)
    }
    if event.cause.event != nil { return PageLine("  (earlier events are no longer kept)", .muted) }
    switch event.trigger {
    case .preexisting: return PageLine("  existed before recording began", .muted)
    case .sync, .queue: return PageLine("  scheduled sync", .muted)
    default: return PageLine("  the root cause", .muted)
    }
  }

  /// The object's name, with its account if that is not the page's.
  private func name(_ other: ObjectRef) -> String {
    let world = context.world
    return world.account(of: other) == world.account(of: object)
      ? StatusText.objectName(world, other) : world.name(of: other)
  }

  private func line(_ event: Event, depth: Int) -> PageLine {
    let indent = String(repeating: "  ", count: min(depth, 12) + 1)
    let role = EventText.category(event)?.role ?? .text
    return PageLine(
      "\(indent)\(context.glyphs.branch) #\(Count.grouped(event.sequence)) ", .muted, link: .object(event.object)
    )
    .adding("\(event.object.kind) ", .muted)
    .adding(name(event.object) + " ")
    .adding(EventText.change(event, context.glyphs), role)
    .adding(event.errorCode.isNone ? "" : " \(event.errorCode.text)", .failed)
    .adding("  \(ISO8601.clockText(CivilTime(event.time)))", .muted)
  }
}

/// An object's history, newest first, with how long each status lasted.
struct ObjectHistory {
  let object: ObjectRef
  let context: ColumnContext
  let log: EventLog

  /// The changes listed: more than anybody scrolls through.
  private static let mostListed = 500

  var lines: [PageLine] {
    let all = rows(log.history(of: object, limit: Self.mostListed))
    let head = PageLine("  WHEN", .heading).adding("CHANGE (newest first)", .heading, at: 19)
      .adding("LASTED", .heading, at: 62).adding("CAUSE", .heading, at: 70)
    return [head] + all
  }

  func latest(_ count: Int) -> [PageLine] {
    let rows = rows(log.history(of: object, limit: count))
    return rows.isEmpty ? [PageLine("  no changes recorded", .muted)] : rows
  }

  private func rows(_ events: [Event]) -> [PageLine] {
    var next = context.world.now
    return events.map { event in
      let lasted = event.changesStatus ? Span.words(next - event.time) : ""
      if event.changesStatus { next = event.time }
      let time = CivilTime(event.time)
      return PageLine("  \(ISO8601.dateText(time).dropFirst(5)) \(ISO8601.clockText(time))", .muted)
        .adding(EventText.change(event, context.glyphs), EventText.category(event)?.role ?? .text, at: 19)
        .adding(event.errorCode.isNone ? "" : " \(event.errorCode.text)", .failed)
        .adding(lasted, .text, at: 62).adding(EventText.cause(event), .muted, at: 70)
    }
  }
}

/// The lifecycle, with the current status highlighted and the legal triggers.
struct ObjectDiagram {
  let object: ObjectRef
  let context: ColumnContext

  var lines: [PageLine] {
    guard let system = object.system else { return [PageLine("Providers have no documented lifecycle.", .muted)] }
    let lifecycle = Catalog[system]
    let raw = context.world.status(of: object)
    let table = system == .integration ? IntegrationStatus(raw: raw).table : nil
    var lines = [PageLine("From the current status", .heading)]
    let rules = lifecycle.rules(from: raw)
    if rules.isEmpty { lines.append(PageLine("  final: no change is possible", .muted)) }
    for rule in rules { lines.append(edge(lifecycle, rule)) }
    lines += [
      PageLine(),
      PageLine(table.map { "Full lifecycle: \(Diagram.tableTitle($0))" } ?? "Full lifecycle", .heading),
    ]
    for info in lifecycle.statuses where table == nil || IntegrationStatus(raw: info.id.raw).table == table {
      let isHere = info.id.raw == raw
      lines.append(
        PageLine(isHere ? " \(context.glyphs.cursor)" : "  ", .accent)
          .adding(
            "\(context.glyphs.sign(info.category)) \(Diagram.shortLabel(lifecycle, info.id.raw))", info.category.role
          )
          .adding(isHere ? "  (current)" : "", .accent))
      if !isHere { lines += lifecycle.rules(from: info.id.raw).map { edge(lifecycle, $0, indent: "       ") } }
    }
    return lines
  }

  private func edge(_ lifecycle: Lifecycle, _ rule: Rule, indent: String = "  ") -> PageLine {
    PageLine("\(indent)\(rule.trigger.title) ", .accent)
      .adding(
        "\(context.glyphs.arrow) \(Diagram.shortLabel(lifecycle, rule.to))",
        Catalog.category(StatusID(lifecycle.system, rule.to)).role
      )
      .adding("  \(rule.provenance.word)", .muted)
  }
}
