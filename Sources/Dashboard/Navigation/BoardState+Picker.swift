import Canvas
import Lifecycles
import Queries
import Simulation

/// Lists to choose from, and the palette.
extension BoardState {
  /// The first of very many marked rows are enough to tell what is possible.
  private static let mostChecked = 200

  mutating func openPalette() {
    let rows = Array(marked.prefix(Self.mostChecked))
    let items = Action.allCases.map { action -> Picker.Item in
      var item = Picker.Item(
        action.title, detail: keys.keys(action).first?.name ?? "", choice: .action(action),
        refusal: refusal(action, marked: rows)?.reason)
      item.alias = action.name
      return item
    }
    // Available actions come first, movement keys that everybody knows come last.
    func isMoving(_ item: Picker.Item) -> Bool {
      if case .action(let action) = item.choice { action.section == .moving } else { false }
    }
    let possible = items.filter { $0.refusal == nil }
    let sorted =
      possible.filter { !isMoving($0) } + possible.filter(isMoving) + items.filter { $0.refusal != nil }
    navigation.overlay = .picker(Picker(title: "Palette", items: sorted))
  }

  mutating func pressPicker(_ key: Key, _ picker: inout Picker) -> [Effect] {
    switch key {
    case .escape:
      navigation.overlay = nil
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
    navigation.overlay = .picker(picker)
    return preview(picker)
  }

  private mutating func choose(_ picker: Picker) -> [Effect] {
    navigation.overlay = nil
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
    case .ask(let title, let command): ask(title, command)
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
    case .stopNotifying(let index): stopNotifying(index)
    case .provider(let provider, let account): createConnection(account: account, provider: provider)
    case .sort(let column): sort(by: column, further: false)
    case .sortFurther(let column): sort(by: column, further: true)
    case .view(let index): show(view: index)
    case .removeView(let index): return removeView(index)
    case .theme(let name): return chooseTheme(name)
    }
    return []
  }
}
