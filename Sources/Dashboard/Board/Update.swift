import Canvas
import Lifecycles
import Simulation

extension Model {
  /// The events of one tick at most; more than that waits for the next, so that keys come between.
  private static let eventsPerTick = 20_000

  /// The only way in which the board changes.
  package mutating func update(_ message: Message) -> [Effect] {
    var effects: [Effect] = []
    switch message {
    case .resize(let width, let height):
      self.width = width
      self.height = height
      problemsAt = nil
    case .tick(let wall): tick(wall)
    case .told(let events): take(events)
    case .notSaved(let what, let path, let problem):
      overlay = .prompt(Prompt(purpose: .save(what), text: path, problem: problem))
    case .said(let text, let isProblem): say(text, isProblem ? .error : .success)
    case .themed(let name, let glyphs):
      preferences.theme = name
      self.glyphs = glyphs
      problemsAt = nil
    case .pasted(let text): effects = paste(text)
    case .mouse(let mouse, let wall):
      self.wall = max(self.wall, wall)
      effects = press(mouse)
    case .key(let key): effects = press(key)
    }
    prepare()
    if let text = ringsFor {
      ringsFor = nil
      effects.append(.ring(text))
    }
    return effects
  }

  private mutating func tick(_ wall: Int64) {
    let elapsed = min(max(0, wall - self.wall), 500)
    self.wall = wall
    if let notice, notice.until <= wall { self.notice = nil }
    if isBusy {
      goOn()
      return
    }
    guard needsTicks else { return }
    let now = source.world.now
    let goal = speed == .max ? now + 400 * Span.day : now + elapsed * speed
    let refusals = source.scriptRefusals
    advance(to: goal, limit: Self.eventsPerTick)
    if source.scriptRefusals > refusals, let text = source.latestScriptRefusal { say(text, .warning) }
  }

  // MARK: Keys

  private mutating func press(_ key: Key) -> [Effect] {
    if isBusy, keys.action(key) != .redraw, keys.action(key) != .quit {
      if key == .escape {
        giveUp()
      } else {
        say(expedition.map { "still looking for \($0.what); Esc gives up" } ?? "still at work; Esc stops", .muted)
      }
      return []
    }
    // What is said answers the latest key.
    notice = nil
    if overlay != nil { return pressOverlay(key) }
    count(key)
    if count != nil, key.digit != nil, keys.action(key) == nil {
      if notice == nil { say("the digit begins a count: 05. goes forward by five events", .muted) }
      return []
    }
    guard let action = keys.action(key) else {
      say(
        "the key \(key.name) does nothing here; \(keys.word(.help)) shows the keys, \(keys.word(.palette)) finds any action",
        .muted)
      return []
    }
    defer { if action.takesCount { count = nil } }
    return perform(action)
  }

  /// Does what an action is for, or says why it cannot be done.
  package mutating func perform(_ action: Action) -> [Effect] {
    if case .refused(let reason) = availability(action) {
      say(reason, .warning)
      return []
    }
    switch action {
    case .quit: return [.quit]
    case .redraw: return [.redraw]
    case .help: overlay = .help(top: 0)
    case .palette: openPalette()
    case .filter: beginFilter()
    case .showOnly: narrow()
    case .nextMatch: nextMatch(1)
    case .previousMatch: nextMatch(-1)
    case .sort: openSort(further: false)
    case .sortFurther: openSort(further: true)
    case .columns: openColumns()
    case .views: openViews()
    case .themes: openThemes()
    case .mouse: return toggleMouse()
    case .tour: show(tour: 0)
    case .reverseSort: reverseSort()
    case .pause, .faster, .slower: control(action)
    case .mark, .markRange, .markAll, .unmark: mark(action)
    case .markBy: openPrompt(.mark)
    case .undo: undo()
    case .backward: visit(-1)
    case .forward: visit(1)
    case .copy: openCopy()
    case .notify: openNotices()
    case .otherView: showOtherView()
    case .snooze: openSnooze()
    case .acknowledge: openPrompt(.note, text: selectedProblem.flatMap { aside[$0.root]?.note } ?? "")
    case .report: showReport()
    case .actionLog: showActions()
    case .step: stepForward(steps)
    case .stepBack: stepBack(steps)
    case .nextOfRow: stepOfRow(steps)
    case .previousOfRow: stepOfRow(-steps)
    case .goTo: openPrompt(.goTo)
    case .breakpoints: openBreakpoints()
    case .inject: openFaults()
    case .whatIf: openWhatIf()
    case .courses: openCourses()
    case .takeHome: openTakeHome()
    case .overview, .connections, .sessions, .datasets, .requests, .todo, .events, .nextScreen, .previousScreen:
      changeScreen(action)
    case .moveUp, .moveDown, .pageUp, .pageDown, .top, .bottom, .previousTab, .nextTab, .open, .back: move(action)
    case .why: if let target { openPage(target, tab: .why) }
    case .chooseData where !marked.isEmpty: command(action)
    case .answer, .chooseData, .queueDataType, .changeDataTypes, .createConnection: openChoices(action)
    default: command(action)
    }
    return []
  }

