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
