import Lifecycles

/// Commands, and the courses of events that they lead into.
extension Timeline {
  /// Carries out a command; the events are those not shown yet and those that it caused.
  ///
  /// Behind the head the run forks here, and what lay ahead becomes a branch.
  package mutating func submit(_ command: Command) -> Result<[Event], Refusal> {
    if let refusal = simulator.check(command) { return .failure(refusal) }
    if isBehind { fork() }
    let left = finishCascade()
    let input = simulator.place(of: command)
    if case .failure(let refusal) = simulator.submit(command) { return .failure(refusal) }
    simulator.countInput()
    inputs.append(input)
    reached()
    return .success(left + simulator.drain())
  }

  private mutating func fork() {
    let end = simulator.world.lastSequence
    keepBranch(fork: end)
    inputs.removeSubrange(simulator.inputsDone...)
    simulator.plan([])
    checkpoints.removeAll { $0.sequence > end }
    rests = rests.filter { $0.key < sequence }
    head = Reach(sequence: sequence, time: time)
  }

  /// The present course becomes a branch. What they share is no longer than what the new course keeps.
  private mutating func keepBranch(fork: Int64) {
    for index in branches.indices { branches[index].fork = min(branches[index].fork, fork) }
    branchCount += 1
    branches.append(
      Branch(name: "course \(branchCount)", inputs: inputs, variation: variation, head: head, fork: fork))
    if branches.count > 20 { branches.removeFirst() }
  }

  /// Goes over to another course of events, at its end; the present one becomes a branch.
  package mutating func take(branch index: Int) {
    let branch = branches.remove(at: index)
    goOver(inputs: branch.inputs, variation: branch.variation, fork: branch.fork, to: branch.head.time)
  }

  /// Goes over to a course that parts from the present one after an event.
  mutating func goOver(inputs: [Input], variation: Variation, fork: Int64, to moment: Instant) {
    keepBranch(fork: fork)
    self.inputs = inputs
    self.variation = variation
    checkpoints.removeAll { $0.sequence > fork }
    rests = [:]
    restore(nearest(fork))
    head = Reach(sequence: sequence, time: time)
    seek(time: moment)
    mark()
  }
}
