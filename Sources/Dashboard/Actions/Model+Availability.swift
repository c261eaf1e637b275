import Canvas
import Lifecycles
import Simulation

/// Which actions are available, and why others are not.
extension Model {
  /// Whether an action is available, or why not.
  package enum Availability: Equatable, Sendable {
    case available
    case refused(String)
  }

  /// - Parameter rows: the marked rows if known, because listing very many takes a while.
  package func availability(_ action: Action, marked rows: [Entity]? = nil) -> Availability {
    switch action {
    case .sort where showsProblems, .sortFurther where showsProblems, .reverseSort where showsProblems:
      return .refused("problems are always worst first; \(keys.word(.group)) ungroups them into rows you can sort")
    case .showOnly where !pages.isEmpty || screen == .overview:
      return .refused("there is no table to filter here; screens 2 to 7 have one")
    case .nextMatch, .previousMatch: return searchProblem.map { .refused($0) } ?? .available
    case .columns:
      return screenOfTable == nil
        ? .refused(
          showsProblems
            ? "problems have no columns; \(keys.word(.group)) ungroups them into rows"
            : "there is no table here; screens 2 to 7 have columns") : .available
    case .themes: return preferences.themes.isEmpty ? .refused("there are no themes to choose from") : .available
    case .sort, .sortFurther, .reverseSort:
      if !pages.isEmpty || screen == .overview { return .refused("there is no table to sort here") }
      if screen == .events {
        return .refused("events are always in order of time; \(keys.word(.showOnly)) filters them")
      }
      return .available
    case .mark, .markRange, .markAll, .markBy, .unmark:
      return shownTable == nil
        ? .refused(
          showsProblems
            ? "an action on a problem applies to all of its rows; \(keys.word(.group)) ungroups them"
            : "there are no rows to mark here; screens 2 to 6 have some") : .available
    case .backward, .forward: return visited.isEmpty ? .refused("no object has been opened yet") : .available
    case .copy: return target == nil ? .refused("no row is selected") : .available
    case .group:
      guard pages.isEmpty, screen == .todo || screen == .events else {
        return .refused("only To do and Events can be grouped")
      }
      return screen == .todo || !actions.isEmpty ? .available : .refused("nothing has been done at this board")
    case .snooze where recordingProblem != nil, .acknowledge where recordingProblem != nil:
      return .refused(recordingProblem ?? "")
    case .snooze, .acknowledge:
      guard selectedProblem == nil else { return .available }
      return .refused(
        showsProblems ? "no problem is selected" : "problems are snoozed on screen 6 To do, grouped by cause")
    case .undo:
      guard let last = actions.last else { return .refused("nothing has been done at this board") }
      return last.undo == .none
        ? .refused(
          "\(last.title): this can't be undone. In a simulated run, you can step back before it (key \(keys.word(.stepBack)))"
        )
        : .available
    case .report: return report == nil ? .refused("no bulk action has run yet") : .available
    case .actionLog: return actions.isEmpty ? .refused("nothing has been done at this board") : .available
    case .branches:
      if source.kind == .feed { return .refused("this board shows a feed, which has no branches") }
      return source.timeline?.branches.isEmpty == false
        ? .available
        : .refused("there is only one branch; go back and change something, or continue a what-if, to start another")
    case .inject:
      if let reason = commandProblem { return .refused(reason) }
      return target?.kind == .request || target?.kind == .feedLine
        ? .refused("a request itself can't fail; open it and choose an integration") : .available
    case .export:
      return source.kind == .simulated || shownTable != nil || target?.kind == .integration
        ? .available : .refused("this board shows a feed, which is already a file; only tables can be exported")
    case .journal:
      return recording == nil && shownJournal == nil
        ? .refused("this run is not recorded; --journal FILE records a run or a feed") : .available
    case .stopRecording:
      return recording == nil ? .refused("this run is not recorded") : .available
    case .step where isHeld && source.timeline?.isBehind == false,
      .nextOfRow where isHeld && source.timeline?.isBehind == false,
      .goTo where isHeld && source.timeline?.isBehind == false:
      return .refused(recordingProblem ?? "the run is waiting for the journal to catch up")
    case .pause, .step, .stepBack, .nextOfRow, .previousOfRow, .goTo, .breakpoints, .whatIf, .faster, .slower:
      return source.kind == .simulated ? .available : .refused("this board shows a feed, which sets its own pace")
    case .previousTab, .nextTab:
      return pages.isEmpty ? .refused("only an open object has tabs; \(keys.word(.open)) opens one") : .available
    case .open:
      return target == nil && (screen != .overview || overview.link == nil)
        ? .refused("no row is selected") : .available
    case .why: return target == nil ? .refused("no row is selected") : .available
    case .answer, .queueDataType, .changeDataTypes, .createConnection: return choiceAvailability(action)
    default:
      guard action.isCommand else { return .available }
      if let reason = commandProblem { return .refused(reason) }
      let marked = rows ?? self.marked
      if !marked.isEmpty {
        // One possible row is enough here. The question looks at all of them.
        if marked.contains(where: { canBeDone(action, on: $0) }) { return .available }
        // The reason is only for the person who presses the key. A list of actions doesn't check every row.
        let why = rows == nil ? bulk(action).reasons.first.map { ": \($0)" } ?? "" : ""
        return .refused(
          "not possible for \(marked.count == 1 ? "the marked row" : "any of the \(Count.grouped(marked.count)) marked rows")\(why)"
        )
      }
      switch command(for: action) {
      case .failure(let refusal): return .refused(words(refusal))
      case .success(let command): return source.check(command).map { .refused(words($0)) } ?? .available
      }
    }
  }

