import Foundation
import GRDB
import Journal
import Simulation
import Testing

/// A recorded run replays: every branch, every command, and the very next event.
@Suite struct JournalTests {
  let folder = RecordedRun.Folder()

  @Test(arguments: 1...12 as ClosedRange<UInt64>) func runsReplayAndResume(_ seed: UInt64) throws {
    let path = folder.path("run")
    let writer = try RecordedRun.writer(path)
    var run = RecordedRun(seed: seed) { writer.append($0) }
    run.go(80) { writer.append($0) }
    let status = writer.close()
    #expect(status.problem == nil && status.waiting == 0)

    let read = try ReadRun(path)
    #expect(read.reader.damage == nil)
    #expect(read.run.records.count == run.timeline.branches.count)
    for record in read.run.records {
      #expect(read.timeline(branch: record.branch.number) != nil, "course \(record.branch.number)")
    }
    let again = try #require(read.timeline())
    var before = run.timeline
    before.seek(event: before.head.sequence)
    if before.time < before.head.time { before.seek(time: before.head.time) }
    #expect(again.head == run.timeline.head)
    #expect(again.inputs == run.timeline.inputs)
    #expect(again.savedBranches.map(\.head) == run.timeline.savedBranches.map(\.head))
    #expect(again.savedBranches.map(\.fork) == run.timeline.savedBranches.map(\.fork))
    #expect(again.savedBranches.map(\.name) == run.timeline.savedBranches.map(\.name))
    #expect(JournalCheckpoint(again.world) == JournalCheckpoint(before.world))

    // Up to the very next event, and beyond.
    var (first, second) = (before, again)
    let end = before.time + 12 * Span.hour
    #expect(first.advance(to: end, limit: .max).events == second.advance(to: end, limit: .max).events)
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>) func resumedRunsKeepRecording(_ seed: UInt64) throws {
    let path = folder.path("run")
    let first = try RecordedRun.writer(path)
    var run = RecordedRun(seed: seed) { first.append($0) }
    run.go(30) { first.append($0) }
    _ = first.close()
    for session in 1...3 as ClosedRange<UInt64> {
      let read = try ReadRun(path)
      let timeline = try #require(read.timeline())
      let file = try JournalFile(path)
      let writer = try JournalWriter(
        resuming: file, read.reader.header, read.reader.index, sync: .acts, lock: JournalLock(file))
      run = RecordedRun(
        timeline, JournalRecorder(resuming: read.run, read.reader.index, timeline), seed: seed * 100 + session)
      run.go(25) { writer.append($0) }
      _ = writer.close()
    }
    let read = try ReadRun(path)
    #expect(read.reader.damage == nil)
    for record in read.run.records { #expect(read.timeline(branch: record.branch.number) != nil) }
    #expect(try #require(read.timeline()).inputs == run.timeline.inputs)
  }

  @Test func writtenRowsCannotBeChanged() throws {
    let path = folder.path("run")
    try record(path)
    let queue = try DatabaseQueue(path: path)
    for table in ["meta", "events", "commands", "batches", "objects", "courses"] {
      #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: "DELETE FROM \(table)") } }
      let column = table == "meta" ? "key" : "id"
      #expect(throws: DatabaseError.self) {
        try queue.write { try $0.execute(sql: "UPDATE \(table) SET \(column) = \(column)") }
      }
    }
    #expect(throws: DatabaseError.self) {
      try queue.write { try $0.execute(sql: "INSERT INTO events VALUES (1, 1, 1, 'no number', 1, 1, 1, 1, 1, 1, 1)") }
    }
    #expect(try ReadRun(path).reader.damage == nil)
  }

  /// Rows added outside the program are detected, wherever they are.
  @Test func foreignRowsAreDetected() throws {
    let whole = folder.path("run")
    try record(whole)
    let additions = [
      """
      INSERT INTO events SELECT max(id) + 1, max(sequence) + 1, time, object, "trigger", 1, 2, 0, 0, 0, 0 FROM \
      events
      """,
      "INSERT INTO acts (time, title, content) VALUES (1, 'nobody', '{}')",
      """
      INSERT INTO batches SELECT max(id) + 1, course, sequence, clock, courses, commands, objects, events, acts, \
      lines, checkpoints, synced, written, hash FROM batches
      """,
      "DROP TRIGGER events_no_update; UPDATE events SET code = code + 1 WHERE id = 40",
      "DROP TRIGGER meta_no_update; UPDATE meta SET value = '43' WHERE key = 'seed'",
    ]
    for (number, sql) in additions.enumerated() {
      let path = folder.path("changed-\(number)")
      try FileManager.default.copyItem(atPath: whole, toPath: path)
      try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
      #expect(Self.isFound(path), "\(sql)")
    }
  }

  /// Damage is reported when the journal is opened or read.
  private static func isFound(_ path: String) -> Bool {
    guard let read = try? ReadRun(path) else { return true }
    return read.reader.damage != nil
  }

  /// 300 bit flips: each is harmless or detected, and wrong data is never shown as right.
  @Test func flippedBitsAreDetected() throws {
    let whole = folder.path("run")
    try record(whole, moves: 40, days: 12)
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: whole)))
    let original = try Self.events(whole)
    var (named, harmless) = (0, 0)
    var state: UInt64 = 7
    for round in 0..<300 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var flipped = bytes
      flipped[Int(state >> 20) % bytes.count] ^= 1 << UInt8(state >> 10 & 7)
      let path = folder.path("flipped")
      for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
      try Data(flipped).write(to: URL(fileURLWithPath: path))
      guard let read = try? ReadRun(path) else {
        named += 1
        continue
      }
      // What counts as intact is what was written.
      let events = try Self.events(path, read)
      #expect(events == Array(original.prefix(events.count)), "round \(round)")
      if read.reader.damage == nil {
        harmless += 1
        #expect(events == original, "round \(round)")
      } else {
        named += 1
      }
    }
    #expect(named > 200 && named + harmless == 300, "\(named) named, \(harmless) harmless of \(bytes.count) bytes")
  }

  @Test func truncatedCopiesOpenUpToTheDamage() throws {
    let whole = folder.path("run")
    try record(whole, moves: 40)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: whole))
    let original = try Self.events(whole)
    var opened: [Int] = []
    for part in 1..<20 {
      let path = folder.path("part-\(part)")
      try bytes.prefix(bytes.count * part / 20).write(to: URL(fileURLWithPath: path))
      let read: ReadRun
      do {
        read = try ReadRun(path)
      } catch {
        // The tables themselves are described in the first fifteen pages.
        #expect(bytes.count * part / 20 < 15 * 4_096, "\(part)/20 of \(bytes.count): \(error)")
        continue
      }
      #expect(read.reader.damage != nil, "\(part)/20")
      let events = try Self.events(path, read)
      #expect(events == Array(original.prefix(events.count)))
      opened.append(events.count)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count == bytes.count * part / 20)
    }
    #expect(opened.contains { $0 > 0 })
  }

  private static func events(_ path: String, _ read: ReadRun? = nil) throws -> [Event] {
    let read = try read ?? ReadRun(path)
    return try read.run.records.flatMap { record in
      try read.reader.events(ofBranch: record.branch.number, after: 0, through: .max)
    }
  }

  @Test func secondWritersLearnTheFirstWritersProcess() throws {
    let path = folder.path("run")
    let writer = try RecordedRun.writer(path)
    #expect(throws: JournalError.isWritten(path: path, process: getpid())) { try JournalLock(JournalFile(path)) }
    _ = writer.close()
  }

  @Test func otherFilesAndFormatsAreRefused() throws {
    let text = folder.path("text")
    try Data("a text that is no database, long enough to be looked at".utf8).write(to: URL(fileURLWithPath: text))
    #expect(throws: JournalError.notAJournal(path: text)) { try JournalReader(text) }
    let other = folder.path("other")
    try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE t (a)") }
    #expect(throws: JournalError.notAJournal(path: other)) { try JournalReader(other) }
    #expect(throws: JournalError.missing(path: folder.path("none"))) { try JournalReader(folder.path("none")) }
    let future = folder.path("future")
    try record(future)
    try DatabaseQueue(path: future).write { try $0.execute(sql: "PRAGMA user_version = 7") }
    let before = try Data(contentsOf: URL(fileURLWithPath: future))
    #expect(throws: JournalError.otherFormat(path: future, format: 7)) { try JournalReader(future) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: future)) == before)
  }

  /// A reader with an old snapshot neither blocks the writer nor sees later data.
  @Test func longReadersBlockNobody() throws {
    let path = folder.path("run")
    let writer = try RecordedRun.writer(path)
    var run = RecordedRun(seed: 3) { writer.append($0) }
    run.go(10) { writer.append($0) }
    try Self.settle(writer)
    var configuration = Configuration()
    configuration.readonly = true
    let holder = try DatabaseQueue(path: path, configuration: configuration)
    try holder.read { db in
      let seen = try Int.fetchOne(db, sql: "SELECT count(*) FROM events")
      run.go(40) { writer.append($0) }
      try Self.settle(writer)
      #expect(writer.status.problem == nil)
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM events") == seen)
    }
    _ = writer.close()
    #expect(try ReadRun(path).timeline() != nil)
  }

  /// Waits until everything is written. The limit is for a hang, not a measurement.
  private static func settle(_ writer: JournalWriter) throws {
    for _ in 0..<2_000 where writer.status.waiting > 0 { usleep(10_000) }
    try #require(writer.status.waiting == 0)
  }

  private func record(_ path: String, moves: Int = 20, days: Int64 = 0) throws {
    let writer = try RecordedRun.writer(path)
    var run = RecordedRun(seed: 5) { writer.append($0) }
    run.go(moves) { writer.append($0) }
    run.advance(days * Span.day) { writer.append($0) }
    try #require(writer.close().problem == nil)
  }
}
