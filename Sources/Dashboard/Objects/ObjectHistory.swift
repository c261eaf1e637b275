import Canvas
import Lifecycles
import Queries
import Simulation

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
