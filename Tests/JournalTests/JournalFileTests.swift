import Foundation
import GRDB
import Journal
import Lifecycles
import Simulation
import Testing

/// What can be at a journal's path, and what must never be lost.
@Suite struct JournalFileTests {
  let folder = RecordedRun.Folder()

  private func begin(_ path: String) throws -> JournalWriter { try RecordedRun.writer(path) }

  private func write(_ text: String, _ path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  private func read(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  private func error(_ body: () throws -> Void) -> JournalError? {
    do { try body() } catch { return error as? JournalError }
    return nil
  }

  @Test(arguments: [
    ("j", ".", "j"), ("/j", "/", "j"), ("a/b", "a", "b"), ("/a/b/c.journal", "/a/b", "c.journal"), (".", ".", "."),
    ("a/", "a", ""), ("", ".", ""),
  ]) func partsOfPaths(_ path: String, _ folder: String, _ name: String) {
    #expect(FilePath.folder(of: path) == folder)
    #expect(FilePath.name(of: path) == name)
  }

  @Test func onlyFilesBecomeJournals() throws {
    let pipe = folder.path("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(error { _ = try begin(pipe) } == .noFile(path: pipe))
    var info = stat()
    #expect(stat(pipe, &info) == 0 && info.st_mode & S_IFMT == S_IFIFO)
    #expect(error { _ = try begin("/dev/null") } == .noFile(path: "/dev/null"))
    #expect(error { _ = try begin(folder.path("")) } == .noFile(path: folder.path("")))
    #expect(error { _ = try begin("") } == .noName)
    let link = folder.path("link")
    #expect(symlink(folder.path("nowhere"), link) == 0)
    #expect(error { _ = try begin(link) } == .looseLink(path: link))
    #expect(error { _ = try begin(folder.path("none/run")) } == .noFolder(path: folder.path("none")))
  }

  @Test func neighboringFilesAreUntouched() throws {
    let path = folder.path("notes")
    for suffix in ["-new", "-new-journal", "-new-\(getpid())"] { try write("precious", path + suffix) }
    _ = try begin(path).close()
    for suffix in ["-new", "-new-journal", "-new-\(getpid())"] { #expect(try read(path + suffix) == "precious") }
    let other = folder.path("other")
    try write("precious, and no number", other + "-lock")
    #expect(error { _ = try begin(other) } != nil)
    #expect(try read(other + "-lock") == "precious, and no number")
    let third = folder.path("third")
    try write("precious", folder.path("precious"))
    #expect(symlink(folder.path("precious"), third + "-lock") == 0)
    #expect(error { _ = try begin(third) } != nil)
    #expect(try read(folder.path("precious")) == "precious")
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path(""))
    #expect(!left.contains { $0.hasPrefix("other-new") || $0.hasPrefix("third-new") })
  }

  @Test func existingFilesAreNotReplaced() throws {
    let path = folder.path("run")
    try write("somebody was faster", path)
    #expect(error { _ = try begin(path) } == .isThere(path: path))
    #expect(try read(path) == "somebody was faster")
    let empty = folder.path("empty")
    try write("", empty)
    #expect(try begin(empty).close().problem == nil)
  }

  /// A leftover log of a journal would be taken for part of the next one.
  @Test func logOfAnotherJournalIsIgnored() throws {
    let path = folder.path("run")
    try write("what was written last", path + "-wal")
    #expect(error { _ = try begin(path) } == .orphan(path: path + "-wal"))
    #expect(try read(path + "-wal") == "what was written last")
    #expect(!FileManager.default.fileExists(atPath: path))
    // Nor by a copy that gets its name at the end.
    let copy = folder.path("copy")
    _ = try begin(copy).close()
    #expect(error { try JournalFile(path).take(copy) } == .orphan(path: path + "-wal"))
    #expect(!FileManager.default.fileExists(atPath: path) && FileManager.default.fileExists(atPath: copy))
  }

  @Test func filesHaveOneWriterUnderAnyName() throws {
    let path = folder.path("run")
    let writer = try begin(path)
    let link = folder.path("link")
    #expect(symlink(path, link) == 0)
    #expect(error { _ = try JournalLock(JournalFile(link)) } == .isWritten(path: path, process: getpid()))
    _ = writer.close()
    let other = folder.path("hard")
    #expect(Foundation.link(path, other) == 0)
    let read = try ReadRun(other)
    let found = error {
      let file = try JournalFile(other)
      _ = try JournalWriter(
        resuming: file, read.reader.header, read.reader.index, sync: .acts, lock: JournalLock(file))
    }
    #expect(found == .manyNames(path: other))
  }

  /// A reader leaves nothing behind that could be in somebody else's way.
  @Test func readingLeavesNoFiles() throws {
    let path = folder.path("run")
    _ = try begin(path).close()
    _ = try ReadRun(path)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("")) == ["run"])
  }

  /// A writer starts while the journal is read as unchanging: everything is read, and nothing is reported as damaged.
  @Test(arguments: 1...6 as ClosedRange<UInt64>) func writerCanStartDuringReading(_ seed: UInt64) throws {
    let path = folder.path("run")
    let writer = try begin(path)
    var run = RecordedRun(seed: seed) { writer.append($0) }
    run.go(20) {
      writer.append($0)
      try? writer.flush()
    }
    _ = writer.close()
    let reader = try JournalReader(path)
    for _ in 0..<3 { _ = reader.next() }
    let read = try ReadRun(path)
    let file = try JournalFile(path)
    let timeline = try #require(read.timeline())
    let second = try JournalWriter(
      resuming: file, read.reader.header, read.reader.index, sync: .acts, lock: JournalLock(file))
    run = RecordedRun(
      timeline, JournalRecorder(resuming: read.run, read.reader.index, timeline), seed: seed + 100)
    run.go(20) {
      second.append($0)
      try? second.flush()
      _ = reader.next()
    }
    let events = second.close().events
    while reader.next() != nil {}
    #expect(reader.damage == nil)
    #expect(reader.events == events)
  }

  /// SQLite text ends at NUL, so NUL is replaced, and replays anyway.
  @Test func namesWithNULRoundTrip() throws {
    let path = folder.path("run")
    let writer = try begin(path)
    var batch = JournalBatch()
    batch.branches = [Timeline.Branch.first]
    batch.acts = [JournalAct(time: 1, title: "a\0note", content: "{}")]
    batch.lines = [JournalLine(bytes: Array("a\0line".utf8), length: 6)]
    writer.append(batch)
    _ = writer.close()
    let read = try ReadRun(path)
    #expect(read.reader.damage == nil)
    #expect(read.run.acts.map(\.title) == ["a\u{FFFD}note"])
  }

  /// A copy of the file alone, without its log, contains everything reported as done.
  @Test func reportedBatchesAreInTheFile() async throws {
    let path = folder.path("run")
    let writer = try begin(path)
    var batch = JournalBatch()
    batch.branches = [Timeline.Branch.first]
    batch.acts = [JournalAct(time: 1, title: "a note", content: "{}")]
    batch.isUrgent = true
    writer.append(batch)
    try writer.flush()
    let copy = folder.path("copy")
    try FileManager.default.copyItem(atPath: path, toPath: copy)
    #expect(try ReadRun(copy).run.acts.map(\.title) == ["a note"])
    _ = writer.close()
  }

  /// The file has rows in every table, and branches. An earlier version wrote it; its hash covers every column.
  @Test func journalsOfEarlierVersionsOpen() throws {
    let recorded = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Recorded/format-1.journal")
    let path = folder.path("run")
    try FileManager.default.copyItem(atPath: recorded.path, toPath: path)
    var lines: [JournalLine] = []
    let reader = try JournalReader(path)
    let run = reader.readRun(wantsEvents: true) { lines += $0.lines }
    #expect(reader.damage == nil && reader.batches == 8 && reader.events == 985)
    #expect(reader.header.name == "recorded" && reader.header.seed == 42)
    #expect(run.records.map(\.inputs.count) == [3, 4, 0, 0, 3, 1, 0])
    #expect(run.records.map(\.head.sequence) == [728, 732, 728, 774, 773, 775, 842])
    #expect(run.acts == [JournalAct(time: 1_767_600_000_000, title: "a note", content: "{\"title\":\"ünï\"}")])
    #expect(lines.map(\.length) == [6, 0, 2_000_000] && lines[0].bytes == Array("a line".utf8))
    #expect(run.checkpoints.count == 1)
  }

  @Test func valuesThatCannotBeStoredAreErrors() throws {
    let stored = #expect(throws: JournalJSON.Failure.self) { try JournalJSON.text([Double.nan]) }
    #expect(stored?.reason.contains("NaN") == true || stored?.reason.contains("nan") == true, "\(stored as Any)")
    let read = #expect(throws: JournalJSON.Failure.self) { let _: [Int] = try JournalJSON.value("{}") }
    #expect(read?.reason.isEmpty == false)
    #expect(
      JournalError.actionsNotShown(path: "j", titles: ["a", "b", "c", "d"]).message.contains("\"c\" and 1 more"))
  }

