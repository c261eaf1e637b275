import Canvas
import Lifecycles
import Queries
import Simulation

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
