import Lifecycles

/// What chance decides, and what a what-if excludes.
extension Simulator {
  // Luck depends on object, moment and status, never on how often the object drew before. So removing a fault leaves
  // the luck of everything later unchanged.

  /// A draw from a moment and a status of an object.
  private func draw(_ object: ObjectRef, _ purpose: Draw.Purpose, _ salt: UInt8) -> Draw {
    Draw(
      seed: scenario.seed, object: world.key(of: object), count: UInt64(bitPattern: now) << 8 | UInt64(salt),
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

  /// Whether a chance failure happens. A what-if can exclude single ones.
  @inline(__always)
  mutating func occurs(_ isFailing: Bool, _ object: ObjectRef) -> Bool {
    isFailing && chance.occurs(object, at: now)
  }
}
