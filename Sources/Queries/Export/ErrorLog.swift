import Canvas
import Lifecycles
import Simulation

/// The errors of an name, with what the error table says about each (seed 003: error logs can be downloaded, as text
/// or JSON). For a connection, includes its session and datasets.
package struct ErrorLog {
  package let object: ObjectRef
  package let world: World
  package let log: EventLog

  package init(object: ObjectRef, world: World, log: EventLog) {
    self.object = object
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

  /// The events of an object that are searched for errors: years of daily syncs.
  private static let mostSearched = 10_000

  /// Oldest first.
  package var entries: [Entry] {
    objects.flatMap { log.history(of: $0, limit: Self.mostSearched) }.filter(Self.isError)
      .sorted { $0.sequence < $1.sequence }.map(entry)
  }

  private var objects: [ObjectRef] {
    guard object.kind == .connection else { return [object] }
    return [object, .session(object.position)] + world.datasets(ofConnection: object.position).map { .dataset($0) }
  }

  private static func isError(_ event: Event) -> Bool {
    if event.trigger == .preexisting { return false }
    return event.trigger == .retryLater || (event.changesStatus && EventText.category(event) == .failed)
      || (event.object.kind == .integration && !event.errorCode.isNone)
  }

  private func entry(_ event: Event) -> Entry {
    let code = event.errorCode.isNone ? nil : event.errorCode.text
    if event.object.kind == .integration, !event.errorCode.isNone {
      let row = IntegrationError.row(for: event.errorCode)
      return Entry(event: event, code: code, label: row.label, meaning: row.meaning, nextStep: row.nextStep)
    }
    let info = event.object.system.flatMap { Catalog[$0].info(event.to) }
    return Entry(
      event: event, code: code,
      label: event.object.system.map { String(StatusText.label($0, event.to).drop { $0 == " " }) } ?? "",
      meaning: info?.meaning ?? "",
      nextStep: event.trigger == .retryLater ? "It is retried automatically." : info?.nextStep ?? "")
  }

  package var isEmpty: Bool { entries.isEmpty }

  private var name: String { world.name(of: object) }

  /// One error in two lines.
  package var text: String {
    var lines = ["Errors of \(name), \(object.kind) \(world.id(of: object))", ""]
    for entry in entries {
      let name = entry.event.object == object ? "" : "\(StatusText.objectName(world, entry.event.object))  "
      lines.append(
        "\(ISO8601.text(entry.event.time))  \(entry.code.map { "\($0)  " } ?? "")\(name)\(entry.label)  (\(entry.what))"
      )
      lines.append("    \(entry.meaning) \(entry.nextStep)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  package var json: String {
    let list = entries.map { entry -> JSONValue in
      .object([
        ("time", .string(ISO8601.text(entry.event.time))), ("system", .string("\(entry.event.object.kind)")),
        ("id", .string(world.id(of: entry.event.object))), ("code", entry.code.map { .string($0) } ?? .null),
        ("label", .string(entry.label)), ("retry", entry.retry.map { .number($0) } ?? .null),
        ("meaning", .string(entry.meaning)), ("nextStep", .string(entry.nextStep)),
      ])
    }
    return JSONValue.object([
      ("\(object.kind)", .string(world.id(of: object))), ("name", .string(name)), ("errors", .array(list)),
    ]).text + "\n"
  }
}
