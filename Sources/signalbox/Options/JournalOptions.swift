import ArgumentParser
import Journal

/// Where a run is recorded.
struct JournalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Record to this file (SQLite). An existing journal is continued where it stopped. Default: simulated runs of \
      up to 1000 accounts are recorded automatically; feeds are not.
      """,
      valueName: "file"), completion: .file())
  var journal: String?

  @Flag(help: "Don't record.")
  var noJournal = false

  /// The requested file; nil for none.
  func file() throws(Failure) -> JournalFile? {
    try journal.map { path throws(Failure) in try Failure.naming { () throws(JournalError) in try JournalFile(path) } }
  }

  func check() throws(Failure) {
    if noJournal, journal != nil { throw Failure.input("use either --no-journal or --journal, not both") }
  }
}
