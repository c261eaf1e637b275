import Canvas
import Lifecycles
import Queries
import Simulation

extension ErrorLog {
  /// The errors listed. The export has all of them.
  private static let mostListed = 500

  /// The log as a page, newest first.
  func lines(_ keys: KeyBindings) -> [PageLine] {
    let entries = entries
    guard !entries.isEmpty else { return [PageLine("No errors recorded.", .muted)] }
    var lines = [
      PageLine("\(Count.text(entries.count, "error")), newest first", .heading)
        .adding("   \(keys.word(.export)) exports them as text or JSON", .muted)
    ]
    for entry in entries.reversed().prefix(Self.mostListed) {
      let time = CivilTime(entry.event.time)
      lines.append(
        PageLine(
          "  \(ISO8601.dateText(time).dropFirst(5)) \(ISO8601.clockText(time))  ", .muted,
          link: .object(entry.event.object)
        )
        .adding(entry.code.map { "\($0) " } ?? "", .failed)
        .adding(entry.label, entry.retry != nil ? .waiting : .failed)
        .adding(entry.event.object == object ? "" : "  \(StatusText.objectName(world, entry.event.object))")
        .adding("  \(entry.what)", .muted))
      lines.append(PageLine("      \(entry.meaning) \(entry.nextStep)", .muted))
    }
    return lines
  }
}
