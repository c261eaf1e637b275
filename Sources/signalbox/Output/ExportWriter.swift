import Configuration
import Dashboard
import Feed
import Foundation
import Journal
import Lifecycles
import Simulation

/// Writes exports of a run.
enum ExportWriter {
  /// Writes a new file.
  ///
  /// - Parameter timeline: the run; nil for a feed, which can't be exported.
  /// - Returns: what was written, in words; or why it was not.
  static func save(_ what: RunExport, path: String, _ timeline: Timeline?) -> Result<String, Failure> {
    guard let timeline else { return .failure(.failed("only a simulated run can be exported")) }
    let content = content(what, timeline)
    return write(content.bytes, path: path).map { "saved \(path), \(content.summary)" }
  }

  static func write(_ bytes: [UInt8], path: String) -> Result<Void, Failure> {
    let place = (path as NSString).expandingTildeInPath
    if FileManager.default.fileExists(atPath: place) {
      return .failure(.failed("the file already exists; enter another name"))
    }
    let folder = FilePath.folder(of: place)
    if !FileManager.default.fileExists(atPath: folder) {
      return .failure(.failed("the folder \(folder) does not exist"))
    }
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: place), options: .withoutOverwriting)
      return .success(())
    } catch {
      return .failure(.failed("the file can't be written: \(String(cString: strerror(errno)))"))
    }
  }

  private static func content(_ what: RunExport, _ timeline: Timeline) -> (bytes: [UInt8], summary: String) {
    switch what {
    case .scenario:
      let written = timeline.written
      let steps = written.script.count
      let text = ScenarioWriter.text(
        written,
        note: [
          "A run exported from the board: the world, its seed, and all commands.",
          "signalbox simulate --scenario FILE reproduces its events.",
        ])
      return (Array(text.utf8), "\(Count.text(steps, "step")); signalbox simulate --scenario reproduces it")
    case .events:
      var bytes: [UInt8] = []
      let lines = lines(timeline) { _ in true }
      for line in lines { bytes += line + [0x0A] }
      return (bytes, "\(Count.text(lines.count, "event")); signalbox simulate --check compares with it")
    case .historyJSON(let object):
      let lines = lines(timeline) { $0.object == object }.map { String(decoding: $0, as: UTF8.self) }
      let json = JSONValue.object([
        ("scenario", .string(timeline.scenario.name)), ("seed", .number(timeline.scenario.seed)),
        ("system", .string("\(object.kind)")), ("events", .array(lines.map { .written($0) })),
      ])
      return (Array((json.text + "\n").utf8), "\(Count.text(lines.count, "event"))")
    case .historySwift(let object):
      let events = events(timeline).filter { $0.object == object }
      return (Array(SwiftFixture.text(object, events, timeline).utf8), "\(Count.text(events.count, "event"))")
    }
  }

  /// The run from its very first event to the current moment, replayed from the exported scenario.
  private static func events(_ timeline: Timeline) -> [Event] {
    var simulator = Simulator(withoutBootstrap: timeline.written)
    simulator.run(until: timeline.time)
    return simulator.drain()
  }

  private static func lines(_ timeline: Timeline, _ isWanted: (Event) -> Bool) -> [[UInt8]] {
    var writer = FeedWriter(roster: Simulator(withoutBootstrap: timeline.written).world)
    return events(timeline).compactMap { event in
      let line = writer.write(event)
      return isWanted(event) ? line : nil
    }
  }
}
