import Dashboard
import Feed
import Foundation
import Journal
import Queries
import Simulation
import Terminal

/// What `watch` shows: a feed, a recorded feed, or a feed's journal.
struct FeedPlan {
  let path: String
  let journals: JournalOptions
  let syncsAlways: Bool

  struct Opened {
    let pump: FeedPump
    let world: World
    let journal: RunJournal?
    let title: String
    var actions: [ActionLogEntry] = []
    /// Why some of the recorded actions are missing.
    var problem: Failure?
    var news: String?
    var access = RunAccess.interactive
  }

  func open(_ progress: RunPlan.Progress) throws -> Opened {
    let title = path == "-" ? "standard input" : FilePath.name(of: path)
    if JournalReader.isDatabase(path) {
      let reader = try Failure.naming { () throws(JournalError) in try JournalReader(path) }
      var opened = Opened(
        pump: FeedPump(JournalLines(reader)), world: .empty, journal: nil,
        title: "journal: \(reader.header.name)")
      opened.access = .following(journal: reader.path, isWritten: true)
      return opened
    }
    let input = try Files.feed(path)
    guard let file = try journals.file() else {
      return Opened(pump: FeedPump(input), world: .empty, journal: nil, title: title)
    }
    let sync: JournalWriter.Sync = syncsAlways ? .always : .acts
    let lock = try Failure.naming { () throws(JournalError) in try JournalLock(file) }
    guard file.state == .taken else {
      let header = JournalHeader(
        kind: .feed, engine: Signalbox.version, created: JournalWriter.clock(), name: title)
      let writer = try Failure.naming { () throws(JournalError) in
        try JournalWriter(creating: file, header, sync: sync, lock: lock)
      }
      let journal = RunJournal(writer)
      return Opened(
        pump: FeedPump(input, journal: journal), world: .empty, journal: journal, title: title)
    }
    return try resume(file, input, lock, sync, title, progress)
  }

  private func resume(
    _ file: JournalFile, _ input: LineInput, _ lock: JournalLock, _ sync: JournalWriter.Sync, _ title: String,
    _ progress: RunPlan.Progress
  ) throws -> Opened {
    let reader = try ReadJournal.open(file.path)
    guard reader.header.kind == .feed else {
      throw Failure.input("\(file.path) is the journal of a run. Resume it with: signalbox --journal \(file.path)")
    }
    var again = FeedReplay()
    let total = max(1, reader.recordedLines)
    var place = place(upTo: total)
    let name = FilePath.name(of: file.path)
    let read = try ReadJournal(reader, wantsEvents: true) { batch in
      again.take(batch)
      for line in batch.lines { place.follow(line.bytes[...], length: line.length) }
      try progress(
        min(99, reader.lines * 100 / total),
        "Reading \(name): \(Count.grouped(reader.lines)) of \(Count.text(total, "line"))")
    }
    if let damage = reader.damage {
      throw Failure.failed(
        """
        \(read.words(damage)). Recording can't continue. Copy the intact part with: signalbox journal compact \
        \(file.path) NEW
        """
      )
    }
    try again.check(file.path)
    input.skip(place.bytes)
    let writer = try Failure.naming { () throws(JournalError) in
      try JournalWriter(resuming: file, reader.header, reader.index, sync: sync, lock: lock)
    }
    let journal = RunJournal(writer, JournalRecorder(resuming: reader.index, again.reader.world))
    var opened = Opened(
      pump: FeedPump(input, journal: journal, reader: again.reader), world: again.reader.world, journal: journal,
      title: title)
    let actions = read.actions
    opened.actions = actions.entries
    opened.problem = actions.problem.map { .failed($0.message) }
    opened.news = news(place, recorded: reader.lines)
    return opened
  }

  private func news(_ place: ResumePoint, recorded: Int) -> String {
    let lines = Count.text(recorded, "line")
    if place.lines > 0 { return "the recording continues after \(lines)" }
    if path == "-" || place.isEmpty { return "the recording of \(lines) continues" }
    return "the feed does not match the recording of \(lines), so it is read from its start"
  }

  /// The lines of the feed's file, for finding the position after what is recorded.
  private func place(upTo limit: Int) -> ResumePoint {
    var place = ResumePoint()
    guard path != "-", JournalReader.isFile(path), let file = LineInput(path: path) else { return place }
    var count = 0
    var hasMore = true
    while hasMore, count < limit {
      hasMore = file.read { line in
        if count < limit { place.add(line.bytes, length: line.length) }
        count += 1
      }
    }
    return place
  }
}
