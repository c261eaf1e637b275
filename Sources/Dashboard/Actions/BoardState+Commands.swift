import Canvas
import Lifecycles
import Queries
import Simulation

/// Performing actions, and carrying out commands.
extension BoardState {
  /// Performs an action, or says why it is not available.
  mutating func perform(_ action: Action) -> [Effect] {
    switch plan(action) {
    case .failure(let refusal): say(refusal.reason, .warning)
    case .success(.view(let change)): return change(&self)
    case .success(.choose(let picker)): navigation.overlay = .picker(picker)
    case .success(.bulk(let bulk)): ask(bulk)
    case .success(.give(let command)):
      if action.asksFirst || preferences.asksAlways || world.deletes(command) {
        ask(action.title, command)
      } else {
        submit(command)
      }
    }
    return []
  }

  /// Asks before a command: names the object and the consequence.
  mutating func ask(_ title: String, _ command: Command) {
    guard let object = command.object ?? target else { return }
    let name = command.object == nil ? "" : StatusText.objectName(world, object)
    let names = [StatusText.account(world, object), name].filter { !$0.isEmpty }
    let hasStatus = command.object != nil && object.kind != .provider
    let status =
      hasStatus ? "\(object.kind) \(world.shortID(of: object)), now \(StatusText.plainLabel(world, object))" : ""
    navigation.overlay = .confirmation(
      Confirmation(
        title: "\(title)?",
        lines: [names.joined(separator: " \(glyphs.dot) "), status, run.source.consequences(of: command)]
          .filter { !$0.isEmpty },
        button: title, answer: .one(command, object, status: world.status(of: object))))
  }

  /// Called when the answer is yes. Checks first whether the object has changed since the question.
  mutating func confirm(_ confirmation: Confirmation) {
    switch confirmation.answer {
    case .many(let bulk): begin(bulk)
    case .one(let command, let object, let status):
      guard world.status(of: object) == status else {
        let was = object.system.map { StatusText.label($0, status) } ?? ""
        say("nothing was done: it changed from \(was) to \(StatusText.label(world, object))", .warning)
        return
      }
      submit(command)
    }
  }

  /// Carries out a command and takes in its events. Behind the head, the run branches.
  ///
  /// - Returns: the events and whether a branch started, or why it was refused.
  mutating func carryOut(_ command: Command) -> Result<(events: [Event], isFork: Bool), Refusal> {
    let isFork = run.timeline?.isBehind == true
    return run.source.submit(command).map { events in
      if isFork { dropAhead() }
      take(events)
      attention.invalidate()
      return (events, isFork)
    }
  }

  /// Carries out a person's command, logs it, and reports it.
  mutating func submit(_ command: Command) {
    tables.clearsHighlights = playback.isPaused
    let subject = command.object ?? target
    let name =
      subject.map { object in
        [StatusText.account(world, object), StatusText.objectName(world, object)].filter { !$0.isEmpty }
          .joined(separator: " \(glyphs.dot) ")
      } ?? ""
    let time = world.now
    alerts.message = nil
    switch carryOut(command) {
    case .failure(let refusal): say("nothing was done: \(refusal.description)", .warning)
    case .success(let (events, isFork)):
      record(
        ActionLogEntry(
          time: time, title: "\(command.title)\(name.isEmpty ? "" : ", \(name)")",
          undo: command.undo.map { .commands([$0]) } ?? .none, object: subject))
      // Other news, such as a row that left the list.
      let aside = alerts.message.map { "; \($0.text)" } ?? ""
      let branch = isFork ? "; a new branch starts here, \(keys.word(.branches)) switches back" : ""
      sayDone(report(command, name, events) + branch + aside)
    }
  }

  /// What a command did, in words.
  private func report(_ command: Command, _ name: String, _ events: [Event]) -> String {
    // In the middle of a cascade, the rest of it came first.
    let place = run.timeline?.inputs.last?.sequence ?? 0
    let own = events.count { $0.sequence > place }
    let text = "\(command.title): \(name.isEmpty ? "" : "\(name), ")\(Count.text(own, "event"))"
    if let connection = command.sentLink { return "link sent: \(world.redirectURL(ofConnection: connection))" }
    if let (connection, status) = command.returnOfCustomer {
      return "\(text); the customer returns to \(world.returnURL(ofConnection: connection))?status=\(status)"
    }
    if case .inject(let fault) = command, fault.status != nil {
      return "\(name): \(fault.title) is pending; \(keys.word(.inject)) removes it"
    }
    return text
  }

  /// Drops what lay ahead, because the run took another branch.
  private mutating func dropAhead() {
    run.log.dropAhead()
    playback.dropAhead(of: run.log.last?.sequence ?? 0)
  }
}

extension Command {
  /// The connection whose link it sends; nil for other commands.
  fileprivate var sentLink: Int? {
    if case .connection(let connection, .sendLink) = self { connection } else { nil }
  }

  /// Where and how the customer returns from the provider's pages; nil for other commands.
  fileprivate var returnOfCustomer: (connection: Int, status: String)? {
    if case .connection(let connection, .authorize) = self { return (connection, "success") }
    if case .connection(let connection, .abort) = self { return (connection, "abort") }
    return nil
  }
}

extension World {
  /// Whether a command deletes data in the end, whatever it is called.
  fileprivate func deletes(_ command: Command) -> Bool {
    guard case .integration(let index, .start) = command else { return false }
    return integrations[index].integrationStatus.table?.phase == .deletion
  }
}
