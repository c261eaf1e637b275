import Canvas

/// Everything that a person can do. Keys, help, hints, palette and documentation derive from this list.
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

  /// The section of the help.
  package enum Section: String, CaseIterable, Sendable {
    case moving = "Moving", screens = "Screens", tables = "Tables", acting = "Acting on the selected row"
    case stepping = "Stepping", simulation = "The simulation", program = "The program"
  }
}

/// The facts of an action.
package struct ActionSpec: Sendable {
  package let title: String
  package let help: String
  package var keys: [Key] = []
  package let section: Action.Section
  /// Whether it asks for confirmation.
  package var isDestructive = false
  /// A short label for the hints; nil to leave it out.
  package var hint: String?
}
