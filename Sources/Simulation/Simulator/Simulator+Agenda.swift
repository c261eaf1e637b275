extension Simulator {
  /// Puts the scenario's script on the agenda.
  mutating func planScript() {
    script.agenda.add(
      scenario.script.enumerated().map { index, step in
        Agenda.Entry(
          time: scenario.start + step.after, event: step.event, order: .step(index, turn: 0),
          rank: (step.isFromBoard ? 1 : 0, index))
      })
  }

  /// Plans commands to be given again at their positions, replacing those planned before.
  package mutating func plan(_ inputs: some Sequence<Input>) {
    script.agenda.removeCommands()
    script.agenda.add(inputs.map { Agenda.Entry(time: $0.time, event: $0.event, order: .command($0.command)) })
  }

  /// Returns a command with its position in the run, as if given now.
  package mutating func input(_ command: Command) -> Input {
    let isSettled = scheduler.earliestTime > now && script.agenda.nextTime > now
    let event = isSettled ? nil : world.lastSequence
    return Input(
      time: now, event: event, command: command, sequence: world.lastSequence, number: commandLog.count + 1,
      step: ScriptStep(command, after: now - scenario.start, event: event, world))
  }

  /// Keeps the latest refusals for display.
  mutating func refuse(_ what: String, _ refusal: Refusal) {
    script.refuse(RefusedStep(time: now, what: what, refusal: refusal))
  }

  /// Carries out the entry that is due.
  mutating func perform(_ position: Int) {
    let entry = script.agenda.remove(at: position)
    scheduler.advance(to: entry.time)
    world.now = max(world.now, now)
    switch entry.order {
    case .command(let command):
      commandLog.countInput(commandLog.count + 1)
      // In a fork the rules may no longer allow it.
      if case .failure(let refusal) = submit(command) {
        refuse(command.title, refusal)
      }
    case .step(let index, let turn): runStep(index, turn: turn)
    }
  }
}
