import Lifecycles

/// Checkpoints: where they are taken, and which are kept.
extension Timeline {
  /// The size of one copy of the simulator, in bytes.
  package var bytes: Int { simulator.byteCount }

  /// The least number of events between two checkpoints. Simulating so few again is too fast to notice.
  private static let leastSpacing: Int64 = 4_096

  mutating func markIfFar() {
    let spacing = max(Self.leastSpacing, Int64(bytes / 32))
    guard held == nil, simulator.world.lastSequence - (checkpoints.last?.sequence ?? 0) >= spacing else { return }
    mark()
  }

  /// Takes a checkpoint here. People who pause may want to come back.
  package mutating func mark() {
    guard held == nil else { return }
    let checkpoint = Checkpoint(simulator)
    // In run order.
    let position = checkpoints.firstIndex { checkpoint.place.isWithin($0.place) } ?? checkpoints.count
    if checkpoints.indices.contains(position), checkpoints[position].place == checkpoint.place { return }
    checkpoints.insert(checkpoint, at: position)
    thin()
  }

  /// Removes the checkpoints that are closest together for their distance, so that gaps grow with distance.
  private mutating func thin() {
    let most = max(2, memory / max(1, bytes))
    let here = simulator.world.lastSequence
    while checkpoints.count > min(most, 96) {
      let inner = checkpoints.indices.dropFirst().dropLast()
      // If only the first and the last remain, the more distant one is removed.
      guard
        let worst = inner.min(by: { weight($0, here) < weight($1, here) })
          ?? checkpoints.indices.max(by: { abs(checkpoints[$0].sequence - here) < abs(checkpoints[$1].sequence - here) }
          )
      else { return }
      checkpoints.remove(at: worst)
    }
  }

  /// The weights are whole numbers, and this is 1.
  private static let unit: Int64 = 4_096

  /// The value of a checkpoint: the gap that it fills, relative to its distance from the position.
  private func weight(_ index: Int, _ here: Int64) -> Int64 {
    let gap = checkpoints[index + 1].sequence - checkpoints[index - 1].sequence
    return gap * Self.unit / (abs(checkpoints[index].sequence - here) + 1)
  }
}
