import Canvas
import Lifecycles
import Simulation

/// The errors of an object, with what the error table says about each (seed 003: error logs can be downloaded, as text
/// or JSON). For a connection, includes its session and datasets.
struct ErrorLog {
  let entity: Entity
  let world: World
  let log: EventLog

  /// One error in words.
  private struct Entry {
    let event: Event
    let code: String?
    let label: String
    let meaning: String
    let nextStep: String

    var isRetried: Bool { event.trigger == .retryLater }
    var what: String { isRetried ? "retry \(event.value)" : "error" }
  }

  /// Oldest first.
  private var entries: [Entry] {
    objects.flatMap { log.history(of: $0, limit: 10_000) }.filter(Self.isError)
      .sorted { $0.sequence < $1.sequence }.map(entry)
  }

  private var objects: [Entity] {
    guard entity.kind == .connection else { return [entity] }
    return [entity, .session(entity.position)] + world.datasets(ofConnection: entity.position).map { .dataset($0) }
  }

  private static func isError(_ event: Event) -> Bool {
    if event.trigger == .found { return false }
    return event.trigger == .retryLater || (event.changesStatus && EventText.standing(event) == .failed)
      || (event.entity.kind == .integration && event.code >= 99)
  }

  private func entry(_ event: Event) -> Entry {
    let code = EventText.showsCode(event) ? IntegrationError.show(Int(event.code)) : nil
    if event.entity.kind == .integration, event.code >= 99 {
      let row = IntegrationError.row(for: Int(event.code))
      return Entry(event: event, code: code, label: row.label, meaning: row.meaning, nextStep: row.nextStep)
    }
    let info = event.entity.system.flatMap { Catalog[$0].info(event.to) }
    return Entry(
      event: event, code: code,
      label: event.entity.system.map { String(StatusText.label($0, event.to).drop { $0 == " " }) } ?? "",
      meaning: info?.meaning ?? "",
      nextStep: event.trigger == .retryLater ? "It is retried automatically." : info?.nextStep ?? "")
  }

  var isEmpty: Bool { entries.isEmpty }

  private var name: String { Model.name(of: entity, world) }

  /// One error in two lines.
  var text: String {
    var lines = ["Errors of \(name), \(entity.kind) \(world.id(of: entity))", ""]
    for entry in entries {
      let object = entry.event.entity == entity ? "" : "\(StatusText.object(world, entry.event.entity))  "
      lines.append(
        "\(ISO8601.text(entry.event.time))  \(entry.code.map { "\($0)  " } ?? "")\(object)\(entry.label)  (\(entry.what))"
      )
      lines.append("    \(entry.meaning) \(entry.nextStep)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  var json: String {
    let list = entries.map { entry -> ObjectJSON.Value in
      .object([
        ("time", .text(ISO8601.text(entry.event.time))), ("system", .text("\(entry.event.entity.kind)")),
        ("id", .text(world.id(of: entry.event.entity))), ("code", entry.code.map { .text($0) } ?? .null),
        ("label", .text(entry.label)), ("retry", entry.isRetried ? .number(entry.event.value) : .null),
        ("meaning", .text(entry.meaning)), ("nextStep", .text(entry.nextStep)),
      ])
    }
    return ObjectJSON.Value.object([
      ("\(entity.kind)", .text(world.id(of: entity))), ("name", .text(name)), ("errors", .list(list)),
    ]).render() + "\n"
  }

  /// The log as a page, newest first.
  func lines(_ keys: KeyBindings) -> [PageLine] {
    let entries = entries
    guard !entries.isEmpty else { return [PageLine("No errors recorded.", .muted)] }
    var lines = [
      PageLine("\(Count.text(entries.count, "error")), newest first", .heading)
        .adding("   \(keys.word(.export)) exports them as text or JSON", .muted)
    ]
    for entry in entries.reversed().prefix(500) {
      let time = CivilTime(entry.event.time)
      lines.append(
        PageLine(
          "  \(ISO8601.dateText(time).dropFirst(5)) \(ISO8601.clockText(time))  ", .muted,
          link: .entity(entry.event.entity)
        )
        .adding(entry.code.map { "\($0) " } ?? "", .failed)
        .adding(entry.label, entry.isRetried ? .waiting : .failed)
        .adding(entry.event.entity == entity ? "" : "  \(StatusText.object(world, entry.event.entity))")
        .adding("  \(entry.what)", .muted))
      lines.append(PageLine("      \(entry.meaning) \(entry.nextStep)", .muted))
    }
    return lines
  }
}
