import Foundation
import Journal
import Simulation
import Testing

/// The journal of the real program: killed, ended and followed.
@Suite(.serialized) struct JournalProgramTests {
  let folder = TestTerminal.ownFolder()

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

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
  func whole(_ journal: String) throws -> JournalRun {
    let reader = try JournalReader(journal)
    let read = reader.readRun()
    #expect(reader.damage == nil)
    return read
  }

  /// The recorded events are those of an unrecorded run with the same commands.
  func isUndisturbed(_ journal: String) throws {
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
    #expect(third.waitFor("no program is writing this run") && third.topLine.contains("idle"), "\(third.screen)")
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
