import Foundation
import Journal
import Simulation
import Testing

/// Journals that are missing, read-only, damaged or on a full disk.
extension JournalProgramTests {
  @Test func runWaitsForAMissingJournal() throws {
    let journal = path("gone")
    let terminal = TestTerminal(["--journal", journal, "--speed", "3600", "--accounts", "5"], columns: 120)
    #expect(terminal.waitFor("3600x"))
    try FileManager.default.moveItem(atPath: journal, toPath: journal + ".away")
    #expect(terminal.waitFor("journal: its file is gone"))
    let held = terminal.topLine
    terminal.send("r")
    #expect(terminal.waitFor("the journal can't be written"))
    #expect(terminal.topLine.contains(held.split(separator: "#").last.map { String($0.prefix(4)) } ?? ""))
    try FileManager.default.moveItem(atPath: journal + ".away", toPath: journal)
    #expect(terminal.wait { !terminal.topLine.contains("its file is gone") })
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
    #expect(terminal.wait { !terminal.topLine.contains("its file is gone") })
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
    #expect(terminal.wait(seconds: 60) { terminal.topLine.contains("journal: the disk is full") })
    terminal.send("r")
    #expect(terminal.waitFor("the journal can't be written"))
    disk.free()
    #expect(terminal.wait(seconds: 60) { !terminal.topLine.contains("the disk is full") })
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
}
