import Canvas
import Lifecycles
import Simulation

/// Navigation: screens, rows, open objects and their tabs.
extension Model {
  mutating func changeScreen(_ action: Action) {
    let count = Screen.allCases.count
    switch action {
    case .nextScreen: show(Screen(rawValue: screen.rawValue % count + 1) ?? .overview)
    case .previousScreen: show(Screen(rawValue: (screen.rawValue + count - 2) % count + 1) ?? .overview)
    default:
      if let screen = Screen.allCases.first(where: { $0.title == action.spec.title }) { show(screen) }
    }
  }

  /// Shows a screen and closes open objects.
  mutating func show(_ screen: Screen, filter: String? = nil) {
    pages = []
    origin = nil
    self.screen = screen
    guard let filter else { return }
    if showsProblems {
      setFilter(filter)
    } else if let kind = screen.table {
      if tables[kind] == nil { tables[kind] = TableState(kind: kind) }
      tables[kind]!.refresh(source.world, ranks)
      tables[kind]!.setFilter(filter, source.world)
    } else if screen == .events {
      events.setFilter(filter, log, source.world)
    }
  }

  mutating func openPage(_ entity: Entity, tab: ObjectPage.Tab = .summary) {
    guard pages.last?.entity != entity || pages.last?.tab != tab else { return }
    // A path of links could grow forever, so the oldest are dropped.
    if pages.count == 50 { pages.removeFirst() }
    pages.append(ObjectPage(entity, tab: tab))
    remember(ObjectPage(entity, tab: tab))
  }

  mutating func move(_ action: Action) {
    switch action {
    case .open: openSelected()
    case .back: goBack()
    case .previousTab, .nextTab: changeTab(action == .nextTab ? 1 : -1)
    default:
      if !pages.isEmpty {
        Self.movePage(&pages[pages.count - 1].state, action, height: pageHeight)
      } else if showsProblems {
        // A problem has two lines.
        switch action {
        case .pageUp: problemState.move(by: -pageHeight / 2, height: pageHeight)
        case .pageDown: problemState.move(by: pageHeight / 2, height: pageHeight)
        default: Self.movePage(&problemState, action, height: pageHeight)
        }
      } else if let kind = screen.table {
        moveTable(kind, action)
      } else if screen == .events {
        moveEvents(action)
      } else {
        Self.movePage(&overview, action, height: pageHeight)
      }
    }
  }

  private static func movePage(_ state: inout PageState, _ action: Action, height: Int) {
    switch action {
    case .moveUp: state.move(by: -1, height: height)
    case .moveDown: state.move(by: 1, height: height)
    case .pageUp: state.move(by: -height, height: height)
    case .pageDown: state.move(by: height, height: height)
    default: state.moveToEnd(action == .bottom, height: height)
    }
  }

  private mutating func moveTable(_ kind: TableKind, _ action: Action) {
    let height = tableHeight
    switch action {
    case .moveUp: tables[kind]?.move(by: -1, height: height)
    case .moveDown: tables[kind]?.move(by: 1, height: height)
    case .pageUp: tables[kind]?.move(by: -height, height: height)
    case .pageDown: tables[kind]?.move(by: height, height: height)
    default: tables[kind]?.move(to: action == .top ? 0 : .max, height: height)
    }
  }

  private mutating func moveEvents(_ action: Action) {
    let height = tableHeight
    switch action {
    case .moveUp: events.move(by: -1, log, height: height)
    case .moveDown: events.move(by: 1, log, height: height)
    case .pageUp: events.move(by: -height, log, height: height)
    case .pageDown: events.move(by: height, log, height: height)
    default: events.move(to: action == .top ? 0 : .max - 1, log, height: height)
    }
  }

  private mutating func openSelected() {
    let own = showsProblems ? problemState.link : screen == .overview ? overview.link : nil
    let link = pages.last?.state.link ?? (pages.isEmpty ? own : nil)
    switch link {
    case .screen(let screen, let filter):
      let from = pages.isEmpty ? self.screen : nil
      show(screen, filter: filter)
      origin = from
    case .entity(let entity): openPage(entity)
    case .problem(let root): openProblem(root)
    case nil:
      guard pages.isEmpty, let target else {
        say("already open; \(keys.word(.moveDown)) selects a linked object", .muted)
        return
      }
      openPage(target)
    }
  }

  private mutating func goBack() {
    if !pages.isEmpty {
      pages.removeLast()
    } else if let origin {
      // Back to the screen whose line led here, without its filter.
      if screen != .overview { setFilter("") }
      show(origin)
    } else if screen != .overview, !currentFilter.isEmpty {
      setFilter("")
      say("filter cleared", .muted)
    } else if screen == .events, events.searched != nil {
      events.search(nil, source.world)
      say("search cleared", .muted)
    } else if let kind = screen.table, !marks(kind).isEmpty {
      mark(.unmark)
    } else {
      say("nothing to close; \(keys.word(.quit)) quits", .muted)
    }
  }

  private mutating func changeTab(_ offset: Int) {
    guard let page = pages.last else { return }
    let count = ObjectPage.Tab.allCases.count
    let tab = ObjectPage.Tab(rawValue: (page.tab.rawValue + offset + count) % count) ?? .summary
    pages[pages.count - 1].tab = tab
    pages[pages.count - 1].state = PageState(selectsFirst: false)
  }
}
