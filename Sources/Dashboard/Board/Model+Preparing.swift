import Canvas
import Lifecycles
import Simulation

/// Updates what the screens draw.
extension Model {
  /// - Parameter isShown: whether rows must become text.
  mutating func prepare(isShown: Bool = true) {
    needs = Needs.counts(source.world)
    if case .comparison(var page) = overlay {
      page.state.show(page.lines(source.world, glyphs), height: height - 5)
      overlay = .comparison(page)
    }
    if case .text(var page) = overlay {
      page.state.show(page.lines, height: height - 5)
      overlay = .text(page)
    }
    if !pages.isEmpty {
      preparePage()
    } else if showsProblems {
      prepareProblems()
    } else if let kind = screen.table {
      prepareTable(kind, isShown: isShown)
    } else if screen == .events {
      let world = source.world
      events.update(log, world)
      events.readWindow(ColumnContext(world: world, glyphs: glyphs), log, height: tableHeight)
    } else {
      prepareOverview()
    }
    if isShown { clearsMarks = false }
  }

  private mutating func prepareTable(_ kind: TableKind, isShown: Bool) {
    let world = source.world
    if tables[kind] == nil { tables[kind] = TableState(kind: kind) }
    let height = tableHeight
    tables[kind]!.refresh(world, ranks)
    tables[kind]!.scroll(height: height)
    guard isShown else { return }
    tables[kind]!.readWindow(
      ColumnContext(world: world, glyphs: glyphs), height: height, wall: clearsMarks ? .max : wall,
      markUntil: wall + 1_500)
  }

  private mutating func preparePage() {
    let last = pages.count - 1
    let lines = pages[last].lines(source.world, log, source.timeline, glyphs, keys, width: width)
    pages[last].state.show(lines, height: pageHeight)
  }

  /// Updates Overview, which looks at every row, once a second rather than every frame.
  private mutating func prepareOverview() {
    let world = source.world
    if overviewAt == .min || wall - overviewAt >= 1_000 || isPaused {
      overviewAt = wall
      freshness = Freshness(world)
      worst = worstProblems(world)
    }
    activity.turn(to: world.now)
    overview.show(
      OverviewPage.lines(world, glyphs, activity, worst: worst, freshness: freshness, width: width), height: pageHeight)
  }

  private func worstProblems(_ world: World) -> [Entity] {
    var best: [(key: UInt64, row: Int)] = []
    let kind = TableKind.todo
    for row in 0..<kind.rowSpace(world) where kind.exists(row, world) {
      let key = Columns.worst(world, kind.entity(row, world))
      if best.count == 5, key >= best[4].key { continue }
      best.append((key, row))
      best.sort { ($0.key, $0.row) < ($1.key, $1.row) }
      if best.count > 5 { best.removeLast() }
    }
    return best.map { kind.entity($0.row, world) }
  }
}
