import Canvas
import Queries
import Simulation

/// Stepping through a simulated run, and playing the people and systems around it.
extension Action {
  package static let pause = Action(
    "pause", "Pause or resume", "Pause or resume the simulated clock.", keys: "p", .stepping,
    hint: Hint(fixedWord: nil, word: { $0.playback.isPaused ? "run" : "pause" }, isShown: isSteppable),
    unless: feedRefusal,
    .view { $0.togglePause() })
  package static let step = Action(
    "step", "Step forward",
    "Pause and step forward by one event, by twenty after typing 20, or by five after 05.", keys: ".", .stepping,
    hint: "step", hintedWhen: isSteppable, takesCount: true, unless: forwardRefusal,
    .view { $0.stepForward($0.steps) })
  package static let stepBack = Action(
    "step-back", "Step back", "Step back by one event, or by twenty after typing 20. Later events are kept.",
    keys: ",", .stepping, hint: "back", hintedWhen: isSteppable, takesCount: true, unless: feedRefusal,
    .view { $0.stepBack($0.steps) })
  package static let nextOfRow = Action(
    "next-of-row", "The row's next event", "Go to the next event of the selected row.", keys: ">", .stepping,
    takesCount: true, unless: forwardRefusal, .view { $0.stepOfRow($0.steps) })
  package static let previousOfRow = Action(
    "previous-of-row", "The row's previous event", "Go to the previous event of the selected row.", keys: "<",
    .stepping, takesCount: true, unless: feedRefusal, .view { $0.stepOfRow(-$0.steps) })
  package static let goTo = Action(
    "go-to", "Go to", "Go to a time, an event number, start, end, or a condition such as status:AuthError.", keys: "g",
    .stepping, hint: "go to", hintedWhen: isSteppable, unless: forwardRefusal, .view { $0.openPrompt(.goTo) })
  package static let breakpoints = Action(
    "breakpoints", "Breakpoints", "Pause on a condition, or on any event of a row.", keys: "b", .stepping,
    hint: "break", hintedWhen: isSteppable, unless: feedRefusal, .view { $0.openBreakpoints() })
  package static let inject = Action(
    "inject", "Inject a fault", "Make the selected object fail, now or later, as its rules allow.", keys: "i",
    .stepping, hint: "fault", hintedWhen: isSteppable, unless: { $0.faultRefusal }, .view { $0.openFaults() })
  package static let whatIf = Action(
    "what-if", "What if", "Compare this run with one that lacks a command or fault, or has one more.", keys: "f",
    .stepping, hint: "what if", hintedWhen: isSteppable, unless: feedRefusal, .view { $0.openWhatIf() })
  package static let branches = Action(
    "branches", "Branches", "Switch to another branch of the run.", .stepping, unless: { $0.branchesRefusal },
    .view { $0.openBranches() })
  package static let export = Action(
    "export", "Export", "Export the table, an error log, the events, or the scenario with all commands.", keys: "e",
    .stepping, unless: { $0.exportRefusal }, .view { $0.openExports() })
  package static let faster = Action(
    "faster", "Faster", "Increase the speed.", keys: "+", .stepping, unless: feedRefusal, .view { $0.changeSpeed(1) })
  package static let slower = Action(
    "slower", "Slower", "Decrease the speed.", keys: "-", .stepping, unless: feedRefusal, .view { $0.changeSpeed(-1) })

  static let stepping = [
    pause, step, stepBack, nextOfRow, previousOfRow, goTo, breakpoints, inject, whatIf, branches, export, faster,
    slower,
  ]

  private static let isSteppable: @Sendable (BoardState) -> Bool = { board in
    board.run.isSimulated && board.navigation.pages.isEmpty
  }

  private static let feedRefusal: @Sendable (BoardState) -> Refusal? = { board in
    board.run.isSimulated ? nil : Refusal("this board shows a feed, which sets its own pace")
  }

  private static let forwardRefusal: @Sendable (BoardState) -> Refusal? = { board in
    if board.isHeld, board.run.timeline?.isBehind == false {
      return board.recordingRefusal ?? Refusal("the run is waiting for the journal to catch up")
    }
    return feedRefusal(board)
  }

  // MARK: The simulation

  package static let openLink = Action(
    "open-link", "As the customer: open the link", "Start signing in.", .simulation,
    .command(.connection { .connection($0, .openLink) }))
  package static let authorize = Action(
    "authorize", "As the customer: authorize", "Finish signing in.", .simulation,
    .command(.connection { .connection($0, .authorize) }))
  package static let abort = Action(
    "abort", "As the customer: abort", "Cancel signing in.", .simulation,
    .command(.connection { .connection($0, .abort) }))
  package static let rejectCredentials = Action(
    "reject-credentials", "As the customer: wrong credentials", "Sign in with invalid credentials.", .simulation,
    .command(.connection { .connection($0, .rejectCredentials) }))
  package static let deliverWebhook = Action(
    "deliver-webhook", "As the aggregator: deliver the webhook",
    "Deliver the webhook that a session is waiting for.", .simulation,
    .command(.connection { .session($0, .deliverWebhook) }))
  package static let toggleConnector = Action(
    "toggle-connector", "Connector online or offline", "Disconnect or reconnect an on-premises connector.",
    .simulation,
    .command(
      .connection { world, index in
        .connection(index, .connector(online: world.connections[index].flags.contains(.connectorOffline)))
      }))
  package static let expireConsent = Action(
    "expire-consent", "Expire the consent", "Expire the provider's consent. The next fetch fails.", .simulation,
    .command(.connection { .connection($0, .expireConsent) }))
  package static let beginOutage = Action(
    "begin-outage", "Start a provider outage", "The provider stops answering (503).", .simulation, asksFirst: true,
    .command(.provider { .provider($0, .begin(.outage)) }))
  package static let beginMaintenance = Action(
    "begin-maintenance", "Start provider maintenance", "The provider is under maintenance (502).", .simulation,
    asksFirst: true, .command(.provider { .provider($0, .begin(.maintenance)) }))
  package static let beginRateLimit = Action(
    "begin-rate-limit", "Start a provider rate limit", "The provider refuses further calls (429).", .simulation,
    asksFirst: true, .command(.provider { .provider($0, .begin(.rateLimit)) }))
  package static let endCondition = Action(
    "end-condition", "End outage, maintenance or rate limit", "End the provider's current condition.", .simulation,
    .command(.provider { .provider($0, .endCondition) }))

  static let simulation = [
    openLink, authorize, abort, rejectCredentials, deliverWebhook, toggleConnector, expireConsent, beginOutage,
    beginMaintenance, beginRateLimit, endCondition,
  ]
}
