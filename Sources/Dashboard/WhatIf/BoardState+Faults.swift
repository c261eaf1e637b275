import Canvas
import Lifecycles
import Queries
import Simulation

/// Faults that can be injected into the selected object, from the rule tables.
extension BoardState {
  mutating func openFaults() {
    guard let target else { return }
    let items = faults(target) { .command($0) }
    navigation.overlay = .picker(Picker(title: "Inject a fault: \(world.name(of: target))", items: items))
  }

  /// Every fault of an object and of what it depends on.
  func faults(_ target: ObjectRef, _ choice: (Command) -> Picker.Choice) -> [Picker.Item] {
    let world = world
    var items = ruleFaults(target, choice)
    let connection = world.connection(of: target)
    if let connection {
      if target.kind != .session { items += ruleFaults(.session(connection), choice) }
      if target.kind != .connection { items += ruleFaults(.connection(connection), choice) }
      items.append(fault("connection: consent expires", .connection(connection, .expireConsent), choice))
      if world.provider(ofConnection: connection).isOnPremises {
        items.append(lasting("connector: goes offline", .connection(connection, .connector(online: false)), choice))
      }
    }
    if target.kind == .integration, world.integrations[target.position].type == .directContact {
      for (title, isLate) in [("never answers", false), ("answers late", true)] {
        items.append(
          fault(
            "system owner: \(title)", .integration(target.position, isLate ? .delayAnswer : .withholdAnswer), choice))
      }
    }
    let provider = target.kind == .provider ? target.position : connection.map { Int(world.connections[$0].provider) }
    if let provider {
      for condition in ProviderCondition.allCases where condition != .normal {
        let code = condition.code.isNone ? "" : " (\(condition.code.text))"
        items.append(
          lasting(
            "provider \(world.providers[provider].name): \(condition.title)\(code)",
            .provider(provider, .begin(condition)), choice))
      }
    }
    for armed in run.timeline?.armed ?? [] where armed.fault.object == target {
      items.append(fault("pending: remove \(armed.fault.title)", .disarm(armed.fault), choice))
    }
    // Faults possible now come first, then those that can wait.
    let possible = items.filter { $0.refusal == nil }
    return possible.filter { $0.detail != Self.waits } + possible.filter { $0.detail == Self.waits }
      + items.filter { $0.refusal != nil }
  }

  private static let waits = "waits"

  private func fault(_ title: String, _ command: Command, detail: String = "now", _ choice: (Command) -> Picker.Choice)
    -> Picker.Item
  {
    Picker.Item(title, detail: detail, choice: choice(command), refusal: run.source.check(command)?.reason)
  }

  /// Opens a second list for the duration.
  private func lasting(_ title: String, _ command: Command, _ choice: (Command) -> Picker.Choice) -> Picker.Item {
    let isWhatIf = if case .fork = choice(command) { true } else { false }
    return Picker.Item(
      title, detail: "for how long…", choice: .lasting(command, isWhatIf: isWhatIf),
      refusal: run.source.check(command)?.reason)
  }

  /// The edges of an object's own lifecycle that lead to a failure: from its current status, and from others.
  private func ruleFaults(_ object: ObjectRef, _ choice: (Command) -> Picker.Choice) -> [Picker.Item] {
    guard let system = object.system, system != .request else { return [] }
    let world = world
    let lifecycle = Catalog[system]
    let status = world.status(of: object)
    let table = system == .integration ? IntegrationStatus(raw: status).table : nil
    let rules = lifecycle.faults.filter { table == nil || IntegrationStatus(raw: $0.from).table == table }
    var items: [Picker.Item] = []
    for rule in rules.filter({ $0.from == status }) + rules.filter({ $0.from != status }) {
      let isNow = rule.from == status
      for code in Simulator.codes(system, rule).prefix(isNow || system == .dataset ? 20 : 1) {
        let fault = Fault(object, rule.trigger, code: code, when: isNow ? nil : rule.from)
        items.append(
          self.fault(
            ruleTitle(system, rule, code)
              + (isNow ? "" : ", when \(Diagram.shortLabel(lifecycle, rule.from))"),
            .inject(fault), detail: isNow ? "now" : Self.waits, choice))
      }
    }
    return items
  }

  private func ruleTitle(_ system: StatusSystem, _ rule: Rule, _ code: ErrorCode) -> String {
    let to = Diagram.shortLabel(Catalog[system], rule.to)
    var text = "\(system.name): \(glyphs.arrow) \(to)"
    if rule.trigger.isMishap || rule.trigger == .loseAuthorization {
      text = "\(system.name): \(rule.trigger.title) \(glyphs.arrow) \(to)"
    }
    if !code.isNone {
      text += " (\(code.text)\(system == .integration ? " " + IntegrationError.row(for: code).label : ""))"
    }
    return text
  }

  /// Opens the list of durations.
  mutating func openDurations(_ command: Command, isWhatIf: Bool) {
    let spans: [Milliseconds?] = [
      15 * Span.minute, Span.hour, 2 * Span.hour, 6 * Span.hour, 12 * Span.hour, Span.day, 3 * Span.day, nil,
    ]
    let items = spans.map { span -> Picker.Item in
      let ordered = command.lasting(span)
      return Picker.Item(
        span.map { "for \(Span.text($0))" } ?? "until ended",
        choice: isWhatIf ? .fork(.with(ordered)) : .command(ordered))
    }
    navigation.overlay = .picker(Picker(title: "Duration: \(command.title)", items: items))
  }
}

extension Command {
  /// The same command with a duration; nil for until ended.
  func lasting(_ span: Milliseconds?) -> Command {
    switch self {
    case .provider(let provider, .begin(let condition, _)): .provider(provider, .begin(condition, lasting: span))
    case .connection(let connection, .connector(let online, _)):
      .connection(connection, .connector(online: online, lasting: span))
    case .account, .connection, .session, .dataset, .request, .integration, .provider, .inject, .disarm: self
    }
  }
}
