import ArgumentParser
import Dashboard
import Queries
import Feed
import Journal
import Lifecycles
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
      "Stop right after the first matching event, such as 'status:AuthError type:suppliers'. Exit code 1 if there is none.",
      valueName: "condition"))
  var until: String?

  @Option(help: ArgumentHelp("Compare with the events in a file (JSON Lines).", valueName: "file"), completion: .file())
  var check: String?

  @Flag(help: "Print counts instead of events.")
  var summary = false

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
    // In pieces, so that memory stays small however long the run.
    var isThere = false
    while !isThere, hit == nil {
      isThere = simulator.run(until: end, limit: 10_000)
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

/// Finds the first event that matches a condition.
struct StopCondition {
  private var matcher: EventMatcher
  private var log = EventLog(capacity: 200_000)
  private let start: Instant

  /// - Parameter start: the end of the warm-up, which doesn't count.
  init(_ filter: Filter, _ world: World, from start: Instant) {
    matcher = EventMatcher(filter, world)
    self.start = start
  }

  mutating func first(_ events: [Event], _ world: World) -> Event? {
    matcher.prepare(world)
    for event in events {
      log.append(event)
      if event.time >= start, matcher.matches(event, world, log) { return event }
    }
    return nil
  }
}

/// Prints events, or counts them.
struct EventSink {
  private let lines: FeedLines?
  private var transitions: [String: Int] = [:]
  private var world: World

  init(roster: World, isSummary: Bool) {
    lines = isSummary ? nil : FeedLines(roster: roster, output: Output.write)
    world = roster
  }

  mutating func take(_ events: [Event]) {
    if let lines { return lines.write(events) }
    for event in events {
      transitions["\(event.object.kind)", default: 0] += 1
      world.apply(event)
    }
  }

  mutating func finish(_ simulator: Simulator, upTo hit: Event?) {
    lines?.finish()
    for refused in simulator.script.refusals where hit.map({ refused.time <= $0.time }) ?? true {
      Output.error(
        "\(ISO8601.text(refused.time)): step \(refused.what) was refused: \(refused.refusal.description)")
    }
    guard lines == nil else { return }
    if hit == nil { world.now = simulator.world.now }
    var text = "\(Count.text(world.lastSequence, "event")) up to \(ISO8601.display(world.now))\n"
    for kind in transitions.keys.sorted() {
      text += "  \(Count.text(Int64(transitions[kind]!), "\(kind) event"))\n"
    }
    for lifecycle in Catalog.all {
      text += "\n\(lifecycle.system.name)s\n"
      for info in lifecycle.statuses where world.count(lifecycle.system, info.id.raw) > 0 {
        let count = String(world.count(lifecycle.system, info.id.raw))
        text +=
          "  \(String(repeating: " ", count: max(0, 7 - count.count)))\(count)  \(Diagram.label(lifecycle, info.id.raw))\n"
      }
    }
    Output.text(text)
  }
}

struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open the board on a feed of events (JSON Lines), following it live.")

  @OptionGroup var textStyle: LookOptions

  @Argument(help: "The file, or - for standard input.", completion: .file())
  var feed: String

  @OptionGroup var journal: JournalOptions

  @OptionGroup var lines: PlainOptions

  func run() throws {
    try journal.check()
    if JournalReader.isDatabase(feed), try Self.isRun(feed) {
      let appearance = try textStyle.load()
      let plan = RunPlan(.replayed(feed, isFollowed: true))
      if lines.plain {
        try PlainLoop.open(plan, appearance, start: Board.StartOptions(), filter: lines.only)
      } else {
        try Board.open(plan, appearance, start: Board.StartOptions())
      }
    } else if lines.plain {
      try PlainLoop.watch(feed, textStyle: textStyle, journals: journal, filter: lines.only)
    } else {
      try Board.watch(feed, textStyle: textStyle, journals: journal)
    }
  }

  /// Whether a file is the journal of a run rather than of a feed.
  private static func isRun(_ path: String) throws(Failure) -> Bool {
    try Failure.naming { () throws(JournalError) in try JournalReader(path).header.kind == .simulated }
  }
}
