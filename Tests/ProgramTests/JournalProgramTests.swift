import Foundation
import Journal
import Simulation
import Testing

/// The journal of the real program: killed, on a full disk, moved away, followed.
@Suite(.serialized) struct JournalProgramTests {
  let folder = TestTerminal.ownFolder()

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// The number of rounds in a loop.
  static let rounds = ProcessInfo.processInfo.environment["SIGNALBOX_ROUNDS"].flatMap(Int.init) ?? 8

  /// Killed at random moments: what was reported as done is in the journal, the hash chain is intact, the run resumes,
  /// and it ends like an undisturbed one.
  @Test(arguments: ["acts", "always"]) func survivesKillAtRandomMoments(_ sync: String) throws {
    let configuration = path("config-\(sync).toml")
    try Data("[journal]\nsync = \"\(sync)\"\n".utf8).write(to: URL(fileURLWithPath: configuration))
    let journal = path("killed-\(sync)")
    var told: [String] = []
    for round in 0..<Self.rounds {
      let first = round == 0 ? ["--accounts", "3"] : []
      let board = PlainProcess(
        first + ["--plain", "--only", "id:none", "--speed", "3600", "--config", configuration, "--journal", journal])
      defer { board.kill() }
      try #require(
        board.wait { $0.contains { $0.hasPrefix("One line per change") } }, "round \(round): \(board.errors)")
      board.send("connections\n\(1 + Int.random(in: 0..<6))\nrequeue\n")
      if Bool.random() {
        board.wait { $0.contains { $0.hasPrefix("queue: ") } || $0.contains { $0.contains("Possible now") } }
      } else {
        usleep(UInt32.random(in: 0...120_000))
      }
      board.kill()
      told += board.rest().filter { $0.hasPrefix("queue: ") }
      let read = try whole(journal)
      #expect(read.acts.count >= told.count, "round \(round)")
    }
    #expect(told.isEmpty == false)
    try isUndisturbed(journal)
  }

  /// Killed while its world is created: the resumed run starts at its start and ends the same.
  @Test func survivesKillWhileTheWorldIsMade() throws {
    for round in 0..<4 {
      let journal = path("early-\(round)")
      let board = PlainProcess(["--accounts", "25", "--plain", "--only", "id:none", "--journal", journal])
      for _ in 0..<2_000 where !FileManager.default.fileExists(atPath: journal + "-lock") { usleep(500) }
      usleep(UInt32(round) * 60_000)
      board.kill()
      // If nothing was started yet, the run needs its size again.
      let size = FileManager.default.fileExists(atPath: journal) ? [] : ["--accounts", "25"]
      let again = PlainProcess(size + ["--plain", "--only", "id:none", "--paused", "--journal", journal])
      try #require(again.wait { $0.contains { $0.hasPrefix("One line per change") } }, "\(again.errors)")
      #expect(again.lines.first?.contains("Mon 2026-01-05 08:0") == true, "\(again.lines.first ?? "")")
      again.send("quit\n")
      again.waitForEnd()
      #expect(try whole(journal).records.count == 1)
      try isUndisturbed(journal)
    }
  }

  /// A journal that is intact, read in this process.
  private func whole(_ journal: String) throws -> JournalRun {
    let reader = try JournalReader(journal)
    let read = reader.readRun()
    #expect(reader.damage == nil)
    return read
  }

  /// The recorded events are those of an unrecorded run with the same commands.
  private func isUndisturbed(_ journal: String) throws {
    let verified = try run(["journal", "verify", journal])
    #expect(verified.code == 0, "\(verified.errors)")
    let events = path("events.jsonl")
    let scenario = path("scenario.toml")
    try run(["journal", "export", journal]).output.write(to: URL(fileURLWithPath: events))
    try run(["journal", "export", "--format", "scenario", journal]).output.write(to: URL(fileURLWithPath: scenario))
    let check = try run(["simulate", "--scenario", scenario, "--check", events])
    #expect(check.code == 0, "\(check.errors)")
  }

  @Test func actionsAreReportedOnceOnDisk() throws {
    let journal = path("told")
    let terminal = TestTerminal(["--journal", journal, "--paused", "--scenario", "first-link"])
    #expect(terminal.waitFor("PAUSED"))
    terminal.send("l")
    #expect(
      terminal.wait { terminal.screen.contains("link sent: https") && !terminal.screen.contains("recording:") })
    // Killed immediately: it was reported as done, so it is recorded.
    terminal.signal(SIGKILL)
    _ = terminal.end()
    #expect(try whole(journal).acts.map(\.title).contains { $0.hasPrefix("send the link") })
  }

  @Test func secondWritersAreToldWhoTheFirstIs() throws {
    let journal = path("two")
    let terminal = TestTerminal(["--journal", journal, "--paused", "--scenario", "first-link"])
    #expect(terminal.waitFor("PAUSED"))
    let second = try run(["--plain", "--journal", journal])
    #expect(second.code == 1)
    #expect(second.errors.contains("process \(terminal.process) is writing"))
    terminal.send("q")
    #expect(terminal.end() == .exit(0))
    #expect(!FileManager.default.fileExists(atPath: journal + "-lock"))
  }

  @Test func otherBoardsFollowLive() throws {
    let journal = path("live")
    let writer = TestTerminal(["--journal", journal, "--paused", "--scenario", "first-link"])
    #expect(writer.waitFor("PAUSED"))
    let follower = TestTerminal(["replay", "--follow", journal])
    #expect(follower.waitFor("following"))
    let watcher = TestTerminal(["watch", journal])
    #expect(watcher.waitFor("following"))
    writer.send("l")
    #expect(writer.waitFor("link sent"))
    let third = TestTerminal(["replay", "--follow", journal])
    #expect(third.waitFor("following"))
    for board in [follower, watcher] {
      board.send("7")
      #expect(board.waitFor("send link"), "\(board.screen)")
      // The follower is read-only.
      board.send("2")
      #expect(board.waitFor("ACCOUNT"))
      board.send("l")
      #expect(board.waitFor("another program is recording"))
      // The person's actions there are listed here.
      board.send("7o")
      #expect(board.waitFor("newest first") && board.waitFor("send the link"), "\(board.screen)")
      board.send("\u{1B}")
      board.send("q")
      #expect(board.end() == .exit(0))
    }
    writer.send("q")
    #expect(writer.end() == .exit(0))
    #expect(third.waitFor("no program is writing this run") && third.line(0).contains("idle"), "\(third.screen)")
    third.send("q")
    #expect(third.end() == .exit(0))
  }

  /// A place is searched in the record only.
  @Test func replaysStartAtAPlace() throws {
    let journal = path("morning")
    let board = PlainProcess(["--plain", "--scenario", "bad-morning", "--speed", "max", "--journal", journal])
    try #require(board.wait { $0.contains { $0.contains("AuthError") } })
    board.send("quit\n")
    board.waitForEnd()
    let events = String(decoding: try run(["journal", "export", journal]).output, as: UTF8.self)
      .split(separator: "\n")
    let first = try #require(events.firstIndex { $0.contains("AuthError") }) + 1
    let replay = TestTerminal(["replay", journal, "--at", "status:AuthError"], columns: 120)
    #expect(
      replay.wait { replay.screen.replacingOccurrences(of: ",", with: "").contains("#\(first)") }, "\(replay.screen)")
    #expect(replay.screen.contains("bad morning") && replay.screen.contains("replay"))
    replay.send("q")
    #expect(replay.end() == .exit(0))
    for (place, code) in [("99999999", Int32(2)), ("2030-01-01", 2), ("code:499", 1), ("8:99", 2)] {
      let beyond = TestTerminal(["replay", journal, "--at", place])
      #expect(beyond.end() == .exit(code), "\(place)")
      #expect(String(decoding: beyond.output, as: UTF8.self).contains("--at"))
    }
  }

  @Test func runWaitsForAMissingJournal() throws {
    let journal = path("gone")
    let terminal = TestTerminal(["--journal", journal, "--speed", "3600", "--accounts", "5"], columns: 120)
    #expect(terminal.waitFor("3600x"))
    try FileManager.default.moveItem(atPath: journal, toPath: journal + ".away")
    #expect(terminal.waitFor("journal: its file is gone"))
    let held = terminal.line(0)
    terminal.send("r")
    #expect(terminal.waitFor("the journal can't be written"))
    #expect(terminal.line(0).contains(held.split(separator: "#").last.map { String($0.prefix(4)) } ?? ""))
    try FileManager.default.moveItem(atPath: journal + ".away", toPath: journal)
    #expect(terminal.wait { !terminal.line(0).contains("its file is gone") })
    terminal.send("q")
    #expect(terminal.end() == .exit(0))
    _ = try whole(journal)
  }

  @Test func missingJournalsCanBeGivenUp() throws {
    let journal = path("given-up")
    let terminal = TestTerminal(["--journal", journal, "--speed", "3600", "--accounts", "5"], columns: 120)
    #expect(terminal.waitFor("3600x"))
    try FileManager.default.removeItem(atPath: journal)
    #expect(terminal.waitFor("journal: its file is gone"))
    // Quitting reports what is lost. Continuing without the journal is a choice.
    terminal.send(":stop recording\r")
    #expect(terminal.waitFor("nothing from here on is recorded"))
    #expect(terminal.wait { !terminal.line(0).contains("its file is gone") })
    terminal.send("q")
    #expect(terminal.end() == .exit(0))
  }

  @Test func quittingReportsWhatIsNotRecorded() throws {
    let journal = path("lost")
    let terminal = TestTerminal(["--journal", journal, "--speed", "3600", "--accounts", "5"], columns: 120)
    #expect(terminal.waitFor("3600x"))
    try FileManager.default.removeItem(atPath: journal)
    #expect(terminal.waitFor("journal: its file is gone"))
    terminal.send("q")
    #expect(terminal.end() == .exit(1))
    #expect(String(decoding: terminal.output, as: UTF8.self).contains("Not recorded: "))
  }

  /// Permissions that change on an open file have no effect. The next program reports them.
  @Test func readOnlyJournals() throws {
    let journal = path("read-only")
    let terminal = TestTerminal(["--journal", journal, "--paused", "--scenario", "first-link"])
    #expect(terminal.waitFor("PAUSED"))
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: journal)
    terminal.send("l")
    #expect(terminal.waitFor("link sent: https"))
    terminal.send("q")
    #expect(terminal.end() == .exit(0))
    #expect(try whole(journal).acts.count == 1)
    // Root is not bound by permissions.
    if getuid() != 0 {
      let again = try run(["--plain", "--journal", journal])
      #expect(again.code == 1 && again.errors.contains("read-only"))
    }
    let folder = try run(["--plain", "--journal", path("none/there")])
    #expect(folder.code == 2 && folder.errors.contains("does not exist"))
  }

  /// A full disk: the run waits, says so, and resumes when there is room.
  @Test(.enabled(if: SmallDisk.isPossible, "needs the right to mount a tmpfs")) func fullDisks() throws {
    let disk = try SmallDisk(folder.appendingPathComponent("disk"), kilobytes: 12_000)
    defer { disk.unmount() }
    let journal = disk.url.appendingPathComponent("run").path
    try disk.fill(leaving: 300)
    let terminal = TestTerminal(["--journal", journal, "--speed", "3600", "--accounts", "5"], columns: 120)
    #expect(terminal.wait(seconds: 60) { terminal.line(0).contains("journal: the disk is full") })
    terminal.send("r")
    #expect(terminal.waitFor("the journal can't be written"))
    disk.free()
    #expect(terminal.wait(seconds: 60) { !terminal.line(0).contains("the disk is full") })
    terminal.signal(SIGTERM)
    #expect(terminal.end() == .signal(SIGTERM))
    _ = try whole(journal)
  }

  /// A read-only medium: the journal can be read, but not continued.
  @Test(.enabled(if: SmallDisk.isPossible, "needs the right to mount a tmpfs")) func readOnlyMedia() throws {
    let disk = try SmallDisk(folder.appendingPathComponent("medium"), kilobytes: 12_000)
    defer { disk.unmount() }
    let journal = disk.url.appendingPathComponent("run").path
    #expect(try run(["--plain", "--accounts", "3", "--journal", journal], input: "quit\n").code == 0)
    #expect(disk.makeReadOnly())
    let verified = try run(["journal", "verify", journal])
    #expect(verified.code == 0, "\(verified.errors)")
    let refused = try run(["--plain", "--journal", journal])
    #expect(refused.code == 1 && refused.errors.contains("Read-only"), "\(refused.errors)")
  }

  /// After a signal or hang-up, everything done until then is written, and the lock is released.
  @Test(arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT, 0]) func signalsLeaveIntactJournals(_ signal: Int32) throws {
    let journal = path("signal-\(signal)")
    let terminal = TestTerminal(["--journal", journal, "--speed", "3600", "--accounts", "5"])
    #expect(terminal.waitFor("3600x"))
    if signal == 0 { terminal.hangUp() } else { terminal.signal(signal) }
    #expect(terminal.end() == .signal(signal == 0 ? SIGHUP : signal))
    #expect(try whole(journal).last != nil)
    #expect(!FileManager.default.fileExists(atPath: journal + "-lock"))
    #expect(try run(["journal", "verify", journal]).code == 0)
  }

  /// A damaged copy opens as far as it is intact, can't be resumed, and its intact part can be copied and resumed.
  @Test func damagedCopies() throws {
    let journal = path("whole")
    let board = PlainProcess(["--plain", "--speed", "max", "--accounts", "20", "--journal", journal])
    try #require(board.wait { $0.count > 200 })
    board.send("quit\n")
    board.waitForEnd()
    var bytes = try Data(contentsOf: URL(fileURLWithPath: journal))
    bytes[bytes.count * 2 / 3] ^= 4
    let damaged = path("damaged")
    try bytes.write(to: URL(fileURLWithPath: damaged))
    let verified = try run(["journal", "verify", damaged])
    #expect(verified.code == 1 && verified.errors.contains("is damaged after event "))
    let resumed = try run(["--plain", "--journal", damaged])
    #expect(resumed.code == 1 && resumed.errors.contains("can't be resumed"))
    let replay = TestTerminal(["replay", damaged], columns: 140)
    #expect(replay.waitFor("is damaged after event"))
    replay.send("q")
    #expect(replay.end() == .exit(0))
    let exported = try run(["journal", "export", damaged])
    #expect(exported.code == 1 && exported.errors.contains("the intact part was exported"))
    #expect(!exported.output.isEmpty)
    let kept = path("kept")
    #expect(try run(["journal", "compact", damaged, kept]).code == 0)
    #expect(try run(["journal", "verify", kept]).code == 0)
    #expect(try run(["--plain", "--journal", kept], input: "quit\n").code == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: damaged)) == bytes)
  }

  @Test func automaticJournalsAreKeptAndCounted() throws {
    let configuration = path("config.toml")
    try Data("[journal]\nkeep = 3\n".utf8).write(to: URL(fileURLWithPath: configuration))
    let state = ["XDG_STATE_HOME": path("state")]
    for seed in 1...5 {
      let ended = try run(
        ["--plain", "--accounts", "2", "--seed", "\(seed)", "--config", configuration], environment: state,
        input: "quit\n")
      #expect(ended.code == 0)
    }
    let list = try run(["journal", "list"], environment: state)
    let paths = String(decoding: list.output, as: UTF8.self).split(separator: "\n").map(String.init)
    #expect(paths.count == 3)
    #expect(try paths.map { try JournalReader($0).header.seed }.sorted() == [3, 4, 5])
    let none = try run(["--plain", "--accounts", "2", "--no-journal"], environment: state, input: "quit\n")
    #expect(none.code == 0)
    #expect(try run(["journal", "list"], environment: state).output == list.output)
  }
}
