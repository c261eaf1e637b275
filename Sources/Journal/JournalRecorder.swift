import Lifecycles
import Simulation

/// Collects what a run has done since the last call, as batches for a journal.
package struct JournalRecorder: Sendable {
  /// The number of events between recorded status counts.
  private static let checkpointSpacing: Int64 = 50_000

  private var branches = 0
  private var branch = 1
  /// The number of the current branch's commands that are recorded.
  private var commands = 0
  /// The last recorded event.
  private var sequence: Int64 = 0
  private var clock: Instant = .min
  private var checkpoint: Int64 = 0
  /// The last event of each branch that was left.
  private var ends: [Int: Int64] = [:]
  private var known = JournalIndex(hash: [])

  package init() {}

  /// Continues a feed's journal, with the world that its lines have made.
  package init(resuming index: JournalIndex, _ world: World) {
    branches = 1
    sequence = world.lastSequence
    clock = world.now
    known = index
  }

  /// Continues a journal that was read to its end, with its run.
  package init(resuming run: JournalRun, _ index: JournalIndex, _ timeline: Timeline) {
    branches = timeline.branches.count
    branch = timeline.branch.number
    commands = timeline.inputs.count
    sequence = timeline.head.sequence
    clock = timeline.head.time
    checkpoint = sequence
    known = index
    for record in run.records { ends[record.branch.number] = record.head.sequence }
  }

  /// Records events while a world is created, before there is a timeline.
  ///
  /// - Parameter world: the world after them.
  package mutating func bootstrap(_ events: [Event], _ world: World) -> JournalBatch? {
    guard let last = events.last else { return nil }
    var batch = JournalBatch()
    if branches == 0 { begin(Timeline.Branch.first, &batch) }
    batch.objects = unknown(events, world)
    batch.events = events
    sequence = last.sequence
    batch.reach = Timeline.Extent(sequence: sequence, time: last.time)
    clock = last.time
    return batch
  }

  /// Starts a run that is rewritten as one branch: its commands, before its events.
  package mutating func begin(_ timeline: Timeline) -> JournalBatch {
    var batch = empty
    let first = Timeline.Branch.first
    begin(
      Timeline.Branch(number: 1, parent: 0, forkPoint: first.forkPoint, variation: timeline.variation), &batch)
    commands = timeline.inputs.count
    batch.commands = timeline.inputs.map { JournalCommand(branch: 1, input: $0) }
    return batch
  }

  /// Adds events, in order.
  package mutating func add(_ events: [Event], _ world: World, to batch: inout JournalBatch) {
    batch.objects += unknown(events, world)
    batch.events += events
    sequence = events.last?.sequence ?? sequence
    clock = events.last?.time ?? clock
    batch.reach = Timeline.Extent(sequence: sequence, time: clock)
  }

  /// An empty batch at the current position.
  package var empty: JournalBatch {
    var batch = JournalBatch()
    batch.branch = branch
    batch.reach = Timeline.Extent(sequence: sequence, time: clock)
    return batch
  }

  /// Records feed lines with the events they made.
  ///
  /// - Parameter world: the world after them.
  package mutating func feed(_ lines: [JournalLine], _ events: [Event], _ world: World) -> JournalBatch? {
    guard !lines.isEmpty || !events.isEmpty else { return nil }
    var batch = empty
    if branches == 0 { begin(Timeline.Branch.first, &batch) }
    batch.lines = lines
    batch.objects = unknown(events, world)
    batch.events = events
    sequence = events.last?.sequence ?? sequence
    clock = max(clock, world.now)
    batch.reach = Timeline.Extent(sequence: sequence, time: clock)
    return batch
  }

  private mutating func begin(_ branch: Timeline.Branch, _ batch: inout JournalBatch) {
    batch.branches.append(branch)
    branches += 1
    guard branch.parent > 0 else { return }
    ends[self.branch] = sequence
    sequence = min(branch.forkPoint.sequence, ends[branch.parent] ?? 0)
    checkpoint = min(checkpoint, sequence)
    commands = branch.forkPoint.inputs
    known.begin(branch: branch.number)
    self.branch = branch.number
  }

  /// Returns what has happened since the last call.
  ///
  /// - Parameter isLast: records the clock even if nothing else happened.
  /// - Returns: one batch for each branch that advanced.
  package mutating func take(_ timeline: Timeline, _ log: EventLog, isLast: Bool = false) -> [JournalBatch] {
    let head = timeline.head
    // Usually nothing or a few events: this is called after every key and frame.
    if branches == timeline.branches.count, commands == timeline.inputs.count, sequence == head.sequence {
      guard isLast, clock != head.time else { return [] }
    }
    var batches: [JournalBatch] = []
    if branches < timeline.branches.count, let left = timeline.savedBranches.last(where: { $0.number == branch }),
      left.head.sequence == sequence, left.head.time != clock
    {
      // How far its clock was when it was left.
      var end = empty
      end.reach = left.head
      batches.append(end)
    }
    var batch = JournalBatch()
    for branch in timeline.branches.dropFirst(branches) { begin(branch, &batch) }
    batch.branch = branch
    batch.commands = timeline.inputs.dropFirst(commands).map { JournalCommand(branch: branch, input: $0) }
    commands = timeline.inputs.count
    if head.sequence > sequence {
      batch.events = events(through: head.sequence, timeline, log)
      batch.objects = unknown(batch.events, timeline.world)
      sequence = head.sequence
    }
    batch.reach = head
    clock = head.time
    batch.isUrgent = !batch.commands.isEmpty || !batch.branches.isEmpty || isLast
    if sequence - checkpoint >= Self.checkpointSpacing, timeline.isSettled {
      batch.checkpoints = [JournalCheckpoint(timeline.world)]
      checkpoint = sequence
    }
    return batches + [batch]
  }

  /// Uses the board's event log if it reaches back far enough. Otherwise the run is replayed.
  private func events(through last: Int64, _ timeline: Timeline, _ log: EventLog) -> [Event] {
    guard let first = log.events.first?.sequence, first <= sequence + 1, log.events.last?.sequence ?? 0 >= last else {
      return timeline.events(after: sequence, through: last)
    }
    return Array(log.events[Int(sequence + 1 - first)...Int(last - first)])
  }

  private mutating func unknown(_ events: [Event], _ world: World) -> [JournalObject] {
    var objects: [JournalObject] = []
    for event in events where !known.knows(event.object) {
      known[event.object] = 1
      objects.append(JournalObject(event.object, world))
    }
    return objects
  }
}
