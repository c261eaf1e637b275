import Queries
import Simulation

/// Makes the command of an action for an object: finds what the command is about, or says what to select instead.
struct CommandBuilder: Sendable {
  private let make: @Sendable (_ title: String, World, ObjectRef) -> Result<Command, Refusal>

  /// The command for an object.
  func command(_ action: Action, _ world: World, _ target: ObjectRef) -> Result<Command, Refusal> {
    make(action.title, world, target)
  }

  /// A command about the selected object itself.
  static func object(_ command: @escaping @Sendable (World, ObjectRef) -> Result<Command, Refusal>) -> CommandBuilder {
    CommandBuilder { _, world, target in command(world, target) }
  }

  /// A command about the object's connection.
  static func connection(_ command: @escaping @Sendable (Int) -> Command) -> CommandBuilder {
    connection { _, index in command(index) }
  }

  static func connection(_ command: @escaping @Sendable (World, Int) -> Command) -> CommandBuilder {
    CommandBuilder { _, world, target in
      guard let index = world.connection(of: target) else {
        return .failure(Refusal("\(StatusText.objectName(world, target)) has no connection"))
      }
      return .success(command(world, index))
    }
  }

  /// A command about an integration.
  static func integration(_ command: @escaping @Sendable (Int) -> Command) -> CommandBuilder {
    CommandBuilder { title, _, target in
      target.kind == .integration
        ? .success(command(target.position))
        : .failure(Refusal("\(title.lowercased()): choose an integration of a request first"))
    }
  }

  /// A command about a request, or about the request of an integration.
  static func request(_ command: @escaping @Sendable (Int) -> Command) -> CommandBuilder {
    CommandBuilder { title, world, target in
      switch target.kind {
      case .request: .success(command(target.position))
      case .integration: .success(command(Int(world.integrations[target.position].request)))
      case .connection, .session, .dataset, .provider, .feedLine:
        .failure(Refusal("\(title.lowercased()): choose a privacy request first"))
      }
    }
  }

  /// A command about a provider, or about the provider of a connection.
  static func provider(_ command: @escaping @Sendable (Int) -> Command) -> CommandBuilder {
    CommandBuilder { _, world, target in
      if target.kind == .provider { return .success(command(target.position)) }
      guard let connection = world.connection(of: target) else {
        return .failure(Refusal("choose a row of a provider first"))
      }
      return .success(command(Int(world.connections[connection].provider)))
    }
  }

  /// A command about the object's account.
  static func account(_ command: @escaping @Sendable (Int) -> Command) -> CommandBuilder {
    CommandBuilder { _, world, target in
      world.account(of: target).map { .success(command($0)) } ?? .failure(Refusal("choose a row of an account first"))
    }
  }
}
