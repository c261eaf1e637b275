import ArgumentParser
import Configuration
import Dashboard
import Feed
import Foundation
import Journal
import Lifecycles
import Simulation

struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open the board on a recorded run, at its end, to go through it.",
    discussion: """
      The run is made again and held against the record event by event. What you do here is not recorded. With --follow \
      the board stays at the end while another program goes on writing.
      """)

  @Argument(help: "The journal.")
  var file: String

  @Flag(help: "Show what another program adds, as it comes.")
  var follow = false

  @OptionGroup var look: LookOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Begin at a time, an event or a condition instead of the end.", valueName: "place"))
  var at: String?

  func run() throws {
    let appearance = try look.load()
    var manner = Board.Manner()
    manner.place = at.map { StartingPlace(text: $0, isInRecord: true) }
    try Board.open(RunPlan(.replayed(file, isFollowed: follow)), appearance, manner: manner)
  }
}

struct JournalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal", abstract: "Prove, describe, export or copy recorded runs.",
    subcommands: [Verify.self, Info.self, JournalExport.self, Compact.self, List.self])

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Hold a journal against its chain of hashes, and the run against the simulator.",
      discussion: "Exit code 0 where all of it is whole and comes again, 1 where not; what was wrong is named.")

    @Argument(help: "The journal.")
    var file: String

    func run() throws {
      let reader = try ReadJournal.open(file)
      var again = FeedReplay()
      let isFeed = reader.header.kind == .feed
      let read = try ReadJournal(reader, wantsEvents: isFeed) { batch in
        if isFeed { again.take(batch) }
      }
      if let damage = reader.damage { throw Failure.failed(read.words(damage)) }
      if reader.batches == 0 {
        throw Failure.failed("\(file): nothing is recorded in it, or \(file)-wal, which held it, is missing")
      }
      var text =
        "\(file): \(Count.grouped(reader.batches)) batch\(reader.batches == 1 ? "" : "es"), \(Count.text(reader.events, "event")), \(Count.text(read.run.acts.count, "act")); the chain is whole"
      if isFeed {
        try again.check(file)
        text += "\nread again: \(Count.text(reader.lines, "line")), every event as recorded"
      } else {
        for record in read.run.records { try check(read, course: record.course.number) }
        let count = read.run.records.count
        text += "\nmade again: \(Count.text(count, "course")), every event as recorded"
      }
      Output.line(text)
    }

    /// Its events come again, and so do the status counts that were written down.
    private func check(_ read: ReadJournal, course: Int) throws {
      let replayed = try read.replay(course: course)
      if let difference = replayed.difference {
        throw Failure.failed("\(file): the chain is whole, but course \(course) does not come again: \(difference)")
      }
      var timeline = replayed.timeline
      for (_, checkpoint) in read.run.checkpoints.filter({ $0.course == course }) {
        guard timeline.seek(event: checkpoint.sequence) else { continue }
        guard JournalCheckpoint(timeline.world).counts == checkpoint.counts else {
          throw Failure.failed("\(file): at event \(checkpoint.sequence) the counts are not those that were recorded")
        }
      }
    }
  }

  struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say what a journal holds.")

    @Argument(help: "The journal.")
    var file: String

    @Flag(help: "Print the scenario that the run is of (TOML), without what was done in it.")
    var source = false

    func run() throws {
      let read = try ReadJournal(file)
      let header = read.reader.header
      if source {
        Output.text(header.scenario)
        return
      }
      let commands = read.run.records.reduce(0) { $0 + $1.inputs.count }
      var lines = [
        ("journal", file),
        ("of", header.kind == .simulated ? "\(header.name), seed \(header.seed)" : "the feed \(header.name)"),
        ("begun", "\(header.created) by signalbox \(header.engine)"), ("written", read.reader.written),
        ("events", Count.grouped(read.reader.events)), ("commands", String(commands)),
        ("acts", String(read.run.acts.count)), ("courses", String(read.run.records.count)),
        ("batches", Count.grouped(read.reader.batches)),
      ]
      if let head = read.run.last?.head {
        lines.append(("reaches", "\(ISO8601.display(head.time)), #\(Count.grouped(head.sequence))"))
      }
      if header.kind == .feed { lines.append(("lines", Count.grouped(read.reader.lines))) }
      for (name, text) in lines { Output.line("\(name)\(String(repeating: " ", count: 10 - name.count))\(text)") }
      if let damage = read.reader.damage { throw Failure.failed(read.words(damage)) }
    }
  }

  struct Compact: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the last course of a journal, as far as it is whole, into a new file to go on with.",
      discussion: "Courses that were left for others stay in the old file, which is not changed.")

    @Argument(help: "The journal.")
    var file: String

    @Argument(help: "The new file.")
    var new: String

    func run() throws {
      let reader = try ReadJournal.open(file)
      let target = try Failure.naming { () throws(JournalError) in try JournalFile(new) }
      guard target.state == .free else { throw Failure.input(JournalError.isThere(path: new).message) }
      let lock = try Failure.naming { () throws(JournalError) in try JournalLock(target) }
      let (read, status) = try JournalCopy.write(reader, to: target, lock)
      if let damage = reader.damage { Output.error("signalbox: \(read.words(damage)); what is whole is kept") }
      if let problem = status.problem { throw Failure.failed(problem.message) }
      Output.line("\(new): \(Count.text(status.events, "event")), \(Count.text(status.acts, "act"))")
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the journals in your own folder, the latest first.")

    func run() throws {
      for path in OwnJournals.paths { Output.line(path) }
      if OwnJournals.paths.isEmpty { Output.error("no journal is kept in \(UserFiles.journals.path)") }
    }
  }
}
