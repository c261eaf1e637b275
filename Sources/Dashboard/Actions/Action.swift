import Canvas

/// Everything that a person can do. Keys, help, hints, palette and README come from this one list.
package enum Action: Hashable, CaseIterable, Sendable {
  // Moving
  case moveUp, moveDown, pageUp, pageDown, top, bottom, previousTab, nextTab, open, back, backward, forward
  // Screens
  case overview, connections, sessions, datasets, requests, todo, events, nextScreen, previousScreen
  // Tables
  case filter, showOnly, nextMatch, previousMatch, sort, sortFurther, reverseSort, columns, views
  case mark, markRange, markAll, markBy, unmark, group, snooze, acknowledge
  // Acting on the selected row
  case requeue, disconnect, reconnect, sendLink, delete
  case startIntegration, skipIntegration, stopIntegration, answer, chooseData, extendDeadline, why
  case queueCompany, queueDataType, changeDataTypes, createConnection, undo, report, actionLog, copy
  // The simulation
  case pause, step, stepBack, nextOfRow, previousOfRow, goTo, breakpoints, inject, whatIf, branches, export
  case faster, slower
  case openLink, authorize, abort, rejectCredentials, deliverWebhook, toggleConnector, expireConsent
  case beginOutage, beginMaintenance, beginRateLimit, endCondition
  // The program
  case notify, journal, stopRecording, themes, mouse, tour, help, palette, redraw, quit

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
