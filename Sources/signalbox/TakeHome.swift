import Configuration
import Dashboard
import Feed
import Foundation
import Journal
import Lifecycles
import Simulation

/// Writes what a person takes home from a run.
enum Keepsake {
  /// Writes a file that is not there yet.
  ///
  /// - Returns: what was written, in words; or why it was not.
  static func save(_ what: TakeHome, path: String, _ timeline: Timeline) -> Result<String, Failure> {
    let content = content(what, timeline)
    return write(content.bytes, path: path).map { "saved \(path), \(content.summary)" }
  }

  static func write(_ bytes: [UInt8], path: String) -> Result<Void, Failure> {
    let place = (path as NSString).expandingTildeInPath
    if FileManager.default.fileExists(atPath: place) { return .failure(.failed("it is there already; another name")) }
    let folder = FilePath.folder(of: place)
    if !FileManager.default.fileExists(atPath: folder) {
      return .failure(.failed("there is no folder \(folder)"))
    }
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: place), options: .withoutOverwriting)
      return .success(())
    } catch {
      return .failure(.failed("it cannot be written: \(String(cString: strerror(errno)))"))
    }
  }

  private static func content(_ what: TakeHome, _ timeline: Timeline) -> (bytes: [UInt8], summary: String) {
    switch what {
    case .scenario:
      let written = timeline.written
      let steps = written.script.count
      let text = ScenarioWriter.text(
        written,
        note: [
          "A run taken home from the board: the world, its seed, and everything that was done.",
          "signalbox simulate --scenario FILE makes the same events again.",
        ])
      return (Array(text.utf8), "\(Count.text(steps, "step")); signalbox simulate --scenario makes it again")
    case .events:
      var bytes: [UInt8] = []
      let lines = lines(timeline) { _ in true }
      for line in lines { bytes += line + [0x0A] }
      return (bytes, "\(lines.count) events; signalbox simulate --check compares with it")
    case .historyJSON(let entity):
      let lines = lines(timeline) { $0.entity == entity }.map { String(decoding: $0, as: UTF8.self) }
      let text = """
        {
          "scenario": \(JSONText.quoted(timeline.scenario.name)),
          "seed": \(timeline.scenario.seed),
          "system": "\(entity.kind)",
          "events": [
            \(lines.joined(separator: ",\n    "))
          ]
        }

        """
      return (Array(text.utf8), "\(lines.count) events")
    case .table, .errorLog: return ([], "")
    case .historySwift(let entity):
      let events = events(timeline).filter { $0.entity == entity }
      return (Array(SwiftFixture.text(entity, events, timeline).utf8), "\(events.count) events")
    }
  }

  /// The run from its very first event to the position's moment, made again from what is written.
  private static func events(_ timeline: Timeline) -> [Event] {
    var simulator = Simulator(unfounded: timeline.written)
    simulator.run(until: timeline.time)
    return simulator.drain()
  }

  private static func lines(_ timeline: Timeline, _ isWanted: (Event) -> Bool) -> [[UInt8]] {
    var writer = FeedWriter(roster: Simulator(unfounded: timeline.written).world)
    return events(timeline).compactMap { event in
      let line = writer.write(event)
      return isWanted(event) ? line : nil
    }
  }
}

/// An object's history as a Swift source file: a fixture for somebody's own tests.
enum SwiftFixture {
  static func text(_ entity: Entity, _ events: [Event], _ timeline: Timeline) -> String {
    let world = timeline.world
    let lifecycle = entity.system.map { Catalog[$0] }
    func name(_ raw: UInt8) -> String { lifecycle?.name(raw) ?? "" }
    let rows = events.map { event -> String in
      let code = event.code == 0 || event.trigger == .found ? "nil" : String(event.code)
      return
        "    .init(time: \"\(ISO8601.text(event.time))\", trigger: \"\(event.trigger.name)\", from: \(JSONText.quoted(name(event.from))), to: \(JSONText.quoted(name(event.to))), code: \(code)),"
    }
    return """
      // The history of \(entity.kind) \(JSONText.quoted(Model.name(of: entity, world))).
      // Scenario \(JSONText.quoted(timeline.scenario.name)), seed \(timeline.scenario.seed), up to \(ISO8601.text(timeline.time)).

      struct \(typeName(entity))History {
        /// One change; `from` and `to` are the documented spellings, "none" before the first and after the last.
        struct Change: Equatable {
          var time: String
          var trigger: String
          var from: String
          var to: String
          /// The HTTP code of an error.
          var code: Int?
        }

        static let id = \(JSONText.quoted(world.id(of: entity)))
        static let changes: [Change] = [
      \(rows.joined(separator: "\n"))
        ]
      }

      """
  }

  private static func typeName(_ entity: Entity) -> String {
    let kind = "\(entity.kind)"
    return kind.prefix(1).uppercased() + kind.dropFirst()
  }
}
