import Canvas
import Lifecycles
import Queries
import Simulation

/// Numbered lists, and actions on them.
extension PlainBoard {
  // MARK: Lists

  /// Lists what needs attention, grouped by cause.
  mutating func list(_ text: String) -> [String] {
    if let problem = Filter(text).problem { return [problem] }
    chosen = .nothing
    _ = update(.show(.todo, filter: text, isGrouped: true))
    let problems = Array(board.attention.problems.prefix(Self.longest))
    choices = .problems(problems.map(\.root))
    guard !problems.isEmpty else { return ["Nothing needs attention."] }
    let words = board.problemLines()
    return problems.enumerated().map { index, problem in
      let actor = problem.actor(board.world)
      let due = problem.due.map { due in
        let left = due - board.world.now
        return left < 0 ? ", \(Span.deadline(left))" : ", due \(Span.deadline(left))"
      }
      return "\(index + 1). \(words.what(problem)), \(Span.ago(board.world.now - problem.since))\(due ?? "")"
        + (actor == .nobody ? "" : "; \(actor.word) acts next")
    } + more(board.attention.problems.count)
  }

  mutating func rows(_ screen: Screen, _ text: String) -> [String] {
    guard let kind = screen.table else { return [] }
    if let problem = Filter(text).problem { return [problem] }
    chosen = .nothing
    _ = update(.show(screen, filter: text, isGrouped: false))
    guard let table = board.tables[kind] else { return [] }
    let context = ColumnContext(world: board.world, glyphs: board.glyphs)
    let columns = kind.columns
    let shown = (0..<min(table.count, Self.longest)).map { kind.object(table.index[$0], board.world) }
    choices = .objects(shown)
    guard !shown.isEmpty else { return ["There are no \(kind.noun)\(text.isEmpty ? "" : " that match")."] }
    let places = board.layout(screen)
    return shown.enumerated().map { index, object in
      let cells = places.map { columns[$0.index].cell(context, object).text }
        .map { $0.split(separator: " ").joined(separator: " ") }
      return "\(index + 1). " + cells.filter { !$0.isEmpty && $0 != board.glyphs.dash }.joined(separator: ", ")
    } + more(table.count)
  }

  private func more(_ count: Int) -> [String] {
    count > Self.longest ? ["and \(count - Self.longest) more. Add a filter to shorten the list."] : []
  }

  // MARK: Choosing

  mutating func choose(_ number: Int) -> (lines: [String], effects: [Effect]) {
    func refuse(_ count: Int) -> (lines: [String], effects: [Effect]) {
      (
        [
          count == 0
            ? "There is nothing to choose from. list shows what needs attention." : "Choose from 1 to \(count)."
        ],
        []
      )
    }
    switch choices {
    case .none, .items: return refuse(0)
    case .objects(let objects):
      guard objects.indices.contains(number - 1) else { return refuse(objects.count) }
      guard board.world.has(objects[number - 1]) else { return (["It no longer exists."], []) }
      return (open(objects[number - 1]), [])
    case .problems(let roots):
      guard roots.indices.contains(number - 1) else { return refuse(roots.count) }
      guard let problem = board.attention.problems.first(where: { $0.root == roots[number - 1] }) else {
        return (["The problem is resolved. list shows the current problems."], [])
      }
      // The line itself is chosen, so that an action applies to all of its rows.
      _ = update(.selectProblem(problem.root))
      chosen = .problem(problem.root)
      return (text(board.problemLines().tree(problem)) + listActions(), [])
    case .actions(let actions):
      guard actions.indices.contains(number - 1) else { return refuse(actions.count) }
      return perform(actions[number - 1])
    }
  }

  private mutating func open(_ object: ObjectRef) -> [String] {
    chosen = .object(object)
    _ = update(.open(object))
    return text(board.navigation.pages.last?.state.lines ?? []) + listActions()
  }

  /// Lists the actions available for the selection.
  mutating func listActions() -> [String] {
    let actions = Action.allCases.filter { action in
      (action.isCommand || action == .why) && board.refusal(action) == nil
    }
    choices = .actions(actions)
    guard !actions.isEmpty else { return ["No action is available for the selection."] }
    return ["Available actions:"]
      + actions.enumerated().map { "\($0 + 1). \($1.title): \($1.help)" }
  }

