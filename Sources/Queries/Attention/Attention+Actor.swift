import Lifecycles
import Simulation

/// Who acts next.
extension Attention {
  /// After so many failures in a row, a fetch error is a matter for support (seed 001).
  private static let failuresForSupport = 2

  /// Who acts next. The error table and an offline connector override the status.
  package static func actor(_ world: World, _ object: ObjectRef) -> Actor {
    guard let info = StatusText.info(world, object) else { return .nobody }
    switch object.kind {
    case .connection: return connectionActor(world, object, info)
    case .request: return waitingFor(world, object.position).first?.actor ?? info.actor
    case .integration:
      let integration = world.integrations[object.position]
      return integration.kind == .error ? IntegrationError.row(for: integration.code).actor : info.actor
    case .dataset:
      let dataset = world.datasets[object.position]
      if isWaitingForConnector(world, dataset) { return .customer }
      if dataset.status == DatasetStatus.fetchError.rawValue, dataset.failuresInRow >= failuresForSupport {
        return .support
      }
      return info.actor
    case .session, .provider, .feedLine: return info.actor
    }
  }

  /// A connected one can be blocked by its connector, or by its session.
  private static func connectionActor(_ world: World, _ object: ObjectRef, _ info: StatusInfo) -> Actor {
    switch ConnectionStep(world, object.position) {
    case .bringConnector: .customer
    case .retrySession, .askSupport, .webhook: actor(world, .session(object.position))
    case .sendLinkAgain, .signInAgain, .sendLink, .signIn, .finishSignIn, .reconnect, .underWay, .nothing: info.actor
    }
  }

  /// Who a request waits for, the actor with the most integrations first.
  package static func waitingFor(_ world: World, _ request: Int) -> [(actor: Actor, count: Int)] {
    if let actor = StatusText.info(world, .request(request))?.actor, actor != .nobody { return [(actor, 1)] }
    guard world.requests[request].requestStatus?.isClosed == false else { return [] }
    var counts = [Int](repeating: 0, count: Actor.allCases.count)
    for index in world.integrations(ofRequest: request) {
      let actor = actor(world, .integration(index))
      if actor != .nobody, StatusText.info(world, .integration(index))?.closesPhase == false {
        counts[Int(actor.rawValue)] += 1
      }
    }
    return Actor.allCases.filter { counts[Int($0.rawValue)] > 0 }
      .map { (actor: $0, count: counts[Int($0.rawValue)]) }.sorted { $0.count > $1.count }
  }

  /// Whether a dataset stays queued until its on-premises connector is back.
  static func isWaitingForConnector(_ world: World, _ dataset: Dataset) -> Bool {
    let connection = world.connections[Int(dataset.connection)]
    return dataset.status == DatasetStatus.queued.rawValue && connection.flags.contains(.connectorOffline)
      && world.providers[Int(connection.provider)].isOnPremises
  }
}
