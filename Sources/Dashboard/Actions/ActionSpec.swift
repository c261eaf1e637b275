import Canvas

extension Action {
  /// The title, help, keys and hint of every action.
  package var spec: ActionSpec {
    switch self {
    case .moveUp, .moveDown, .pageUp, .pageDown, .top, .bottom, .previousTab, .nextTab, .open, .back, .backward,
      .forward:
      movingSpec
    case .overview, .connections, .sessions, .datasets, .requests, .todo, .events, .nextScreen, .previousScreen:
      screenSpec
    case .filter, .showOnly, .nextMatch, .previousMatch, .sort, .sortFurther, .reverseSort, .columns, .views, .mark,
      .markRange, .markAll, .markBy, .unmark, .group, .snooze, .acknowledge:
      tableSpec
    case .copy:
      ActionSpec(
        title: "Copy", help: "Copy the link, the id, the row or the JSON to the clipboard (OSC 52).",
        keys: [.character("y")],
        section: .acting, hint: "copy")
    case .undo:
      ActionSpec(
        title: "Undo", help: "Undo the latest action, if the rules allow it.",
        keys: [.character("u")], section: .acting)
    case .report:
      ActionSpec(title: "Report", help: "Show what the latest bulk action did and skipped.", section: .acting)
    case .actionLog:
      ActionSpec(title: "Actions", help: "Show what was done at this board, newest first.", section: .acting)
    case .requeue, .disconnect, .reconnect, .sendLink, .delete, .why, .startIntegration, .skipIntegration,
      .stopIntegration, .answer, .chooseData,
      .extendDeadline, .queueCompany, .queueDataType, .changeDataTypes, .createConnection:
      actingSpec
    case .pause, .step, .stepBack, .nextOfRow, .previousOfRow, .goTo, .breakpoints, .inject, .whatIf, .branches,
      .export, .faster, .slower:
      steppingSpec
    case .openLink, .authorize, .abort, .rejectCredentials, .deliverWebhook,
      .toggleConnector, .expireConsent,
      .beginOutage, .beginMaintenance, .beginRateLimit, .endCondition:
      simulationSpec
    case .notify, .journal, .stopRecording, .themes, .mouse, .tour, .help, .palette, .redraw, .quit: programSpec
    }
  }

  private var movingSpec: ActionSpec {
    switch self {
    case .moveUp: ActionSpec(title: "Up", help: "Go to the row above.", keys: [.up, .character("k")], section: .moving)
    case .moveDown:
      ActionSpec(title: "Down", help: "Go to the row below.", keys: [.down, .character("j")], section: .moving)
    case .pageUp:
      ActionSpec(title: "Page up", help: "Scroll up by one page.", keys: [.pageUp, .control("b")], section: .moving)
    case .pageDown:
      ActionSpec(
        title: "Page down", help: "Scroll down by one page.", keys: [.pageDown, .control("f")], section: .moving)
    case .top: ActionSpec(title: "Top", help: "Go to the first row.", keys: [.home], section: .moving)
    case .bottom:
      ActionSpec(
        title: "Bottom", help: "Go to the last row. On Events, follow live again.", keys: [.end, .character("G")],
        section: .moving)
    case .previousTab:
      ActionSpec(
        title: "Previous tab", help: "In an open object: go to the previous tab.", keys: [.left], section: .moving)
    case .nextTab:
      ActionSpec(
        title: "Next tab", help: "In an open object: summary, why, history, errors, diagram, JSON.",
        keys: [.right],
        section: .moving)
    case .open:
      ActionSpec(
        title: "Open", help: "Open everything about the selected object.", keys: [.enter], section: .moving,
        hint: "open")
    case .backward:
      ActionSpec(
        title: "Previous object", help: "Go back through the objects you opened.", keys: [.character("[")],
        section: .moving)
    case .forward:
      ActionSpec(
        title: "Next object", help: "Go forward through the objects you opened.", keys: [.character("]")],
        section: .moving)
    default:
      ActionSpec(
        title: "Back", help: "Close what is open or clear the filter. Never quits.", keys: [.escape],
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
    case .overview: screen(.overview, "The status of everything, in bars and counts.")
    case .connections: screen(.connections, "Data connections with their latest session.")
    case .sessions: screen(.sessions, "Sharing sessions with their numbered statuses.")
    case .datasets: screen(.datasets, "Every data type of every connection.")
    case .requests: screen(.requests, "Privacy requests. Open one to see its integrations.")
    case .todo: screen(.todo, "What needs attention, worst first.")
    case .events: screen(.events, "Everything that happened, live.")
    case .nextScreen:
      ActionSpec(title: "Next screen", help: "Go to the next screen.", keys: [.tab], section: .screens)
    default:
      ActionSpec(title: "Previous screen", help: "Go to the previous screen.", keys: [.backTab], section: .screens)
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
        "Re-queue or retry", "Queue a dataset or connection again, or retry a session or integration.", "r",
        hint: "re-queue")
    case .disconnect: spec("Disconnect", "End access. The data is kept.", "d", asks: true, hint: "disconnect")
    case .reconnect: spec("Reconnect", "Ask the customer for access again.", "c", hint: "reconnect")
    case .sendLink: spec("Send link", "Send the customer the sign-in link, and show it.", "l", hint: "link")
    case .delete:
      spec("Delete the connection", "Delete the connection and all of its data.", "D", asks: true)
    case .why:
      spec("Why", "Show the causes of the latest change, and everything that followed.", "w", hint: "why")
    case .startIntegration: spec("Start the integration", "Start a Pending integration.", "t", hint: "start")
    case .skipIntegration:
      spec("Skip the integration", "Leave an API integration out of this phase.", "x", asks: true, hint: "skip")
    case .stopIntegration:
      spec("Stop the integration", "Stop waiting for a system owner.", "X", asks: true, hint: "stop")
    case .answer: spec("Answer for the system owner", "Record a Direct Contact's answer.", "a", hint: "answer")
    case .chooseData:
      spec("Choose the data", "Choose the data to send or delete.", "v", asks: true, hint: "choose")
    case .extendDeadline:
      spec("Extend the deadline", "Extend a request's statutory deadline. Possible once.", nil, asks: true)
    case .queueCompany: spec("Sync the account", "Sync all data of this account.", "R", asks: true)
    case .queueDataType:
      spec("Sync one data type of the account", "Sync a data type on all connections of the account.", nil)
    case .changeDataTypes: spec("Change the data types", "Add or remove a requested data type.", nil)
    default: spec("Create a connection", "Connect the account to another provider.", nil)
    }
  }

