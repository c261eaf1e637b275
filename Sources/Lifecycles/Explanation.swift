/// What the catalog says about a word or number: the output of `signalbox explain`.
package enum Explanation {
  /// Returns the explanation, or nil if no status, error or number has that name.
  package static func text(for query: String) -> String? {
    var parts = Catalog.statuses(named: query).map(describe)
    if let number = UInt16(query), (100...599).contains(number) {
      parts.append(describe(IntegrationError.row(for: ErrorCode(rawValue: number)), code: number))
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
    let standing = info.category.word + (info.isFinal ? ", final" : "") + (info.isTransient ? ", often temporary" : "")
    var lines = [
      title,
      "  meaning         \(info.meaning)",
      "  who acts next   \(info.actor.word)",
      "  next step       \(info.nextStep)",
      "  standing        \(standing)",
      "  stage           \(info.stage)",
    ]
    if !info.aliases.isEmpty { lines.append("  also spelled    \(info.aliases.joined(separator: ", "))") }
    lines.append("  documented in   \(info.id.system.document) (\(info.provenance.word))")
    lines += edges("reached from", lifecycle.rules(to: info.id.raw)) {
      $0.from == StatusID.absentRaw ? "(new)" : lifecycle.name($0.from)
    }
    lines += edges("next statuses", lifecycle.rules(from: info.id.raw)) {
      $0.to == StatusID.absentRaw ? "(deleted)" : lifecycle.name($0.to)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func edges(_ title: String, _ rules: [Rule], name: (Rule) -> String) -> [String] {
    rules.enumerated().map { index, rule in
      let head = index == 0 ? title : ""
      let padded = head + String(repeating: " ", count: 16 - head.count)
      return "  \(padded)\(name(rule)), by \(rule.trigger.title) (\(rule.provenance.word))"
    }
  }

  private static func describe(_ error: IntegrationError, code: UInt16?) -> String {
    [
      "integration error \(code.map { "\($0) " } ?? "")\(error.label)",
      "  codes           \(error.codesText)",
      "  meaning         \(error.meaning)",
      "  who acts next   \(error.isTransient ? "nobody during retries, then the " : "")\(error.actor.word)",
      "  next step       \(error.nextStep)",
      "  documented in   \(StatusSystem.integration.document) (\(error.provenance.word))",
      "",
    ].joined(separator: "\n")
  }
}
