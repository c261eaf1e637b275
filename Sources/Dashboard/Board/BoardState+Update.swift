import Canvas
import Lifecycles
import Queries
import Simulation

extension BoardState {
  /// Applies a message and returns what the program must do. Nothing else changes the board.
  ///
  /// - Parameter isShown: whether the board is drawn next. In a burst of keys, only for the last one.
  package mutating func update(_ message: Message, isShown: Bool = true) -> [Effect] {
    if case .clock(let wall) = message {
      // Nothing on the screen depends on it.
      viewport.wall = wall
      return []
    }
    var effects = route(message)
    prepare(isShown: isShown)
    if let text = alerts.drain() { effects.append(.ring(text)) }
    if !actionLog.unsaved.isEmpty {
      effects.append(.record(actionLog.unsaved))
      actionLog.unsaved = []
    }
    return effects
  }

  private mutating func route(_ message: Message) -> [Effect] {
    switch message {
    case .key(let key): return press(key)
    case .pasted(let text): return paste(text)
    case .mouse(let mouse, let wall):
      viewport.wall = max(viewport.wall, wall)
      return press(mouse)
    case .resize(let width, let height): resize(width: width, height: height)
    case .tick(let wall): tick(wall)
    case .clock: break
    case .feedBatch(let facts, let report):
      run.source.take(facts, report)
      take(facts.events)
    case .followed(let events, let timeline): follow(events, timeline)
    case .branchChanged(let timeline): followBranch(timeline)
    case .written(let isWritten): note(isWritten: isWritten)
    case .actionsLogged(let entries): for entry in entries { take(entry) }
    case .recorded(let recording): note(recording)
    case .recordingStopped: forgetJournal()
    case .notice(let text, let isProblem): say(text, isProblem ? .error : .success)
    case .notSaved(let export, let path, let problem):
      navigation.overlay = .prompt(Prompt(purpose: .save(export), text: path, problem: problem))
    case .themed(let name, let glyphs): show(theme: name, glyphs)
    case .perform(let action):
      // The answer must not be that of an earlier action.
      alerts.message = nil
      return perform(action)
    case .submit(let command): submitUnlogged(command)
    case .seek(let destination): go(to: destination)
    case .speed(let speed): playback.speed = speed
    case .show(let screen, let filter, let isGrouped):
      if let isGrouped { attention.isGrouped = isGrouped }
      attention.invalidate()
      show(screen, filter: filter)
    case .open(let object):
      navigation.pages = []
      navigation.open(object)
    case .selectProblem(let root):
      show(.todo)
      prepare()
      attention.page.select(link: .problem(root))
    case .dismiss: navigation.overlay = nil
    }
    return []
  }

  /// Carries out a command without logging it as a person's.
  private mutating func submitUnlogged(_ command: Command) {
    if case .failure(let refusal) = carryOut(command) { say("nothing was done: \(refusal.description)", .warning) }
  }

  private mutating func resize(width: Int, height: Int) {
    viewport.width = width
    viewport.height = height
    attention.invalidate()
  }

  // MARK: Keys

  private mutating func press(_ key: Key) -> [Effect] {
    let action = keys.action(key)
    if isBusy, action != .redraw, action != .quit {
      if key == .escape {
        cancel()
      } else {
        say(
          playback.search.map { "still searching for \($0.what); Esc cancels" } ?? "still working; Esc cancels", .muted)
      }
      return []
    }
    // A message answers the latest key.
    alerts.message = nil
    if navigation.overlay != nil { return pressOverlay(key) }
    count(key)
    if playback.count != nil, key.digit != nil, action == nil {
      if alerts.message == nil { say("the digit starts a count: 05. steps forward by five events", .muted) }
      return []
    }
    guard let action else {
      say(
        "\(key.name) does nothing here; \(keys.word(.help)) shows the keys, \(keys.word(.palette)) finds any action",
        .muted)
      return []
    }
    defer { if action.takesCount { playback.count = nil } }
    return perform(action)
  }

  /// The maximum length of pasted text. Nobody pastes more than a name or a filter.
  private static let longestPaste = 500

  /// Inserts pasted text into the open line, as one line.
  private mutating func paste(_ text: String) -> [Effect] {
    let scalars = text.unicodeScalars.prefix(Self.longestPaste).map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
    guard let last = scalars.last else { return [] }
    let keys = scalars.dropLast().map { Key.character($0) }
    // The last character is pressed like a key, so that its consequences happen once.
    switch navigation.overlay {
    case .filter(var line):
      for key in keys { _ = line.type(key) }
      navigation.overlay = .filter(line)
    case .prompt(var prompt):
      for key in keys { _ = prompt.line.press(key) }
      navigation.overlay = .prompt(prompt)
    case .picker(var picker):
      picker.paste(keys)
      navigation.overlay = .picker(picker)
    case .help, .confirmation, .comparison, .text, .columns, .tour, nil:
      say("pasted text is ignored here; \(self.keys.word(.filter)) opens a line to paste into", .muted)
      return []
    }
    return pressOverlay(.character(last))
  }
}
