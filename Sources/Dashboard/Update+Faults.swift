import Canvas
import Lifecycles
import Simulation

/// What can go wrong with the selected object, from the rule tables; and what would be without it.
extension Model {
  mutating func openFaults() {
    guard let target else { return }
    let items = faults(target) { .command($0) }
    overlay = .picker(Picker(title: "What goes wrong with \(Self.name(of: target, source.world))", items: items))
  }

  /// Everything that can go wrong with an object and what it depends on.
  private func faults(_ target: Entity, _ choice: (Command) -> Picker.Choice) -> [Picker.Item] {
    let world = source.world
    var items = ruleFaults(target, choice)
    let connection = world.connection(of: target)
    if let connection {
      if target.kind != .session { items += ruleFaults(.session(connection), choice) }
      if target.kind != .connection { items += ruleFaults(.connection(connection), choice) }
      items.append(fault("connection: its consent expires", .expireConsent(connection: connection), choice))
      if world.provider(ofConnection: connection).isOnPremises {
        items.append(lasting("connector: it goes off line", .connector(connection: connection, online: false), choice))
      }
    }
    if target.kind == .integration, world.integrations[target.position].type == .directContact {
      for (title, isLate) in [("never answers", false), ("answers late", true)] {
        items.append(
          fault("system owner: \(title)", .silence(integration: target.position, isLate: isLate), choice))
      }
    }
    let provider = target.kind == .provider ? target.position : connection.map { Int(world.connections[$0].provider) }
    if let provider {
      for condition in ProviderCondition.allCases where condition != .normal {
        let code = condition.code == 0 ? "" : " (\(condition.code))"
        items.append(
          lasting(
            "provider \(world.providers[provider].name): \(condition.title)\(code)", .begin(condition, provider: provider), choice))
      }
    }
    for armed in source.timeline?.armed ?? [] where armed.fault.entity == target {
      items.append(fault("waiting: take back \(armed.fault.title)", .disarm(armed.fault), choice))
    }
    // What can be now comes first, then what can wait for its moment.
    let possible = items.filter { $0.refusal == nil }
    return possible.filter { $0.detail != Self.waits } + possible.filter { $0.detail == Self.waits }
      + items.filter { $0.refusal != nil }
  }

  private static let waits = "waits"

  private func fault(_ title: String, _ command: Command, detail: String = "now", _ choice: (Command) -> Picker.Choice)
    -> Picker.Item
  {
    Picker.Item(title, detail: detail, choice: choice(command), refusal: source.check(command)?.reason)
  }

  /// A second list asks how long it lasts.
  private func lasting(_ title: String, _ command: Command, _ choice: (Command) -> Picker.Choice) -> Picker.Item {
    let isWhatIf = if case .fork = choice(command) { true } else { false }
    return Picker.Item(
      title, detail: "for how long…", choice: .lasting(command, isWhatIf: isWhatIf), refusal: source.check(command)?.reason)
  }

  /// The edges of an object's own lifecycle that lead into trouble: from where it stands, and from elsewhere.
  private func ruleFaults(_ entity: Entity, _ choice: (Command) -> Picker.Choice) -> [Picker.Item] {
    guard let system = entity.system, system != .request else { return [] }
    let world = source.world
    let lifecycle = Catalog[system]
    let status = world.status(of: entity)
    let table = system == .integration ? IntegrationStatus(raw: status).table : nil
    let rules = lifecycle.faults.filter { table == nil || IntegrationStatus(raw: $0.from).table == table }
    var items: [Picker.Item] = []
    for rule in rules.filter({ $0.from == status }) + rules.filter({ $0.from != status }) {
      let isNow = rule.from == status
      for code in Simulator.codes(system, rule).prefix(isNow || system == .dataset ? 20 : 1) {
        let fault = Fault(entity, rule.trigger, code: code, when: isNow ? nil : rule.from)
        items.append(
          self.fault(
            ruleTitle(system, rule, code) + (isNow ? "" : ", when it is next \(Diagram.shortLabel(lifecycle, rule.from))"),
            .inject(fault), detail: isNow ? "now" : Self.waits, choice))
      }
    }
    return items
  }

  private func ruleTitle(_ system: System, _ rule: Rule, _ code: UInt16) -> String {
    let to = Diagram.shortLabel(Catalog[system], rule.to)
    var text = "\(system.name): \(glyphs.arrow) \(to)"
    if rule.trigger.isMishap || rule.trigger == .loseAuthorization { text = "\(system.name): \(rule.trigger.title) \(glyphs.arrow) \(to)" }
    if code != 0 { text += " (\(code)\(system == .integration ? " " + IntegrationError.row(for: Int(code)).label : ""))" }
    return text
  }

  /// How long something lasts.
  mutating func openDurations(_ command: Command, isWhatIf: Bool) {
    let spans: [Milliseconds?] = [
      15 * Span.minute, Span.hour, 2 * Span.hour, 6 * Span.hour, 12 * Span.hour, Span.day, 3 * Span.day, nil,
    ]
    let items = spans.map { span -> Picker.Item in
      let ordered = command.lasting(span)
      return Picker.Item(
        span.map { "for \(Span.text($0))" } ?? "until something ends it",
        choice: isWhatIf ? .fork(.with(ordered)) : .command(ordered))
    }
    overlay = .picker(Picker(title: "How long: \(command.title)", items: items))
  }

