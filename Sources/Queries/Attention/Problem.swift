import Lifecycles
import Simulation

/// Something that needs attention, with everything that has the same root cause: an outage is one problem.
package struct Problem: Sendable {
  /// The identity of a problem over time.
  package enum Root: Hashable, Codable, Sendable {
    /// A missing sign-in, with everything on its connection.
    case connection(Int)
    /// A provider's condition, by the event that started it.
    case condition(Int64)
    /// Another failure, by its first event.
    case event(Int64)
    /// A request that waits for somebody, or an object that had this status before recording began.
    case object(ObjectRef)

    /// The names in journals.
    private enum CodingKeys: String, CodingKey {
      case connection, condition, event
      case object = "entity"
    }
  }

  package let root: Root
  /// The rows that need attention, most urgent first; at least one.
  package private(set) var rows: [ObjectRef]
  /// Everything that has its status because of this problem, including `rows`. What depends on an expired
  /// authorization needs no attention of its own.
  package let affected: [ObjectRef]
  /// The event at its root, if the log still has it.
  package let event: Event?
  package let urgency: Urgency
  package let since: Instant
  package let due: Instant?
  /// How many accounts are affected.
  package let accounts: Int

  private init(
    _ root: Root, _ rows: [ObjectRef], _ event: Event?, _ world: World, _ errors: [Int: [ObjectRef]]
  ) {
    self.root = root
    self.event = event
    // The urgency of each row is computed once.
    let ranked = rows.map { (urgency: Urgency(world, $0), object: $0) }.sorted { a, b in
      let first = (a.urgency.rawValue, a.object.kind.rawValue, a.object.index)
      return first < (b.urgency.rawValue, b.object.kind.rawValue, b.object.index)
    }
    self.rows = ranked.map(\.object)
    if case .connection(let index) = root {
      let held = Self.held(by: index, world, errors[index] ?? [])
      affected = ranked.map(\.object) + held.filter { !rows.contains($0) }
    } else {
      affected = ranked.map(\.object)
    }
    urgency = ranked.first?.urgency ?? .low
    since = event?.time ?? rows.map { world.since($0) }.min() ?? world.now
    due = rows.compactMap { Attention.deadline(world, $0) }.min()
    accounts = Set(rows.compactMap { world.account(of: $0) }).count
  }

  /// What a connection without authorization affects: its session, its failed datasets, integrations in error.
  private static func held(by connection: Int, _ world: World, _ integrations: [ObjectRef]) -> [ObjectRef] {
    let datasets = world.datasets(ofConnection: connection).filter { world.datasets[$0].datasetStatus == .authError }
    let session: [ObjectRef] =
      StatusText.category(world, .session(connection)) == .failed ? [.session(connection)] : []
    return session + datasets.map { .dataset($0) } + integrations
  }

  /// Integrations that failed for lack of authorization, by connection: collected once for all problems.
  private static func authorizationErrors(_ world: World) -> [Int: [ObjectRef]] {
    var errors: [Int: [ObjectRef]] = [:]
    for index in world.integrations.indices where world.integrations[index].kind == .error {
      let integration = world.integrations[index]
      guard integration.connection != Integration.noConnection, isAuthorization(.integration(index), world) else {
        continue
      }
      errors[Int(integration.connection), default: []].append(.integration(index))
    }
    return errors
  }

  /// The object that the problem is about.
  package var subject: ObjectRef {
    switch root {
    case .connection(let index): .connection(index)
    case .object(let object): object
    case .condition, .event: event?.object ?? rows[0]
    }
  }

  /// Who acts next.
  package func actor(_ world: World) -> Actor {
    if case .condition = root {
      return world.providerStates[subject.position].condition == .normal ? .accountManager : .provider
    }
    return Attention.actor(world, rows.first { $0 == subject } ?? rows[0])
  }

  /// Whether somebody at this board can do something about it, rather than wait for others.
  package func isOurs(_ world: World) -> Bool {
    if let due, due - world.now < 2 * Span.day { return true }
    switch actor(world) {
    case .accountManager, .privacyManager: return true
    // The link is sent from here.
    case .customer:
      return !rows.contains { world.connection(of: $0).map { world.connections[$0].flags.contains(.linkSent) } == true }
    case .nobody, .systemOwner, .provider, .support: return false
    }
  }

  // MARK: Finding problems

  /// All problems, worst first: by urgency, then by the number of affected rows, then by age.
  package static func all(_ world: World, _ log: EventLog) -> [Problem] {
    let rows = Attention.rows(world)
    let latest = latestChanges(of: Set(rows), log)
    var groups: [Root: (rows: [ObjectRef], event: Event?)] = [:]
    for object in rows {
      let (root, event) = root(of: object, latest[object], world, log)
      groups[root, default: ([], event)].rows.append(object)
    }
    let errors = authorizationErrors(world)
    return groups.map { Problem($0.key, $0.value.rows, $0.value.event, world, errors) }.sorted { a, b in
      if a.urgency != b.urgency { return a.urgency.rawValue < b.urgency.rawValue }
      if a.urgency == .overdue, let first = a.due, let second = b.due, first != second { return first < second }
      if a.rows.count != b.rows.count { return a.rows.count > b.rows.count }
      if a.since != b.since { return a.since < b.since }
      return (a.subject.kind.rawValue, a.subject.index) < (b.subject.kind.rawValue, b.subject.index)
    }
  }

  /// The event that brought each object to its status, from one pass back through the log.
  private static func latestChanges(of wanted: Set<ObjectRef>, _ log: EventLog) -> [ObjectRef: Event] {
    var left = wanted
    var found: [ObjectRef: Event] = [:]
    var position = log.count - 1
    while position >= 0, !left.isEmpty {
      let event = log[position]
      if event.isStatusChange, left.remove(event.object) != nil {
        found[event.object] = event
      }
      position -= 1
    }
    return found
  }

  private static func root(of object: ObjectRef, _ latest: Event?, _ world: World, _ log: EventLog) -> (Root, Event?) {
    let chain = latest.map { log.causes(of: $0) } ?? []
    if let trouble = chain.last(where: { $0.object.kind == .provider }) {
      return (.condition(trouble.sequence), trouble)
    }
    // Without authorization it waits for the customer, whatever showed it first.
    if let connection = world.connection(of: object), object.kind != .integration || isAuthorization(object, world),
      let status = world.connections[connection].connectionStatus, status == .authError || status == .authRequired
    {
      let lost = chain.last { $0.object == .connection(connection) && EventText.isFault($0) }
      return (.connection(connection), lost ?? chain.last)
    }
    guard let first = chain.last(where: EventText.isFault) else { return (.object(object), latest) }
    return (.event(first.sequence), first)
  }

  private static func isAuthorization(_ object: ObjectRef, _ world: World) -> Bool {
    [401, .disconnected].contains(world.integrations[object.position].code)
  }
}
