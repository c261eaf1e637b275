import ArgumentParser

struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open a recorded run at its end, for stepping through it.",
    discussion: """
      The run is replayed and compared with the record event by event. What you do here is not recorded. With \
      --follow, the board stays at the end while another program keeps recording.
      """)

  @Argument(help: "The journal.", completion: .file())
  var file: String

  @Flag(help: "Show what another program adds, live.")
  var follow = false

  @OptionGroup var display: DisplayOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Start at a time, an event or a condition instead of the end.", valueName: "place"))
  var at: String?

  func run() throws {
    let appearance = try display.load()
    var start = Board.StartOptions()
    start.place = at.map { StartingPlace(text: $0, isInRecord: true) }
    try Board.open(RunPlan(.replayed(file, isFollowed: follow)), appearance, start: start)
  }
}
