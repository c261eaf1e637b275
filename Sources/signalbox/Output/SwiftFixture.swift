import Queries
import Lifecycles
import Simulation

/// An object's history as a Swift source file, a fixture for tests.
enum SwiftFixture {
  static func text(_ object: ObjectRef, _ events: [Event], _ timeline: Timeline) -> String {
    let world = timeline.world
    let lifecycle = object.system.map { Catalog[$0] }
    func name(_ raw: UInt8) -> String { lifecycle?.name(raw) ?? "" }
    let rows = events.map { event -> String in
      let code = event.errorCode.isNone || event.trigger == .preexisting ? "nil" : String(event.errorCode.rawValue)
      return
        """
            .init(time: "\(ISO8601.text(event.time))", trigger: "\(event.trigger.name)", from: \
        \(JSONText.quoted(name(event.from))), to: \(JSONText.quoted(name(event.to))), code: \(code)),
        """
    }
    return """
      // The history of \(object.kind) \(JSONText.quoted(world.name(of: object))).
      // Scenario \(JSONText.quoted(timeline.scenario.name)), seed \(timeline.scenario.seed), \
      up to \(ISO8601.text(timeline.time)).

      struct \(typeName(object))History {
        /// One change. `from` and `to` have the documented spelling, or "none" for an object that doesn't exist.
        struct Change: Equatable {
          var time: String
          var trigger: String
          var from: String
          var to: String
          /// The HTTP code of an error.
          var code: Int?
        }

        static let id = \(JSONText.quoted(world.id(of: object)))
        static let changes: [Change] = [
      \(rows.joined(separator: "\n"))
        ]
      }

      """
  }

  private static func typeName(_ object: ObjectRef) -> String {
    let kind = "\(object.kind)"
    return kind.prefix(1).uppercased() + kind.dropFirst()
  }
}
