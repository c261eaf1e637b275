import Lifecycles

/// What a timeline needs from a simulator beside running it.
extension Simulator {
  /// The size of a copy in bytes, close enough to limit the memory of checkpoints.
  package var byteCount: Int {
    world.byteCount + queue.byteCount + datasetGenerations.count * 2
      + linkStates.count * MemoryLayout<LinkState>.stride
      + integrationStates.count * MemoryLayout<IntegrationSideState>.stride
  }

  /// The current position.
  var place: Timeline.Position { Timeline.Position(sequence: world.lastSequence, time: world.now, inputs: inputsDone) }

  /// Counts a command that was just given among those of the run.
  mutating func countInput() {
    inputsDone += 1
    inputNumbers.append(commandCount)
  }

  /// Leaves out steps and chance failures from here on, in addition to those that the scenario leaves out.
  mutating func take(_ variation: Timeline.Variation) {
    omittedSteps = variation.omittedSteps
    suppressed = writtenSuppressed.union(variation.suppressed)
  }
}

extension World {
  package var byteCount: Int {
    accounts.count * MemoryLayout<Account>.stride + connections.count * MemoryLayout<Connection>.stride
      + datasets.count * MemoryLayout<Dataset>.stride + requests.count * MemoryLayout<Request>.stride
      + integrations.count * MemoryLayout<Integration>.stride + counts.count * MemoryLayout<Int>.stride
  }
}