  private mutating func control(_ action: Action) {
    switch action {
    case .pause:
      isPaused.toggle()
      if isPaused { source.timeline?.mark() }
      say(
        isPaused
          ? "paused: \(keys.word(.step)) goes on by one event, \(keys.word(.stepBack)) back by one, \(keys.word(.goTo)) anywhere; \(keys.word(.pause)) lets it run"
          : "running at \(Speed.title(speed))")
    case .faster, .slower:
      let position = Speed.steps.firstIndex { $0 >= speed } ?? 0
      let next = action == .faster ? min(position + 1, Speed.steps.count - 1) : max(position - 1, 0)
      speed = Speed.steps[next]
      say("speed \(Speed.title(speed))\(isPaused ? "; still paused" : "")")
    default: break
    }
  }

  /// What is pasted goes into the line that is open, as one line.
  private mutating func paste(_ text: String) -> [Effect] {
    let scalars = text.unicodeScalars.prefix(500).map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
    guard let last = scalars.last else { return [] }
    let keys = scalars.dropLast().map { Key.character($0) }
    // The last one is pressed, so that what follows from the line is done once.
    switch overlay {
    case .filter(var line):
      for key in keys { _ = line.type(key) }
      overlay = .filter(line)
      return pressOverlay(.character(last))
    case .prompt(var prompt):
      for key in keys { _ = prompt.line.press(key) }
      overlay = .prompt(prompt)
      return pressOverlay(.character(last))
    case .picker(var picker):
      picker.paste(keys)
      overlay = .picker(picker)
      return pressOverlay(.character(last))
    default:
      say("what was pasted is no keys; \(self.keys.word(.filter)) opens a line that takes it", .muted)
      return []
    }
  }

  // MARK: Moving

  private mutating func changeScreen(_ action: Action) {
    let count = Screen.allCases.count
    switch action {
    case .nextScreen: show(Screen(rawValue: screen.rawValue % count + 1) ?? .overview)
    case .previousScreen: show(Screen(rawValue: (screen.rawValue + count - 2) % count + 1) ?? .overview)
    default:
      if let screen = Screen.allCases.first(where: { $0.title == action.spec.title }) { show(screen) }
    }
  }

  /// Shows a screen; open objects are closed.
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
    // A path of links could go on for ever; what lies far back is let go.
    if pages.count == 50 { pages.removeFirst() }
    pages.append(ObjectPage(entity, tab: tab))
    remember(ObjectPage(entity, tab: tab))
  }

  private mutating func move(_ action: Action) {
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
        say("it is open; \(keys.word(.moveDown)) chooses something that it is linked with", .muted)
        return
      }
      openPage(target)
    }
  }

  private mutating func goBack() {
    if !pages.isEmpty {
      pages.removeLast()
    } else if let origin {
      // Back to the screen whose line led here; its filter goes with it.
      if screen != .overview { setFilter("") }
      show(origin)
    } else if screen != .overview, !currentFilter.isEmpty {
      setFilter("")
      say("the filter is lifted", .muted)
    } else if screen == .events, events.searched != nil {
      events.search(nil, source.world)
      say("nothing is searched for any more", .muted)
    } else if let kind = screen.table, !marks(kind).isEmpty {
      mark(.unmark)
    } else {
      say("nothing to go back from; \(keys.word(.quit)) leaves", .muted)
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
