import Dashboard
import Feed
import Foundation
import Journal
import Simulation
import Terminal

/// What `watch` shows: a feed, a feed that is recorded, or the journal of one.
struct FeedPlan {
  let path: String
  let journals: JournalOptions
  let syncsAlways: Bool

  struct Opened {
    let pump: FeedPump
    let world: World
    let journal: RunJournal?
    let title: String
    let acts: [Act]
  }

  func open() throws -> Opened {
    let title = path == "-" ? "standard input" : (path as NSString).lastPathComponent
    if JournalReader.isDatabase(path) {
      let reader = try Failure.naming { () throws(JournalError) in try JournalReader(path) }
      return Opened(
        pump: FeedPump(JournalLines(reader)), world: FeedReader.emptyWorld(), journal: nil,
        title: "\(reader.header.name) (journal)", acts: [])
    }
    let input = try Files.feed(path)
    guard let file = journals.journal else {
      return Opened(pump: FeedPump(input), world: FeedReader.emptyWorld(), journal: nil, title: title, acts: [])
    }
    let sync: JournalWriter.Sync = syncsAlways ? .always : .acts
    let lock = try Failure.naming { () throws(JournalError) in try JournalLock(journal: file) }
    let size = (try? FileManager.default.attributesOfItem(atPath: file))?[.size] as? Int
    guard let size, size > 0 else {
      let header = JournalHeader(
        kind: .feed, engine: Signalbox.version, created: JournalWriter.clock(), name: title)
      let writer = try Failure.naming { () throws(JournalError) in
        try JournalWriter(creating: file, header, sync: sync, lock: lock)
      }
      let journal = RunJournal(writer)
      return Opened(
        pump: FeedPump(input, journal: journal), world: FeedReader.emptyWorld(), journal: journal, title: title,
        acts: [])
    }
    return try resume(file, input, lock, sync, title)
  }

  private func resume(
    _ file: String, _ input: LineInput, _ lock: JournalLock, _ sync: JournalWriter.Sync, _ title: String
  ) throws -> Opened {
    let reader = try ReadJournal.open(file)
    guard reader.header.kind == .feed else {
      throw Failure.input("\(file) is the journal of a run; signalbox --journal \(file) goes on with it")
    }
    var again = FeedReplay()
    let read = try ReadJournal(reader, wantsEvents: true) { again.take($0) }
    if let damage = reader.damage {
      throw Failure.failed("\(read.words(damage)); it is not written on. signalbox journal compact keeps what is whole")
    }
    try again.check(file)
    // The file is read on behind the lines that are recorded, where it still begins with them.
    if let first = again.firstLine, begins(with: first) { input.skip(again.bytes) }
    let writer = try Failure.naming { () throws(JournalError) in
      try JournalWriter(resuming: file, reader.header, reader.ledger, sync: sync, lock: lock)
    }
    let journal = RunJournal(writer, JournalRecorder(resuming: reader.ledger, again.world))
    return Opened(
      pump: FeedPump(input, journal: journal, reader: again.reader), world: again.world, journal: journal, title: title,
      acts: read.acts)
  }

  private func begins(with line: JournalLine) -> Bool {
    guard path != "-", let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    return (try? file.read(upToCount: line.bytes.count)) == Data(line.bytes)
  }
}
