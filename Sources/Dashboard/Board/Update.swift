import Canvas
import Lifecycles
import Simulation

extension Model {
  /// The maximum number of events per tick. The rest waits for the next tick, so that keys come in between.
  private static let eventsPerTick = 20_000

  /// Applies a message and returns what the program must do.
  ///
  /// - Parameter isShown: whether the board is drawn next. In a burst of keys, only for the last one.
  package mutating func update(_ message: Message, isShown: Bool = true) -> [Effect] {
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
    case .recorded(let recording): note(recording)
    case .recordingStopped: forgetJournal()
    case .followed(let events, let timeline): follow(events, timeline)
    case .written(let isWritten):
      hasWriter = isWritten
      say(
        isWritten ? "another program is continuing this run" : "no program is writing this run now; still following",
        .muted)
    case .did(let acts): for act in acts { take(act) }
    case .departed(let timeline):
      changeCourse { $0 = timeline }
      say("the writer of this run switched to another branch", .muted)
    }
    prepare(isShown: isShown)
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
    guard isRunning else { return }
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
        say(expedition.map { "still searching for \($0.what); Esc cancels" } ?? "still working; Esc cancels", .muted)
      }
      return []
    }
    // A message answers the latest key.
    notice = nil
    if overlay != nil { return pressOverlay(key) }
    count(key)
    if count != nil, key.digit != nil, keys.action(key) == nil {
      if notice == nil { say("the digit starts a count: 05. steps forward by five events", .muted) }
      return []
    }
    guard let action = keys.action(key) else {
      say(
        "\(key.name) does nothing here; \(keys.word(.help)) shows the keys, \(keys.word(.palette)) finds any action",
        .muted)
      return []
    }
    defer { if action.takesCount { count = nil } }
    return perform(action)
  }

  /// Performs an action, or says why it is not available.
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
    case .journal: showJournal()
    case .stopRecording: return [.stopRecording]
    case .group: toggleGrouping()
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
    case .branches: openBranches()
    case .export: openExports()
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
      if isPaused { source.timeline?.mark() } else { followAgain() }
      say(
        isPaused
          ? "paused: \(keys.word(.step)) and \(keys.word(.stepBack)) step forward and back, \(keys.word(.goTo)) goes anywhere; \(keys.word(.pause)) resumes"
          : isFollowing ? "following the run as it is written" : "running at \(Speed.title(speed))")
    case .faster, .slower:
      let position = Speed.steps.firstIndex { $0 >= speed } ?? 0
      let next = action == .faster ? min(position + 1, Speed.steps.count - 1) : max(position - 1, 0)
      speed = Speed.steps[next]
      say("speed \(Speed.title(speed))\(isPaused ? "; still paused" : "")")
    default: break
    }
  }

  /// Inserts pasted text into the open line, as one line.
  private mutating func paste(_ text: String) -> [Effect] {
    let scalars = text.unicodeScalars.prefix(500).map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
    guard let last = scalars.last else { return [] }
    let keys = scalars.dropLast().map { Key.character($0) }
    // The last character is pressed like a key, so that its consequences happen once.
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
      say("pasted text is ignored here; \(self.keys.word(.filter)) opens a line to paste into", .muted)
      return []
    }
  }
}
