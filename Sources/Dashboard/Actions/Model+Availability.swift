import Canvas
import Lifecycles
import Simulation

/// What can be done now, and why the rest cannot.
extension Model {
  /// Whether an action can be done now, or why not.
  package enum Availability: Equatable, Sendable {
    case available
    case refused(String)
  }

  /// - Parameter rows: the marked rows where they are known already; of very many it takes a while to list them.
  package func availability(_ action: Action, marked rows: [Entity]? = nil) -> Availability {
    switch action {
    case .sort where showsProblems, .sortFurther where showsProblems, .reverseSort where showsProblems:
      return .refused("these are problems, the worst first; \(keys.word(.otherView)) shows single rows to sort")
    case .showOnly where !pages.isEmpty || screen == .overview:
      return .refused("there is no table here to narrow; the screens 2 to 7 have one")
    case .nextMatch, .previousMatch: return searchProblem.map { .refused($0) } ?? .available
    case .columns:
      return screenOfTable == nil
        ? .refused(
          showsProblems
            ? "these are problems and have no columns; \(keys.word(.otherView)) shows single rows"
            : "there is no table here; the screens 2 to 7 have columns") : .available
    case .themes: return preferences.themes.isEmpty ? .refused("no theme is at hand") : .available
    case .sort, .sortFurther, .reverseSort:
      if !pages.isEmpty || screen == .overview { return .refused("there is no table here to sort") }
      if screen == .events {
        return .refused("the record is in the order of time; narrow it with \(keys.word(.filter))")
      }
      return .available
    case .mark, .markRange, .markAll, .markBy, .unmark:
      return shownTable == nil
        ? .refused(
          showsProblems
            ? "an action on a problem is about all of its rows; \(keys.word(.otherView)) shows them singly"
            : "there is no table here; rows are marked on the screens 2 to 6") : .available
    case .backward, .forward: return visited.isEmpty ? .refused("nothing has been open yet") : .available
    case .copy: return target == nil ? .refused("no row is selected") : .available
    case .otherView:
      guard pages.isEmpty, screen == .todo || screen == .events else {
        return .refused("To do and Events have another view: problems or rows, the record or what was done here")
      }
      return screen == .todo || !actions.isEmpty ? .available : .refused("nothing has been done at this board")
    case .snooze where recordingProblem != nil, .acknowledge where recordingProblem != nil:
      return .refused(recordingProblem ?? "")
    case .snooze, .acknowledge:
      guard selectedProblem == nil else { return .available }
      return .refused(
        showsProblems ? "no problem is selected" : "problems are put aside on the screen 6 To do, grouped by cause")
    case .undo:
      guard let last = actions.last else { return .refused("nothing has been done at this board") }
      return last.undo == .none
        ? .refused(
          "\(last.title): no rule takes that back; \(keys.word(.stepBack)) goes back before it in a simulated run")
        : .available
    case .report: return report == nil ? .refused("no action on many rows has been done") : .available
    case .actionLog: return actions.isEmpty ? .refused("nothing has been done at this board") : .available
    case .courses:
      if source.kind == .feed { return .refused("this board shows a feed, which has one course only") }
      return source.timeline?.branches.isEmpty == false
        ? .available : .refused("no course has been left: change something after going back, or take a what-if")
    case .inject:
      if let reason = commandProblem { return .refused(reason) }
      return target?.kind == .request || target?.kind == .feedLine
        ? .refused("nothing goes wrong with a request itself; open it and choose an integration") : .available
    case .takeHome:
      return source.kind == .simulated || shownTable != nil || target?.kind == .integration
        ? .available : .refused("this board shows a feed: it is a file already; a table can be taken home")
    case .journal:
      return recording == nil && shownJournal == nil
        ? .refused("no journal is kept of this; --journal FILE keeps one of a run or a feed") : .available
    case .unrecord:
      return recording == nil ? .refused("no journal is kept of this") : .available
    case .step where isHeld && source.timeline?.isBehind == false,
      .nextOfRow where isHeld && source.timeline?.isBehind == false,
      .goTo where isHeld && source.timeline?.isBehind == false:
      return .refused(recordingProblem ?? "the journal is behind; the run waits for it")
    case .pause, .step, .stepBack, .nextOfRow, .previousOfRow, .goTo, .breakpoints, .whatIf, .faster, .slower:
      return source.kind == .simulated ? .available : .refused("this board shows a feed, which has its own pace")
    case .previousTab, .nextTab:
      return pages.isEmpty ? .refused("tabs are inside of an open object; \(keys.word(.open)) opens one") : .available
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
        // The first that can decides; all are looked at for the question.
        if marked.contains(where: { canBeDone(action, on: $0) }) { return .available }
        // Who presses the key is told why; a list of all actions does not look at every row for it.
        let why = rows == nil ? bulk(action).reasons.first.map { ": \($0)" } ?? "" : ""
        return .refused("none of the \(Count.text(marked.count, "marked row")) can\(why)")
      }
      switch command(for: action) {
      case .failure(let refusal): return .refused(words(refusal))
      case .success(let command): return source.check(command).map { .refused(words($0)) } ?? .available
      }
    }
  }

  /// A refusal with the keys of what is possible instead.
  func words(_ refusal: Refusal) -> String {
    var offers: [String] = []
    for trigger in refusal.legal {
      guard let action = Action(trigger), !offers.contains(where: { $0.hasSuffix(action.spec.title.lowercased()) })
      else { continue }
      // What only the palette has is no answer to a key.
      guard let key = keys.keys(action).first?.name else { continue }
      offers.append("\(key) \(action.spec.title.lowercased())")
    }
    return offers.isEmpty ? refusal.reason : "\(refusal.reason); possible now: \(offers.joined(separator: ", "))"
  }

  /// Why no command at all is possible; nil where commands are.
  var commandProblem: String? {
    if source.kind == .feed { return Source.feedRefusal.reason }
    if isReadOnly { return "the board is read-only: nothing can be changed from here" }
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
        return .refused("only a Direct Contact integration is answered; open a request and choose one")
      }
      let kind = world.integrations[target.position].kind
      return kind == .dueIn || kind == .overdue
        ? .available : .refused("no answer is waited for: \(StatusText.label(world, target))")
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
