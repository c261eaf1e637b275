import Lifecycles

/// A command given during a run, with its position in it.
///
/// It comes at the end of its millisecond, or right after an event of it if others were still due.
package struct Input: Equatable, Sendable {
  package var time: Instant
  package var event: Int64?
  package var command: Command
  /// The event that it came after, for display.
  package var sequence: Int64
  /// Its number among all commands of the run, including those of the script.
  package var number: Int64
  /// The equivalent scenario step, with names as they were; nil if a scenario has no such step.
  package var step: ScriptStep?

  package init(time: Instant, event: Int64?, command: Command, sequence: Int64, number: Int64, step: ScriptStep?) {
    self.time = time
    self.event = event
    self.command = command
    self.sequence = sequence
    self.number = number
    self.step = step
  }
}

/// What is due by plan rather than by a timer: steps of the script, and commands of an earlier run that are replayed.
struct Agenda: Sendable {
  enum Order: Sendable {
    case step(Int, turn: Int)
    case command(Command)
  }

  struct Entry: Sendable {
    var time: Instant
    var event: Int64?
    var order: Order
    /// The order within one millisecond: the script's steps in their order, repeats included; then steps exported from
    /// a board; then commands.
    var rank: (Int, Int) = (2, 0)

    func isBefore(_ other: Entry) -> Bool {
      time != other.time ? time < other.time : rank < other.rank
    }
  }

  /// Latest first, so that the next entry is taken from the end.
  private(set) var entries: [Entry] = []

  /// The time of the next entry; the maximum if there is none.
  var nextTime: Instant { entries.last?.time ?? .max }

  /// Adds an entry after those of the same time and rank.
  mutating func add(_ entry: Entry) {
    let position = entries.firstIndex { !entry.isBefore($0) } ?? entries.count
    entries.insert(entry, at: position)
  }

  /// Adds many entries, in order.
  mutating func add(_ new: [Entry]) {
    guard !new.isEmpty else { return }
    let all = entries.reversed() + new
    let order = all.indices.sorted { a, b in
      all[b].isBefore(all[a]) || (!all[a].isBefore(all[b]) && a > b)
    }
    entries = order.map { all[$0] }
  }

  /// The time of the last entry; nil if there is none.
  var lastTime: Instant? { entries.first?.time }

  /// Removes the commands of an earlier run.
  mutating func removeCommands() {
    entries.removeAll { if case .command = $0.order { true } else { false } }
  }

  /// Returns the position of the entry that is due next.
  ///
  /// - Parameters:
  ///   - timer: when the next timer is due.
  ///   - sequence: the number of the latest event.
  /// - Returns: its position; nil if a timer comes first.
  func due(timer: Instant, sequence: Int64) -> Int? {
    guard let time = entries.last?.time, timer >= time else { return nil }
    var position = entries.count - 1
    while position >= 0, entries[position].time == time {
      if let event = entries[position].event, sequence >= event { return position }
      position -= 1
    }
    // At the end of the millisecond, whatever it waited for.
    return timer > time ? entries.count - 1 : nil
  }

  mutating func remove(at position: Int) -> Entry { entries.remove(at: position) }
}

extension Simulator {
  /// Puts the scenario's script on the agenda.
  mutating func planScript() {
    agenda.add(
      scenario.script.enumerated().map { index, step in
        Agenda.Entry(
          time: scenario.start + step.after, event: step.event, order: .step(index, turn: 0),
          rank: (step.isFromBoard ? 1 : 0, index))
      })
  }

  /// Plans commands to be given again at their positions, replacing those planned before.
  package mutating func plan(_ inputs: some Sequence<Input>) {
    agenda.removeCommands()
    agenda.add(inputs.map { Agenda.Entry(time: $0.time, event: $0.event, order: .command($0.command)) })
  }

  /// Returns a command with its position in the run, as if given now.
  package mutating func input(_ command: Command) -> Input {
    let isSettled = (queue.earliestTime() ?? .max) > now && agenda.nextTime > now
    let event = isSettled ? nil : world.lastSequence
    return Input(
      time: now, event: event, command: command, sequence: world.lastSequence, number: commandCount + 1,
      step: ScriptStep(command, after: now - scenario.start, event: event, world))
  }

  /// Keeps the latest refusals for display.
  mutating func refuse(_ what: String, _ refusal: Refusal) {
    if scriptRefusals.count == 1_000 { scriptRefusals.removeFirst(500) }
    scriptRefusals.append(RefusedStep(time: now, what: what, refusal: refusal))
  }

  /// Carries out the entry that is due.
  mutating func perform(_ position: Int) {
    let entry = agenda.remove(at: position)
    now = max(now, entry.time)
    world.now = max(world.now, now)
    switch entry.order {
    case .command(let command):
      inputsDone += 1
      inputNumbers.append(commandCount + 1)
      // In a fork the rules may no longer allow it.
      if case .failure(let refusal) = submit(command) {
        refuse(command.title, refusal)
      }
    case .step(let index, let turn): runStep(index, turn: turn)
    }
  }
}

/// A step of the script, or a replayed command, that the rules refused.
package struct RefusedStep: Sendable {
  package let time: Instant
  package let what: String
  package let refusal: Refusal
}

/// A command that was carried out, with its number in the run.
package struct GivenCommand: Sendable {
  package let number: Int64
  package let command: Command
  /// The script step that gave it, from 0; nil if it came from the board.
  package let step: Int?
}