  func text(_ lines: [PageLine]) -> [String] {
    lines.map { $0.text.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
  }

  // MARK: Acting

  mutating func perform(_ action: Action) -> (lines: [String], effects: [Effect]) {
    let isForScreen: Set<Action> = [
      .filter, .showOnly, .nextMatch, .previousMatch, .sort, .sortFurther, .columns, .views, .themes, .mouse, .tour,
      .help, .palette, .redraw, .whatIf,
    ]
    guard action.section != .moving, action.section != .screens, !isForScreen.contains(action) else {
      return (["\(action.name) works only on the screen. help lists the commands."], [])
    }
    let isAboutObject = action.isCommand || [.why, .copy, .snooze, .acknowledge, .inject].contains(action)
    guard isChosen || !isAboutObject else {
      return (["Nothing is selected. list or datasets shows rows, and a number selects one."], [])
    }
    let effects = update(.perform(action))
    return (told(showsPage: action == .why), effects)
  }

  /// Whether the model still shows the selection. A resolved problem leaves its line to another one.
  private var isChosen: Bool {
    switch chosen {
    case .nothing: false
    case .problem(let root): board.selectedProblem?.root == root
    case .object(let object): board.navigation.pages.last?.object == object && board.world.has(object)
    }
  }

  /// What the board shows now: a question, a list, lines, or a message.
  private mutating func told(showsPage: Bool = false) -> [String] {
    switch board.navigation.overlay {
    case .confirmation(let confirmation):
      return [confirmation.title] + confirmation.lines.map { $0.drop { $0 == " " } }.map(String.init) + ["yes or no?"]
    case .picker(let picker):
      choices = .items(picker.items.count)
      return ["\(picker.title). Enter a number, or no to cancel:"]
        + picker.items.prefix(Self.longest).enumerated().map { index, item in
          let detail = item.detail.isEmpty ? "" : ", \(item.detail)"
          return "\(index + 1). \(item.title)\(detail)\(item.refusal.map { "; not now: \($0)" } ?? "")"
        }
    case .prompt(let prompt):
      let hint = prompt.purpose.hint(isRecorded: board.actionLog.recording != nil)
      return ["\(prompt.purpose.label)? \(prompt.problem ?? hint) (an empty line cancels)"]
    case .text(let page):
      _ = update(.dismiss)
      return [page.title] + text(page.lines)
    case .comparison, .help, .columns, .tour, .filter:
      _ = update(.dismiss)
      return ["That works only on the screen."]
    case nil:
      // Reported once it is on disk.
      if board.actionLog.unconfirmed != nil { return [] }
      if let notice = board.alerts.message { return [notice.text] }
      return showsPage ? text(board.navigation.pages.last?.state.lines ?? []) : []
    }
  }

  /// Handles a line that answers a question of the board.
  mutating func answer(_ line: String, _ words: [String]) -> (lines: [String], effects: [Effect]) {
    let word = words.first?.lowercased() ?? ""
    var keys: [Key]
    switch board.navigation.overlay {
    case .confirmation:
      guard ["y", "yes", "n", "no", ""].contains(word) else { return (["yes or no?"], []) }
      keys = [.character(word.hasPrefix("y") ? "y" : "n")]
    case .picker(let picker):
      if let number = Int(word) {
        guard picker.items.indices.contains(number - 1) else {
          return (["Choose from 1 to \(picker.items.count), or no to cancel."], [])
        }
        keys = [.home] + [Key](repeating: .down, count: number - 1) + [.enter]
      } else {
        keys = [.escape]
      }
    case .prompt where word.isEmpty || word == "no": keys = [.escape]
    case .prompt: keys = [.control("u")] + line.unicodeScalars.map { Key.character($0) } + [.enter]
    case .help, .filter, .comparison, .text, .columns, .tour, nil: keys = [.escape]
    }
    choices = .none
    let effects = keys.flatMap { update(.key($0)) }
    return (told(), effects)
  }
}
