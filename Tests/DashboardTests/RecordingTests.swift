import Canvas
import Dashboard
import Lifecycles
import Simulation
import Testing

/// A recorded run: actions are reported as done once they are on disk, and nothing happens that can't be recorded.
@Suite struct RecordingTests {
  private func recording(acts: Int = 0, problem: String? = nil) -> Recording {
    var recording = Recording(name: "round.journal", path: "/home/me/round.journal")
    recording.acts = acts
    recording.problem = problem
    return recording
  }

  private func board(paused: Bool = true, news: String? = nil) throws -> TestBoard {
    try TestBoard(
      TestBoard.quiet(["Xero"]), width: 80, height: 24, paused: paused, recording: recording(), news: news)
  }

  @Test func resumedRunsSayWhereTheyContinueUntilTheFirstKey() throws {
    var board = try board(news: "resumed at #198")
    for _ in 0..<30 { board.tick(1_000) }
    #expect(board.message == "resumed at #198")
    board.press(.down)
    #expect(board.model.notice == nil)
  }

  @Test func actionsAreReportedOnceRecorded() throws {
    var board = try board()
    board.type("dy")
    #expect(board.message.hasPrefix("recording: disconnect"))
    #expect(board.model.drainActs().count == 1)
    _ = board.model.update(.recorded(recording(acts: 0)))
    #expect(board.message.hasPrefix("recording: "))
    _ = board.model.update(.recorded(recording(acts: 1)))
    #expect(board.message.hasPrefix("disconnect"))
  }

  @Test func nothingHappensWhileNothingCanBeRecorded() throws {
    var board = try board(paused: false)
    _ = board.model.update(.recorded(recording(problem: "the disk is full")))
    #expect(board.message == "the run is waiting because its journal can't be written: the disk is full")
    let (time, sequence) = (board.model.world.now, board.model.world.lastSequence)
    for _ in 0..<20 { board.tick() }
    #expect(board.model.world.now == time)
    board.type("d")
    #expect(board.message.hasPrefix("the journal can't be written (the disk is full)"))
    #expect(board.model.world.lastSequence == sequence && board.model.drainActs().isEmpty)
    _ = board.model.update(.recorded(recording()))
    #expect(board.message == "the journal can be written again; the run resumes")
    for _ in 0..<20 { board.tick() }
    #expect(board.model.world.now > time)
  }

  @Test func runCanContinueWithoutItsJournal() throws {
    var board = try board(paused: false)
    board.type("dy")
    _ = board.model.update(.recorded(recording(problem: "the disk is full")))
    _ = board.model.update(.recordingStopped)
    #expect(board.message.hasPrefix("not recorded: disconnect"))
    let time = board.model.world.now
    for _ in 0..<20 { board.tick() }
    #expect(board.model.world.now > time)
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
    let sequence = board.model.world.lastSequence
    var later = recording(acts: 3)
    later.events = 1_234
    _ = board.model.update(.recorded(later))
    for _ in 0..<30 { board.tick(1_000) }
    #expect(board.text.contains("1,234 events, 3 actions at the board"))
    #expect(board.model.world.lastSequence == sequence)
  }

  @Test func endOfARecordingIsReported() throws {
    let end = try TestBoard().model.world.lastSequence
    var board = try TestBoard(width: 80, recordEnd: end)
    #expect(board.line(0).contains(" replay "))
    board.type("p")
    while board.model.world.lastSequence == end { board.tick() }
    #expect(board.message.hasPrefix("the recording ends at #\(Count.grouped(end))"))
    #expect(board.line(0).contains(" past the recording "))
  }

  @Test func snoozesEnd() throws {
    var board = try TestBoard(TestBoard.quiet(["Xero"], status: .authError), screen: .todo)
    board.type("z\r")
    #expect(board.text.contains("Snoozed: 1 problem") && board.text.contains("snoozed until"))
    board.type("g+2h\r")
    for _ in 0..<5 { board.tick() }
    #expect(board.text.contains("Yours: 1 problem") && !board.text.contains("snoozed until"), "\(board.text)")
    board.type("z")
    #expect(!board.text.contains("End the snooze"))
  }

  @Test func actionsDoneElsewhereAreShown() throws {
    var writer = try board()
    writer.type("dy")
    let acts = writer.model.drainActs()
    var reader = try board()
    _ = reader.model.update(.did(acts))
    reader.type("7o")
    #expect(reader.text.contains("disconnect"), "\(reader.text)")
  }

  @Test func withoutAProblemNothingCanBeSnoozed() throws {
    var board = try board()
    board.type("z")
    #expect(board.message == "problems are snoozed on screen 6 To do, grouped by cause")
    board.type("6z")
    #expect(board.message == "no problem is selected")
  }
}
