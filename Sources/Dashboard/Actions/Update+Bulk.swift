import Canvas
import Lifecycles
import Simulation

/// Marks, and actions on all marked rows.
extension Model {
  // MARK: Marks

  /// The marked objects of the table on the screen, in table order if they are shown.
  var marked: [Entity] {
    // A problem stands for all of its rows.
    if let problem = selectedProblem { return problem.rows.count > 1 ? problem.rows : [] }
    guard let kind = shownTable, let table = tables[kind], !table.marks.isEmpty else { return [] }
    let marks = table.marks
    let world = source.world
    let shown = table.index.rows.map { kind.entity(Int($0), world) }.filter(marks.contains)
    let hidden = marks.subtracting(shown).sorted { ($0.kind.rawValue, $0.index) < ($1.kind.rawValue, $1.index) }
    return shown + hidden
  }

  /// The marked objects of the table on the screen.
  package var markedNow: Set<Entity> { shownTable.map(marks) ?? [] }

  package func isMarked(_ row: Int, _ kind: TableKind) -> Bool {
    guard let marks = tables[kind]?.marks, !marks.isEmpty else { return false }
    return marks.contains(kind.entity(row, source.world))
  }

  /// The marked objects of a table.
  func marks(_ kind: TableKind) -> Set<Entity> { tables[kind]?.marks ?? [] }

  mutating func mark(_ action: Action) {
    guard let kind = shownTable, let table = tables[kind] else { return }
    let world = source.world
    var own = table.marks
    switch action {
    case .mark:
      guard let row = table.cursor else {
        say("no row is selected", .muted)
        return
      }
      let entity = kind.entity(row, world)
      if own.remove(entity) == nil { own.insert(entity) }
      tables[kind]?.lastMarked = entity
      let height = tableHeight
      tables[kind]?.move(by: 1, height: height)
    case .markRange:
      guard let here = table.position else {
        say("no row is selected", .muted)
        return
      }
      let anchor = table.lastMarked.flatMap { kind.row($0, world) }.flatMap { table.index.position(of: $0) } ?? here
      for position in min(anchor, here)...max(anchor, here) { own.insert(kind.entity(table.index[position], world)) }
      tables[kind]?.lastMarked = kind.entity(table.index[here], world)
    case .markAll:
      let all = Set(table.index.rows.map { kind.entity(Int($0), world) })
      if all.isSubset(of: own) { own.subtract(all) } else { own.formUnion(all) }
    default: own = []
    }
    tables[kind]?.setMarks(own, world)
    sayMarks(kind)
  }

  /// Marks every row of the table that matches a filter.
  mutating func mark(matching text: String) {
    guard let kind = shownTable else { return }
    let world = source.world
    let matcher = Matcher(Filter(text), world, marked: marks(kind))
    let rows = (0..<kind.rowSpace(world)).filter { kind.exists($0, world) }
    let hits = rows.map { kind.entity($0, world) }.filter { matcher.matches($0, world) }
    let union = marks(kind).union(hits)
    tables[kind]?.setMarks(union, world)
    sayMarks(kind)
  }

  private mutating func sayMarks(_ kind: TableKind) {
    let count = marks(kind).count
    say(
      count == 0
        ? "nothing is marked"
        : "\(Count.grouped(count)) marked: actions apply to all of them; \(keys.word(.back)) unmarks",
      .muted)
  }

  /// Removes the marks of rows that no longer exist, and says so.
  mutating func dropLostMarks(_ kind: TableKind) {
    let own = marks(kind)
    guard !own.isEmpty else { return }
    let world = source.world
    let kept = own.filter { entity in
      world.has(entity) && kind.row(entity, world).map { kind.exists($0, world) } == true
    }
    guard kept.count < own.count else { return }
    tables[kind]?.setMarks(kept, world)
    let lost = own.count - kept.count
    let name = own.subtracting(kept).first.map { world.has($0) ? Self.name(of: $0, world) : "" } ?? ""
    say(
      "\(lost == 1 ? "\(name) no longer exists" : "\(lost) marked rows no longer exist")",
      .warning)
  }

  // MARK: The question

  /// An action on every marked row: which can be done, and which can't.
  func bulk(_ action: Action) -> Bulk {
    let world = source.world
    var items: [Bulk.Item] = []
    var refused: [(Entity, String)] = []
    var seen: Set<Command> = []
    for entity in marked {
      switch command(for: action, on: entity) {
      case .failure(let refusal): refused.append((entity, refusal.reason))
      case .success(let command):
        if let refusal = source.check(command) {
          refused.append((entity, refusal.reason))
        } else if seen.insert(command).inserted {
          let subject = command.entity ?? entity
          items.append(Bulk.Item(entity: subject, command: command, status: world.status(of: subject)))
        }
      }
    }
    return Bulk(action: action, items: items, refused: refused)
  }

  /// The number of marked rows hidden by the filter.
  package var hiddenMarks: Int {
    guard let kind = shownTable, let table = tables[kind], !table.marks.isEmpty, !table.filter.isEmpty else {
      return 0
    }
    let world = source.world
    return table.marks.count { entity in kind.row(entity, world).flatMap { table.index.position(of: $0) } == nil }
  }

