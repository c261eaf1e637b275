import Simulation

/// The rows of a table that an event touches.
package enum RowChanges {
  package static func collect(_ event: Event, _ kind: TableKind, _ world: World, _ rows: inout [Int]) {
    let object = event.object
    switch kind {
    case .connections, .sessions:
      if object.kind == .dataset || object.kind == .connection || object.kind == .session,
        let connection = world.connection(of: object)
      {
        rows.append(connection)
      }
    case .datasets:
      if object.kind == .dataset { rows.append(object.position) }
      // A connector, a deletion or other data types affect all datasets of the connection.
      if object.kind == .connection { rows += world.datasets(ofConnection: object.position) }
    case .requests:
      if object.kind == .request { rows.append(object.position) }
      if object.kind == .integration { rows.append(Int(world.integrations[object.position].request)) }
    case .integrations, .todo:
      if let row = kind.row(object, world) { rows.append(row) }
      // Who acts on an urgent request follows from its integrations.
      if kind == .todo, object.kind == .integration {
        rows.append(Int(world.integrations[object.position].request))
      }
    }
  }
}
