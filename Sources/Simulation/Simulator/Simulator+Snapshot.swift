import Lifecycles

/// What a timeline needs from a simulator beside running it.
extension Simulator {
  /// The size of a copy in bytes, close enough to limit the memory of checkpoints.
  package var byteCount: Int {
    world.byteCount + scheduler.byteCount + side.byteCount
  }

  /// The current position.
  var place: Timeline.Position {
    Timeline.Position(sequence: world.lastSequence, time: world.now, inputs: commandLog.inputsDone)
  }

  /// Counts a command that was just given among those of the run.
  mutating func countInput() {
    commandLog.countInput(commandLog.count)
  }

  /// Leaves out steps and chance failures from here on, in addition to those that the scenario leaves out.
  mutating func take(_ variation: Timeline.Variation) {
    script.omittedSteps = variation.omittedSteps
    chance.suppress(only: variation.suppressed)
  }
}

extension World {
  package var byteCount: Int {
    accounts.count * MemoryLayout<Account>.stride + connections.count * MemoryLayout<Connection>.stride
      + datasets.count * MemoryLayout<Dataset>.stride + requests.count * MemoryLayout<Request>.stride
      + integrations.count * MemoryLayout<Integration>.stride + counts.byteCount
  }
}
