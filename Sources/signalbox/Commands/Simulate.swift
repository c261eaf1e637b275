import ArgumentParser
import Queries
import Simulation

struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a world without a screen and print its events, or their counts.",
    discussion: """
      With --check, the events are compared with those in a file instead of being printed. If they differ, the first \
      difference is printed with its causes on both sides, and the exit code is 1.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case jsonl }

  @OptionGroup var scenario: ScenarioOptions

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "How long after the scenario's start, such as 2d or 6h30m. Default: the scenario's length, or 1d.",
      valueName: "span"))
  var span: String?

  @Option(help: "jsonl: one JSON object per line, for 'watch'.")
  var format: Format = .jsonl

  @Option(
    help: ArgumentHelp(
      """
      Stop right after the first matching event, such as 'status:AuthError type:suppliers'. Exit code 1 if there \
      is none.
      """,
      valueName: "condition"))
  var until: String?

  @Option(help: ArgumentHelp("Compare with the events in a file (JSON Lines).", valueName: "file"), completion: .file())
  var check: String?

  @Flag(help: "Print counts instead of events.")
  var summary = false

  /// The events simulated at a time, so that memory stays small however long the run.
  private static let piece = 10_000

  func run() throws {
    let scenario = try scenario.load()
    let length = try Self.length(span, scenario)
    let condition = try until.map { try Self.condition($0) }
    if let check {
      if summary || until != nil {
        throw Failure.input("--check can't be combined with --summary or --until")
      }
      try Check(file: check).run(scenario, length: span == nil ? scenario.length : length)
      return
    }
    var simulator = Simulator(withoutBootstrap: scenario)
    var sink = EventSink(roster: simulator.world, isSummary: summary)
    let end = scenario.start + length
    var stop = condition.map { StopCondition($0, simulator.world, from: scenario.start) }
    var hit: Event?
    var isThere = false
    while !isThere, hit == nil {
      isThere = simulator.run(until: end, limit: Self.piece)
      let events = simulator.drain()
      hit = stop?.first(events, simulator.world)
      sink.take(hit.map { hit in Array(events.prefix { $0.sequence <= hit.sequence }) } ?? events)
    }
    sink.finish(simulator, upTo: hit)
    guard let until else { return }
    guard let hit else { throw Failure.failed("no match for \(until) within \(Span.text(length))") }
    Output.error("stopped at #\(hit.sequence), \(ISO8601.text(hit.time))")
  }

  static func length(_ text: String?, _ scenario: Scenario) throws(Failure) -> Milliseconds {
    guard let text else { return scenario.length ?? Span.day }
    guard let span = Span.parse(text) else {
      throw Failure.input("--for must be a duration such as 90s, 15m, 6h or 2d, found \"\(text)\"")
    }
    return span
  }

  private static func condition(_ text: String) throws(Failure) -> Filter {
    let filter = Filter(text, isForEvents: true)
    if let problem = filter.problem { throw Failure.input("--until: \(problem)") }
    if filter.isEmpty { throw Failure.input("--until needs a condition, such as status:AuthError") }
    return filter
  }
}
