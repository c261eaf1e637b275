/// One edge of a lifecycle.
package struct Rule: Sendable {
  package let from: UInt8
  package let trigger: Trigger
  package let to: UInt8
  package let provenance: Provenance

  package init(_ from: UInt8, _ trigger: Trigger, _ to: UInt8, _ provenance: Provenance) {
    self.from = from
    self.trigger = trigger
    self.to = to
    self.provenance = provenance
  }
}

/// The table of one system: its statuses and rules.
///
/// Guards, diagrams, `explain` and the exhaustive tests all read this table.
package struct Lifecycle: Sendable {
  package let system: StatusSystem
  package let statuses: [StatusInfo]
  package let rules: [Rule]
  /// `matrix[from * Trigger.count + trigger]` is the raw status that the trigger leads to.
  package let matrix: [UInt8]
  private let indexByRaw: [Int16]

  package init(system: StatusSystem, statuses: [StatusInfo], rules: [Rule]) {
    self.system = system
    self.statuses = statuses
    self.rules = rules
    var matrix = [UInt8](repeating: StatusID.refusedRaw, count: 256 * Trigger.count)
    for rule in rules {
      let slot = Int(rule.from) * Trigger.count + Int(rule.trigger.rawValue)
      precondition(matrix[slot] == StatusID.refusedRaw, "two rules for one status and trigger: \(rule)")
      matrix[slot] = rule.to
    }
    self.matrix = matrix
    var index = [Int16](repeating: -1, count: 256)
    for (position, info) in statuses.enumerated() { index[Int(info.id.raw)] = Int16(position) }
    indexByRaw = index
  }

  /// Returns the raw status that `trigger` leads to, or nil if the table refuses it.
  package func target(from raw: UInt8, _ trigger: Trigger) -> UInt8? {
    let to = matrix[Int(raw) * Trigger.count + Int(trigger.rawValue)]
    return to == StatusID.refusedRaw ? nil : to
  }

  /// The facts of a status; nil for absent and unknown ones.
  package func info(_ raw: UInt8) -> StatusInfo? {
    let index = indexByRaw[Int(raw)]
    return index < 0 ? nil : statuses[Int(index)]
  }

  /// Whether a request can leave its phase while an integration is in this status.
  package func closesPhase(_ raw: UInt8) -> Bool {
    let index = indexByRaw[Int(raw)]
    return index >= 0 && statuses[Int(index)].closesPhase
  }

  package func rules(from raw: UInt8) -> [Rule] { rules.filter { $0.from == raw } }
  package func rules(to raw: UInt8) -> [Rule] { rules.filter { $0.to == raw } }

  /// The triggers that are legal from a status, in table order.
  package func legalTriggers(from raw: UInt8) -> [Trigger] { rules(from: raw).map(\.trigger) }

  /// Whether a rule leads from one status to the other. Feeds are checked against this.
  package func hasEdge(from: UInt8, to: UInt8) -> Bool {
    let row = Int(from) * Trigger.count
    return matrix[row..<row + Trigger.count].contains(to)
  }

  /// The name of a raw status in messages and drawings.
  package func name(_ raw: UInt8) -> String {
    if raw == StatusID.absentRaw { return "none" }
    return info(raw)?.key ?? "unknown"
  }
}