  /// A refusal, with the keys for what is possible instead.
  func words(_ refusal: Refusal) -> String {
    var offers: [String] = []
    for trigger in refusal.legal {
      guard let action = Action(trigger), !offers.contains(where: { $0.hasSuffix(action.spec.title.lowercased()) })
      else { continue }
      // An action found only in the palette doesn't answer a key.
      guard let key = keys.keys(action).first?.name else { continue }
      offers.append("\(key) \(action.spec.title.lowercased())")
    }
    return offers.isEmpty ? refusal.reason : "\(refusal.reason). Possible now: \(offers.joined(separator: ", "))"
  }

  /// Why no command at all is possible; nil if commands are.
  var commandProblem: String? {
    if source.kind == .feed { return Source.feedRefusal.reason }
    if isReadOnly { return "this board is read-only" }
    if let problem = refusal ?? recordingProblem { return problem }
    return target == nil ? "no row is selected" : nil
  }

  private func choiceAvailability(_ action: Action) -> Availability {
    if let reason = commandProblem { return .refused(reason) }
    guard let target else { return .refused("no row is selected") }
    let world = source.world
    switch action {
    case .answer:
      guard target.kind == .integration, world.integrations[target.position].type == .directContact else {
        return .refused("only a Direct Contact integration has an answer; open a request and choose one")
      }
      let kind = world.integrations[target.position].kind
      return kind == .dueIn || kind == .overdue
        ? .available : .refused("it is not waiting for an answer: \(StatusText.label(world, target))")
    case .changeDataTypes:
      guard let connection = world.connection(of: target) else { return .refused("choose a connection first") }
      let current = world.connections[connection].requestedTypes
      return source.check(.changeDataTypes(connection: connection, types: current)).map { .refused($0.description) }
        ?? .available
    default:
      return world.account(of: target) == nil ? .refused("choose a row of an account first") : .available
    }
  }

  private func canBeDone(_ action: Action, on entity: Entity) -> Bool {
    guard case .success(let command) = command(for: action, on: entity) else { return false }
    return source.check(command) == nil
  }
}
