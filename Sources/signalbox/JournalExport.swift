import ArgumentParser
import Configuration
import Feed
import Journal
import Simulation

/// Prints what a journal holds, each batch once it is found whole.
struct JournalExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
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
    let reader = try ReadJournal.open(file)
    let read =
      switch (reader.header.kind, format) {
      case (.feed, .jsonl): try feed(reader)
      case (.feed, .scenario): throw Failure.input("\(file) is the journal of a feed, which has no scenario")
      case (.simulated, .jsonl): try lines(reader)
      case (.simulated, .scenario): try scenario(reader)
      }
    if let damage = reader.damage { throw Failure.failed("\(read.words(damage)); what is whole was exported") }
  }

  /// The lines as they came.
  private func feed(_ reader: JournalReader) throws -> ReadJournal {
    var output = Buffered()
    let read = try ReadJournal(reader) { batch in
      for line in batch.lines { output.line(line.bytes) }
    }
    output.flush()
    return read
  }

  private func lines(_ reader: JournalReader) throws -> ReadJournal {
    let world = Simulator(unfounded: try ReadJournal.scenario(reader)).world
    let lines = FeedLines(roster: world, output: Output.write)
    defer { lines.finish() }
    guard reader.hasOneCourse else {
      // Which events it is about is known at the end of the journal.
      let read = try ReadJournal(reader)
      try read.events(ofCourse: try number(read), lines.write)
      return read
    }
    let read = try ReadJournal(reader, wantsEvents: true) { batch in
      if batch.course == 1, course ?? 1 == 1 { lines.write(batch.events) }
    }
    _ = try number(read)
    return read
  }

  private func scenario(_ reader: JournalReader) throws -> ReadJournal {
    let read = try ReadJournal(reader)
    Output.text(ScenarioWriter.text(try read.replay(course: try number(read)).timeline.written))
    return read
  }

  /// The course that is meant.
  private func number(_ read: ReadJournal) throws -> Int {
    let count = max(1, read.run.records.count)
    let number = course ?? count
    guard (1...count).contains(number) else {
      throw Failure.input(
        "--course is \(number); the journal has \(count == 1 ? "only course 1" : "courses 1 to \(count)")")
    }
    return number
  }
}
