import Canvas
import Lifecycles
import Queries
import Simulation

/// To do by root cause: one line per problem, and actions that apply to all of its rows.
extension BoardState {
  /// Whether To do shows problems rather than rows.
  package var showsProblems: Bool { navigation.pages.isEmpty && navigation.screen == .todo && attention.isGrouped }

  package var selectedProblem: Problem? {
    guard showsProblems, case .problem(let root) = attention.page.link else { return nil }
    return attention.problems.first { $0.root == root }
  }

  /// The list in words, as wide as the screen.
  func problemLines(width: Int = .max) -> ProblemLines {
    ProblemLines(world: world, glyphs: glyphs, keys: keys, width: width, timeline: run.timeline)
  }

  /// Updates the problems when something has happened.
  mutating func prepareProblems() {
    let world = world
    attention.update(world, run.log, wall: viewport.wall, isPaused: playback.isPaused)
    attention.show(problemLines(width: viewport.width), height: pageHeight)
  }

  /// Groups or ungroups To do, or shows the action log on Events.
  mutating func toggleGrouping() {
    guard navigation.screen == .todo else {
      showActions()
      return
    }
    attention.isGrouped.toggle()
    say(
      attention.isGrouped
        ? "grouped by cause; \(keys.word(.group)) ungroups"
        : "ungrouped; \(keys.word(.group)) groups by cause", .muted)
  }

  mutating func openProblem(_ root: Problem.Root) {
    guard let problem = attention.problems.first(where: { $0.root == root }) else { return }
    navigation.overlay = .text(TextPage(title: "Affected", lines: problemLines().tree(problem)))
  }

  // MARK: Snoozing

  mutating func openSnooze() {
    guard let problem = selectedProblem else { return }
    let now = world.now
    let day = now - now % Span.day
    let spans: [(String, Instant)] = [
      ("for an hour", now + Span.hour), ("for four hours", now + 4 * Span.hour),
      ("until tomorrow at 08:00", day + Span.day + 8 * Span.hour), ("for three days", now + 3 * Span.day),
      ("for a week", now + 7 * Span.day),
    ]
    var items = spans.map {
      Picker.Item("Snooze \($0.0)", detail: ISO8601.display($0.1), choice: .snooze(problem.root, $0.1))
    }
    if let category = category(problem.root) {
      let isSnoozed = category.until != nil
      let item = Picker.Item(
        isSnoozed ? "End the snooze" : "Remove the acknowledgment", choice: .bringBack(problem.root))
      items.insert(item, at: isSnoozed ? 0 : items.count)
    }
    navigation.overlay = .picker(Picker(title: "Snooze", items: items))
  }

  /// How a problem is snoozed or acknowledged now.
  private func category(_ root: Problem.Root) -> Snooze? { attention.snoozes[root]?.state(at: world.now) }

  private func name(_ root: Problem.Root) -> String {
    let subject = attention.problems.first { $0.root == root }?.subject
    return subject.flatMap { world.has($0) ? world.name(of: $0) : nil } ?? "the problem"
  }

  mutating func snooze(_ root: Problem.Root, until: Instant) {
    if attention.page.link == .problem(root) {
      let now = world.now
      let snoozes = attention.snoozes.compactMapValues { $0.state(at: now) }
      attention.page.passOn { link in
        if case .problem(let other) = link { return snoozes[other]?.until == nil }
        return false
      }
    }
    record(
      ActionLogEntry(
        time: world.now, title: "snoozed, \(name(root))", undo: .bringBack(root), root: root,
        snooze: Snooze(until: until, note: attention.snoozes[root]?.note ?? "")))
    sayDone("\(name(root)) snoozed until \(ISO8601.display(until)); \(keys.word(.undo)) undoes it")
  }

  /// Ends a snooze. Its note stays.
  mutating func bringBack(_ root: Problem.Root, takesBack: Bool = false) {
    let isSnoozed = category(root)?.until != nil
    let note = isSnoozed ? attention.snoozes[root]?.note ?? "" : ""
    record(
      ActionLogEntry(
        time: world.now, title: "\(isSnoozed ? "snooze ended" : "acknowledgment removed"), \(name(root))",
        takesBack: takesBack, isListed: false,
        root: root, snooze: note.isEmpty ? nil : Snooze(until: nil, note: note)))
    sayDone("\(name(root)): \(isSnoozed ? "snooze ended" : "acknowledgment removed")")
  }

  mutating func openAcknowledgment() {
    openPrompt(.note, text: selectedProblem.flatMap { attention.snoozes[$0.root]?.note } ?? "")
  }

  mutating func acknowledge(_ note: String) {
    guard let problem = selectedProblem else { return }
    record(
      ActionLogEntry(
        time: world.now, title: "acknowledged, \(name(problem.root))\(note.isEmpty ? "" : ": \(note)")",
        root: problem.root, snooze: Snooze(until: category(problem.root)?.until, note: note)))
    sayDone("\(name(problem.root)): acknowledged\(note.isEmpty ? "" : ", \(note)")")
  }
}
