/// A lifecycle drawn from its rule table.
package enum Diagram {
  package enum Format: String, CaseIterable, Sendable { case text, dot, mermaid }

  package static func render(_ lifecycle: Lifecycle, format: Format) -> String {
    switch format {
    case .text: text(lifecycle)
    case .dot: dot(lifecycle)
    case .mermaid: mermaid(lifecycle)
    }
  }

  /// The name of a status in a drawing. Integrations have six tables, so their names include the table.
  package static func label(_ lifecycle: Lifecycle, _ raw: UInt8) -> String {
    let name = lifecycle.name(raw)
    if let table = lifecycle.system == .integration ? IntegrationStatus(raw: raw).table : nil {
      return "\(tableTitle(table)): \(name)"
    }
    if lifecycle.system == .session, let code = lifecycle.info(raw)?.code { return "\(code) \(name)" }
    return name
  }

  package static func tableTitle(_ table: IntegrationTable) -> String {
    "\(table.isDeletion ? "deletion" : "access") request, \(table.phase.title) phase, \(table.type.title)"
  }

  private static func text(_ lifecycle: Lifecycle) -> String {
    var lines = ["\(lifecycle.system.name): \(lifecycle.statuses.count) statuses, \(lifecycle.rules.count) rules"]
    var sources = lifecycle.statuses.map(\.id.raw)
    if lifecycle.rules.contains(where: { $0.from == StatusID.absentRaw }) { sources.insert(StatusID.absentRaw, at: 0) }
    for raw in sources {
      let info = lifecycle.info(raw)
      lines.append("")
      lines.append(label(lifecycle, raw) + (info.map { "  [\($0.category.word)]" } ?? ""))
      let rules = lifecycle.rules(from: raw)
      if rules.isEmpty { lines.append("  (final)") }
      for rule in rules {
        lines.append("  --\(rule.trigger.title)--> \(label(lifecycle, rule.to))  (\(rule.provenance.word))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func dot(_ lifecycle: Lifecycle) -> String {
    var lines = ["digraph \(lifecycle.system.name) {", "  rankdir=LR;", "  node [shape=box, style=rounded];"]
    lines.append("  s0 [label=\"none\", shape=point];")
    for info in lifecycle.statuses {
      let shape = info.isFinal ? ", peripheries=2" : ""
      lines.append("  s\(info.id.raw) [label=\(JSONText.quoted(label(lifecycle, info.id.raw)))\(shape)];")
    }
    for rule in lifecycle.rules {
      let style = rule.provenance == .decided ? ", style=dashed" : ""
      lines.append("  s\(rule.from) -> s\(rule.to) [label=\(JSONText.quoted(rule.trigger.title))\(style)];")
    }
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }

  private static func mermaid(_ lifecycle: Lifecycle) -> String {
    var lines = ["stateDiagram-v2"]
    for info in lifecycle.statuses {
      lines.append("  state \(JSONText.quoted(label(lifecycle, info.id.raw))) as s\(info.id.raw)")
    }
    func node(_ raw: UInt8) -> String { raw == StatusID.absentRaw ? "[*]" : "s\(raw)" }
    for rule in lifecycle.rules {
      lines.append("  \(node(rule.from)) --> \(node(rule.to)): \(rule.trigger.title)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Diagram {
  /// The name of a status with its number, without its table.
  package static func shortLabel(_ lifecycle: Lifecycle, _ raw: UInt8) -> String {
    guard let info = lifecycle.info(raw) else { return lifecycle.name(raw) }
    return info.code.map { "\($0) \(info.key)" } ?? info.key
  }
}
