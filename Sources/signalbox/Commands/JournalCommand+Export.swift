import ArgumentParser
import Configuration
import Feed
import Journal
import Simulation

extension JournalCommand {
  /// Prints a journal's contents, each batch once it is verified.
  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export",
      abstract: "Print a journal's events as JSON Lines, or its scenario with all commands.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case jsonl, scenario }

    @Argument(help: "The journal.", completion: .file())
    var file: String

    @Option(
      help:
        "jsonl: the events, for 'watch' and 'simulate --check'. scenario: the TOML that reproduces them.")
    var format: Format = .jsonl

    @Option(help: "A branch by its number. Default: the last one.")
    var branch: Int?

    func run() throws {
      let reader = try ReadJournal.open(file)
      let read =
        switch (reader.header.kind, format) {
        case (.feed, .jsonl): feed(reader)
        case (.feed, .scenario): throw Failure.input("\(file) is the journal of a feed, which has no scenario")
        case (.simulated, .jsonl): try lines(reader)
        case (.simulated, .scenario): try scenario(reader)
        }
      if let damage = reader.damage { throw Failure.failed("\(read.words(damage)); the intact part was exported") }
    }

    /// Prints the lines as they came.
    private func feed(_ reader: JournalReader) -> ReadJournal {
      var output = Buffered()
      let read = ReadJournal(reader) { batch in
        for line in batch.lines { output.line(line.bytes) }
      }
      output.flush()
      return read
    }

    private func lines(_ reader: JournalReader) throws -> ReadJournal {
      let world = Simulator(withoutBootstrap: try ReadJournal.scenario(reader)).world
      let lines = FeedLines(roster: world, output: Output.write)
      defer { lines.finish() }
      guard reader.hasOneBranch else {
        // Which events to print is known at the end of the journal.
        let read = ReadJournal(reader)
        try read.events(ofBranch: try number(read), lines.write)
        return read
      }
      let read = ReadJournal(reader, wantsEvents: true) { batch in
        if batch.branch == 1, branch ?? 1 == 1 { lines.write(batch.events) }
      }
      _ = try number(read)
      return read
    }

    private func scenario(_ reader: JournalReader) throws -> ReadJournal {
      let read = ReadJournal(reader)
      Output.text(ScenarioWriter.text(try read.replay(branch: try number(read)).timeline.written))
      return read
    }

    /// The requested branch.
    private func number(_ read: ReadJournal) throws(Failure) -> Int {
      let count = max(1, read.run.records.count)
      let number = branch ?? count
      guard (1...count).contains(number) else {
        throw Failure.input(
          "--branch must be \(count == 1 ? "1" : "from 1 to \(count)"), found \(number)")
      }
      return number
    }
  }
}
