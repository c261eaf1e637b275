import Simulation

/// The rows of a table that an event touches.
package enum RowChanges {
  package static func collect(_ event: Event, _ kind: TableKind, _ world: World, _ rows: inout [Int]) {
    let entity = event.entity
    switch kind {
    case .connections, .sessions:
      if entity.kind == .dataset || entity.kind == .connection || entity.kind == .session,
        let connection = world.connection(of: entity)
      {
        rows.append(connection)
      }
    case .datasets:
      if entity.kind == .dataset { rows.append(entity.position) }
      // A connector, a deletion or other data types affect all datasets of the connection.
      if entity.kind == .connection { rows += world.datasets(ofConnection: entity.position) }
    case .requests:
      if entity.kind == .request { rows.append(entity.position) }
      if entity.kind == .integration { rows.append(Int(world.integrations[entity.position].request)) }
    case .integrations, .todo:
      if let row = kind.row(entity, world) { rows.append(row) }
      // Who acts on an urgent request follows from its integrations.
      if kind == .todo, entity.kind == .integration {
        rows.append(Int(world.integrations[entity.position].request))
      }
    }
  }
}
