import Canvas
import Lifecycles
import Queries
import Simulation

/// What-if: the choices, and the page that compares the branches.
extension BoardState {
  // MARK: What if

  mutating func openWhatIf() {
    guard let timeline = run.timeline else { return }
    var items: [Picker.Item] = []
    if let target, let root = rootChange(of: target) {
      items.append(
        Picker.Item("Without \(root.title)", detail: "cause of this row's status", choice: .fork(root.change)))
    }
    items += timeline.inputs.indices.reversed().prefix(60).map { index in
      Picker.Item("Without \(title(timeline.inputs[index]))", choice: .fork(.withoutInput(index)))
    }
    for (index, step) in timeline.scenario.script.enumerated()
    where timeline.scenario.start + step.after <= timeline.head.time {
      items.append(
        Picker.Item(
          """
          Without scenario step \(index + 1): \(step.verb.rawValue) \
          \(step.target.provider ?? step.target.account ?? "")
          """,
          choice: .fork(.withoutStep(index))))
    }
    for sequence in playback.failures.suffix(40).reversed() {
      guard let event = run.log.event(sequence), let item = mishap(event) else { continue }
      items.append(Picker.Item("Without \(item.title)", detail: "by chance", choice: .fork(item.change)))
    }
    if let target {
      items.append(Picker.Item("With another fault of \(world.name(of: target))…", choice: .moreFaults))
    }
    navigation.overlay = .picker(Picker(title: "What if…", items: unique(items)))
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
    navigation.overlay = .picker(
      Picker(title: "What if this failed as well", items: faults(target) { .fork(.with($0)) }))
  }

  private func title(_ input: Input) -> String {
    let name = input.command.object.map { world.name(of: $0) } ?? ""
    return
      """
      command \(input.number): \(input.command.title)\(name.isEmpty ? "" : ", \(name)") \
      (\(ISO8601.clockText(CivilTime(input.time))))
      """
  }

  /// The chance failure behind an event, if any, at that event or when it was set in motion.
  private func mishap(_ event: Event) -> (change: Timeline.Change, title: String)? {
    guard world.has(event.object), let timeline = run.timeline else { return nil }
    var decisions = [SuppressedFault(object: event.object, time: event.time)]
    // A lost webhook shows hours later, at the timeout.
    if let cause = event.cause.event.flatMap(run.log.event), cause.object == event.object {
      decisions.append(SuppressedFault(object: event.object, time: cause.time))
    }
    guard let decision = decisions.first(where: timeline.mishaps.contains) else { return nil }
    return (
      .withoutMishap(decision),
      "#\(Count.grouped(event.sequence)) \(EventText.sentence(world, event, glyphs))"
    )
  }

  /// The events searched for the latest change of status. Few others come between two changes.
  private static let mostSearched = 200

  /// What to take out so that a row would not have its status: the first command or fault in the chain of its causes.
  private func rootChange(of target: ObjectRef) -> (change: Timeline.Change, title: String)? {
    guard let timeline = run.timeline,
      let latest = run.log.history(of: target, limit: Self.mostSearched).first(where: {
        $0.changesStatus && $0.trigger != .preexisting
      })
    else { return nil }
    let chain = Array(run.log.causes(of: latest).reversed())
    if let number = chain.first?.cause.command, let index = timeline.inputs.firstIndex(where: { $0.number == number }) {
      let isFault = timeline.inputs[index].command.isFault
      // A requested sync is not the fault that happened in it.
      if isFault || !chain.contains(where: EventText.isFault) {
        return (.withoutInput(index), title(timeline.inputs[index]))
      }
    }
    return chain.lazy.filter(EventText.isFault).compactMap(mishap).first
  }

  mutating func openComparison(_ change: Timeline.Change, further: Milliseconds = 0) {
    guard let timeline = run.timeline else { return }
    let moment =
      switch change {
      case .withoutInput(let index): timeline.inputs[index].time
      case .withoutStep(let index): timeline.scenario.start + timeline.scenario.script[index].after
      case .withoutMishap(let mishap): mishap.time
      case .with: timeline.time
      }
    let until = further > 0 ? moment + further : max(timeline.head.time, moment + 6 * Span.hour)
    guard let fork = timeline.fork(change, until: until) else { return }
    navigation.overlay = .comparison(ComparisonPage(fork: fork, title: title(change), moment: moment))
  }

  private func title(_ change: Timeline.Change) -> String {
    guard let timeline = run.timeline else { return "" }
    switch change {
    case .withoutInput(let index): return "without \(title(timeline.inputs[index]))"
    case .withoutStep(let index):
      return "without scenario step \(index + 1), \(timeline.scenario.script[index].verb.rawValue)"
    case .withoutMishap(let mishap):
      let event = run.log.last(before: .max) {
        $0.object == mishap.object && $0.time == mishap.time && EventText.isFault($0)
      }
      return "without \(event.flatMap(self.mishap)?.title ?? world.name(of: mishap.object))"
    case .with(let command):
      return "with another fault: \(command.title), \(command.object.map { world.name(of: $0) } ?? "")"
    }
  }

  // MARK: Comparison

  mutating func pressComparison(_ key: Key, _ page: inout ComparisonPage) {
    switch key {
    case .character("+"):
      openComparison(page.fork.change, further: page.reach + 6 * Span.hour)
      return
    case .character("-"):
      openComparison(
        page.fork.change,
        further: page.reach > 7 * Span.hour ? page.reach - 6 * Span.hour : max(Span.hour, page.reach / 2))
      return
    case .character("y"):
      navigation.overlay = nil
      if run.access.isReadOnly {
        say("this board is read-only; you can view branches but not switch", .warning)
        return
      }
      switchBranch { $0.take(page.fork) }
      say("now on the branch \(page.title); \(keys.word(.branches)) switches back")
      return
    default: if pressFull(key, &page.state) { return }
    }
    navigation.overlay = .comparison(page)
  }
}
