import Canvas
import Lifecycles
import Simulation

extension Model {
  mutating func pressOverlay(_ key: Key) -> [Effect] {
    switch overlay {
    case .help(let top):
      pressHelp(key, top)
      return []
    case .picker(var picker): return pressPicker(key, &picker)
    case .confirmation(let confirmation):
      overlay = nil
      if key == .character("y") || key == .character("Y") {
        confirm(confirmation)
      } else {
        say("nothing was done", .muted)
      }
      return []
    case .filter(var line): return pressFilter(key, &line)
    case .columns(var editor):
      pressColumns(key, &editor)
      return []
    case .tour(let step): return pressTour(key, step)
    case .prompt(var prompt): return pressPrompt(key, &prompt)
    case .comparison(var page):
      pressComparison(key, &page)
      return []
    case .text(var page):
      pressText(key, &page)
      return []
    case nil: return []
    }
  }

  // MARK: Help

  private mutating func pressHelp(_ key: Key, _ top: Int) {
    let last = max(0, HelpText.lines(glyphs, keys, width: width).count - max(1, height - 4))
    switch key {
    case .down, .character("j"): overlay = .help(top: min(top + 1, last))
    case .up, .character("k"): overlay = .help(top: max(0, top - 1))
    case .pageDown, .character(" "): overlay = .help(top: min(top + height - 5, last))
    case .pageUp: overlay = .help(top: max(0, top - height + 5))
    case .home: overlay = .help(top: 0)
    case .end: overlay = .help(top: last)
    // Looking for something specific is easier by name.
    case .character("/"): openPalette()
    default: overlay = nil
    }
  }

  // MARK: Palette and choices

  mutating func openPalette() {
    // The first of very many rows are enough to tell what is possible.
    let rows = Array(marked.prefix(200))
    let items = Action.allCases.map { action -> Picker.Item in
      var refusal: String?
      if case .refused(let reason) = availability(action, marked: rows) { refusal = reason }
      var item = Picker.Item(
        action.spec.title, detail: keys.keys(action).first?.name ?? "", choice: .action(action), refusal: refusal)
      item.alias = action.name
      return item
    }
    // Available actions come first, movement keys that everybody knows come last.
    func isMoving(_ item: Picker.Item) -> Bool {
      if case .action(let action) = item.choice { action.spec.section == .moving } else { false }
    }
    let possible = items.filter { $0.refusal == nil }
    let sorted =
      possible.filter { !isMoving($0) } + possible.filter(isMoving) + items.filter { $0.refusal != nil }
    overlay = .picker(Picker(title: "Palette", items: sorted))
  }

  /// Opens a second list before the command is known.
  mutating func openChoices(_ action: Action) {
    guard let target else { return }
    let world = source.world
    switch action {
    case .chooseData: openPicker("Choose the data", dataChoices(target))
    case .answer: openPicker("System owner's answer", answers(target.position))
    case .queueDataType:
      guard let account = world.account(of: target) else { return }
      let held = world.connections(ofAccount: account).reduce(DataTypeSet()) {
        DataTypeSet(bits: $0.bits | world.connections[$1].requestedTypes.bits)
      }
      openPicker("Sync which data type", held.types.map { item($0.name, .queueDataType($0, account: account)) })
    case .changeDataTypes:
      guard let connection = world.connection(of: target) else { return }
      openPicker("Add or remove a data type", typeChanges(connection))
    default:
      guard let account = world.account(of: target) else { return }
      let items = world.providers.indices.map { index in
        Picker.Item(
          world.providers[index].name, detail: world.providers[index].category.name,
          choice: .provider(index, account: account))
      }
      openPicker("Connect \(world.accounts[account].name) to", items)
    }
  }

  private mutating func openPicker(_ title: String, _ items: [Picker.Item]) {
    overlay = .picker(Picker(title: title, items: items))
  }

  private func item(_ title: String, _ command: Command, detail: String = "") -> Picker.Item {
    Picker.Item(title, detail: detail, choice: .command(command), refusal: source.check(command)?.description)
  }

