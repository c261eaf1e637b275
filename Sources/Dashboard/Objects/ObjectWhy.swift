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
