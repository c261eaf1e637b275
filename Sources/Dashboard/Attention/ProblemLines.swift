import Canvas
import Lifecycles
import Queries
import Simulation

/// Problems in words: what is wrong, who acts next, what to do, since when, by when, what is affected.
struct ProblemLines {
  let world: World
  let glyphs: Glyphs
  let keys: KeyBindings
  /// The width of a line in cells. Long text is cut before its deadline is.
  var width = Int.max
  let timeline: Timeline?

  /// The maximum number of problems listed.
  private static let most = 500

  func lines(_ problems: [Problem], _ snoozes: [Problem.Root: Snooze]) -> [PageLine] {
    let aside = snoozes.compactMapValues { $0.state(at: world.now) }
    func isSnoozed(_ problem: Problem) -> Bool { aside[problem.root]?.until != nil }
    let open = problems.filter { !isSnoozed($0) }
    let ours = open.filter { $0.isOurs(world) }
    let others = open.filter { !$0.isOurs(world) }
    let snoozed = problems.filter(isSnoozed)
    if problems.isEmpty { return [PageLine("Nothing needs attention.", .success)] }
    var lines: [PageLine] = []
    if ours.isEmpty { lines.append(PageLine("Yours: you're all caught up", .heading)) }
    for (title, part) in [("Yours", ours), ("Waiting on others", others), ("Snoozed", snoozed)] where !part.isEmpty {
      if !lines.isEmpty { lines.append(PageLine()) }
      let rows = part.reduce(0) { $0 + $1.affected.count }
      lines.append(
        PageLine("\(title): \(Count.text(part.count, "problem")), \(Count.text(rows, "item")) affected", .heading))
      for problem in part.prefix(Self.most) { lines += self.lines(problem, aside[problem.root]) }
      if part.count > Self.most {
        lines.append(
          PageLine(
            "  and \(Count.grouped(Int64(part.count - Self.most))) more; \(keys.word(.group)) ungroups them into rows",
            .muted))
      }
    }
    return lines
  }

  private func lines(_ problem: Problem, _ aside: Snooze?) -> [PageLine] {
    let category = StatusText.category(world, problem.rows[0]) ?? .waiting
    let age = Span.ago(world.now - problem.since)
    var line = PageLine(
      " \(glyphs.sign(category)) ", category.role, link: .problem(problem.root)
    )
    let deadline = problem.due.map { due in
      let left = due - world.now
      return (
        text: "  \(left < 0 ? "" : "due ")\(Span.deadline(left))", role: left < 3 * Span.day ? Role.failed : .muted
      )
    }
    let room = width - 6 - (deadline?.text.count ?? 0)
    line = line.adding(
      cut(fitting([what(problem), what(problem, isShort: true)], room), room),
      problem.urgency == .overdue || problem.urgency == .high ? .text : .muted)
    if let deadline { line = line.adding(deadline.text, deadline.role) }
    let actor = problem.actor(world)
    let who = actor == .nobody ? "" : "\(actor.word): "
    let held = problem.affected.count > 1 ? [self.held(problem)] : []
    func detail(_ held: [String], _ next: String) -> String {
      "     " + (["\(age)"] + held + [who + next]).joined(separator: " \(glyphs.dot) ")
    }
    let steps = Brevity.allCases.map { next(problem, $0) }
    let second = PageLine(
      fitting(
        [detail(held.map { "\($0) affected" }, steps[0])] + steps.map { detail(held, $0) } + [detail([], steps[2])],
        width - 2), .muted)
    guard let aside else { return [line, second] }
    let until = aside.until.map { "snoozed until \(ISO8601.display($0))" } ?? "acknowledged"
    return [line, second, PageLine("     \(until)\(aside.note.isEmpty ? "" : ": \(aside.note)")", .accent)]
  }

  /// How much of the next step a line has room for: all of it, its first sentence, or only the keys.
  private enum Brevity: CaseIterable { case full, sentence, keys }

  /// The first text that fits, or the last one.
  private func fitting(_ texts: [String], _ room: Int) -> String {
    texts.first { DisplayWidth.of($0) <= room } ?? texts[texts.count - 1]
  }

  private func cut(_ text: String, _ room: Int) -> String {
    guard DisplayWidth.of(text) > room else { return text }
    var kept = ""
    for character in text {
      if DisplayWidth.of(kept) + DisplayWidth.of(String(character)) >= room { break }
      kept.append(character)
    }
    return kept + (glyphs.isASCII ? ">" : "…")
  }

