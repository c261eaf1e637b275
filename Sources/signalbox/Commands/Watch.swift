import ArgumentParser
import Journal

struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open the board on a feed of events (JSON Lines), following it live.")

  @OptionGroup var display: DisplayOptions

  @Argument(help: "The file, or - for standard input.", completion: .file())
  var feed: String

  @OptionGroup var journal: JournalOptions

  @OptionGroup var lines: PlainOptions

  func run() throws {
    try journal.check()
    if JournalReader.isDatabase(feed), try Self.isRun(feed) {
      let appearance = try display.load()
      let plan = RunPlan(.replayed(feed, isFollowed: true))
      if lines.plain {
        try PlainLoop.open(plan, appearance, start: Board.StartOptions(), filter: lines.only)
      } else {
        try Board.open(plan, appearance, start: Board.StartOptions())
      }
    } else if lines.plain {
      try PlainLoop.watch(feed, display: display, journals: journal, filter: lines.only)
    } else {
      try Board.watch(feed, display: display, journals: journal)
    }
  }

  /// Whether a file is the journal of a run rather than of a feed.
  private static func isRun(_ path: String) throws(Failure) -> Bool {
    try Failure.naming { () throws(JournalError) in try JournalReader(path).header.kind == .simulated }
  }
}
