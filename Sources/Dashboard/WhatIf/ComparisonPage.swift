import Canvas
import Lifecycles
import Queries
import Simulation

/// Two branches of a run side by side, with only the differences.
package struct ComparisonPage: Sendable {
  package let fork: Timeline.Fork
  package let title: String
  /// When the difference was made.
  let moment: Instant
  package var state = PageState()

  init(fork: Timeline.Fork, title: String, moment: Instant) {
    self.fork = fork
    self.title = title
    self.moment = moment
  }

  /// How far after the change it looks.
  var reach: Milliseconds { fork.comparison.until - moment }

  func lines(_ world: World, _ glyphs: Glyphs) -> [PageLine] {
    let lines = ComparisonLines(
      comparison: fork.comparison, names: ("CURRENT", "WITH CHANGE"), worlds: (world, fork.world), glyphs: glyphs)
    return [
      PageLine("What if: ", .heading).adding(title, .accent),
      PageLine(
        "Up to \(ISO8601.display(fork.comparison.until)), \(Span.text(reach / 1_000 * 1_000)) after the change.", .muted
      ),
    ] + lines.lines
  }
}

/// A comparison as lines, for the board and for `signalbox diff`.
package struct ComparisonLines {
  let comparison: Comparison
  let names: (String, String)
  let worlds: (World, World)
  let glyphs: Glyphs

  package init(comparison: Comparison, names: (String, String), worlds: (World, World), glyphs: Glyphs) {
    self.comparison = comparison
    self.names = names
    self.worlds = worlds
    self.glyphs = glyphs
  }

  /// The objects listed of each kind: several screens.
  private static let mostListed = 200
  private static let first = 46
  private static let second = 70
  private static let third = 94

  package var lines: [PageLine] {
    let differences = comparison.differences
    let ending = differences.filter(\.endsDifferently)
    let passing = differences.filter { !$0.endsDifferently }
    var lines = [PageLine(summary(differences.count, ending.count))]
    guard let forkPoint = differences.first else { return lines }
    lines.append(PageLine("They diverge at \(ISO8601.display(forkPoint.time)).", .muted))
    if !impacts.isEmpty { lines += [PageLine(), head("Totals", "DIFFERENCE")] + impacts }
    if !ending.isEmpty {
      lines += [PageLine(), head("Ends differently", "DIVERGES AT")] + ending.prefix(Self.mostListed).map(line)
    }
    if !passing.isEmpty {
      lines += [PageLine(), head("Differs, ends the same", "DIVERGES AT")] + passing.prefix(Self.mostListed).map(line)
    }
    let hidden = max(0, ending.count - Self.mostListed) + max(0, passing.count - Self.mostListed)
    if hidden > 0 { lines.append(PageLine("and \(hidden) more", .muted)) }
    return lines
  }

  private func summary(_ count: Int, _ ending: Int) -> String {
    guard count > 0 else { return "Nothing differs." }
    return
      """
      \(Count.text(count, "object")) \(count == 1 ? "differs" : "differ"), \(ending) \
      \(ending == 1 ? "ends" : "end") differently. Events: \(Count.grouped(comparison.counts.first)) and \
      \(Count.grouped(comparison.counts.second)).
      """
  }

  private func head(_ title: String, _ last: String) -> PageLine {
    PageLine(title, .heading).adding(names.0, .heading, at: Self.first).adding(names.1, .heading, at: Self.second)
      .adding(last, .heading, at: Self.third)
  }

  // MARK: What was lost

  private var impacts: [PageLine] {
    comparison.impacts.flatMap { impact -> [PageLine] in
      let system = impact.system.name
      let categories: [StatusCategory] = [.failed, .waiting]
      var lines = categories.compactMap { category -> PageLine? in
        let (a, b) = (impact.first[category] ?? 0, impact.second[category] ?? 0)
        guard a != b else { return nil }
        let word = category == .failed ? "failing" : "waiting"
        return row("  \(system)s \(word)", length(a), length(b), "\(length(abs(a - b))) \(b < a ? "less" : "more")")
      }
      if impact.firstDone != impact.secondDone {
        let difference = impact.secondDone - impact.firstDone
        lines.append(
          row(
            "  \(system)s completed", String(impact.firstDone), String(impact.secondDone),
            "\(abs(difference)) \(difference > 0 ? "more" : "less")"))
      }
      return lines
    }
  }

  private func row(_ title: String, _ a: String, _ b: String, _ difference: String) -> PageLine {
    PageLine(title).adding(a, at: Self.first).adding(b, at: Self.second).adding(difference, .accent, at: Self.third)
  }

  /// A duration in minutes, or in seconds if less than one.
  private func length(_ span: Milliseconds) -> String {
    if span > 0, span < Span.minute { return "\(max(1, span / Span.second)) s" }
    let minutes = span / Span.minute
    return Count.text(minutes, "minute")
  }

  // MARK: Objects

  private func line(_ difference: Comparison.Difference) -> PageLine {
    let world = difference.isOfSecond ? worlds.1 : worlds.0
    let system = difference.object.system
    func end(_ raw: UInt8) -> (String, Role) {
      guard let system else { return (ProviderCondition(rawValue: raw)?.title ?? "", .text) }
      if raw == StatusID.absentRaw { return ("deleted", .muted) }
      let category = Catalog.category(StatusID(system, raw))
      let text = StatusText.label(system, raw)
      return ("\(glyphs.sign(category)) \(text)".fitting(Self.second - Self.first - 1), category.role)
    }
    let name = "  \(difference.object.kind) \(world.name(of: difference.object))".fitting(Self.first - 1)
    let (a, b) = (end(difference.firstEnd), end(difference.secondEnd))
    return PageLine(name, .text, link: difference.isOfSecond ? nil : .object(difference.object)).adding(
      a.0, a.1, at: Self.first
    )
    .adding(b.0, b.1, at: Self.second).adding(ISO8601.clockText(CivilTime(difference.time)), .muted, at: Self.third)
  }
}

extension String {
  /// Truncated to a number of cells.
  fileprivate func fitting(_ width: Int) -> String {
    guard DisplayWidth.of(self) > width else { return self }
    var text = self
    while DisplayWidth.of(text) >= width { text.removeLast() }
    return text + "…"
  }
}
