import Canvas
import Lifecycles
import Queries
import Simulation

/// The lists of actions whose command depends on a choice.
extension BoardState {
  func providersToConnect(_ target: ObjectRef) -> Picker {
    guard let account = world.account(of: target) else { return Picker(title: "Connect", items: []) }
    let items = world.providers.indices.map { index in
      Picker.Item(
        world.providers[index].name, detail: world.providers[index].category.name,
        choice: .provider(index, account: account))
    }
    return Picker(title: "Connect \(world.accounts[account].name) to", items: items)
  }

  func dataTypesOfAccount(_ target: ObjectRef) -> Picker {
    guard let account = world.account(of: target) else { return Picker(title: "Sync which data type", items: []) }
    let held = world.connections(ofAccount: account).reduce(DataTypeSet()) {
      DataTypeSet(bits: $0.bits | world.connections[$1].requestedTypes.bits)
    }
    return Picker(
      title: "Sync which data type", items: held.types.map { item($0.name, .account(account, .queue($0))) })
  }

  /// Everything, or everything but one. What is left out is neither sent nor deleted.
  func dataChoices(_ target: ObjectRef) -> Picker {
    let request = target.kind == .integration ? Int(world.integrations[target.position].request) : target.position
    let title = Action.chooseData.title
    let all = Picker.Item("All data found", choice: .ask(title, .request(request, .chooseData())))
    return Picker(
      title: "Choose the data",
      items: [all]
        + world.integrations(ofRequest: request).map { index in
          Picker.Item(
            "All except \(world.name(ofIntegration: index))", detail: StatusText.label(world, .integration(index)),
            choice: .ask(title, .request(request, .chooseData(leavingOut: [index]))))
        })
  }

  func answers(_ index: Int) -> Picker {
    let isDeletion = world.integrations[index].integrationStatus.table?.phase == .deletion
    let answers: [(String, Answer)] =
      isDeletion
      ? [
        ("All of the person's data was deleted", .deleted), ("There is no data about the person", .nothingHeld),
        ("There is data, and it was not deleted", .notDeleted),
      ]
      : [("1 file uploaded", .files(1)), ("3 files uploaded", .files(3)), ("No files to upload", .noFiles)]
    return Picker(
      title: "System owner's answer", items: answers.map { item($0.0, .integration(index, .answer($0.1))) })
  }

  func typeChanges(_ target: ObjectRef) -> Picker {
    let title = "Add or remove a data type"
    guard let connection = world.connection(of: target) else { return Picker(title: title, items: []) }
    let current = world.connections[connection].requestedTypes
    let offered = DataTypeSet(bits: current.bits | world.provider(ofConnection: connection).dataTypes.bits)
    let items = offered.types.map { type in
      let isHeld = current.contains(type)
      var types = current
      if isHeld { types = types.subtracting(DataTypeSet([type])) } else { types.insert(type) }
      return item("\(isHeld ? "remove" : "add") \(type.name)", .connection(connection, .changeDataTypes(types)))
    }
    return Picker(title: title, items: items)
  }

  private func item(_ title: String, _ command: Command) -> Picker.Item {
    Picker.Item(title, choice: .command(command), refusal: run.source.check(command)?.description)
  }

  /// Creates a connection with the provider's data types that are fetched on first link.
  mutating func createConnection(account: Int, provider: Int) {
    guard let scenario = run.scenario else { return }
    let types = world.providers[provider].dataTypes.types.filter {
      scenario.settings.sync[Int($0.index)].fetchOnFirstLink
    }
    let command = Command.account(account, .connect(provider: provider, types: DataTypeSet(types)))
    if preferences.asksAlways { ask(Action.createConnection.title, command) } else { submit(command) }
  }
}
