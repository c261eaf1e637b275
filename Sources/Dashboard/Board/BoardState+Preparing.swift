import Canvas
import Lifecycles
import Queries
import Simulation

/// Updates what the screens draw.
extension BoardState {
  /// How long a changed cell is highlighted, in milliseconds of the wall clock.
  private static let highlight: Int64 = 1_500

  /// - Parameter isShown: whether rows must become text.
  mutating func prepare(isShown: Bool = true) {
    attention.counts = Attention.counts(world)
    prepareOverlay()
    if !navigation.pages.isEmpty {
      preparePage()
    } else if showsProblems {
      prepareProblems()
    } else if let kind = navigation.screen.table {
      prepareTable(kind, isShown: isShown)
    } else if navigation.screen == .events {
      let world = world
      tables.events.update(run.log, world)
      tables.events.readWindow(ColumnContext(world: world, glyphs: glyphs), run.log, height: tableHeight)
    } else {
      overview.show(
        world, glyphs, wall: viewport.wall, isPaused: playback.isPaused, width: viewport.width, height: pageHeight)
    }
    if isShown {
      tables.clearsHighlights = false
      updateHints()
    }
  }

  private mutating func prepareOverlay() {
    if case .comparison(var page) = navigation.overlay {
      page.state.show(page.lines(world, glyphs), height: fullPageHeight)
      navigation.overlay = .comparison(page)
    }
    if case .text(var page) = navigation.overlay {
      page.state.show(page.lines, height: fullPageHeight)
      navigation.overlay = .text(page)
    }
  }

  private mutating func prepareTable(_ kind: TableKind, isShown: Bool) {
    let world = world
    let height = tableHeight
    let wall = tables.clearsHighlights ? .max : viewport.wall
    let context = ColumnContext(world: world, glyphs: glyphs)
    let markUntil = viewport.wall + Self.highlight
    tables.change(kind, world) { table in
      table.scroll(height: height)
      if isShown { table.readWindow(context, height: height, wall: wall, markUntil: markUntil) }
    }
  }

  private mutating func preparePage() {
    let last = navigation.pages.count - 1
    let lines = navigation.pages[last].lines(world, run.log, run.timeline, glyphs, keys, width: viewport.width)
    navigation.pages[last].state.show(lines, height: pageHeight)
  }
}
