import Canvas
import Lifecycles
import Queries
import Simulation

/// Actions on all marked rows.
extension BoardState {
  // MARK: The question

  /// The names and reasons that a question lists.
  private static let mostListed = 4
  /// Up to this many rows, a bulk action is tried on a copy of the run to count what it causes.
  private static let mostTried = 500

  /// Asks before a bulk action, always.
  mutating func ask(_ bulk: BulkAction) {
    var lines = ["Possible for \(bulk.items.count) of \(Count.text(bulk.count, "row"))"]
    let names = bulk.items.prefix(Self.mostListed).map { "  \($0.object.kind) \(world.name(of: $0.object))" }
    lines += names
    if bulk.items.count > names.count { lines.append("  and \(bulk.items.count - names.count) more") }
    if let events = eventsCaused(by: bulk) { lines.append("Causes \(Count.text(events, "event")) immediately.") }
    let effect = bulk.items.first.map { run.source.consequences(of: $0.command) } ?? ""
    if !effect.isEmpty, !effect.contains(where: \.isNumber) { lines.append(effect) }
    let hidden = hiddenMarks
    if hidden > 0 { lines.append("\(Count.text(hidden, "marked row")) hidden by the filter") }
    if !bulk.refused.isEmpty {
      lines.append("Not possible for \(bulk.refused.count):")
      lines += bulk.reasons.prefix(Self.mostListed).map { "  \($0)" }
    }
    let title = bulk.action.title
    navigation.overlay = .confirmation(
      Confirmation(
        title: "\(title): \(Count.text(bulk.items.count, "row"))?", lines: lines, button: title, answer: .many(bulk)))
  }

  /// How many events would happen immediately, tried on a copy of the run; nil for too many rows.
  private func eventsCaused(by bulk: BulkAction) -> Int? {
    guard bulk.items.count <= Self.mostTried, var timeline = run.timeline else { return nil }
    return bulk.items.reduce(0) { sum, item in
      guard case .success(let caused) = timeline.submit(item.command) else { return sum }
      return sum + caused.count
    }
  }

  // MARK: Carrying it out

  mutating func begin(_ bulk: BulkAction) {
    self.bulk.running = RunningBulk(bulk)
    work()
  }

  /// Carries out some hundred rows.
  mutating func work() {
    guard var running = bulk.running else { return }
    bulk.running = nil
    tables.clearsHighlights = playback.isPaused
    let items = running.bulk.items
    let end = min(items.count, running.position + BulkJob.stride)
    for item in items[running.position..<end] { carryOut(item, &running) }
    running.position = end
    guard end < items.count else {
      finish(running, isCanceled: false)
      return
    }
    bulk.running = running
    say("\(running.bulk.action.title): \(end) of \(items.count); Esc cancels", .muted)
  }

  private mutating func carryOut(_ item: BulkAction.Item, _ running: inout RunningBulk) {
    guard world.has(item.object), world.status(of: item.object) == item.status else {
      // Queued along with its session, by an earlier row.
      if case .dataset(let index, .queue) = item.command, !running.done.isEmpty, world.datasets[index].isRunning {
        running.done.append(item.object)
        return
      }
      let isThere = world.has(item.object)
      let reason = isThere ? "it has changed to \(StatusText.label(world, item.object))" : "it no longer exists"
      running.skipped.append(SkippedRow(object: item.object, reason: reason))
      return
    }
    switch carryOut(item.command) {
    case .failure(let refusal): running.skipped.append(SkippedRow(object: item.object, reason: refusal.reason))
    case .success(let (events, _)):
      running.events += events.count
      running.done.append(item.object)
      if let undo = item.command.undo { running.undo.append(undo) }
    }
  }

  mutating func finish(_ running: RunningBulk, isCanceled: Bool) {
    // The marked rows are done. The report names them.
    if let kind = shownTable {
      let world = world
      tables[kind]?.setMarks([], world)
    }
    let done = running.done.count
    let title = "\(running.bulk.action.title): \(done) of \(Count.text(running.bulk.count, "row"))"
    record(
      ActionLogEntry(
        time: world.now, title: title, undo: running.undo.isEmpty ? .none : .commands(running.undo.reversed())))
    bulk.report = report(running, title: title)
    let left = running.skipped.count + running.bulk.refused.count + running.rest
    let skipped = left > 0 ? "; \(left) skipped" : ""
    sayDone(
      """
      \(title), \(Count.text(running.events, "event"))\(skipped)\(isCanceled ? "; canceled" : ""); \
      \(keys.word(.report)) shows details
      """,
      left > 0 ? .warning : .success)
  }

  // MARK: The report

  /// The lines of each part of a report.
  private static let mostReported = 2_000

  mutating func showReport() { if let report = bulk.report { navigation.overlay = .text(report) } }

  private func report(_ running: RunningBulk, title: String) -> TextPage {
    func line(_ object: ObjectRef, _ reason: String, _ role: Role) -> PageLine {
      let isThere = world.has(object)
      return PageLine(
        "  \(isThere ? world.name(of: object) : "\(object.kind)")", .text, link: isThere ? .object(object) : nil
      ).adding("  \(reason)", role)
    }
    var lines = [PageLine(title, .heading), PageLine("at \(ISO8601.display(world.now))", .muted)]
    if running.rest > 0 {
      lines.append(PageLine("Canceled, \(Count.text(running.rest, "row")) not reached", .warning))
    }
    let skipped = running.skipped + running.bulk.refused
    if !skipped.isEmpty {
      lines += [PageLine(), PageLine("Skipped", .heading)]
      lines += skipped.prefix(Self.mostReported).map { line($0.object, $0.reason, .warning) }
    }
    lines += [PageLine(), PageLine("Done", .heading)]
    lines += running.done.prefix(Self.mostReported).map { line($0, StatusText.label(world, $0), .muted) }
    return TextPage(title: "Report", lines: lines)
  }
}