  /// What is wrong.
  ///
  /// - Parameter isShort: leaves out what the deadline and the second line repeat.
  func what(_ problem: Problem, isShort: Bool = false) -> String {
    let subject = problem.subject
    let name = world.has(subject) ? world.name(of: subject) : ""
    func counted(_ rows: [ObjectRef]) -> String { isShort ? "" : ", \(counts(rows))" }
    switch problem.root {
    case .condition:
      let isOver = world.providerStates[subject.position].condition == .normal
      let condition = problem.event.flatMap { ProviderCondition(rawValue: $0.to)?.title } ?? "failing"
      return "\(name): \(condition)\(isOver ? ", recovered" : "")\(counted(problem.rows))"
    case .connection(let index):
      let isLost = world.connections[index].connectionStatus == .authError
      let state = isLost ? "authorization expired or revoked" : "the customer has not signed in"
      return "\(name): \(state)\(counted(problem.affected))"
    case .event, .object:
      let own = problem.rows.first { $0 == subject } ?? problem.rows[0]
      let rest = problem.rows.count > 1 ? counted(problem.rows) : ""
      let label = StatusText.label(world, own).drop { $0 == " " }
      let isRepeated = isShort && problem.due != nil
      return "\(world.name(of: own)): \(isRepeated ? label.split(separator: " · ")[0] : label)\(rest)"
    }
  }

  /// `12 datasets, 3 integrations`
  private func counts(_ rows: [ObjectRef]) -> String {
    let kinds: [ObjectRef.Kind] = [.connection, .session, .dataset, .request, .integration]
    return kinds.compactMap { kind in
      let count = rows.count { $0.kind == kind }
      return count == 0 ? nil : Count.text(count, "\(kind)")
    }.joined(separator: ", ")
  }

  private func held(_ problem: Problem) -> String {
    "\(Count.text(problem.affected.count, "item")) in \(Count.text(max(1, problem.accounts), "account"))"
  }

  private func next(_ problem: Problem, _ brevity: Brevity = .full) -> String {
    if case .condition = problem.root {
      let isOver = world.providerStates[problem.subject.position].condition == .normal
      return isOver
        ? "\(keys.word(.requeue)) queues the failed syncs"
        : brevity == .full
          ? "wait for recovery, then \(keys.word(.requeue)) queues the failed syncs"
          : "wait, then \(keys.word(.requeue)) re-queues"
    }
    if case .connection(let index) = problem.root, world.connections[index].flags.contains(.linkSent) {
      return brevity == .full ? "link sent; data syncs automatically after the customer signs in" : "link sent"
    }
    let own = problem.rows.first { $0 == problem.subject } ?? problem.rows[0]
    if own.kind == .request, Attention.actor(world, own) == .nobody {
      return
        "the deadline is near: \(keys.word(.open)) shows who must act, \(keys.word(.extendDeadline)) extends it"
    }
    let remedies = Attention.remedies(world, own).map(Action.init).map { "\(keys.word($0)) (\($0.shortTitle))" }
    let step = Attention.nextStep(world, own)
    let shown = brevity == .full ? step : step.prefix(while: { $0 != "." }) + "."
    if remedies.isEmpty { return String(shown) }
    return remedies.joined(separator: " or ") + (brevity == .keys ? "" : ". \(shown)")
  }

  // MARK: Opened

  /// The tree: the root cause, and the affected rows.
  func tree(_ problem: Problem) -> [PageLine] {
    var lines = [PageLine(what(problem), .heading)]
    if let event = problem.event {
      lines.append(
        PageLine("Started with #\(Count.grouped(event.sequence)), \(ISO8601.display(event.time)): ", .muted)
          .adding(EventText.sentence(world, event, glyphs), .text))
      if let number = event.cause.command {
        lines.append(PageLine("caused by \(EventText.command(number, timeline, world))", .accent))
      }
    }
    let actor = problem.actor(world)
    lines.append(PageLine("\(actor == .nobody ? "" : "\(actor.word): ")\(next(problem))", .text))
    for account in accounts(problem) {
      lines += [PageLine(), PageLine(world.accounts[account].name, .heading)]
      for row in problem.affected where world.account(of: row) == account {
        let category = StatusText.category(world, row) ?? .waiting
        lines.append(
          PageLine("  \(glyphs.branch) ", .muted, link: .object(row)).adding("\(row.kind) ", .muted)
            .adding(StatusText.objectName(world, row) + "  ")
            .adding("\(glyphs.sign(category)) \(StatusText.label(world, row).drop { $0 == " " })", category.role)
            .adding("  \(Span.ago(world.now - world.since(row)))", .muted))
      }
    }
    return lines
  }

  private func accounts(_ problem: Problem) -> [Int] {
    var seen: [Int] = []
    for row in problem.rows {
      if let account = world.account(of: row), !seen.contains(account) { seen.append(account) }
    }
    return seen
  }
}
