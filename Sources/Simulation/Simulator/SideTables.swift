/// What a simulator keeps about objects beside the world: generations, which void timers, and plans.
struct SideTables: Sendable {
  var datasetGenerations: [UInt16] = []
  var links: [LinkState] = []
  var integrations: [IntegrationSideState] = []
  var requestGenerations: [UInt16] = []
  var integrationsByConnection: [UInt32: [Int]] = [:]

  /// What is kept about a connection.
  struct LinkState: Sendable {
    /// Incremented by each step of the session. Timers of an older generation are void.
    var sessionGeneration: UInt16 = 0
    /// Incremented when the customer's or owner's plan changes.
    var personGeneration: UInt16 = 0
    var connectorGeneration: UInt16 = 0
    /// Incremented each time the connector is taken offline by command.
    var absence: UInt16 = 0
    /// The sync frequencies that have a timer, as bits.
    var schedules: UInt8 = 0
    /// The event that expired the consent.
    var consentCause = Cause.root
  }

  /// What is kept about an integration of a privacy request.
  struct IntegrationSideState: Sendable {
    var generation: UInt16 = 0
    /// What was planned for the system owner's answer.
    var answer = AnswerPlan.byChance
    /// Whether the full record is deleted, without an access phase.
    var isFullDeletion = false
  }

  /// The size of a copy in bytes.
  var byteCount: Int {
    datasetGenerations.count * MemoryLayout<UInt16>.stride + links.count * MemoryLayout<LinkState>.stride
      + integrations.count * MemoryLayout<IntegrationSideState>.stride
  }

  /// Makes room for the objects of a world.
  mutating func grow(_ world: World) {
    grow(\.links, to: world.connections.count, LinkState())
    grow(\.datasetGenerations, to: world.datasets.count, 0)
    grow(\.integrations, to: world.integrations.count, IntegrationSideState())
    grow(\.requestGenerations, to: world.requests.count, 0)
  }

  private mutating func grow<Row>(_ rows: WritableKeyPath<SideTables, [Row]>, to count: Int, _ row: Row) {
    let missing = count - self[keyPath: rows].count
    if missing > 0 { self[keyPath: rows].append(contentsOf: repeatElement(row, count: missing)) }
  }
}
