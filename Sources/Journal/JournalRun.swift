import Simulation

/// A journal's contents other than its events.
package struct JournalRun: Sendable {
  /// The branches in the order they started.
  package private(set) var records: [Timeline.BranchRecord] = []
  package private(set) var acts: [JournalAct] = []
  package private(set) var checkpoints: [(branch: Int, checkpoint: JournalCheckpoint)] = []

  package init() {}

  /// Adds the contents of a batch.
  package mutating func add(_ batch: JournalReader.Batch) {
    for branch in batch.branches {
      let place = branch.forkPoint
      records.append(
        Timeline.BranchRecord(
          branch: branch, head: Timeline.Extent(sequence: place.sequence, time: place.time)))
    }
    for command in batch.commands where records.indices.contains(command.branch - 1) {
      records[command.branch - 1].inputs.append(command.input)
    }
    if records.indices.contains(batch.branch - 1) { records[batch.branch - 1].head = batch.reach }
    acts += batch.acts
    checkpoints += batch.checkpoints.map { (batch.branch, $0) }
  }

  /// The branch on which the run was left.
  package var last: Timeline.BranchRecord? { records.last }

  /// The ranges of events, from the first on, that make up a branch.
  package func path(to number: Int) -> [(branch: Int, after: Int64, through: Int64)] {
    var pieces: [(branch: Int, after: Int64, through: Int64)] = []
    var number = number
    var end = Int64.max
    while number > 0, records.indices.contains(number - 1) {
      let record = records[number - 1]
      let parent = record.branch.parent
      let parentEnd = records.indices.contains(parent - 1) ? records[parent - 1].head.sequence : 0
      let start = parent > 0 ? min(record.branch.forkPoint.sequence, parentEnd) : 0
      let through = min(end, record.head.sequence)
      if through > start { pieces.append((number, start, through)) }
      end = min(end, start)
      number = parent
    }
    return pieces.reversed()
  }
}

extension JournalReader {
  /// Reads everything that is intact.
  package func readRun() -> JournalRun { readRun { _ in } }

  /// Reads everything that is intact.
  ///
  /// - Parameters:
  ///   - wantsEvents: if false, events are only verified.
  ///   - body: called with each verified batch; throws to cancel.
  package func readRun<Failure: Error>(
    wantsEvents: Bool = false, _ body: (Batch) throws(Failure) -> Void
  ) throws(Failure) -> JournalRun {
    var run = JournalRun()
    while let batch = next(wantsEvents: wantsEvents) {
      run.add(batch)
      try body(batch)
    }
    return run
  }
}
