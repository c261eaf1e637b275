/// The commands given during a run, by a board or by the script.
package struct CommandLog: Sendable {
  /// How many of the latest commands are kept for display and causes. Older ones drop out in halves.
  static let limit = 8_192

  /// The number of the latest command, and so of commands so far.
  package private(set) var count: Int64 = 0
  /// The latest commands, oldest first.
  package private(set) var latest: [GivenCommand] = []
  /// How many of the run's own commands (`Timeline.inputs`) have been carried out.
  package private(set) var inputsDone = 0
  /// The numbers of those commands, in order.
  package private(set) var inputNumbers: [Int64] = []

  /// Numbers a command that is carried out.
  ///
  /// - Parameter step: the script step that gives it; nil if it comes from a board.
  mutating func append(_ command: Command, step: Int?) {
    count += 1
    if latest.count == Self.limit { latest.removeFirst(Self.limit / 2) }
    latest.append(GivenCommand(number: count, command: command, step: step))
  }

  /// Counts a command among the run's own.
  mutating func countInput(_ number: Int64) {
    inputsDone += 1
    inputNumbers.append(number)
  }

  /// The command with a number; nil if it is no longer kept.
  package func command(_ number: Int64) -> GivenCommand? {
    guard let first = latest.first?.number, number >= first, number <= count else { return nil }
    return latest[Int(number - first)]
  }
}

/// A command that was carried out, with its number in the run.
package struct GivenCommand: Sendable {
  package let number: Int64
  package let command: Command
  /// The script step that gave it, from 0; nil if it came from the board.
  package let step: Int?
}
