import Simulation

/// The tables of objects. Events have their own (`EventRows`).
package enum TableKind: CaseIterable, Hashable, Sendable {
  case connections, sessions, datasets, requests, integrations, todo

  /// The number of rows. A table of several systems numbers them one after the other.
  package func rowSpace(_ world: World) -> Int {
    switch self {
    case .connections, .sessions: world.connections.count
    case .datasets: world.datasets.count
    case .requests: world.requests.count
    case .integrations: world.integrations.count
    case .todo: 2 * world.connections.count + world.datasets.count + world.requests.count + world.integrations.count
    }
  }

  @inline(__always)
  package func object(_ row: Int, _ world: World) -> ObjectRef {
    switch self {
    case .connections: return .connection(row)
    case .sessions: return .session(row)
    case .datasets: return .dataset(row)
    case .requests: return .request(row)
    case .integrations: return .integration(row)
    case .todo:
      // Requests and integrations come first, because their number doesn't change as datasets are added.
      var row = row
      if row < world.requests.count { return .request(row) }
      row -= world.requests.count
      if row < world.integrations.count { return .integration(row) }
      row -= world.integrations.count
      if row < world.connections.count { return .connection(row) }
      row -= world.connections.count
      if row < world.connections.count { return .session(row) }
      return .dataset(row - world.connections.count)
    }
  }

  /// The row of an object; nil if the table has no such objects.
  @inline(__always)
  package func row(_ object: ObjectRef, _ world: World) -> Int? {
    switch (self, object.kind) {
    case (.connections, .connection), (.sessions, .session), (.datasets, .dataset), (.requests, .request),
      (.integrations, .integration):
      object.position
    case (.todo, .request): object.position
    case (.todo, .integration): world.requests.count + object.position
    case (.todo, .connection): world.requests.count + world.integrations.count + object.position
    case (.todo, .session):
      world.requests.count + world.integrations.count + world.connections.count + object.position
    case (.todo, .dataset):
      world.requests.count + world.integrations.count + 2 * world.connections.count + object.position
    default: nil
    }
  }

  /// Whether the row's object exists: it was created and not deleted.
  @inline(__always)
  package func exists(_ row: Int, _ world: World) -> Bool {
    switch self {
    case .connections: world.connections[row].status != 0
    case .sessions: world.connections[row].session != 0
    case .datasets:
      world.connections[Int(world.datasets[row].connection)].status != 0
        && !(world.datasets[row].isDropped && world.datasets[row].status == 0)
    case .requests: world.requests[row].status != 0
    case .integrations: world.integrations[row].status != 0
    case .todo: Attention.isNeeded(world, object(row, world))
    }
  }

  package var columns: [Column<ObjectRef>] {
    switch self {
    case .connections: Columns.connections
    case .sessions: Columns.sessions
    case .datasets: Columns.datasets
    case .requests: Columns.requests
    case .integrations: Columns.integrations
    case .todo: Columns.todo
    }
  }

  /// The column by which what needs attention comes first, if there is one: the default order.
  package var worstFirstColumn: Int? {
    let key =
      switch self {
      case .connections: "next"
      case .todo: "urgency"
      case .sessions, .datasets, .requests, .integrations: ""
      }
    return columns.firstIndex { $0.key == key }
  }

  /// `1 connection`, `12 connections`
  package func counted(_ shown: String, _ count: Int) -> String {
    "\(shown) \(count == 1 ? String(noun.dropLast()) : noun)"
  }

  /// The plural noun for its rows.
  package var noun: String {
    switch self {
    case .connections: "connections"
    case .sessions: "sessions"
    case .datasets: "datasets"
    case .requests: "requests"
    case .integrations: "integrations"
    case .todo: "to-do items"
    }
  }

  /// The table whose rows are objects of a kind.
  package init?(of kind: ObjectRef.Kind) {
    switch kind {
    case .connection: self = .connections
    case .session: self = .sessions
    case .dataset: self = .datasets
    case .request: self = .requests
    case .integration: self = .integrations
    case .provider, .feedLine: return nil
    }
  }
}
