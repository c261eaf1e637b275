import Lifecycles
import Simulation

/// The errors of one integration, to be kept: what the error table says of each (Seed 003: error logs can be
/// downloaded as text or JSON).
struct ErrorLog {
  let entity: Entity
  let world: World
  let log: EventLog

  private var events: [Event] {
    log.history(of: entity, limit: 10_000).reversed().filter { $0.code >= 99 }
  }

  var isEmpty: Bool { events.isEmpty }

  /// One error a line, the oldest first.
  var text: String {
    var lines = ["Errors of \(Model.name(of: entity, world)), integration \(world.id(of: entity))", ""]
    for event in events {
      let row = IntegrationError.row(for: Int(event.code))
      let what = event.trigger == .retryLater ? "retry \(event.value)" : "error"
      lines.append("\(ISO8601.text(event.time))  \(IntegrationError.show(Int(event.code)))  \(row.label)  (\(what))")
      lines.append("    \(row.meaning) \(row.nextStep)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  var json: String {
    let entries = events.map { event -> ObjectJSON.Value in
      let row = IntegrationError.row(for: Int(event.code))
      return .object([
        ("time", .text(ISO8601.text(event.time))), ("code", .text(IntegrationError.show(Int(event.code)))),
        ("label", .text(row.label)), ("retry", event.trigger == .retryLater ? .number(event.value) : .null),
        ("meaning", .text(row.meaning)), ("nextStep", .text(row.nextStep)),
      ])
    }
    return ObjectJSON.Value.object([
      ("integration", .text(world.id(of: entity))), ("name", .text(world.name(ofIntegration: entity.position))),
      ("errors", .list(entries)),
    ]).render() + "\n"
  }
}
