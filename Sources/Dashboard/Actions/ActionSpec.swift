import Canvas

extension Action {
  /// Title, help, keys and hint of every action.
  package var spec: ActionSpec {
    switch self {
    case .moveUp, .moveDown, .pageUp, .pageDown, .top, .bottom, .previousTab, .nextTab, .open, .back, .backward,
      .forward:
      movingSpec
    case .overview, .connections, .sessions, .datasets, .requests, .todo, .events, .nextScreen, .previousScreen:
      screenSpec
    case .filter, .showOnly, .nextMatch, .previousMatch, .sort, .sortFurther, .reverseSort, .columns, .views, .mark,
      .markRange, .markAll, .markBy, .unmark, .otherView, .snooze, .acknowledge:
      tableSpec
    case .copy:
      ActionSpec(
        title: "Copy", help: "The link, the id, the row or the JSON to the clipboard (OSC 52).",
        keys: [.character("y")],
        section: .acting, hint: "copy")
    case .undo:
      ActionSpec(
        title: "Take back", help: "Undo the latest action where the rules have a way, such as a disconnect.",
        keys: [.character("u")], section: .acting)
    case .report:
      ActionSpec(title: "Report", help: "What the latest action on many rows did, and left out.", section: .acting)
    case .actionLog:
      ActionSpec(title: "Actions", help: "What was done at this board, the latest first.", section: .acting)
    case .requeue, .disconnect, .reconnect, .sendLink, .delete, .why, .startIntegration, .skipIntegration,
      .stopIntegration, .answer, .chooseData,
      .extendDeadline, .queueCompany, .queueDataType, .changeDataTypes, .createConnection:
      actingSpec
    case .pause, .step, .stepBack, .nextOfRow, .previousOfRow, .goTo, .breakpoints, .inject, .whatIf, .courses,
      .takeHome, .faster, .slower:
      steppingSpec
    case .openLink, .authorize, .abort, .rejectCredentials, .deliverWebhook,
      .toggleConnector, .expireConsent,
      .beginOutage, .beginMaintenance, .beginRateLimit, .endCondition:
      simulationSpec
    case .notify, .journal, .unrecord, .themes, .mouse, .tour, .help, .palette, .redraw, .quit: programSpec
    }
  }

  private var movingSpec: ActionSpec {
    switch self {
    case .moveUp: ActionSpec(title: "Up", help: "To the row above.", keys: [.up, .character("k")], section: .moving)
    case .moveDown:
      ActionSpec(title: "Down", help: "To the row below.", keys: [.down, .character("j")], section: .moving)
    case .pageUp:
      ActionSpec(title: "Page up", help: "A screenful back.", keys: [.pageUp, .control("b")], section: .moving)
    case .pageDown:
      ActionSpec(title: "Page down", help: "A screenful on.", keys: [.pageDown, .control("f")], section: .moving)
    case .top: ActionSpec(title: "To the top", help: "To the first row.", keys: [.home], section: .moving)
    case .bottom:
      ActionSpec(
        title: "To the end", help: "To the last row; Events follows its end again.", keys: [.end, .character("G")],
        section: .moving)
    case .previousTab:
      ActionSpec(title: "Tab to the left", help: "In an open object: the tab before.", keys: [.left], section: .moving)
    case .nextTab:
      ActionSpec(
        title: "Tab to the right", help: "In an open object: summary, why, history, errors, diagram, JSON.",
        keys: [.right],
        section: .moving)
    case .open:
      ActionSpec(
        title: "Open", help: "Everything about the selected object.", keys: [.enter], section: .moving, hint: "open")
    case .backward:
      ActionSpec(
        title: "To what was open before", help: "Back through the objects that were open.", keys: [.character("[")],
        section: .moving)
    case .forward:
      ActionSpec(
        title: "To what was open after", help: "Forward again.", keys: [.character("]")], section: .moving)
    default:
      ActionSpec(
        title: "Back", help: "Close what is open, lift the filter; never leaves the program.", keys: [.escape],
        section: .moving)
    }
  }

  private var screenSpec: ActionSpec {
    func screen(_ screen: Screen, _ help: String) -> ActionSpec {
      ActionSpec(
        title: screen.title, help: help, keys: [.character(Unicode.Scalar(UInt8(48 + screen.rawValue)))],
        section: .screens)
    }
    return switch self {
    case .overview: screen(.overview, "How everything stands, in bars and counts.")
    case .connections: screen(.connections, "Data connections with their latest session.")
    case .sessions: screen(.sessions, "Sharing sessions by their numbered statuses.")
    case .datasets: screen(.datasets, "Each data type of each connection.")
    case .requests: screen(.requests, "Privacy requests; open one for its integrations.")
    case .todo: screen(.todo, "What needs a hand, the worst first.")
    case .events: screen(.events, "The record as it grows.")
    case .nextScreen:
      ActionSpec(title: "Next screen", help: "To the screen on the right.", keys: [.tab], section: .screens)
    default:
      ActionSpec(title: "Previous screen", help: "To the screen on the left.", keys: [.backTab], section: .screens)
    }
  }

