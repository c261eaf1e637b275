import Canvas

/// Everything that a person can do. Keys, help, hints, palette and README come from this one list.
package enum Action: Hashable, CaseIterable, Sendable {
  // Moving
  case moveUp, moveDown, pageUp, pageDown, top, bottom, previousTab, nextTab, open, back, backward, forward
  // Screens
  case overview, connections, sessions, datasets, requests, todo, events, nextScreen, previousScreen
  // Tables
  case filter, sort, reverseSort, mark, markRange, markAll, markBy, unmark, groupProblems, snooze, acknowledge
  // Acting on the selected row
  case requeue, disconnect, reconnect, sendLink, delete
  case startIntegration, skipIntegration, stopIntegration, answer, chooseData, extendDeadline, why
  case queueCompany, queueDataType, changeDataTypes, createConnection, undo, report, actionLog, copy
  // The simulation
  case pause, step, stepBack, nextOfRow, previousOfRow, goTo, breakpoints, inject, whatIf, courses, takeHome
  case faster, slower
  case openLink, authorize, abort, rejectCredentials, deliverWebhook, toggleConnector, expireConsent
  case beginOutage, beginMaintenance, beginRateLimit, endCondition
  // The program
  case notify, help, palette, redraw, quit

  /// The part of the help in which the action stands.
  package enum Section: String, CaseIterable, Sendable {
    case moving = "Moving", screens = "Screens", tables = "Tables", acting = "Acting on the selected row"
    case stepping = "Stepping through the run", simulation = "The simulation", program = "The program"
  }
}

/// What is to be known of an action.
package struct ActionSpec: Sendable {
  package let title: String
  package let help: String
  package var keys: [Key] = []
  package let section: Action.Section
  /// Asks before it acts.
  package var isDestructive = false
  /// A short word for the hint bar; nil where it is not shown there.
  package var hint: String?
}

extension Key {
  /// The key as help and hints write it.
  package var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let scalar): String(scalar)
    case .control(let scalar): "^\(String(scalar).uppercased())"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .home: "Home"
    case .end: "End"
    case .enter: "Enter"
    case .escape: "Esc"
    case .backspace: "Backspace"
    case .delete: "Del"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .function(let number): "F\(number)"
    case .other(let code): "key \(code)"
    }
  }
}

/// Actions by key.
package enum KeyMap {
  private static let actions: [Key: Action] = {
    var map: [Key: Action] = [:]
    for action in Action.allCases {
      for key in action.spec.keys {
        precondition(map[key] == nil, "the key \(key.name) means two things")
        map[key] = action
      }
    }
    return map
  }()

  package static func action(_ key: Key) -> Action? { actions[key] }
}
