import ArgumentParser
import Journal
import Simulation

extension JournalCommand {
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
        """
        \(file): \(Count.text(reader.batches, "batch")), \(Count.text(reader.events, "event")), \
        \(Count.text(read.run.acts.count, "action")); the hash chain is intact
        """
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
}