  // MARK: What if

  mutating func openWhatIf() {
    guard let timeline = source.timeline else { return }
    var items: [Picker.Item] = []
    if let target, let root = rootChange(of: target) {
      items.append(Picker.Item("Without \(root.title)", detail: "why this row stands so", choice: .fork(root.change)))
    }
    if let target { items.append(Picker.Item("With one more fault of \(Self.name(of: target, source.world))…", choice: .moreFaults)) }
    items += timeline.inputs.indices.reversed().prefix(60).map { index in
      Picker.Item("Without \(title(timeline.inputs[index]))", choice: .fork(.withoutInput(index)))
    }
    for (index, step) in timeline.scenario.script.enumerated() where timeline.scenario.start + step.after <= timeline.head.time {
      items.append(
        Picker.Item(
          "Without the scenario's step \(index + 1): \(step.verb.rawValue) \(step.target.provider ?? step.target.account ?? "")",
          choice: .fork(.withoutStep(index))))
    }
    for sequence in mishaps.suffix(40).reversed() {
      guard let event = log.event(sequence), let item = mishap(event) else { continue }
      items.append(Picker.Item("Without \(item.title)", detail: "by chance", choice: .fork(item.change)))
    }
    overlay = .picker(Picker(title: "What if: the same run…", items: unique(items)))
  }

  private func unique(_ items: [Picker.Item]) -> [Picker.Item] {
    var seen: [Picker.Choice] = []
    return items.filter { item in
      if seen.contains(item.choice) { return false }
      seen.append(item.choice)
      return true
    }
  }

  mutating func openMoreFaults() {
    guard let target else { return }
    overlay = .picker(
      Picker(title: "What if this went wrong as well", items: faults(target) { .fork(.with($0)) }))
  }

  private func title(_ input: Input) -> String {
    let object = input.command.entity.map { Self.name(of: $0, source.world) } ?? ""
    return "command \(input.number): \(input.command.title)\(object.isEmpty ? "" : ", \(object)") (\(ISO8601.clockText(CivilTime(input.time))))"
  }

  private func mishap(_ event: Event) -> (change: Timeline.Change, title: String)? {
    guard source.world.has(event.entity) else { return nil }
    return (
      .withoutMishap(Averted(entity: event.entity, time: event.time)),
      "#\(EventText.grouped(event.sequence)) \(EventText.sentence(source.world, event, glyphs))"
    )
  }

  /// What could be taken away so that a row would not stand as it does: the first thing in the chain of its
  /// causes that was done, or went wrong.
  private func rootChange(of target: Entity) -> (change: Timeline.Change, title: String)? {
    guard let timeline = source.timeline,
      let latest = log.history(of: target, limit: 200).first(where: { $0.changesStatus && $0.trigger != .found })
    else { return nil }
    let chain = Array(log.causes(of: latest).reversed())
    if let number = chain.first?.cause.command, let index = timeline.inputs.firstIndex(where: { $0.number == number }) {
      let isFault = timeline.inputs[index].command.isFault
      // A sync that was asked for is not what went wrong in it.
      if isFault || !chain.contains(where: EventText.isFault) {
        return (.withoutInput(index), title(timeline.inputs[index]))
      }
    }
    return chain.first(where: EventText.isFault).flatMap(mishap)
  }

  mutating func openComparison(_ change: Timeline.Change, further: Milliseconds = 0) {
    guard let timeline = source.timeline else { return }
    let moment =
      switch change {
      case .withoutInput(let index): timeline.inputs[index].time
      case .withoutStep(let index): timeline.scenario.start + timeline.scenario.script[index].after
      case .withoutMishap(let mishap): mishap.time
      case .with: timeline.time
      }
    let until = max(further > 0 ? moment : timeline.head.time, moment + max(6 * Span.hour, further))
    guard let fork = timeline.fork(change, until: until) else { return }
    lastFork = fork
    overlay = .comparison(ComparisonPage(fork: fork, title: title(change), moment: moment))
  }

  private func title(_ change: Timeline.Change) -> String {
    guard let timeline = source.timeline else { return "" }
    switch change {
    case .withoutInput(let index): return "without \(title(timeline.inputs[index]))"
    case .withoutStep(let index): return "without the scenario's step \(index + 1), \(timeline.scenario.script[index].verb.rawValue)"
    case .withoutMishap(let mishap):
      let event = log.last(before: .max) { $0.entity == mishap.entity && $0.time == mishap.time && EventText.isFault($0) }
      return "without \(event.flatMap(self.mishap)?.title ?? Self.name(of: mishap.entity, source.world))"
    case .with(let command):
      return "with one more: \(command.title), \(command.entity.map { Self.name(of: $0, source.world) } ?? "")"
    }
  }
}

extension Command {
  /// The same for a span of time; nil: until something ends it.
  func lasting(_ span: Milliseconds?) -> Command {
    switch self {
    case .begin(let condition, let provider, _): .begin(condition, provider: provider, lasting: span)
    case .connector(let connection, let online, _): .connector(connection: connection, online: online, lasting: span)
    default: self
    }
  }
}
