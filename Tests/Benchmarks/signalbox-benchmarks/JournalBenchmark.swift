import CJournalLoop
import Configuration
import Feed
import Foundation
import Journal
import Lifecycles
import Simulation
import Synchronization

/// The journal against a bare C loop of prepared inserts: the same rows, batches and pragmas, alternating
/// within one run.
struct JournalBenchmark {
  private static let batch = JournalWriter.batchLimit
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("signalbox-benchmark")
  private let scenario = Scenario.builtIn

  func run() throws {
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var simulator = Simulator(withoutBootstrap: scenario)
    while simulator.world.lastSequence < 1_000_000 { simulator.run(until: simulator.world.now + Span.day) }
    let (events, world) = (simulator.drain(), simulator.world)
    var ratios: [Double] = []
    var rates: [Double] = []
    for turn in 0..<5 {
      let own = try write(events, world, "own-\(turn)")
      let bare = try writeBare(events, "bare-\(turn)")
      ratios.append(bare / own)
      rates.append(Double(events.count) / own / 1_000)
    }
    report("journal: events per second, with names and hash chain", rates.sorted()[2], "million")
    report("journal: speed relative to a bare C loop, median of 5", ratios.sorted()[2], "")
    report("journal: the same, slowest and fastest", ratios.min()!, String(format: "to %.2f", ratios.max()!))
    try replay(events.count)
  }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Milliseconds to write all events through the writer, as the board does.
  private func write(_ events: [Event], _ world: World, _ name: String) throws -> Double {
    let header = JournalHeader(
      kind: .simulated, engine: "benchmark", created: JournalWriter.clock(), name: name,
      scenario: ScenarioWriter.text(scenario), seed: scenario.seed)
    let file = try JournalFile(path(name))
    let writer = try JournalWriter(creating: file, header, sync: .acts, lock: try JournalLock(file))
    var recorder = JournalRecorder()
    let batches = stride(from: 0, to: events.count, by: Self.batch).compactMap { start in
      recorder.bootstrap(Array(events[start..<min(events.count, start + Self.batch)]), world)
    }
    return median(1) {
      for batch in batches { writer.append(batch) }
      _ = writer.close()
    }
  }

  private func writeBare(_ events: [Event], _ name: String) throws -> Double {
    let rows = events.map { event in
      cj_row(
        column: (
          event.sequence, event.time, Int64(event.object.index), Int64(event.trigger.rawValue), Int64(event.from),
          Int64(event.to), Int64(event.journaled.code), event.journaled.value, Int64(event.journaled.related),
          event.cause.raw
        ))
    }
    var code: Int32 = 0
    let time = median(1) {
      code = cj_insert(path(name), JournalSchema.eventsTable, rows, rows.count, Self.batch)
    }
    precondition(code == 0, "SQLite error \(code)")
    return time
  }

  /// Reads a million events, verifies, replays and compares them, and prints them as JSON Lines.
  private func replay(_ count: Int) throws {
    var arrived = false
    let time = median(3) {
      guard let reader = try? JournalReader(path("own-0")) else { return }
      var replay = JournalReplay(reader, reader.readRun(), scenario)
      while true {
        let progress = replay.resume()
        if case .going = progress { continue }
        if case .arrived = progress { arrived = true }
        break
      }
    }
    precondition(arrived, "the replay differs from the recording")
    report("read, verified and replayed: \(count) events", time, "ms")
    let export = median(3) {
      guard let reader = try? JournalReader(path("own-0")) else { return }
      let bytes = Mutex(0)
      let lines = FeedLines(roster: Simulator(withoutBootstrap: scenario).world) { text in
        bytes.withLock { $0 += text.count }
      }
      _ = reader.readRun(wantsEvents: true) { lines.write($0.events) }
      lines.finish()
      precondition(reader.events == count && bytes.withLock { $0 } > count)
    }
    report("exported as JSON Lines: \(count) events", export, "ms")
  }
}
