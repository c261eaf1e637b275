import Canvas
import Configuration
import Dashboard
import Foundation
import Queries
import Rendering
import Simulation

// Prints one line per measurement. Absolute times depend on the machine, so compare within one run.

/// The median of several runs, in milliseconds.
func median(_ runs: Int, _ body: () -> Void) -> Double {
  let clock = ContinuousClock()
  let times = (0..<runs).map { _ in
    let span = clock.measure(body).components
    return Double(span.seconds) * 1_000 + Double(span.attoseconds) / 1e15
  }
  return times.sorted()[runs / 2]
}

func report(_ name: String, _ value: Double, _ unit: String) {
  print("\(name.padding(toLength: 58, withPad: " ", startingAt: 0))\(String(format: "%10.2f", value)) \(unit)")
}

/// The peak memory, in megabytes.
func peakMemory() -> Double {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return Double(usage.ru_maxrss) / 1_024
}

/// Events per second of the engine, without screen or journal.
func engine(accounts: Int, span: Milliseconds) {
  var scenario = Scenario.builtIn
  scenario.accounts = accounts
  var simulator = Simulator(scenario)
  let before = simulator.world.lastSequence
  let time = median(1) {
    var end = scenario.start
    while end < scenario.start + span {
      end += 15 * Span.minute
      simulator.run(until: end)
      simulator.discard()
    }
  }
  let events = Double(simulator.world.lastSequence - before)
  let datasets = simulator.world.datasets.count
  report("engine, \(datasets) datasets: events per second", events / time / 1_000, "million")
  report("engine, \(datasets) datasets: peak memory", peakMemory(), "MB")
}

/// The board's own work on a world of some size.
func board(accounts: Int) throws {
  var scenario = Scenario.builtIn
  scenario.accounts = accounts
  let theme = try ThemeFile.parse(ThemeFile.builtInText("dark") ?? "", file: "dark")
  var options = BoardOptions()
  options.screen = .datasets
  var board = BoardState(
    source: .simulated(Timeline(Simulator(scenario))), glyphs: Glyphs(theme: theme, isASCII: false), width: 140,
    height: 45, options: options)
  var wall: Int64 = 0
  let size = board.world.datasets.count
  report(
    "board, \(size) datasets: a tick of 100 ms at 60x and its canvas",
    median(50) {
      wall += 100
      _ = board.update(.tick(wall))
      _ = Renderer.draw(board)
    }, "ms")
  report(
    "board, \(size) datasets: a key and its canvas",
    median(50) {
      _ = board.update(.key(.down))
      _ = Renderer.draw(board)
    }, "ms")
  _ = board.update(.key(.character("/")))
  for letter in "xero inv".unicodeScalars {
    report(
      "board, \(size) datasets: filter key \"\(letter)\"", median(1) { _ = board.update(.key(.character(letter))) },
      "ms")
  }
  _ = board.update(.key(.escape))
  for column in TableKind.datasets.columns.indices where TableKind.datasets.columns[column].sortKey != nil {
    var state = TableState(kind: .datasets)
    var ranks = SortRanks()
    ranks.update(board.world)
    let world = board.world
    report(
      "board, \(size) datasets: sort by \(TableKind.datasets.columns[column].title)",
      median(3) {
        state.sort(by: [SortTerm(column: column)], world, ranks)
      }, "ms")
  }
  var state = TableState(kind: .datasets)
  var ranks = SortRanks()
  ranks.update(board.world)
  report(
    "board, \(size) datasets: sort by three columns",
    median(3) { state.sort(by: [1, 3, 5].map { SortTerm(column: $0) }, board.world, ranks) }, "ms")
  report(
    "board, \(size) datasets: To do by root cause, and back",
    median(20) {
      for key in "64".unicodeScalars {
        _ = board.update(.key(.character(key)))
        _ = Renderer.draw(board)
      }
    }, "ms")
}

/// Seeking in a run of a million events: anywhere, and one event back.
func stepping() {
  var timeline = Timeline(Simulator(.builtIn))
  report(
    "run: 1,000,000 events simulated",
    median(1) {
      while timeline.sequence < 1_000_000 { _ = timeline.advance(to: timeline.time + Span.day, limit: 100_000) }
    },
    "ms")
  report("run: checkpoints", Double(timeline.checkpointSequences.count), "")
  func spread(_ name: String, _ runs: Int, _ body: (Int) -> Void) {
    let times = (0..<runs).map { turn in median(1) { body(turn) } }.sorted()
    report("run: \(name), median", times[runs / 2], "ms")
    report("run: \(name), slowest of \(runs)", times[runs - 1], "ms")
  }
  spread("to any event", 200) { turn in
    timeline.seek(event: Draw(seed: 1, object: UInt64(turn), count: 0, purpose: .manager).below(1_000_000))
  }
  spread("to any event and 20 back one by one", 50) { turn in
    timeline.seek(event: Draw(seed: 2, object: UInt64(turn), count: 0, purpose: .manager).below(1_000_000))
    for _ in 0..<20 { timeline.seek(event: timeline.sequence - 1) }
  }
  timeline.seek(event: 700_000)
  spread("one event back", 500) { _ in timeline.seek(event: timeline.sequence - 1) }
}

// The measurements named on the command line, or all of them.
let parts: [(name: String, run: () throws -> Void)] = [
  (
    "engine",
    {
      engine(accounts: 40, span: 40 * Span.day)
      engine(accounts: 3_500, span: 4 * Span.day)
      engine(accounts: 33_000, span: Span.day)
    }
  ),
  ("board", { for accounts in [40, 3_500, 33_000] { try board(accounts: accounts) } }),
  ("stepping", stepping),
  ("journal", { try JournalBenchmark().run() }),
]
let wanted = CommandLine.arguments.dropFirst()
for part in parts where wanted.isEmpty || wanted.contains(part.name) { try part.run() }
