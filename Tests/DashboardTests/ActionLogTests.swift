import Canvas
import Dashboard
import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// Actions and their record: an action is reported as done once it is on disk, and nothing happens that can't be
/// recorded.
@Suite struct ActionLogTests {
  private func recording(acts: Int = 0, problem: String? = nil) -> Recording {
    var recording = Recording(name: "round.journal", path: "/home/me/round.journal")
    recording.acts = acts
    recording.problem = problem
    return recording
  }

  private func board(paused: Bool = true, news: String? = nil) throws -> TestBoard {
    try TestBoard(
      Scenario.quiet(["Xero"]), width: 80, height: 24, paused: paused, recording: recording(), news: news)
  }

  /// The actions that the board wants recorded.
  private static func recorded(_ effects: [Effect]) -> [ActionLogEntry] {
    effects.flatMap { effect -> [ActionLogEntry] in
      if case .record(let entries) = effect { return entries }
      return []
    }
  }

  @Test func resumedRunsSayWhereTheyContinueUntilTheFirstKey() throws {
    var board = try board(news: "resumed at #198")
    for _ in 0..<30 { board.tick(1_000) }
    #expect(board.message == "resumed at #198")
    board.press(.down)
    #expect(board.state.alerts.message == nil)
  }

  @Test func actionsAreReportedOnceRecorded() throws {
    var board = try board()
    let effects = board.type("dy")
    #expect(board.message.hasPrefix("recording: disconnect"))
    #expect(Self.recorded(effects).count == 1)
    _ = board.state.update(.recorded(recording(acts: 0)))
    #expect(board.message.hasPrefix("recording: "))
    _ = board.state.update(.recorded(recording(acts: 1)))
    #expect(board.message.hasPrefix("disconnect"))
  }

  @Test func nothingHappensWhileNothingCanBeRecorded() throws {
    var board = try board(paused: false)
    _ = board.state.update(.recorded(recording(problem: "the disk is full")))
    #expect(board.message == "the run is waiting because its journal can't be written: the disk is full")
    let (time, sequence) = (board.state.world.now, board.state.world.lastSequence)
    for _ in 0..<20 { board.tick() }
    #expect(board.state.world.now == time)
    let effects = board.type("d")
    #expect(board.message.hasPrefix("the journal can't be written (the disk is full)"))
    #expect(board.state.world.lastSequence == sequence && Self.recorded(effects).isEmpty)
    _ = board.state.update(.recorded(recording()))
    #expect(board.message == "the journal can be written again; the run resumes")
    for _ in 0..<20 { board.tick() }
    #expect(board.state.world.now > time)
  }

  @Test func runCanContinueWithoutItsJournal() throws {
    var board = try board(paused: false)
    board.type("dy")
    _ = board.state.update(.recorded(recording(problem: "the disk is full")))
    _ = board.state.update(.recordingStopped)
    #expect(board.message.hasPrefix("not recorded: disconnect"))
    let time = board.state.world.now
    for _ in 0..<20 { board.tick() }
    #expect(board.state.world.now > time)
  }

  @Test func journalPageSaysWhatToDoWithTheFile() throws {
    var board = try board()
    board.type(":journal\r")
    for text in ["/home/me/round.journal", "signalbox replay --follow FILE", "sqlite3 FILE 'SELECT * FROM event_list'"]
    {
      #expect(board.text.contains(text), "\(board.text)")
    }
    #expect(!board.text.contains("…"))
    // The page is updated, and showing it doesn't make the run continue.
    let sequence = board.state.world.lastSequence
    var later = recording(acts: 3)
    later.events = 1_234
    _ = board.state.update(.recorded(later))
    for _ in 0..<30 { board.tick(1_000) }
    #expect(board.text.contains("1,234 events, 3 actions at the board"))
    #expect(board.state.world.lastSequence == sequence)
  }

  @Test func actionsDoneElsewhereAreShown() throws {
    var writer = try board()
    let entries = Self.recorded(writer.type("dy"))
    var reader = try board()
    _ = reader.state.update(.actionsLogged(entries))
    reader.type("7o")
    #expect(reader.text.contains("disconnect"), "\(reader.text)")
  }
}