  // MARK: Rows that make no sense

  private func damage(_ change: (inout JournalBatch) -> Void) throws -> JournalReader.Damage? {
    let path = folder.path("odd-\(UUID().uuidString)")
    let writer = try begin(path)
    var batch = JournalBatch()
    batch.branches = [Timeline.Branch.first]
    change(&batch)
    writer.append(batch)
    #expect(writer.close().problem == nil)
    return try ReadRun(path).reader.damage
  }

  /// The hash chain is intact, but its contents make no sense: that is reported before they are used.
  @Test func inconsistentRowsAreNamed() throws {
    let first = Timeline.Branch.first
    func branch(_ number: Int, _ parent: Int) -> Timeline.Branch {
      Timeline.Branch(number: number, parent: parent, forkPoint: first.forkPoint, variation: first.variation)
    }
    #expect(try damage { _ in } == nil)
    #expect(try damage { $0.branches = [branch(1, 1)] }?.reason == "a branch has no parent")
    #expect(try damage { $0.branches = [first, branch(2, 7)] }?.reason == "a branch has no parent")
    #expect(try damage { $0.branches = [first, branch(3, 1)] }?.reason == "rows of courses are missing")
    for length in [-1, 3, .max] {
      #expect(
        try damage { $0.lines = [JournalLine(bytes: Array("line".utf8), length: length)] }?.reason
          == "a line's length is wrong")
    }
    #expect(try damage { $0.branch = 4 }?.reason == "a batch belongs to no branch")
    #expect(try damage { $0.reach = Timeline.Extent(sequence: 0, time: .min) } == nil)
  }

  @Test func oversizedNumbersAreNamed() throws {
    let path = folder.path("run")
    let writer = try begin(path)
    var run = RecordedRun(seed: 3) { writer.append($0) }
    run.go(6) { writer.append($0) }
    _ = writer.close()
    let queue = try DatabaseQueue(path: path)
    try queue.write { db in
      let triggers = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
      for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger["name"] as String)") }
      try db.execute(sql: "UPDATE events SET sequence = 9223372036854775807 WHERE id = 1")
      for trigger in triggers { try db.execute(sql: trigger["sql"]) }
    }
    try queue.close()
    #expect(try ReadRun(path).reader.damage?.reason == "an event's number is wrong")
  }
}
