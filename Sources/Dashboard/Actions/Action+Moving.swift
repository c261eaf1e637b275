import Canvas
import Queries
import Simulation

/// Moving on a screen, between screens, and through objects.
extension Action {
  package static let moveUp = Action("move-up", "Up", "Go to the row above.", keys: "Up k", .moving, .move(.lines(-1)))
  package static let moveDown = Action(
    "move-down", "Down", "Go to the row below.", keys: "Down j", .moving, .move(.lines(1)))
  package static let pageUp = Action(
    "page-up", "Page up", "Scroll up by one page.", keys: "PgUp ^b", .moving, .move(.pages(-1)))
  package static let pageDown = Action(
    "page-down", "Page down", "Scroll down by one page.", keys: "PgDn ^f", .moving, .move(.pages(1)))
  package static let top = Action("top", "Top", "Go to the first row.", keys: "Home", .moving, .move(.start))
  package static let bottom = Action(
    "bottom", "Bottom", "Go to the last row. On Events, follow live again.", keys: "End G", .moving, .move(.end))
  package static let previousTab = Action(
    "previous-tab", "Previous tab", "In an open object: go to the previous tab.", keys: "Left", .moving,
    unless: tabRefusal, .view { $0.changeTab(-1) })
  package static let nextTab = Action(
    "next-tab", "Next tab", "In an open object: summary, why, history, errors, diagram, JSON.", keys: "Right", .moving,
    unless: tabRefusal, .view { $0.changeTab(1) })
  package static let open = Action(
    "open", "Open", "Open everything about the selected object.", keys: "Enter", .moving, hint: "open",
    unless: { $0.target == nil && $0.selectedLink == nil ? .noRow : nil }, .view { $0.openSelected() })
  package static let back = Action(
    "back", "Back", "Close what is open or clear the filter. Never quits.", keys: "Esc", .moving,
    .view { $0.goBack() })
  package static let backward = Action(
    "backward", "Previous object", "Go back through the objects you opened.", keys: "[", .moving,
    unless: visitRefusal, .view { $0.visit(-1) })
  package static let forward = Action(
    "forward", "Next object", "Go forward through the objects you opened.", keys: "]", .moving,
    unless: visitRefusal, .view { $0.visit(1) })

  static let moving = [
    moveUp, moveDown, pageUp, pageDown, top, bottom, previousTab, nextTab, open, back, backward, forward,
  ]

  private static let tabRefusal: @Sendable (BoardState) -> Refusal? = { board in
    board.navigation.pages.isEmpty
      ? Refusal("only an open object has tabs; \(board.keys.word(.open)) opens one") : nil
  }

  private static let visitRefusal: @Sendable (BoardState) -> Refusal? = { board in
    board.navigation.visited.isEmpty ? Refusal("no object has been opened yet") : nil
  }

  // MARK: Screens

  package static let overview = show(.overview, "The status of everything, in bars and counts.")
  package static let connections = show(.connections, "Data connections with their latest session.")
  package static let sessions = show(.sessions, "Sharing sessions with their numbered statuses.")
  package static let datasets = show(.datasets, "Every data type of every connection.")
  package static let requests = show(.requests, "Privacy requests. Open one to see its integrations.")
  package static let todo = show(.todo, "What needs attention, worst first.")
  package static let events = show(.events, "Everything that happened, live.")
  package static let nextScreen = Action(
    "next-screen", "Next screen", "Go to the next screen.", keys: "Tab", .screens,
    .view { $0.show($0.navigation.screen.next) })
  package static let previousScreen = Action(
    "previous-screen", "Previous screen", "Go to the previous screen.", keys: "Shift-Tab", .screens,
    .view { $0.show($0.navigation.screen.previous) })

  static let screens = [
    overview, connections, sessions, datasets, requests, todo, events, nextScreen, previousScreen,
  ]

  private static func show(_ screen: Screen, _ help: String) -> Action {
    Action("\(screen)", screen.title, help, keys: "\(screen.rawValue)", .screens, .view { $0.show(screen) })
  }
}

extension Action.Handler {
  /// Changes the board without an effect outside it.
  static func view(_ change: @escaping @Sendable (inout BoardState) -> Void) -> Action.Handler {
    .view { board in
      change(&board)
      return []
    }
  }

  static func move(_ move: Movement) -> Action.Handler { .view { $0.move(move) } }
}

extension Screen {
  var next: Screen { Screen(rawValue: rawValue % Self.allCases.count + 1) ?? .overview }
  var previous: Screen { Screen(rawValue: (rawValue + Self.allCases.count - 2) % Self.allCases.count + 1) ?? .overview }

  /// The action that shows it.
  package var action: Action {
    switch self {
    case .overview: .overview
    case .connections: .connections
    case .sessions: .sessions
    case .datasets: .datasets
    case .requests: .requests
    case .todo: .todo
    case .events: .events
    }
  }
}
