/// What the catalog knows of a word or a number: the text of `signalbox explain`.
package enum Explanation {
  /// The explanation, or nil where nothing is known by that name.
  package static func text(for query: String) -> String? {
    var parts = Catalog.statuses(named: query).map(describe)
    if let number = Int(query), (100...599).contains(number) {
      parts.append(describe(IntegrationError.row(for: number), code: number))
    } else {
      let wanted = query.lowercased()
      parts += IntegrationError.table
        .filter { $0.label.lowercased() == wanted || ($0.match == .disconnected && wanted == "disconnected") }
        .map { describe($0, code: nil) }
    }
    return parts.isEmpty ? nil : parts.joined(separator: "\n")
  }

  private static func describe(_ info: StatusInfo) -> String {
    let lifecycle = Catalog[info.id.system]
    var title = "\(info.id.system.name) \(info.code.map { "\($0) " } ?? "")\(info.key)"
    if let table = lifecycle.system == .integration ? IntegrationStatus(raw: info.id.raw).table : nil {
      title += " (\(Diagram.tableTitle(table)))"
    }
    var lines = [
      title,
      "  what it means   \(info.meaning)",
      "  who acts next   \(info.actor.word)",
      "  next step       \(info.nextStep)",
      "  standing        \(info.standing.word)\(info.isFinal ? ", a final status" : "")\(info.isTransient ? ", may pass by itself" : "")",
      "  stage           \(info.stage)",
    ]
    if !info.aliases.isEmpty { lines.append("  also written    \(info.aliases.joined(separator: ", "))") }
    lines.append("  documented in   \(info.id.system.document) (\(info.mark.word))")
    lines += edges("comes from", lifecycle.rules(to: info.id.raw)) { lifecycle.name($0.from) }
    lines += edges("what follows", lifecycle.rules(from: info.id.raw)) { lifecycle.name($0.to) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func edges(_ title: String, _ rules: [Rule], name: (Rule) -> String) -> [String] {
    rules.enumerated().map { index, rule in
      let head = index == 0 ? title : ""
      let padded = head + String(repeating: " ", count: 16 - head.count)
      return "  \(padded)\(name(rule)), by \(rule.trigger.title) (\(rule.mark.word))"
    }
  }

  private static func describe(_ error: IntegrationError, code: Int?) -> String {
    [
      "integration error \(code.map { "\($0) " } ?? "")\(error.label)",
      "  codes           \(error.codesText)",
      "  what it means   \(error.meaning)",
      "  who acts next   \(error.isTransient ? "nobody while it is retried, then \(error.actor.word)" : error.actor.word)",
      "  next step       \(error.nextStep)",
      "  documented in   \(System.integration.document) (\(error.mark.word))",
      "",
    ].joined(separator: "\n")
  }
}