  /// Asks before a bulk action, always.
  mutating func askBulk(_ action: Action) {
    let bulk = bulk(action)
    var lines = ["Possible for \(bulk.items.count) of \(Count.text(bulk.items.count + bulk.refused.count, "row"))"]
    let names = bulk.items.prefix(4).map { "  \($0.entity.kind) \(Self.name(of: $0.entity, source.world))" }
    lines += names
    if bulk.items.count > names.count { lines.append("  and \(bulk.items.count - names.count) more") }
    if let consequences = consequences(of: bulk) { lines.append(consequences) }
    let effect = bulk.items.first.map { source.consequences(of: $0.command) } ?? ""
    if !effect.isEmpty, !effect.contains(where: \.isNumber) { lines.append(effect) }
    let hidden = hiddenMarks
    if hidden > 0 { lines.append("\(Count.text(hidden, "marked row")) hidden by the filter") }
    if !bulk.refused.isEmpty {
      lines.append("Not possible for \(bulk.refused.count):")
      lines += bulk.reasons.prefix(4).map { "  \($0)" }
    }
    overlay = .confirmation(
      Confirmation(
        title: "\(action.spec.title): \(Count.text(bulk.items.count, "row"))?", lines: lines, button: action.spec.title,
        act: .many(bulk)))
  }

  /// What would happen immediately, tried on a copy of the run.
  private func consequences(of bulk: Bulk) -> String? {
    guard bulk.items.count <= 500, var timeline = source.timeline else { return nil }
    var events = 0
    for item in bulk.items { if case .success(let caused) = timeline.submit(item.command) { events += caused.count } }
    return "Causes \(Count.text(events, "event")) immediately."
  }

  // MARK: Carrying it out

  mutating func begin(_ bulk: Bulk) {
    running = RunningBulk(bulk: bulk)
    work()
  }

  private static let stride = 300

  mutating func work() {
    guard var bulk = running else { return }
    running = nil
    clearsMarks = isPaused
    let end = min(bulk.bulk.items.count, bulk.position + Self.stride)
    for item in bulk.bulk.items[bulk.position..<end] { carryOut(item, &bulk) }
    bulk.position = end
    guard end < bulk.bulk.items.count else {
      finish(bulk, isStopped: false)
      return
    }
    running = bulk
    say("\(bulk.bulk.action.spec.title): \(end) of \(bulk.bulk.items.count); Esc cancels", .muted)
  }

  private mutating func carryOut(_ item: Bulk.Item, _ bulk: inout RunningBulk) {
    let world = source.world
    guard world.has(item.entity), world.status(of: item.entity) == item.status else {
      // Queued along with its session, by an earlier row.
      if case .queueDataset(let index) = item.command, !bulk.done.isEmpty, world.datasets[index].isRunning {
        bulk.done.append(item.entity)
        return
      }
      let isThere = world.has(item.entity)
      let reason = isThere ? "it has changed to \(StatusText.label(world, item.entity))" : "it no longer exists"
      bulk.leftOut.append((item.entity, reason))
      return
    }
    let isFork = source.timeline?.isBehind == true
    switch source.submit(item.command) {
    case .failure(let refusal): bulk.leftOut.append((item.entity, refusal.reason))
    case .success(let events):
      if isFork { leaveCourse() }
      take(events)
      bulk.events += events.count
      bulk.done.append(item.entity)
      problemsAt = nil
      if let undo = item.command.undo { bulk.undo.append(undo) }
    }
  }

  mutating func finish(_ bulk: RunningBulk, isStopped: Bool) {
    // The marked rows are done. The report names them.
    if let kind = shownTable { tables[kind]?.setMarks([], source.world) }
    let count = bulk.done.count
    let rest = bulk.bulk.items.count - count - bulk.leftOut.count
    let title =
      "\(bulk.bulk.action.spec.title): \(count) of \(Count.text(bulk.bulk.items.count + bulk.bulk.refused.count, "row"))"
    record(
      Act(time: source.world.now, title: title, undo: bulk.undo.isEmpty ? .none : .commands(bulk.undo.reversed())))
    report = reportPage(bulk, title: title, notReached: rest)
    let left = bulk.leftOut.count + bulk.bulk.refused.count + rest
    sayDone(
      "\(title), \(Count.text(bulk.events, "event"))\(left > 0 ? "; \(left) skipped" : "")\(isStopped ? "; canceled" : ""); \(keys.word(.report)) shows details",
      left > 0 ? .warning : .success)
  }

  private func reportPage(_ bulk: RunningBulk, title: String, notReached: Int) -> TextPage {
    let world = source.world
    func line(_ entity: Entity, _ reason: String, _ role: Role) -> PageLine {
      let name = world.has(entity) ? Self.name(of: entity, world) : "\(entity.kind)"
      return PageLine("  \(name)", .text, link: world.has(entity) ? .entity(entity) : nil).adding("  \(reason)", role)
    }
    var lines = [PageLine(title, .heading), PageLine("at \(ISO8601.display(world.now))", .muted)]
    if notReached > 0 { lines.append(PageLine("Canceled, \(Count.text(notReached, "row")) not reached", .warning)) }
    let left = bulk.leftOut + bulk.bulk.refused
    if !left.isEmpty {
      lines += [PageLine(), PageLine("Skipped", .heading)]
      lines += left.prefix(2_000).map { line($0.entity, $0.reason, .warning) }
    }
    lines += [PageLine(), PageLine("Done", .heading)]
    lines += bulk.done.prefix(2_000).map { line($0, StatusText.label(world, $0), .muted) }
    return TextPage(title: "Report", lines: lines)
  }
}