  private var steppingSpec: ActionSpec {
    func spec(_ title: String, _ help: String, _ key: Unicode.Scalar? = nil, hint: String? = nil) -> ActionSpec {
      ActionSpec(title: title, help: help, keys: key.map { [.character($0)] } ?? [], section: .stepping, hint: hint)
    }
    return switch self {
    case .pause: spec("Pause or resume", "Pause or resume the simulated clock.", "p", hint: "pause")
    case .step:
      spec(
        "Step forward", "Pause and step forward by one event, by twenty after typing 20, or by five after 05.", ".",
        hint: "step")
    case .stepBack:
      spec(
        "Step back", "Step back by one event, or by twenty after typing 20. Later events are kept.", ",", hint: "back")
    case .nextOfRow: spec("The row's next event", "Go to the next event of the selected row.", ">")
    case .previousOfRow: spec("The row's previous event", "Go to the previous event of the selected row.", "<")
    case .goTo:
      spec(
        "Go to", "Go to a time, an event number, start, end, or a condition such as status:AuthError.", "g",
        hint: "go to")
    case .breakpoints:
      spec("Breakpoints", "Pause on a condition, or on any event of a row.", "b", hint: "break")
    case .inject:
      spec(
        "Inject a fault", "Make the selected object fail, now or later, as its rules allow.", "i",
        hint: "fault")
    case .whatIf:
      spec(
        "What if", "Compare this run with one that lacks a command or fault, or has one more.", "f", hint: "what if")
    case .branches: spec("Branches", "Switch to another branch of the run.")
    case .export:
      spec("Export", "Export the table, an error log, the events, or the scenario with all commands.", "e")
    case .faster: spec("Faster", "Increase the speed.", "+")
    default: spec("Slower", "Decrease the speed.", "-")
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
    case .openLink: spec("As the customer: open the link", "Start signing in.")
    case .authorize: spec("As the customer: authorize", "Finish signing in.")
    case .abort: spec("As the customer: abort", "Cancel signing in.")
    case .rejectCredentials: spec("As the customer: wrong credentials", "Sign in with invalid credentials.")
    case .deliverWebhook:
      spec("As the aggregator: deliver the webhook", "Deliver the webhook that a session is waiting for.")
    case .toggleConnector: spec("Connector online or offline", "Disconnect or reconnect an on-premises connector.")
    case .expireConsent: spec("Expire the consent", "Expire the provider's consent. The next fetch fails.")
    case .beginOutage: spec("Start a provider outage", "The provider stops answering (503).", asks: true)
    case .beginMaintenance: spec("Start provider maintenance", "The provider is under maintenance (502).", asks: true)
    case .beginRateLimit: spec("Start a provider rate limit", "The provider refuses further calls (429).", asks: true)
    default: spec("End outage, maintenance or rate limit", "End the provider's current condition.")
    }
  }
}
