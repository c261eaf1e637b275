import Lifecycles

/// What a timeline needs of a simulator beside running it.
extension Simulator {
  /// What a copy takes, in bytes: near enough to bound the memory of checkpoints.
  package var byteCount: Int {
    world.byteCount + queue.byteCount + datasetGenerations.count * 2
      + linkStates.count * MemoryLayout<LinkState>.stride
      + integrationStates.count * MemoryLayout<IntegrationSideState>.stride
  }

  /// How far it has come.
  var place: Timeline.Place { Timeline.Place(sequence: world.lastSequence, time: world.now, inputs: inputsDone) }

  /// A command that was given just now counts among those of the run.
  mutating func countInput() {
    inputsDone += 1
    inputNumbers.append(commandCount)
  }

  /// Leaves steps and mishaps out from here on, beside those that the scenario itself leaves out.
  mutating func take(_ variation: Timeline.Variation) {
    omittedSteps = variation.omittedSteps
    averted = writtenAverted.union(variation.averted)
  }
}

extension World {
  package var byteCount: Int {
    accounts.count * MemoryLayout<Account>.stride + connections.count * MemoryLayout<Connection>.stride
      + datasets.count * MemoryLayout<Dataset>.stride + requests.count * MemoryLayout<Request>.stride
      + integrations.count * MemoryLayout<Integration>.stride + counts.count * MemoryLayout<Int>.stride
  }
}
