import Foundation
import Journal
import Lifecycles
import Simulation

/// A recorded random walk through a run: forward, back, commands, what-ifs, branches.
struct RecordedRun {
  static let scenario: Scenario = {
    var scenario = Scenario()
    scenario.accounts = 4
    scenario.warmUp = 6 * Span.hour
    return scenario
  }()

  /// A folder that is deleted at the end.
  final class Folder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("journal-\(UUID().uuidString)")

    init() { try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }
  }

  static func header(_ scenario: Scenario = scenario) -> JournalHeader {
    JournalHeader(
      kind: .simulated, engine: "test", created: "2026-01-01T00:00:00Z", name: scenario.name, scenario: "scenario",
      seed: scenario.seed)
  }

  static func writer(_ path: String, sync: JournalWriter.Sync = .acts) throws -> JournalWriter {
    let file = try JournalFile(path)
    return try JournalWriter(creating: file, header(), sync: sync, lock: JournalLock(file))
  }

  var timeline: Timeline
  var recorder = JournalRecorder()
  private var generator: Generator
  /// Recorded as the board records.
  private var log = EventLog(capacity: 300)

  /// Small and deterministic.
  private struct Generator {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }

  init(seed: UInt64, _ append: (JournalBatch) -> Void) {
    generator = Generator(state: seed)
    var recorder = JournalRecorder()
    let simulator = Simulator(Self.scenario) { _, events, world in
      if let batch = recorder.bootstrap(events, world) { append(batch) }
    }
    timeline = Timeline(simulator)
    self.recorder = recorder
  }

  /// Resumes a run that was read.
  init(_ timeline: Timeline, _ recorder: JournalRecorder, seed: UInt64) {
    generator = Generator(state: seed)
    self.timeline = timeline
    self.recorder = recorder
  }

  /// Makes so many moves, recording each.
  mutating func go(_ moves: Int, isLast: Bool = true, _ append: (JournalBatch) -> Void) {
    for _ in 0..<moves {
      move()
      for batch in recorder.take(timeline, log) { append(batch) }
    }
    if isLast { for batch in recorder.take(timeline, log, isLast: true) { append(batch) } }
  }

  /// Runs on without any command.
  mutating func advance(_ span: Milliseconds, _ append: (JournalBatch) -> Void) {
    guard span > 0 else { return }
    timeline.seek(time: timeline.head.time + span)
    log.replace(with: [])
    for batch in recorder.take(timeline, log) { append(batch) }
  }

  private mutating func move() {
    switch generator.next(10) {
    case 0, 1:
      for event in timeline.advance(to: timeline.time + Int64(generator.next(3_600_000)), limit: 2_000).events {
        log.append(event)
      }
    case 2, 3:
      for _ in 0..<generator.next(8) { if let event = timeline.step() { log.append(event) } }
    case 4:
      timeline.seek(event: max(0, timeline.sequence - Int64(generator.next(60))))
      forget()
    case 5 where !timeline.savedBranches.isEmpty && generator.next(2) == 0:
      timeline.take(branch: generator.next(timeline.savedBranches.count))
      log.replace(with: [])
    case 6 where !timeline.inputs.isEmpty && generator.next(2) == 0:
      if let fork = timeline.fork(.withoutInput(generator.next(timeline.inputs.count)), until: timeline.head.time) {
        timeline.take(fork)
        log.replace(with: [])
      }
    default: command()
    }
  }

  private mutating func forget() { if !log.rewind(to: timeline.sequence) { log.replace(with: []) } }

  private mutating func command() {
    let connection = generator.next(timeline.world.connections.count)
    let commands: [Command] = [
      .connection(connection, .queue), .connection(connection, .disconnect), .connection(connection, .reconnect),
      .connection(connection, .sendLink), .connection(connection, .expireConsent),
      .provider(Int(timeline.world.connections[connection].provider), .begin(.outage, lasting: Span.hour)),
      .account(generator.next(4), .connect(provider: 1, types: DataTypeSet(bits: 6))),
      .inject(Fault(.dataset(generator.next(timeline.world.datasets.count)), .fail, when: 3)),
    ]
    let wasBehind = timeline.isBehind
    guard case .success(let events) = timeline.submit(commands[generator.next(commands.count)]) else { return }
    if wasBehind { log.dropAhead() }
    for event in events { log.append(event) }
  }
}

/// A journal that was read to its end.
struct ReadRun {
  let reader: JournalReader
  let run: JournalRun

  init(_ path: String) throws {
    reader = try JournalReader(path)
    run = reader.readRun()
  }

  /// The replayed run of a branch; nil if it differs from the record.
  func timeline(branch number: Int? = nil) -> Timeline? {
    var replay = JournalReplay(reader, run, RecordedRun.scenario, branch: number)
    while true {
      switch replay.resume(limit: 700) {
      case .going: continue
      case .arrived: return replay.timeline
      case .differs, .unreadable: return nil
      }
    }
  }
}
