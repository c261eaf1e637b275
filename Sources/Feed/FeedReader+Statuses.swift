import Lifecycles
import Simulation

/// Statuses as feeds spell them: keys, aliases, numbers, and integrations with their numbers filled in.
extension FeedReader {
  func status(_ system: StatusSystem, _ text: String, _ line: FeedLine, _ object: ObjectRef) -> UInt8 {
    if text.lowercased() == "deleted" { return StatusID.absentRaw }
    if system == .integration { return integrationStatus(text, line, object) }
    let found = Catalog.statuses(of: system, named: text)
    if system == .request, found.first?.id.raw == RequestStatus.accessing.rawValue,
      world.requests[object.position].right.isDeletion
    {
      return RequestStatus.deletionAccessing.rawValue
    }
    if found.count == 1 { return found[0].id.raw }
    return StatusID.unknownRaw
  }

  func integrationStatus(_ text: String, _ line: FeedLine, _ object: ObjectRef) -> UInt8 {
    let row = world.integrations[object.position]
    let isDeletion = world.requests[Int(row.request)].right.isDeletion
    let phase =
      Phase.allCases.first { $0.title == line.phase?.lowercased() } ?? row.integrationStatus.table?.phase ?? .access
    let table = IntegrationTable(isDeletion: isDeletion, phase: isDeletion ? phase : .access, type: row.type)
    let match = Catalog.statuses(of: .integration, named: text).first {
      IntegrationStatus(raw: $0.id.raw).table == table
    }
    if let match { return match.id.raw }
    // Numbers can be filled in already: "12 records found", "Due in 3 days".
    let plain = Self.withoutNumbers(IntegrationKind.unfilled(text))
    let kind = table.kinds.first { kind in
      let sublabel = kind.sublabel(phase) ?? kind.state.rawValue
      return Self.withoutNumbers(sublabel) == plain
        || Self.withoutNumbers("\(kind.state.rawValue) · \(sublabel)") == plain
    }
    return kind.map { IntegrationStatus(table, $0).raw } ?? StatusID.unknownRaw
  }

  static func withoutNumbers(_ text: String) -> String {
    String(
      text.lowercased().replacing("# of ", with: "").filter { !$0.isNumber && $0 != "#" && $0 != " " && $0 != "·" })
  }
}
