import ArgumentParser
import Dashboard
import Feed
import Lifecycles
import Simulation

struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a world without a screen and print its events, or counts of them.")

  enum Format: String, ExpressibleByArgument, CaseIterable { case jsonl }

  @OptionGroup var scenario: ScenarioOptions

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("How long after the scenario's start, such as 2d or 6h30m.", valueName: "span"))
  var span = "1d"

  @Option(help: "jsonl: one JSON object a line, which 'watch' reads.")
  var format: Format = .jsonl

  @Flag(help: "Print counts instead of events.")
  var summary = false

  func run() throws {
    guard let span = Span.parse(span) else {
      throw Failure.input("--for is \"\(span)\"; expected a duration such as 90s, 15m, 6h or 2d")
    }
    let scenario = try scenario.load()
    var simulator = Simulator(unfounded: scenario)
    var sink = EventSink(roster: simulator.world, isSummary: summary)
    simulator.found()
    sink.take(simulator.drain())
    let end = scenario.start + span
    // Step by step, so that memory stays small however long the run.
    while !simulator.run(until: end, limit: 10_000) { sink.take(simulator.drain()) }
    sink.take(simulator.drain())
    sink.finish(simulator)
  }
}

/// Prints events, or counts them.
struct EventSink {
  private var writer: FeedWriter?
  private var output = Buffered()
  private var transitions: [String: Int] = [:]

  init(roster: World, isSummary: Bool) { writer = isSummary ? nil : FeedWriter(roster: roster) }

  mutating func take(_ events: [Event]) {
    for event in events {
      if writer != nil {
        output.line(writer!.write(event))
      } else {
        transitions["\(event.entity.kind)", default: 0] += 1
      }
    }
  }

  mutating func finish(_ simulator: Simulator) {
    output.flush()
    for refused in simulator.scriptRefusals {
      Output.error(
        "\(ISO8601.text(refused.time)): the step \(refused.what) was refused: \(refused.refusal.description)")
    }
    guard writer == nil else { return }
    let world = simulator.world
    var text = "\(EventText.grouped(world.lastSequence)) events up to \(ISO8601.display(world.now))\n"
    for kind in transitions.keys.sorted() {
      text += "  \(EventText.grouped(Int64(transitions[kind]!))) about a \(kind)\n"
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
    abstract: "Open the board on a feed of events (JSON Lines), followed as it grows.")

  @OptionGroup var look: LookOptions

  @Argument(help: "The file, or - for standard input.")
  var feed: String

  func run() throws { try Board.watch(feed, look: look) }
}
