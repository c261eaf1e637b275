import ArgumentParser
import Dashboard

/// The command itself: without a subcommand it opens the board.
struct Signalbox: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "signalbox",
    abstract: "See how data connections, sessions, datasets and privacy requests stand, why, and who acts next.",
    discussion: """
      Without a subcommand it opens the board on a simulated world. Press ? there for all keys, q to leave.
      """,
    version: version,
    subcommands: [
      Simulate.self, Watch.self, Replay.self, JournalCommand.self, Status.self, Diff.self, Fuzz.self, Explain.self,
      DiagramCommand.self,
      ScenarioCommand.self,
      ThemeCommand.self, ConfigCommand.self,
      Keys.self, Completions.self,
    ])

  @OptionGroup var scenario: ScenarioOptions
  @OptionGroup var look: LookOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Begin at a time, an event or a condition, paused: '2026-01-19 08:30', 71300, status:AuthError.",
      valueName: "place"))
  var goTo: String?

  @Flag(help: "Begin paused.")
  var paused = false

  @Option(help: ArgumentHelp("Simulated seconds for each real one: a number such as 60, or max.", valueName: "speed"))
  var speed: String?

  @Option(help: "Megabytes for the copies of the world by which one goes back; with fewer, going back takes longer.")
  var checkpointMemory = 128

  @Flag(help: "Show only; nothing can be changed from the board.")
  var readOnly = false

  @OptionGroup var journal: JournalOptions

  @OptionGroup var lines: PlainOptions

  /// An option of the board is accepted by the library wherever it stands; where a command has no such option, it
  /// would be passed over without a word.
  static func checkOptions(of command: any ParsableCommand) throws {
    guard !(command is Signalbox) else { return }
    let known = type(of: command).helpMessage()
    for argument in CommandLine.arguments.dropFirst() {
      if argument == "--" { return }
      let name = argument.prefix { $0 != "=" }
      guard name.hasPrefix("--"), !name.hasPrefix("--help"), !known.contains(name) else { continue }
      throw Failure.input("\(name) is an option of the board; this command has none of that name")
    }
  }

  func run() throws {
    let speed = try speed.map(Self.parse)
    guard (1...1_000_000).contains(checkpointMemory) else {
      throw Failure.input("--checkpoint-memory is \(checkpointMemory); expected megabytes from 1 to 1000000")
    }
    let manner = Board.Manner(
      isPaused: paused, speed: speed, isReadOnly: readOnly, checkpointMemory: checkpointMemory << 20,
      place: goTo.map { StartingPlace(text: $0, isInRecord: false) })
    let appearance = try look.load()
    let plan = try RunPlan(scenario, journal, appearance.configuration)
    if lines.plain {
      try PlainLoop.open(plan, appearance, manner: manner, filter: lines.only)
      return
    }
    guard lines.only.isEmpty else {
      throw Failure.input("--only goes with --plain; on the board / narrows a table")
    }
    try Board.open(plan, appearance, manner: manner)
  }

  /// `60`, `60x` or `max`.
  static func parse(speed text: String) throws -> Int64 {
    guard let speed = Speed.parse(text) else {
      throw Failure.input("--speed is \"\(text)\"; expected a whole number from 1 to 1000000, or max")
    }
    return speed
  }
}
