import Canvas
import Lifecycles
import Queries
import Simulation

/// Navigation: screens, rows, open objects and their tabs.
extension BoardState {
  /// Shows a screen and closes open objects.
  mutating func show(_ screen: Screen, filter: String? = nil) {
    navigation.show(screen)
    guard let filter else { return }
    if showsProblems {
      setFilter(filter)
    } else if let kind = screen.table {
      let world = world
      tables.change(kind, world) { $0.setFilter(filter, world) }
    } else if screen == .events {
      tables.events.setFilter(filter, run.log, world)
    }
  }

  /// The link of the selected line, on screens that have some.
  var selectedLink: PageLink? {
    if let page = navigation.pages.last { return page.state.link }
    if showsProblems { return attention.page.link }
    return navigation.screen == .overview ? overview.page.link : nil
  }

  mutating func openSelected() {
    switch selectedLink {
    case .screen(let screen, let filter):
      let from = navigation.pages.isEmpty ? navigation.screen : nil
      show(screen, filter: filter)
      navigation.origin = from
    case .object(let object): navigation.open(object)
    case .problem(let root): openProblem(root)
    case nil:
      guard navigation.pages.isEmpty, let target else {
        say("already open; \(keys.word(.moveDown)) selects a linked object", .muted)
        return
      }
      navigation.open(target)
    }
  }

  mutating func openWhy() { if let target { navigation.open(target, tab: .why) } }

  mutating func goBack() {
    if !navigation.pages.isEmpty {
      navigation.pages.removeLast()
    } else if let origin = navigation.origin {
      // Back to the screen whose line led here, without its filter.
      if navigation.screen != .overview { setFilter("") }
      show(origin)
    } else if navigation.screen != .overview, !currentFilter.isEmpty {
      setFilter("")
      say("filter cleared", .muted)
    } else if navigation.screen == .events, tables.events.searched != nil {
      tables.events.search(nil, world)
      say("search cleared", .muted)
    } else if let kind = navigation.screen.table, !marks(kind).isEmpty {
      unmark()
    } else {
      say("nothing to close; \(keys.word(.quit)) quits", .muted)
    }
  }

  mutating func changeTab(_ offset: Int) { navigation.changeTab(offset) }

  /// Opens the previous or next visited object.
  mutating func visit(_ offset: Int) {
    let world = world
    guard !navigation.visit(offset, exists: world.has) else { return }
    say(offset < 0 ? "no earlier object" : "no later object", .muted)
  }

  // MARK: Moving

  mutating func move(_ movement: Movement) {
    let height = pageHeight
    if !navigation.pages.isEmpty {
      navigation.pages[navigation.pages.count - 1].state.move(movement, height: height)
    } else if showsProblems {
      // A problem has two lines.
      if case .pages(let count) = movement {
        attention.page.move(by: count * height / 2, height: height)
      } else {
        attention.page.move(movement, height: height)
      }
    } else if let kind = navigation.screen.table {
      let height = tableHeight
      tables[kind]?.move(movement, height: height)
    } else if navigation.screen == .events {
      tables.events.move(movement, run.log, height: tableHeight)
    } else {
      overview.page.move(movement, height: height)
    }
  }
}

extension PageState {
  mutating func move(_ movement: Movement, height: Int) {
    switch movement {
    case .lines(let count): move(by: count, height: height)
    case .pages(let count): move(by: count * height, height: height)
    case .start: moveToEnd(false, height: height)
    case .end: moveToEnd(true, height: height)
    }
  }

  /// Moves by one of the common movement keys.
  mutating func scroll(_ key: Key, height: Int) {
    switch key {
    case .down, .character("j"): move(by: 1, height: height)
    case .up, .character("k"): move(by: -1, height: height)
    case .pageDown, .character(" "), .control("f"): move(by: height, height: height)
    case .pageUp, .control("b"): move(by: -height, height: height)
    case .home: moveToEnd(false, height: height)
    case .end, .character("G"): moveToEnd(true, height: height)
    default: break
    }
  }
}

extension TableState {
  mutating func move(_ movement: Movement, height: Int) {
    switch movement {
    case .lines(let count): move(by: count, height: height)
    case .pages(let count): move(by: count * height, height: height)
    case .start: move(to: 0, height: height)
    case .end: move(to: .max, height: height)
    }
  }
}

extension EventsState {
  mutating func move(_ movement: Movement, _ log: EventLog, height: Int) {
    switch movement {
    case .lines(let count): move(by: count, log, height: height)
    case .pages(let count): move(by: count * height, log, height: height)
    case .start: move(to: 0, log, height: height)
    case .end: move(to: .max - 1, log, height: height)
    }
  }
}
