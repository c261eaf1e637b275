import Canvas
import Lifecycles
import Simulation

/// To do by root cause: one line per problem, and actions that apply to all of its rows.
extension Model {
  /// Whether To do shows problems rather than rows.
  var showsProblems: Bool { pages.isEmpty && screen == .todo && groupsProblems }

  var selectedProblem: Problem? {
    guard showsProblems, case .problem(let root) = problemState.link else { return nil }
    return problems.first { $0.root == root }
  }

  /// Updates the problems when something has happened, but at most once a second while the world runs, because every
  /// row is checked.
  mutating func prepareProblems() {
    let world = source.world
    let isOld = problemsAt?.sequence != world.lastSequence || abs(world.now - (problemsAt?.time ?? 0)) >= Span.minute
    let isDue = isPaused || problemsAt == nil || wall - problemsWall >= 1_000 || wall < problemsWall
    if isOld, isDue {
      problemsWall = wall
      let kind = TableKind.todo
      let rows = (0..<kind.rowSpace(world)).filter { kind.exists($0, world) }.map { kind.entity($0, world) }
      allProblems = Problem.all(world, log, rows)
      problemsAt = (world.lastSequence, world.now)
      problemsFor = nil
    }
    if problemsFor != problemFilter.text { filterProblems() }
    problemState.show(problemLines, height: pageHeight)
    problemState.reveal(height: pageHeight)
  }

  /// Shows the problems with a row that matches the filter.
  private mutating func filterProblems() {
    let world = source.world
    problemsFor = problemFilter.text
    problems = allProblems
    if !problemFilter.isEmpty {
      let matcher = Matcher(problemFilter, world)
      problems.removeAll { problem in !problem.affected.contains { matcher.matches($0, world) } }
    }
    let lines = ProblemLines(world: world, glyphs: glyphs, keys: keys, width: width, timeline: source.timeline)
    problemLines =
      problems.isEmpty && !problemFilter.isEmpty
      ? [PageLine("No problems match. \(keys.word(.back)) clears the filter.", .muted)] : lines.lines(problems, aside)
  }

  /// Groups or ungroups To do, or shows the action log on Events.
  mutating func toggleGrouping() {
    guard screen == .todo else {
      showActions()
      return
    }
    groupsProblems.toggle()
    say(
      groupsProblems
        ? "grouped by cause; \(keys.word(.group)) ungroups"
        : "ungrouped; \(keys.word(.group)) groups by cause", .muted)
  }

  mutating func openProblem(_ root: Problem.Root) {
    guard let problem = problems.first(where: { $0.root == root }) else { return }
    let lines = ProblemLines(world: source.world, glyphs: glyphs, keys: keys, timeline: source.timeline)
    overlay = .text(TextPage(title: "Affected", lines: lines.tree(problem)))
  }

  // MARK: Snoozing

  mutating func openSnooze() {
    guard let problem = selectedProblem else { return }
    let now = source.world.now
    let day = now - now % Span.day
    let spans: [(String, Instant)] = [
      ("for an hour", now + Span.hour), ("for four hours", now + 4 * Span.hour),
      ("until tomorrow at 08:00", day + Span.day + 8 * Span.hour), ("for three days", now + 3 * Span.day),
      ("for a week", now + 7 * Span.day),
    ]
    var items = spans.map {
      Picker.Item("Snooze \($0.0)", detail: ISO8601.display($0.1), choice: .snooze(problem.root, $0.1))
    }
    if let standing = standing(problem.root) {
      let isSnoozed = standing.until != nil
      let item = Picker.Item(
        isSnoozed ? "End the snooze" : "Remove the acknowledgment", choice: .bringBack(problem.root))
      items.insert(item, at: isSnoozed ? 0 : items.count)
    }
    overlay = .picker(Picker(title: "Snooze", items: items))
  }

  /// How a problem is snoozed or acknowledged now.
  private func standing(_ root: Problem.Root) -> PutAside? { aside[root]?.standing(at: source.world.now) }

  private func name(_ root: Problem.Root) -> String {
    let subject = problems.first { $0.root == root }?.subject
    return subject.flatMap { source.world.has($0) ? Self.name(of: $0, source.world) : nil } ?? "the problem"
  }

  mutating func snooze(_ root: Problem.Root, until: Instant) {
    if problemState.link == .problem(root) {
      let aside = aside.compactMapValues { $0.standing(at: source.world.now) }
      problemState.passOn { link in
        if case .problem(let other) = link { return aside[other]?.until == nil }
        return false
      }
    }
    record(
      Act(
        time: source.world.now, title: "snoozed, \(name(root))", undo: .bringBack(root), root: root,
        aside: PutAside(until: until, note: aside[root]?.note ?? "")))
    sayDone("\(name(root)) snoozed until \(ISO8601.display(until)); \(keys.word(.undo)) undoes it")
  }

  /// Ends a snooze. Its note stays.
  mutating func bringBack(_ root: Problem.Root, takesBack: Bool = false) {
    let isSnoozed = standing(root)?.until != nil
    let note = isSnoozed ? aside[root]?.note ?? "" : ""
    record(
      Act(
        time: source.world.now, title: "\(isSnoozed ? "snooze ended" : "acknowledgment removed"), \(name(root))",
        takesBack: takesBack, isListed: false,
        root: root, aside: note.isEmpty ? nil : PutAside(until: nil, note: note)))
    sayDone("\(name(root)): \(isSnoozed ? "snooze ended" : "acknowledgment removed")")
  }

  mutating func acknowledge(_ note: String) {
    guard let problem = selectedProblem else { return }
    record(
      Act(
        time: source.world.now, title: "acknowledged, \(name(problem.root))\(note.isEmpty ? "" : ": \(note)")",
        root: problem.root, aside: PutAside(until: standing(problem.root)?.until, note: note)))
    sayDone("\(name(problem.root)): acknowledged\(note.isEmpty ? "" : ", \(note)")")
  }
}
