import Canvas
import Lifecycles
import Simulation

/// The errors of an name, with what the error table says about each (seed 003: error logs can be downloaded, as text
/// or JSON). For a connection, includes its session and datasets.
package struct ErrorLog {
  package let entity: Entity
  package let world: World
  package let log: EventLog

  package init(entity: Entity, world: World, log: EventLog) {
    self.entity = entity
    self.world = world
    self.log = log
  }

  /// One error in words.
  package struct Entry {
    package let event: Event
    package let code: String?
    package let label: String
    package let meaning: String
    package let nextStep: String

    /// The number of the retry that follows; nil if none does.
    package var retry: Int64? { if case .retryScheduled(let attempt, _) = event.payload { attempt } else { nil } }
    package var what: String { retry.map { "retry \($0)" } ?? "error" }
  }

  /// Oldest first.
  package var entries: [Entry] {
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
      || (event.entity.kind == .integration && !event.errorCode.isNone)
  }

  private func entry(_ event: Event) -> Entry {
    let code = event.errorCode.isNone ? nil : event.errorCode.text
    if event.entity.kind == .integration, !event.errorCode.isNone {
      let row = IntegrationError.row(for: event.errorCode)
      return Entry(event: event, code: code, label: row.label, meaning: row.meaning, nextStep: row.nextStep)
    }
    let info = event.entity.system.flatMap { Catalog[$0].info(event.to) }
    return Entry(
      event: event, code: code,
      label: event.entity.system.map { String(StatusText.label($0, event.to).drop { $0 == " " }) } ?? "",
      meaning: info?.meaning ?? "",
      nextStep: event.trigger == .retryLater ? "It is retried automatically." : info?.nextStep ?? "")
  }

  package var isEmpty: Bool { entries.isEmpty }

  private var name: String { world.name(of: entity) }

  /// One error in two lines.
  package var text: String {
    var lines = ["Errors of \(name), \(entity.kind) \(world.id(of: entity))", ""]
    for entry in entries {
      let name = entry.event.entity == entity ? "" : "\(StatusText.objectName(world, entry.event.entity))  "
      lines.append(
        "\(ISO8601.text(entry.event.time))  \(entry.code.map { "\($0)  " } ?? "")\(name)\(entry.label)  (\(entry.what))"
      )
      lines.append("    \(entry.meaning) \(entry.nextStep)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  package var json: String {
    let list = entries.map { entry -> ObjectJSON.Value in
      .object([
        ("time", .text(ISO8601.text(entry.event.time))), ("system", .text("\(entry.event.entity.kind)")),
        ("id", .text(world.id(of: entry.event.entity))), ("code", entry.code.map { .text($0) } ?? .null),
        ("label", .text(entry.label)), ("retry", entry.retry.map { .number($0) } ?? .null),
        ("meaning", .text(entry.meaning)), ("nextStep", .text(entry.nextStep)),
      ])
    }
    return ObjectJSON.Value.object([
      ("\(entity.kind)", .text(world.id(of: entity))), ("name", .text(name)), ("errors", .list(list)),
    ]).render() + "\n"
  }
}
