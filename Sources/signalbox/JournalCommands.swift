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
    help: ArgumentHelp("Begin at a time, an event or a condition instead of the end.", valueName: "place"))
  var at: String?

  func run() throws {
    let appearance = try look.load()
    var manner = Board.Manner()
    manner.place = at
    try Board.open(RunPlan(.replayed(file, isFollowed: follow)), appearance, manner: manner)
  }
}

struct JournalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal", abstract: "Prove, describe, export or copy recorded runs.",
    subcommands: [Verify.self, Info.self, Export.self, Compact.self, List.self])

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Hold a journal against its chain of hashes, and the run against the simulator.",
      discussion: "Exit code 0 where all of it is whole and comes again, 1 where not; what was wrong is named.")

    @Argument(help: "The journal.")
    var file: String

    func run() throws {
      let read = try ReadJournal(file)
      if let damage = read.reader.damage { throw Failure.failed(read.words(damage)) }
      let reader = read.reader
      var text =
        "\(file): \(reader.batches) batches, \(reader.events) events, \(read.run.acts.count) acts; the chain is whole\n"
      if reader.header.kind == .simulated {
        for record in read.run.records {
          let replayed = try read.replay(course: record.course.number)
          if let difference = replayed.difference {
            throw Failure.failed(
              "\(file): the chain is whole, but course \(record.course.number) does not come again: \(difference)")
          }
          try check(read, record.course.number)
        }
        let count = read.run.records.count
        text += "made again: \(count) course\(count == 1 ? "" : "s"), every event as recorded\n"
      } else {
        let count = try FeedReplay.check(read)
        text += "read again: \(count) lines, every event as recorded\n"
      }
      Output.text(text)
    }

    /// The status counts that were written down come again as well.
    private func check(_ read: ReadJournal, _ course: Int) throws {
      let wanted = read.run.checkpoints.filter { $0.course == course }.map(\.checkpoint)
      guard let last = wanted.last else { return }
      var timeline = try read.replay(course: course).timeline
      for checkpoint in wanted {
        guard timeline.seek(event: checkpoint.sequence) else { continue }
        let found = JournalCheckpoint(timeline.world)
        guard found.counts == checkpoint.counts else {
          throw Failure.failed("\(file): at event \(checkpoint.sequence) the counts are not those that were recorded")
        }
      }
      _ = last
    }
  }

  struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say what a journal holds.")

    @Argument(help: "The journal.")
    var file: String

    @Flag(help: "Print the scenario that the run is of (TOML).")
    var scenario = false

    func run() throws {
      let read = try ReadJournal(file)
      let header = read.reader.header
      if scenario {
        Output.text(header.scenario)
        return
      }
      let commands = read.run.records.reduce(0) { $0 + $1.inputs.count }
      var lines = [
        ("journal", file),
        ("of", header.kind == .simulated ? "\(header.name), seed \(header.seed)" : "the feed \(header.name)"),
        ("begun", "\(header.created) by signalbox \(header.engine)"), ("written", read.reader.written),
        ("events", EventText.grouped(Int64(read.reader.events))), ("commands", String(commands)),
        ("acts", String(read.run.acts.count)), ("courses", String(read.run.records.count)),
        ("batches", EventText.grouped(Int64(read.reader.batches))),
      ]
      if let head = read.run.last?.head {
        lines.append(("reaches", "\(ISO8601.display(head.time)), #\(EventText.grouped(head.sequence))"))
      }
      if header.kind == .feed { lines.append(("lines", EventText.grouped(Int64(read.run.lines.count)))) }
      for (name, text) in lines { Output.text("\(name)\(String(repeating: " ", count: 10 - name.count))\(text)\n") }
      if let damage = read.reader.damage { throw Failure.failed(read.words(damage)) }
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print a journal's events as JSON Lines, or the scenario with everything that was done.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case jsonl, scenario }

    @Argument(help: "The journal.")
    var file: String

    @Option(
      help:
        "jsonl: the events, which 'watch' reads and 'simulate --check' compares; scenario: TOML that makes them again.")
    var format: Format = .jsonl

    @Option(help: "A course that was left for another, by its number; without it the last one.")
    var course: Int?

    func run() throws {
      let read = try ReadJournal(file)
      if let damage = read.reader.damage {
        Output.error("signalbox: \(read.words(damage)); what is whole is exported")
      }
      guard read.reader.header.kind == .simulated else {
        guard format == .jsonl else { throw Failure.input("\(file) is the journal of a feed, which has no scenario") }
        var output = Buffered()
        for line in read.run.lines { output.line(line.bytes) }
        output.flush()
        return
      }
      let number = course ?? read.run.records.count
      guard (1...max(1, read.run.records.count)).contains(number) else {
        throw Failure.input("--course is \(number); the journal has courses 1 to \(read.run.records.count)")
      }
      if format == .scenario {
        let replayed = try read.replay(course: number)
        Output.text(ScenarioWriter.text(replayed.timeline.written))
        return
      }
      var writer = FeedWriter(roster: Simulator(unfounded: try read.scenario()).world)
      var output = Buffered()
      for piece in read.run.path(to: number) {
        var after = piece.after
        while after < piece.through {
          let through = min(piece.through, after + 65_536)
          let events = try Failure.naming { () throws(JournalError) in
            try read.reader.events(ofCourse: piece.course, after: after, through: through)
          }
          for event in events { output.line(writer.write(event)) }
          after = through
        }
      }
      output.flush()
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
      guard !FileManager.default.fileExists(atPath: new) else {
        throw Failure.input(JournalError.isThere(path: new).message)
      }
      let read = try ReadJournal(file)
      if let damage = read.reader.damage { Output.error("signalbox: \(read.words(damage)); what is whole is kept") }
      let lock = try Failure.naming { () throws(JournalError) in try JournalLock(journal: new) }
      let status: JournalStatus
      do {
        status = try JournalCopy.write(read, to: new, lock)
      } catch {
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: new + suffix) }
        throw error
      }
      if let problem = status.problem { throw Failure.failed(problem.message) }
      Output.text("\(new): \(status.events) events, \(status.acts) acts\n")
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the journals in your own folder, the latest first.")

    func run() throws {
      for path in OwnJournals.paths { Output.text("\(path)\n") }
      if OwnJournals.paths.isEmpty { Output.error("no journal is kept in \(UserFiles.journals.path)") }
    }
  }
}