  /// Everything, or everything but one. What is left out is neither sent nor deleted.
  private func dataChoices(_ target: Entity) -> [Picker.Item] {
    let world = source.world
    let request = target.kind == .integration ? Int(world.integrations[target.position].request) : target.position
    let all = Picker.Item("All data found", choice: .ask(.chooseData, .chooseData(request: request)))
    return [all]
      + world.integrations(ofRequest: request).map { index in
        Picker.Item(
          "All except \(world.name(ofIntegration: index))", detail: StatusText.label(world, .integration(index)),
          choice: .ask(.chooseData, .chooseData(request: request, leavingOut: [index])))
      }
  }

  private func answers(_ index: Int) -> [Picker.Item] {
    let isDeletion = source.world.integrations[index].integrationStatus.table?.phase == .deletion
    let answers: [(String, Answer)] =
      isDeletion
      ? [
        ("All of the person's data was deleted", .deleted), ("There is no data about the person", .nothingHeld),
        ("There is data, and it was not deleted", .notDeleted),
      ]
      : [("1 file uploaded", .files(1)), ("3 files uploaded", .files(3)), ("No files to upload", .noFiles)]
    return answers.map { item($0.0, .answer(integration: index, $0.1)) }
  }

  private func typeChanges(_ connection: Int) -> [Picker.Item] {
    let world = source.world
    let current = world.connections[connection].requestedTypes
    let offered = DataTypeSet(bits: current.bits | world.provider(ofConnection: connection).dataTypes.bits)
    return offered.types.map { type in
      let isHeld = current.contains(type)
      var types = current
      if isHeld { types = types.subtracting(DataTypeSet([type])) } else { types.insert(type) }
      return item("\(isHeld ? "remove" : "add") \(type.name)", .changeDataTypes(connection: connection, types: types))
    }
  }

  private mutating func pressPicker(_ key: Key, _ picker: inout Picker) -> [Effect] {
    switch key {
    case .escape:
      overlay = nil
      return picker.onEscape.map { [$0] } ?? []
    case .enter: return choose(picker)
    case .up, .control("p"): picker.move(by: -1)
    case .down, .control("n"): picker.move(by: 1)
    case .home: picker.move(by: -picker.items.count)
    case .end: picker.move(by: picker.items.count)
    case .pageUp: picker.move(by: -10)
    case .pageDown: picker.move(by: 10)
    case .tab:
      if let effects = chooseFurther(&picker) { return effects }
    default: picker.type(key)
    }
    overlay = .picker(picker)
    return preview(picker)
  }

  private mutating func choose(_ picker: Picker) -> [Effect] {
    overlay = nil
    guard let item = picker.current else {
      say("nothing matches \(picker.query)", .muted)
      return []
    }
    if let refusal = item.refusal {
      say(refusal, .warning)
      return []
    }
    switch item.choice {
    case .action(let action): return perform(action)
    case .command(let command):
      if preferences.asksAlways { ask(picker.title, command) } else { submit(command) }
    case .ask(let action, let command): ask(action.spec.title, command)
    case .prompt(let purpose): openPrompt(purpose)
    case .breakpoint(let change): self.change(change)
    case .lasting(let command, let isWhatIf): openDurations(command, isWhatIf: isWhatIf)
    case .fork(let change): openComparison(change)
    case .moreFaults: openMoreFaults()
    case .branch(let index): take(branch: index)
    case .export(let what): save(what)
    case .snooze(let root, let moment): snooze(root, until: moment)
    case .bringBack(let root): bringBack(root)
    case .copy(let text):
      say("copied: \(text.prefix { $0 != "\n" })")
      return [.copy(text)]
    case .unwatch(let index): unwatch(index)
    case .provider(let provider, let account): createConnection(account: account, provider: provider)
    case .sort(let column): sort(by: column, further: false)
    case .sortFurther(let column): sort(by: column, further: true)
    case .view(let index): show(view: index)
    case .removeView(let index): return removeView(index)
    case .theme(let name): return chooseTheme(name)
    }
    return []
  }

  /// Creates a connection with the provider's data types that are fetched on first link.
  private mutating func createConnection(account: Int, provider: Int) {
    guard let scenario = source.scenario else { return }
    let types = source.world.providers[provider].dataTypes.types.filter {
      scenario.settings.sync[Int($0.index)].fetchOnFirstLink
    }
    let command = Command.createConnection(account: account, provider: provider, types: DataTypeSet(types))
    if preferences.asksAlways { ask(Action.createConnection.spec.title, command) } else { submit(command) }
  }
}
