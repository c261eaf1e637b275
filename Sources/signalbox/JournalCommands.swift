import ArgumentParser
import Configuration
import Dashboard
import Queries
import Feed
import Foundation
import Journal
import Lifecycles
import Simulation

struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open a recorded run at its end, for stepping through it.",
    discussion: """
      The run is replayed and compared with the record event by event. What you do here is not recorded. With \
      --follow, the board stays at the end while another program keeps recording.
      """)

  @Argument(help: "The journal.", completion: .file())
  var file: String

  @Flag(help: "Show what another program adds, live.")
  var follow = false

  @OptionGroup var textStyle: LookOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Start at a time, an event or a condition instead of the end.", valueName: "place"))
  var at: String?

  func run() throws {
    let appearance = try textStyle.load()
    var start = Board.StartOptions()
    start.place = at.map { StartingPlace(text: $0, isInRecord: true) }
    try Board.open(RunPlan(.replayed(file, isFollowed: follow)), appearance, start: start)
  }
}

struct JournalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal", abstract: "Verify, describe, export or copy recorded runs.",
    subcommands: [Verify.self, Info.self, JournalExport.self, Compact.self, List.self])

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Verify a journal's hash chain, and replay its run.",
      discussion:
        "The exit code is 0 if the journal is intact and the replay matches, and 1 otherwise, with the reason.")

    @Argument(help: "The journal.", completion: .file())
    var file: String

    func run() throws {
      let reader = try ReadJournal.open(file)
      var again = FeedReplay()
      let isFeed = reader.header.kind == .feed
      let read = ReadJournal(reader, wantsEvents: isFeed) { batch in
        if isFeed { again.take(batch) }
      }
      if let damage = reader.damage { throw Failure.failed(read.words(damage)) }
      if reader.batches == 0 {
        throw Failure.failed("\(file) contains no events. If it should, its write-ahead log \(file)-wal is missing")
      }
      var text =
        "\(file): \(Count.text(reader.batches, "batch")), \(Count.text(reader.events, "event")), \(Count.text(read.run.acts.count, "action")); the hash chain is intact"
      if isFeed {
        try again.check(file)
        text += "\nreread: \(Count.text(reader.lines, "line")), every event matches"
      } else {
        for record in read.run.records { try check(read, branch: record.branch.number) }
        let count = read.run.records.count
        text += "\nreplayed: \(Count.text(count, "branch")), every event matches"
      }
      Output.line(text)
    }

    /// Checks that its events and the recorded status counts are reproduced.
    private func check(_ read: ReadJournal, branch: Int) throws {
      let replayed = try read.replay(branch: branch)
      if let difference = replayed.difference?.text {
        throw Failure.failed("\(file): the hash chain is intact, but branch \(branch) is not reproduced: \(difference)")
      }
      var timeline = replayed.timeline
      for (_, checkpoint) in read.run.checkpoints.filter({ $0.branch == branch }) {
        guard timeline.seek(event: checkpoint.sequence) else { continue }
        guard JournalCheckpoint(timeline.world).counts == checkpoint.counts else {
          throw Failure.failed("\(file): at event \(checkpoint.sequence), the status counts differ from those recorded")
        }
      }
    }
  }

  struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Describe a journal.")

    @Argument(help: "The journal.", completion: .file())
    var file: String

    @Flag(help: "Print the run's scenario (TOML), without the commands given in it.")
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
        header.kind == .simulated ? ("run", "\(header.name), seed \(header.seed)") : ("feed", header.name),
        ("created", "\(header.created) by signalbox \(header.engine)"), ("written", read.reader.written),
        ("events", Count.grouped(read.reader.events)), ("commands", String(commands)),
        ("actions", String(read.run.acts.count)), ("branches", String(read.run.records.count)),
        ("batches", Count.grouped(read.reader.batches)),
      ]
      if let head = read.run.last?.head {
        lines.append(("end", "\(ISO8601.display(head.time)), #\(Count.grouped(head.sequence))"))
      }
      if header.kind == .feed { lines.append(("lines", Count.grouped(read.reader.lines))) }
      for (name, text) in lines { Output.line("\(name)\(String(repeating: " ", count: 10 - name.count))\(text)") }
      if let damage = read.reader.damage { throw Failure.failed(read.words(damage)) }
    }
  }

  struct Compact: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Copy the intact part of a journal's last branch to a new file.",
      discussion: "You can resume the new file. Other branches stay in the old one, which is not changed.")

    @Argument(help: "The journal.", completion: .file())
    var file: String

    @Argument(help: "The new file.", completion: .file())
    var new: String

    func run() throws {
      let reader = try ReadJournal.open(file)
      let target = try Failure.naming { () throws(JournalError) in try JournalFile(new) }
      guard target.state == .free else { throw Failure.input(JournalError.isThere(path: new).message) }
      let lock = try Failure.naming { () throws(JournalError) in try JournalLock(target) }
      let (read, status) = try JournalCopy.write(reader, to: target, lock)
      if let damage = reader.damage { Output.error("signalbox: \(read.words(damage)); the intact part is copied") }
      if let problem = status.problem { throw Failure.failed(problem.message) }
      Output.line("\(new): \(Count.text(status.events, "event")), \(Count.text(status.acts, "action"))")
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List automatic journals, newest first.")

    func run() throws {
      let paths = try JournalDirectory.paths()
      for path in paths { Output.line(path) }
      if paths.isEmpty { Output.error("there are no journals in \(UserFiles.journals.path)") }
    }
  }
}
