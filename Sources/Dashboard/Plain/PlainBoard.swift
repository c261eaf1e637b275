import Canvas
import Lifecycles
import Queries
import Simulation

/// The board without a screen: one line per change, and typed commands. For screen readers and logs.
///
/// It uses the board's board. What overlays the screen there is asked in lines here.
package struct PlainBoard {
  /// What a typed number selects.
  enum Choices {
    case none
    case objects([ObjectRef])
    case problems([Problem.Root])
    case actions([Action])
    /// The items of the open list.
    case items(Int)
  }

  package private(set) var board: BoardState
  var choices = Choices.none
  /// The selection for the next action. The screen's cursor doesn't count here, because nobody sees it.
  enum Chosen: Equatable {
    case nothing
    case problem(Problem.Root)
    case object(ObjectRef)
  }

  var chosen = Chosen.nothing
  private var filter: EventMatcher?
  private var lastShown: Int64

  /// The maximum length of a list. A longer one is cut, and says so.
  static let longest = 40

  package init(_ board: BoardState, filter: String = "") {
    self.board = board
    lastShown = board.run.log.last?.sequence ?? 0
    self.filter = filter.isEmpty ? nil : EventMatcher(Filter(filter, isForEvents: true), board.world)
  }

  // MARK: Output

  /// The first lines.
  package var greeting: [String] {
    let world = board.world
    let needs = board.attention.counts
    return [
      "signalbox, \(board.run.title), \(ISO8601.display(world.now)). \(needs.problems) failed, \(needs.todo) to do.",
      "One line per change. Type help for the commands, list for what needs attention.",
    ] + (board.alerts.message.map { [$0.text] } ?? [])
  }

  /// The changes since the last call.
  package mutating func changes() -> [String] {
    filter?.prepare(board.world)
    let log = board.run.log
    guard let first = log.events.first?.sequence, let end = log.last?.sequence, end > lastShown else {
      lastShown = min(lastShown, log.last?.sequence ?? 0)
      return []
    }
    let start = max(0, Int(lastShown + 1 - first))
    lastShown = end
    return (start..<log.count).compactMap { position in
      let event = log[position]
      guard event.changesStatus || [.provider, .feedLine].contains(event.object.kind), event.trigger != .preexisting,
        board.world.has(event.object), filter?.matches(event, board.world, log) ?? true
      else { return nil }
      return line(event)
    }
  }

  /// `07:13:29 failed: dataset Cobalt Foods · invoices: Fetching -> FetchError (503)`
  private func line(_ event: Event) -> String {
    if event.object.kind == .feedLine {
      let anomaly = board.world.anomalies[event.object.position]
      return "feed line \(Count.grouped(anomaly.line)), \(anomaly.kind.rawValue): \(anomaly.text)"
    }
    let category = EventText.category(event).map { "\(board.glyphs.word($0)): " } ?? ""
    return
      "\(ISO8601.clockText(CivilTime(event.time))) \(category)\(EventText.sentence(board.world, event, board.glyphs))"
  }

  package mutating func update(_ message: Message) -> [Effect] { board.update(message) }

  /// Passes on what sources of events brought.
  package mutating func change(_ change: (inout BoardState) -> [Effect]) -> [Effect] { change(&board) }

  /// Passes on news of the journal: what was done is on disk, or can't be written.
  package mutating func recorded(_ recording: Recording) -> (lines: [String], effects: [Effect]) {
    let (old, wasHeld) = (board.actionLog.unconfirmed, board.actionLog.recording?.problem)
    let effects = board.update(.recorded(recording))
    let isNews = (old != nil && board.actionLog.unconfirmed == nil) || wasHeld != board.actionLog.recording?.problem
    return (isNews ? board.alerts.message.map { [$0.text] } ?? [] : [], effects)
  }

  // MARK: Input

  /// Handles a line.
  ///
  /// - Returns: the answer, and what the program must do.
  package mutating func read(_ line: String) -> (lines: [String], effects: [Effect]) {
    let words = line.split(separator: " ").map(String.init)
    if board.isBusy {
      _ = board.update(.key(.escape))
      return (board.alerts.message.map { [$0.text] } ?? [], [])
    }
    if board.navigation.overlay != nil { return answer(line, words) }
    guard let first = words.first?.lowercased() else { return ([], []) }
    let rest = words.dropFirst().joined(separator: " ")
    if let number = Int(first) { return choose(number) }
    switch first {
    case "help", "?": return (help, [])
    case "list", "todo": return (list(rest), [])
    case "filter": return (setFilter(rest), [])
    case "speed": return (setSpeed(rest), [])
    case "actions": return (listActions(), [])
    case "quit", "q", "exit": return ([], [.quit])
    default: break
    }
    if let screen = Screen.allCases.first(where: { "\($0)" == first }), screen.table != nil {
      return (rows(screen, rest), [])
    }
    guard let action = Action(name: first) else {
      let names = Action.allCases.map(\.name)
      let near = names.filter { $0.hasPrefix(first) || Catalog.distance($0, first) <= 2 }.prefix(3)
      let meant = near.isEmpty ? "help lists the commands." : "Did you mean \(near.joined(separator: ", "))?"
      return (["Unknown command \(first). \(meant)"], [])
    }
    return perform(action)
  }

  private var help: [String] {
    [
      "list [FILTER]: what needs attention, grouped by cause, numbered.",
      "connections, sessions, datasets or requests [FILTER]: rows, numbered.",
      "NUMBER: select from the latest list: an object, then an action.",
      "actions: what you can do with the selection. Or type an action's name: requeue, send-link, disconnect, why.",
      "filter FILTER: report only matching changes. filter: report all.",
      "pause: pause or resume. step: step by one event. speed NUMBER or speed max. quit: quit.",
      "Answer a question with yes or no; an empty line cancels. signalbox keys lists all action names.",
    ]
  }

  private mutating func setFilter(_ text: String) -> [String] {
    guard !text.isEmpty else {
      filter = nil
      return ["Reporting all changes."]
    }
    let wanted = Filter(text, isForEvents: true)
    if let problem = wanted.problem { return [problem] }
    filter = EventMatcher(wanted, board.world)
    return ["Reporting changes that match \(text)."]
  }

  private mutating func setSpeed(_ text: String) -> [String] {
    guard let speed = Speed.parse(text) else {
      return ["speed needs a number from \(Speed.range.lowerBound) to \(Speed.range.upperBound), or max."]
    }
    _ = board.update(.speed(speed))
    return ["Speed \(Speed.title(speed))."]
  }
}
