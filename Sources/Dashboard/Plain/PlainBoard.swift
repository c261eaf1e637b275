import Canvas
import Lifecycles
import Simulation

/// The board without a screen: a line for each change, and lines to act by. Made for screen readers and logs.
///
/// It is the same model as the board's; what lies over the screen there is asked in lines here.
package struct PlainBoard {
  /// What a number means that is typed next.
  enum Choices {
    case none
    case objects([Entity])
    case problems([Problem.Root])
    case actions([Action])
    /// The items of the list that is open.
    case items(Int)
  }

  package internal(set) var model: Model
  var choices = Choices.none
  /// What somebody has chosen for the next action; the screen's cursor is nobody's choice here.
  enum Chosen: Equatable {
    case nothing
    case problem(Problem.Root)
    case object(Entity)
  }

  var chosen = Chosen.nothing
  private var filter: EventMatcher?
  private var lastShown: Int64

  /// A list that is longer is cut, and says so.
  static let longest = 40

  package init(_ model: Model, filter: String = "") {
    self.model = model
    lastShown = model.log.last?.sequence ?? 0
    self.filter = filter.isEmpty ? nil : EventMatcher(Filter(filter, isForEvents: true), model.world)
  }

  // MARK: What is told

  /// The first lines.
  package var greeting: [String] {
    let world = model.world
    let needs = model.needs
    return [
      "signalbox, \(model.title), \(ISO8601.display(world.now)). \(needs.problems) failed, \(Count.text(needs.todo, "thing")) to do.",
      "A line for each change. Type help and Enter for what can be typed, list for what needs a hand.",
    ] + (model.notice.map { [$0.text] } ?? [])
  }

  /// The changes since the last time.
  package mutating func changes() -> [String] {
    filter?.prepare(model.world)
    let log = model.log
    guard let first = log.events.first?.sequence, let end = log.last?.sequence, end > lastShown else {
      lastShown = min(lastShown, log.last?.sequence ?? 0)
      return []
    }
    let start = max(0, Int(lastShown + 1 - first))
    lastShown = end
    return (start..<log.count).compactMap { position in
      let event = log[position]
      guard event.changesStatus || event.entity.kind == .provider, event.trigger != .found,
        model.world.has(event.entity), filter?.matches(event, model.world, log) ?? true
      else { return nil }
      return line(event)
    }
  }

  /// `07:13:29 failed: dataset Cobalt Foods · invoices: Fetching -> FetchError (503)`
  private func line(_ event: Event) -> String {
    let standing = EventText.standing(event).map { "\(model.glyphs.word($0)): " } ?? ""
    return
      "\(ISO8601.clockText(CivilTime(event.time))) \(standing)\(EventText.sentence(model.world, event, model.glyphs))"
  }

  package mutating func tick(_ wall: Int64) -> [Effect] { model.update(.tick(wall)) }

  /// What a feed has brought is told like everything else.
  package mutating func take(_ change: (inout Model) -> [Effect]?) -> [Effect] { change(&model) ?? [] }

  /// The journal has something to tell: what was done is on the disk, or it cannot be written.
  package mutating func recorded(_ recording: Recording) -> (lines: [String], effects: [Effect]) {
    let (old, wasHeld) = (model.unconfirmed, model.recording?.problem)
    let effects = model.update(.recorded(recording))
    let isNews = (old != nil && model.unconfirmed == nil) || wasHeld != model.recording?.problem
    return (isNews ? model.notice.map { [$0.text] } ?? [] : [], effects)
  }

  // MARK: What is typed

  /// Takes a line.
  ///
  /// - Returns: the answer, and what is to be done outside.
  package mutating func read(_ line: String) -> (lines: [String], effects: [Effect]) {
    let words = line.split(separator: " ").map(String.init)
    if model.isBusy {
      _ = model.update(.key(.escape))
      return (model.notice.map { [$0.text] } ?? [], [])
    }
    if model.overlay != nil { return answer(line, words) }
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
      let meant = near.isEmpty ? "help lists them" : "did you mean \(near.joined(separator: ", "))?"
      return (["There is no command \(first); \(meant)"], [])
    }
    return perform(action)
  }

  private var help: [String] {
    [
      "list, or list and a filter: what needs a hand, by what began it, numbered.",
      "connections, sessions, datasets, requests, or one of them and a filter: rows, numbered.",
      "A number chooses from the latest list: an object, then an action for it.",
      "actions: what can be done with the chosen object. An action's name does it: requeue, send-link, disconnect, why.",
      "filter and words: only changes that match are told; filter alone tells all.",
      "pause: stop or run the clock. step: one event. speed and a number, or max. quit: leave.",
      "A question is answered with yes or no, or an empty line. Names of actions: signalbox keys.",
    ]
  }

  private mutating func setFilter(_ text: String) -> [String] {
    guard !text.isEmpty else {
      filter = nil
      return ["All changes are told."]
    }
    let wanted = Filter(text, isForEvents: true)
    if let problem = wanted.problem { return [problem] }
    filter = EventMatcher(wanted, model.world)
    return ["Changes that match \(text) are told."]
  }

  private mutating func setSpeed(_ text: String) -> [String] {
    guard let speed = Speed.parse(text) else { return ["speed wants a number from 1 to 1000000, or max."] }
    model.speed = speed
    return ["Speed \(Speed.title(speed))."]
  }
}
