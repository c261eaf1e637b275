import Lifecycles

/// The copies by which one goes back: where they are taken, and which are kept.
extension Timeline {
  /// What one copy of the simulator takes, in bytes.
  package var bytes: Int { simulator.byteCount }

  mutating func markIfFar() {
    let spacing = max(4_096, Int64(bytes / 32))
    guard held == nil, simulator.world.lastSequence - (checkpoints.last?.sequence ?? 0) >= spacing else { return }
    mark()
  }

  /// Leaves a checkpoint here: where somebody pauses, they may want to go back.
  package mutating func mark() {
    guard held == nil else { return }
    let checkpoint = Checkpoint(simulator)
    // In the order in which a run comes by them.
    let position = checkpoints.firstIndex { checkpoint.place.isWithin($0.place) } ?? checkpoints.count
    if checkpoints.indices.contains(position), checkpoints[position].place == checkpoint.place { return }
    checkpoints.insert(checkpoint, at: position)
    thin()
  }

  /// Takes out checkpoints where they are closest for their distance, so that the gaps grow with it.
  private mutating func thin() {
    let most = max(2, memory / max(1, bytes))
    let here = simulator.world.lastSequence
    while checkpoints.count > min(most, 96) {
      let inner = checkpoints.indices.dropFirst().dropLast()
      // With the first and the last only, the one further from here goes.
      guard
        let worst = inner.min(by: { weight($0, here) < weight($1, here) })
          ?? checkpoints.indices.max(by: { abs(checkpoints[$0].sequence - here) < abs(checkpoints[$1].sequence - here) }
          )
      else { return }
      checkpoints.remove(at: worst)
    }
  }

  /// How much a checkpoint is worth: the gap that it fills, for its distance from the position.
  private func weight(_ index: Int, _ here: Int64) -> Int64 {
    let gap = checkpoints[index + 1].sequence - checkpoints[index - 1].sequence
    return gap * 4_096 / (abs(checkpoints[index].sequence - here) + 1)
  }
}
