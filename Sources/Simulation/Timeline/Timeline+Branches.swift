import Lifecycles

/// Commands, and the branches that they create.
extension Timeline {
  /// Carries out a command. The events are those not shown yet and those it caused.
  ///
  /// Before the head, the run forks here, and what lay ahead becomes a branch.
  package mutating func submit(_ command: Command) -> Result<[Event], Refusal> {
    if let refusal = simulator.check(command) { return .failure(refusal) }
    if isBehind { fork() }
    let left = finishCascade()
    let input = simulator.input(command)
    idleClocks = idleClocks.filter { $0.key < simulator.world.lastSequence }
    if case .failure(let refusal) = simulator.submit(command) { return .failure(refusal) }
    simulator.countInput()
    inputs.append(input)
    reached()
    return .success(left + simulator.drain())
  }

  private mutating func fork() {
    let place = simulator.place
    keepBranch(forkPoint: place)
    beginBranch(parent: branch.number, forkPoint: place)
    inputs.removeSubrange(simulator.commandLog.inputsDone...)
    simulator.plan([])
    checkpoints.removeAll { !$0.place.isWithin(place) }
    head = Extent(sequence: sequence, time: time)
  }

  /// Leaves the current branch for a new one. What they share is no longer than what the new branch keeps.
  mutating func keepBranch(forkPoint: Position) {
    for index in savedBranches.indices {
      savedBranches[index].forkPoint = savedBranches[index].forkPoint.shared(with: forkPoint)
    }
    savedBranches.append(
      SavedBranch(
        name: "branch \(branch.number)", inputs: inputs, variation: variation, head: head, number: branch.number,
        forkPoint: forkPoint))
    if savedBranches.count > 20 { savedBranches.removeFirst() }
  }

  /// Switches to another branch, at its end. The current one becomes a branch.
  package mutating func take(branch index: Int) {
    let branch = savedBranches.remove(at: index)
    let end = Position(sequence: branch.head.sequence, time: branch.head.time, inputs: branch.inputs.count)
    goOver(
      inputs: branch.inputs, variation: branch.variation, forkPoint: branch.forkPoint, to: branch.head.time,
      parent: branch.number, from: end)
    // It was left in the middle of a moment.
    if sequence > branch.head.sequence {
      seek(event: branch.head.sequence)
      head = branch.head
    }
  }

  /// Switches to a branch that diverges from the current one.
  ///
  /// - Parameters:
  ///   - parent: the number of the branch that it continues.
  ///   - place: where it does so; nil for where it diverges from the current one.
  mutating func goOver(
    inputs: [Input], variation: Variation, forkPoint: Position, to moment: Instant, parent: Int,
    from place: Position? = nil
  ) {
    keepBranch(forkPoint: forkPoint)
    self.inputs = inputs
    self.variation = variation
    beginBranch(parent: parent, forkPoint: place ?? forkPoint)
    checkpoints.removeAll { !$0.place.isWithin(forkPoint) }
    idleClocks = [:]
    restore(checkpoints.last)
    head = Extent(sequence: sequence, time: time)
    seek(time: moment)
    mark()
  }
}