  private var actingSpec: ActionSpec {
    func spec(_ title: String, _ help: String, _ key: Unicode.Scalar?, asks: Bool = false, hint: String? = nil)
      -> ActionSpec
    {
      ActionSpec(
        title: title, help: help, keys: key.map { [.character($0)] } ?? [], section: .acting, isDestructive: asks,
        hint: hint)
    }
    return switch self {
    case .requeue:
      spec(
        "Re-queue or retry", "Queue the dataset or connection again; retry a session or an integration.", "r",
        hint: "re-queue")
    case .disconnect: spec("Disconnect", "End the access; the data is kept.", "d", asks: true, hint: "disconnect")
    case .reconnect: spec("Reconnect", "Ask the customer for access again.", "c", hint: "reconnect")
    case .sendLink: spec("Send the link", "Send the customer the link to sign in, and show it.", "l", hint: "link")
    case .delete:
      spec("Delete the connection", "Delete the connection and all data that came from it.", "D", asks: true)
    case .why:
      spec("Why", "The causes of the latest change, back to the first, and all that followed.", "w", hint: "why")
    case .startIntegration: spec("Start the integration", "Begin an integration that is Pending.", "t", hint: "start")
    case .skipIntegration:
      spec("Skip the integration", "Leave an API integration out of the phase.", "x", asks: true, hint: "skip")
    case .stopIntegration:
      spec("Stop the integration", "Stop waiting for a system owner.", "X", asks: true, hint: "stop")
    case .answer: spec("Answer for the system owner", "Enter the answer of a Direct Contact.", "a", hint: "answer")
    case .chooseData:
      spec("Choose the data", "Release what was found: send it, or delete it.", "v", asks: true, hint: "choose")
    case .extendDeadline: spec("Extend the deadline", "Extend a request's statutory deadline, once.", nil, asks: true)
    case .queueCompany: spec("Queue the whole company", "Queue every data type of the account.", "R", asks: true)
    case .queueDataType:
      spec("Queue one data type of the company", "Queue a data type on all connections of the account.", nil)
    case .changeDataTypes: spec("Change the data types", "Add or drop a requested data type.", nil)
    default: spec("Create a connection", "Connect the account to another provider.", nil)
    }
  }

  private var steppingSpec: ActionSpec {
    func spec(_ title: String, _ help: String, _ key: Unicode.Scalar? = nil, hint: String? = nil) -> ActionSpec {
      ActionSpec(title: title, help: help, keys: key.map { [.character($0)] } ?? [], section: .stepping, hint: hint)
    }
    return switch self {
    case .pause: spec("Pause or run", "Stop the simulated clock, or let it go on.", "p", hint: "pause")
    case .step:
      spec("One event forward", "Pause and go on by one event; 20. goes on by twenty, 05. by five.", ".", hint: "step")
    case .stepBack:
      spec(
        "One event back", "Undo the latest event; 20, goes back by twenty. What lay ahead is kept.", ",", hint: "back")
    case .nextOfRow: spec("The row's next event", "Run to the next event that touches the selected row.", ">")
    case .previousOfRow: spec("The row's previous event", "Back to the latest event that touched the row before.", "<")
    case .goTo:
      spec("Go to", "A time, an event number, start, end, or a condition such as status:AuthError.", "g", hint: "go to")
    case .breakpoints:
      spec("Breakpoints", "Pause the run on a condition, or on whatever happens to a row.", "b", hint: "break")
    case .inject:
      spec(
        "Inject a fault", "Let something go wrong with the selected row: what its rules allow, now or later.", "i",
        hint: "fault")
    case .whatIf:
      spec(
        "What if", "The same run without one command or fault, or with one more, side by side.", "f", hint: "what if")
    case .courses: spec("Courses", "Go back to a course of events that was left for another.")
    case .takeHome:
      spec("Take home", "Save the table as seen, an error log, the events, or the scenario with all commands.", "e")
    case .faster: spec("Faster", "The next higher speed.", "+")
    default: spec("Slower", "The next lower speed.", "-")
    }
  }

  private var simulationSpec: ActionSpec {
    func spec(_ title: String, _ help: String, _ key: Unicode.Scalar? = nil, asks: Bool = false, hint: String? = nil)
      -> ActionSpec
    {
      ActionSpec(
        title: title, help: help, keys: key.map { [.character($0)] } ?? [], section: .simulation, isDestructive: asks,
        hint: hint)
    }
    return switch self {
    case .openLink: spec("As the customer: open the link", "Begin to sign in.")
    case .authorize: spec("As the customer: authorize", "Finish signing in.")
    case .abort: spec("As the customer: abort", "Break off signing in.")
    case .rejectCredentials: spec("As the customer: wrong credentials", "Sign in with credentials that are not valid.")
    case .deliverWebhook:
      spec("As the aggregator: deliver the webhook", "Let a session that waits for its webhook go on.")
    case .toggleConnector: spec("Connector on or off line", "Switch an on-premises connector.")
    case .expireConsent: spec("Expire the consent", "End the provider's consent; the next fetch finds out.")
    case .beginOutage: spec("Provider outage", "The provider stops answering (503).", asks: true)
    case .beginMaintenance: spec("Provider maintenance", "The provider is being maintained (502).", asks: true)
    case .beginRateLimit: spec("Provider rate limit", "The provider refuses further calls (429).", asks: true)
    default: spec("End outage, maintenance or rate limit", "The provider is well again.")
    }
  }
}
