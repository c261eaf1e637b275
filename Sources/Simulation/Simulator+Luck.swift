import Lifecycles

/// What chance decides, and what is taken out of its hands.
extension Simulator {
  // Luck goes by who draws, when, and where it stands: never by how often it was drawn before. So a
  // fault that is taken out of a run leaves the luck of everything later as it was.

  /// What a moment and a status make of an object's luck.
  private func draw(_ entity: Entity, _ purpose: Draw.Purpose, _ salt: UInt8) -> Draw {
    Draw(
      seed: scenario.seed, entity: world.key(of: entity), count: UInt64(bitPattern: now) << 8 | UInt64(salt),
      purpose: purpose)
  }

  func drawLink(_ index: Int, _ purpose: Draw.Purpose, _ salt: UInt8 = 0) -> Draw {
    draw(.connection(index), purpose, salt)
  }

  func drawSession(_ index: Int, _ purpose: Draw.Purpose) -> Draw {
    draw(.session(index), purpose, world.connections[index].session)
  }

  func drawIntegration(_ index: Int) -> Draw {
    draw(.integration(index), .integration, world.integrations[index].status)
  }

  func drawProvider(_ index: Int) -> Draw { draw(.provider(index), .provider, 0) }

  func drawRequest(_ index: Int) -> Draw { draw(.request(index), .request, 0) }

  /// Whether something that goes wrong by chance does so: a what-if can take single ones out.
  @inline(__always)
  mutating func strikes(_ isUnlucky: Bool, _ entity: Entity) -> Bool {
    guard isUnlucky else { return false }
    let mishap = Averted(entity: entity, time: now)
    if !averted.isEmpty, averted.contains(mishap) { return false }
    if mishaps.count == 8_192 { mishaps.removeFirst(4_096) }
    mishaps.append(mishap)
    return true
  }
}
