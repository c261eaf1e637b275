import Canvas
import Lifecycles
import Queries
import Simulation

/// Which actions are available, and why others are not.
extension BoardState {
  /// What an action would do now, made once for each key.
  enum Plan {
    case view(@Sendable (inout BoardState) -> [Effect])
    case choose(Picker)
    case give(Command)
    case bulk(BulkAction)
  }

  /// What an action would do now, or why it is not available.
  func plan(_ action: Action) -> Result<Plan, Refusal> {
    if let refusal = ownRefusal(action) { return .failure(refusal) }
    switch action.handler {
    case .view(let change): return .success(.view(change))
    case .choices(let picker): return target.map { .success(.choose(picker(self, $0))) } ?? .failure(.noRow)
    case .choicesOrCommand(let picker, let builder):
      let marked = marked
      if !marked.isEmpty { return bulk(action, builder, marked) }
      return command(action, builder).flatMap { _ in
        target.map { .success(.choose(picker(self, $0))) } ?? .failure(.noRow)
      }
    case .command(let builder):
      let marked = marked
      return marked.isEmpty ? command(action, builder).map { .give($0) } : bulk(action, builder, marked)
    }
  }

  /// Why an action is not available; nil if it is. For lists of actions, which look at a few of the marked rows.
  package func refusal(_ action: Action, marked rows: [ObjectRef]? = nil) -> Refusal? {
    if let refusal = ownRefusal(action) { return refusal }
    switch action.handler {
    case .view, .choices: return nil
    case .command(let builder), .choicesOrCommand(_, let builder):
      let marked = rows ?? marked
      guard !marked.isEmpty else {
        if case .failure(let refusal) = command(action, builder) { return refusal }
        return nil
      }
      let world = world
      return marked.contains { isPossible(action, builder, on: $0, world) } ? nil : Self.notPossible(marked.count)
    }
  }

  /// What the board says about an action, before the rules are asked.
  private func ownRefusal(_ action: Action) -> Refusal? {
    (action.isCommand ? commandRefusal : nil) ?? action.refusal(self)
  }

  private func command(_ action: Action, _ builder: CommandBuilder) -> Result<Command, Refusal> {
    guard let target else { return .failure(.noRow) }
    switch builder.command(action, world, target) {
    case .failure(let refusal): return .failure(withKeys(refusal))
    case .success(let command):
      return run.source.check(command).map { .failure(withKeys($0)) } ?? .success(command)
    }
  }

  private func bulk(_ action: Action, _ builder: CommandBuilder, _ marked: [ObjectRef]) -> Result<Plan, Refusal> {
    let bulk = BulkAction(action, builder, marked, world) { run.source.check($0) }
    guard bulk.items.isEmpty else { return .success(.bulk(bulk)) }
    return .failure(Self.notPossible(marked.count, because: bulk.reasons.first))
  }

  private static func notPossible(_ count: Int, because reason: String? = nil) -> Refusal {
    let rows = count == 1 ? "the marked row" : "any of the \(Count.grouped(count)) marked rows"
    return Refusal("not possible for \(rows)\(reason.map { ": \($0)" } ?? "")")
  }

  func isPossible(_ action: Action, _ builder: CommandBuilder, on object: ObjectRef, _ world: World) -> Bool {
    guard case .success(let command) = builder.command(action, world, object) else { return false }
    return run.source.check(command) == nil
  }

  /// A refusal, with the keys for what is possible instead.
  private func withKeys(_ refusal: Refusal) -> Refusal {
    var offered: [Action] = []
    for trigger in refusal.legal {
      // An action found only in the palette doesn't answer a key.
      guard let action = Action(trigger), !offered.contains(action), !keys.keys(action).isEmpty else { continue }
      offered.append(action)
    }
    guard !offered.isEmpty else { return Refusal(refusal.reason) }
    let offers = offered.map { "\(keys.word($0)) \($0.title.lowercased())" }
    return Refusal("\(refusal.reason). Possible now: \(offers.joined(separator: ", "))")
  }

  // MARK: Common reasons

  /// Why no command at all is possible; nil if commands are.
  var commandRefusal: Refusal? {
    if !run.isSimulated { return Source.feedRefusal }
    return run.access.refusal ?? recordingRefusal ?? (target == nil ? .noRow : nil)
  }

  /// Why nothing new can happen, because it couldn't be recorded; nil if it can.
  package var recordingRefusal: Refusal? {
    actionLog.recording?.problem.map {
      Refusal("the journal can't be written (\($0)); \(keys.word(.stopRecording)) continues without it")
    }
  }

  /// Whether the run is waiting for its journal.
  var isHeld: Bool { actionLog.isHeld }

  // MARK: Reasons of single actions

  var answerRefusal: Refusal? {
    guard let target else { return .noRow }
    guard target.kind == .integration, world.integrations[target.position].type == .directContact else {
      return Refusal("only a Direct Contact integration has an answer; open a request and choose one")
    }
    return world.integrations[target.position].awaitsAnswer
      ? nil : Refusal("it is not waiting for an answer: \(StatusText.label(world, target))")
  }

  var typesRefusal: Refusal? {
    guard let connection = target.flatMap(world.connection(of:)) else { return Refusal("choose a connection first") }
    let current = world.connections[connection].requestedTypes
    return run.source.check(.connection(connection, .changeDataTypes(current))).map { Refusal($0.description) }
  }

  var accountRefusal: Refusal? {
    target.flatMap(world.account(of:)) == nil ? Refusal("choose a row of an account first") : nil
  }

  var undoRefusal: Refusal? {
    guard let last = actionLog.entries.last else { return .nothingDone }
    guard last.undo == .none else { return nil }
    return Refusal(
      """
      \(last.title): this can't be undone. In a simulated run, you can step back before it (key \
      \(keys.word(.stepBack)))
      """
    )
  }

  var faultRefusal: Refusal? {
    if let refusal = commandRefusal { return refusal }
    return target?.kind == .request || target?.kind == .feedLine
      ? Refusal("a request itself can't fail; open it and choose an integration") : nil
  }

  var branchesRefusal: Refusal? {
    guard let timeline = run.timeline else { return Refusal("this board shows a feed, which has no branches") }
    return timeline.savedBranches.isEmpty
      ? Refusal(
        "there is only one branch; go back and change something, or continue a what-if, to start another") : nil
  }

  var exportRefusal: Refusal? {
    run.isSimulated || shownTable != nil || target?.kind == .integration
      ? nil : Refusal("this board shows a feed, which is already a file; only tables can be exported")
  }
}
