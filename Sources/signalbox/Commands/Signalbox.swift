import ArgumentParser
import Dashboard
import Documentation
import Queries
import Simulation

/// The root command, which opens the board without a subcommand.
struct Signalbox: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "signalbox",
    abstract: "Show the status of data connections, sessions, datasets and privacy requests.",
    discussion: """
      Without a subcommand, opens the board on a simulated world. Press ? for all keys and q to quit.

      Topics (signalbox help TOPIC): \(Documentation.topics.map(\.name).joined(separator: ", ")).
      """,
    version: version,
    subcommands: subcommands)

  /// Every subcommand, in the order of the help. Each is in the file named after its type.
  private static let subcommands: [any ParsableCommand.Type] = [
    Simulate.self,
    Watch.self,
    Replay.self,
    JournalCommand.self,
    Status.self,
    Diff.self,
    Fuzz.self,
    Explain.self,
    DiagramCommand.self,
    ScenarioCommand.self,
    ThemeCommand.self,
    ConfigCommand.self,
    Keys.self,
    Completions.self,
    Help.self,
  ]

  @OptionGroup var scenario: ScenarioOptions
  @OptionGroup var display: DisplayOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Start paused at a time, an event or a condition: '2026-01-19 08:30', 71300, status:AuthError.",
      valueName: "place"))
  var goTo: String?

  @Flag(help: "Start paused.")
  var paused = false

  @Option(help: ArgumentHelp("Simulated seconds per real second: a number such as 60, or max.", valueName: "speed"))
  var speed: String?

  @Option(
    help: ArgumentHelp(
      "Memory for checkpoints, in megabytes. With less, stepping back takes longer.", valueName: "megabytes"))
  var checkpointMemory = Timeline.defaultMemory >> 20

  @Flag(help: "Make the board read-only.")
  var readOnly = false

  @OptionGroup var journal: JournalOptions

  @OptionGroup var lines: PlainOptions

  /// Refuses options that a command doesn't have. The library accepts the root command's options anywhere, and they
  /// would be silently ignored.
  static func checkOptions(of command: any ParsableCommand) throws(Failure) {
    guard !(command is Signalbox) else { return }
    let known = type(of: command).helpMessage()
    for argument in CommandLine.arguments.dropFirst() {
      if argument == "--" { return }
      let name = argument.prefix { $0 != "=" }
      guard name.hasPrefix("--"), !name.hasPrefix("--help"), !known.contains(name) else { continue }
      throw Failure.input("this command has no option \(name), which belongs to the board")
    }
  }

  /// Up to a terabyte, more than any machine has for it.
  private static let checkpointMegabytes = 1...1_000_000

  func run() throws {
    let speed = try speed.map(Self.parse)
    let range = Self.checkpointMegabytes
    guard range.contains(checkpointMemory) else {
      throw Failure.input(
        """
        --checkpoint-memory must be from \(range.lowerBound) to \(range.upperBound) megabytes, \
        found \(checkpointMemory)
        """
      )
    }
    let start = Board.StartOptions(
      isPaused: paused, speed: speed, isReadOnly: readOnly, checkpointMemory: checkpointMemory << 20,
      place: goTo.map { StartingPlace(text: $0, isInRecord: false) })
    let appearance = try display.load()
    let plan = try RunPlan(scenario, journal, appearance.configuration)
    if lines.plain {
      try PlainLoop.open(plan, appearance, start: start, filter: lines.only)
      return
    }
    guard lines.only.isEmpty else {
      throw Failure.input("--only works only with --plain; on the board, / filters a table")
    }
    try Board.open(plan, appearance, start: start)
  }

  /// `60`, `60x` or `max`.
  static func parse(speed text: String) throws(Failure) -> Int64 {
    guard let speed = Speed.parse(text) else {
      throw Failure.input(
        """
        --speed must be a whole number from \(Speed.range.lowerBound) to \(Speed.range.upperBound), or max, \
        found "\(text)"
        """
      )
    }
    return speed
  }
}
