import Canvas
import Queries
import Simulation

/// To do: what needs attention, grouped by cause, as of an event and a moment.
package struct AttentionList: Sendable {
  /// The number of rows that need attention, and how many of them are failures.
  package internal(set) var counts: (problems: Int, todo: Int) = (0, 0)
  /// Whether one line per cause is shown, rather than one per row.
  package internal(set) var isGrouped = true
  /// Only problems with a matching row are shown.
  package internal(set) var filter = Filter.none
  /// The problems that the filter shows.
  package private(set) var problems: [Problem] = []
  package internal(set) var page = PageState()
  /// The snoozed and acknowledged problems, by root cause.
  var snoozes: [Problem.Root: Snooze] = [:]

  private var allProblems: [Problem] = []
  private var lines: [PageLine] = []
  /// The filter text that `lines` was built for; nil to rebuild them.
  private var listedFor: String?
  private var updatedFor: (sequence: Int64, time: Instant)?
  private var updatedAt: Int64 = 0

  /// Every row is checked, so at most once a second while the world runs.
  private static let interval: Int64 = 1_000

  /// Marks the list as out of date.
  mutating func invalidate() { updatedFor = nil }

  /// Drops the problems, because the run is elsewhere.
  mutating func forget() {
    problems = []
    allProblems = []
    updatedFor = nil
  }

  /// Looks for problems again if something has happened since.
  mutating func update(_ world: World, _ log: EventLog, wall: Int64, isPaused: Bool) {
    let isOld = updatedFor?.sequence != world.lastSequence || abs(world.now - (updatedFor?.time ?? 0)) >= Span.minute
    let isDue = isPaused || updatedFor == nil || wall - updatedAt >= Self.interval || wall < updatedAt
    guard isOld, isDue else { return }
    updatedAt = wall
    allProblems = Problem.all(world, log)
    updatedFor = (world.lastSequence, world.now)
    listedFor = nil
  }

  /// Shows the problems with a row that matches the filter.
  mutating func show(_ writer: ProblemLines, height: Int) {
    if listedFor != filter.text {
      listedFor = filter.text
      problems = allProblems
      if !filter.isEmpty {
        let matcher = Matcher(filter, writer.world)
        problems.removeAll { problem in !problem.affected.contains { matcher.matches($0, writer.world) } }
      }
      lines =
        problems.isEmpty && !filter.isEmpty
        ? [PageLine("No problems match. \(writer.keys.word(.back)) clears the filter.", .muted)]
        : writer.lines(problems, snoozes)
    }
    page.show(lines, height: height)
    page.reveal(height: height)
  }
}
