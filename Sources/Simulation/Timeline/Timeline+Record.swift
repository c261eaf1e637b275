import Lifecycles

/// What a journal records of a run so that it can be reproduced with every branch.
extension Timeline {
  /// A branch as a journal knows it.
  package struct Branch: Equatable, Sendable {
    /// 1 for the first of a run.
    package let number: Int
    /// The number of the branch that it continues; 0 for the first.
    package let parent: Int
    /// Up to here it is its parent's.
    package let forkPoint: Position
    package let variation: Variation

    package init(number: Int, parent: Int, forkPoint: Position, variation: Variation) {
      self.number = number
      self.parent = parent
      self.forkPoint = forkPoint
      self.variation = variation
    }

    package static let first = Branch(
      number: 1, parent: 0, forkPoint: Position(sequence: 0, time: .min, inputs: 0), variation: Variation())
  }

  /// A branch with everything a journal holds about it.
  package struct BranchRecord: Sendable {
    package let branch: Branch
    /// Its own commands, without those of its parent.
    package var inputs: [Input] = []
    /// How far it was recorded.
    package var head: Extent

    package init(branch: Branch, head: Extent) {
      self.branch = branch
      self.head = head
    }
  }

  /// The branch that the run is on.
  package var branch: Branch { branches[branches.count - 1] }

  mutating func beginBranch(parent: Int, forkPoint: Position) {
    branches.append(Branch(number: branches.count + 1, parent: parent, forkPoint: forkPoint, variation: variation))
  }

  /// The events in a range, wherever the position is. The run is replayed for them.
  package func events(after first: Int64, through last: Int64) -> [Event] {
    guard last > first else { return [] }
    var copy = self
    copy.restore(nearest(max(0, first)))
    copy.simulator.run(toEvent: last)
    return copy.simulator.drain().filter { $0.sequence > first && $0.sequence <= last }
  }

  /// A recorded run before its first event, on its last branch, with its commands ahead and its other branches.
  ///
  /// - Parameter records: in the order in which they started; empty for a new run.
  package init(_ scenario: Scenario, records: [BranchRecord], memory: Int = defaultMemory) {
    self.init(Simulator(withoutBootstrap: scenario), memory: memory)
    guard !records.isEmpty else { return }
    branches = []
    var left: [SavedBranch] = []
    for record in records {
      let branch = record.branch
      let origin = left.firstIndex { $0.number == branch.parent && branch.number - 1 != branch.parent }
      if !branches.isEmpty {
        let forkPoint = origin.map { left[$0].forkPoint } ?? branch.forkPoint
        if let origin { left.remove(at: origin) }
        savedBranches = left
        keepBranch(forkPoint: forkPoint)
        left = savedBranches
      }
      inputs = Self.inputs(of: record, records)
      variation = branch.variation
      head = record.head
      branches.append(branch)
    }
    simulator.take(variation)
    simulator.plan(inputs)
    checkpoints = [Checkpoint(simulator)]
  }

  /// The commands of a branch, those of its parents first.
  private static func inputs(of record: BranchRecord, _ records: [BranchRecord]) -> [Input] {
    guard record.branch.parent > 0 else { return record.inputs }
    let parent = records[record.branch.parent - 1]
    return inputs(of: parent, records).prefix(record.branch.forkPoint.inputs) + record.inputs
  }

  /// Replays towards the end of the record.
  ///
  /// - Parameters:
  ///   - end: how far the record goes.
  ///   - limit: the maximum number of events.
  /// - Returns: the events, and whether the end was reached.
  package mutating func retrace(to end: Extent, limit: Int) -> (events: [Event], isThere: Bool) {
    let goal = time < scenario.start ? min(scenario.start, end.time) : end.time
    let result = advance(to: goal, limit: limit)
    if result.reached, start.time < scenario.start { start = Extent(sequence: sequence, time: time) }
    guard result.reached, goal == end.time else { return (result.events, false) }
    let events = result.events.filter { $0.sequence <= end.sequence }
    // It was left in the middle of a moment.
    if sequence > end.sequence { seek(event: end.sequence, clock: end.time) }
    head = end
    mark()
    return (events, true)
  }
}

extension Timeline {
  /// Continues an interrupted warm-up.
  ///
  /// - Returns: its events, and whether the run has reached its start.
  package mutating func warmUp(limit: Int) -> (events: [Event], isThere: Bool) {
    guard time < scenario.start else { return ([], true) }
    let result = advance(to: scenario.start, limit: limit)
    if result.reached { start = Extent(sequence: sequence, time: time) }
    return (result.events, result.reached)
  }

  /// Whether the position is not in the middle of a cascade, and nothing lies ahead.
  package var isSettled: Bool { held == nil && !isBehind }

  /// Goes back to just after an event, and makes it the head.
  package mutating func end(at sequence: Int64) {
    seek(event: sequence)
    head = Extent(sequence: self.sequence, time: time)
  }

  /// Adds commands that another program appended to the record.
  package mutating func extend(_ more: [Input]) {
    inputs += more
    simulator.plan(inputs.dropFirst(simulator.commandLog.inputsDone))
  }

  /// Takes over how far the same branch got elsewhere. The position stays.
  package mutating func learn(from other: Timeline) {
    head = other.head
    extend(Array(other.inputs.dropFirst(inputs.count)))
  }
}
