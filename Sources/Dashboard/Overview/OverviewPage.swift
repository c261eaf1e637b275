import Canvas
import Lifecycles
import Queries
import Simulation

/// The Overview screen: the status of everything, with each line linked to its table.
enum OverviewPage {
  static func lines(
    _ world: World, _ glyphs: Glyphs, _ activity: Activity, worst: [ObjectRef], freshness: SyncAges, width: Int
  ) -> [PageLine] {
    var lines = categories(world, glyphs, width: width)
    lines.append(PageLine())
    lines += pace(activity, glyphs, width: width)
    lines.append(PageLine())
    lines += fresh(freshness, glyphs, width: width)
    lines.append(PageLine())
    lines += requests(world, glyphs)
    lines.append(PageLine())
    lines += problems(world, glyphs, worst)
    lines += providers(world, glyphs)
    return lines
  }

  // MARK: Bars by category

  private static let screens: [(StatusSystem, Screen)] = [
    (.connection, .connections), (.session, .sessions), (.dataset, .datasets), (.request, .requests),
    (.integration, .requests),
  ]

  private static func categories(_ world: World, _ glyphs: Glyphs, width: Int) -> [PageLine] {
    var lines = [PageLine("Status", .heading)]
    let barWidth = max(10, min(60, width - 105))
    for (system, screen) in screens {
      let counts = StatusCategory.allCases.map { ($0, world.count(system, category: $0)) }.filter { $0.1 > 0 }
      let total = counts.reduce(0) { $0 + $1.1 }
      var line = PageLine(" \(system.name)s", .text, link: .screen(screen, filter: ""))
        .adding(Count.grouped(total), .muted, at: 15).adding("", at: 25)
      for (category, cells) in share(counts, total: total, width: barWidth) {
        line = line.adding(String(repeating: glyphs.sign(category), count: cells), category.role)
      }
      line = line.adding("  ", at: 25 + barWidth)
      for (category, count) in counts {
        line = line.adding("\(glyphs.sign(category)) \(count) \(glyphs.word(category))  ", category.role)
      }
      if system == .dataset {
        let idle = world.datasets.count {
          $0.status == 0 && !$0.isDropped && world.connections[Int($0.connection)].status != 0
        }
        if idle > 0 { line = line.adding("\(idle) never synced", .muted) }
      }
      lines.append(line)
    }
    return lines
  }

  /// Cells by category: at least one for each that occurs. The largest gets the rest.
  static func share(_ counts: [(StatusCategory, Int)], total: Int, width: Int) -> [(StatusCategory, Int)] {
    guard total > 0, !counts.isEmpty else { return [] }
    var cells = counts.map { ($0.0, max(1, $0.1 * width / total)) }
    let largest = counts.indices.max { counts[$0].1 < counts[$1].1 }!
    cells[largest].1 = max(1, cells[largest].1 + width - cells.reduce(0) { $0 + $1.1 })
    return cells
  }

  // MARK: Activity and freshness

  private static func pace(_ activity: Activity, _ glyphs: Glyphs, width: Int) -> [PageLine] {
    let history = activity.history
    func line(_ title: String, _ values: [Int], _ role: Role, _ link: PageLink) -> PageLine {
      let peak = values.max() ?? 0
      let levels = glyphs.levels
      let spark = values.map { $0 == 0 ? levels[0] : levels[max(1, $0 * (levels.count - 1) / max(1, peak))] }.joined()
      // A summary that doesn't fit is left out rather than cut.
      let summary = "  now \(values.last ?? 0), peak \(peak)"
      return PageLine(" \(title)", .text, link: link).adding(spark, role, at: 17)
        .adding(19 + values.count + summary.count <= width ? summary : "", .muted)
    }
    return [
      PageLine("Last hour, per minute", .heading),
      line("transitions", history.transitions, .working, .screen(.events, filter: "")),
      line("failures", history.failures, .failed, .screen(.events, filter: "standing:failed")),
    ]
  }

  private static func fresh(_ freshness: SyncAges, _ glyphs: Glyphs, width: Int) -> [PageLine] {
    let total = max(1, freshness.counts.reduce(0, +))
    let roles: [Role] = [.done, .done, .waiting, .failed, .muted]
    var bar = PageLine(" age", .text, link: .screen(.datasets, filter: ""))
    bar = bar.adding("", at: 15)
    for (index, count) in freshness.counts.enumerated() where count > 0 {
      bar = bar.adding(
        "\(SyncAges.titles[index]) \(Count.grouped(count)) (\((count * 100 + total / 2) / total)%)  ",
        roles[index])
    }
    return [PageLine("Data freshness", .heading), bar]
  }

  // MARK: Requests and problems

  private static func requests(_ world: World, _ glyphs: Glyphs) -> [PageLine] {
    let bands: [(String, ClosedRange<Int64>, Role)] = [
      ("overdue", .min ... -1, .failed), ("0 to 3 days", 0...3, .failed), ("4 to 10 days", 4...10, .waiting),
      ("11 to 30 days", 11...30, .text), ("more", 31 ... .max, .text),
    ]
    var counts = [Int](repeating: 0, count: bands.count)
    for index in world.requests.indices where world.requests[index].requestStatus?.isClosed == false {
      let days = Attention.daysLeft(world, index)
      if let band = bands.firstIndex(where: { $0.1.contains(days) }) { counts[band] += 1 }
    }
    var line = PageLine(" days left", .text, link: .screen(.requests, filter: "")).adding("", at: 15)
    for (index, band) in bands.enumerated() where counts[index] > 0 {
      line = line.adding("\(band.0): \(counts[index])   ", band.2)
    }
    if counts.allSatisfy({ $0 == 0 }) { line = line.adding("no open requests", .muted) }
    return [PageLine("Open privacy requests by days left", .heading), line]
  }

  private static func problems(_ world: World, _ glyphs: Glyphs, _ worst: [ObjectRef]) -> [PageLine] {
    var lines = [PageLine("Worst problems", .heading, link: nil)]
    if worst.isEmpty { lines.append(PageLine(" Nothing needs attention.", .success)) }
    for object in worst {
      let cell = Columns.statusCell(ColumnContext(world: world, glyphs: glyphs), object)
      lines.append(
        PageLine(" \(Span.short(world.now - world.since(object)))", .muted, link: .object(object))
          .adding(cell.text, cell.role, at: 6)
          .adding("  \(StatusText.account(world, object)) \(glyphs.dot) \(StatusText.objectName(world, object))")
          .adding("  \(Attention.actor(world, object).word)", .muted))
    }
    return lines
  }

  private static func providers(_ world: World, _ glyphs: Glyphs) -> [PageLine] {
    let ill = world.providers.indices.filter { world.providerStates[$0].condition != .normal }
    guard !ill.isEmpty else { return [] }
    return [PageLine(), PageLine("Providers with a problem", .heading)]
      + ill.map { index in
        let state = world.providerStates[index]
        return PageLine(
          " \(world.providers[index].name)", .failed,
          link: .screen(.datasets, filter: "provider:\(firstWord(world.providers[index].name))")
        )
        .adding("\(state.condition.title) (\(state.code.text)) for \(Span.words(world.now - state.since))", at: 22)
      }
  }

  private static func firstWord(_ name: String) -> String {
    String(name.split(separator: " ").first ?? "").lowercased()
  }
}
