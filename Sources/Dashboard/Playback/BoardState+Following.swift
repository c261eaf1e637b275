import Canvas
import Queries
import Simulation

/// Following a run that another program writes, and replaying a record.
extension BoardState {
  /// Takes in what was added to the run.
  mutating func follow(_ events: [Event], _ timeline: Timeline) {
    guard let own = run.timeline else { return }
    if playback.isPaused {
      // The person is looking at a position. What came lies ahead of it.
      run.source.timeline?.learn(from: timeline)
    } else if own.sequence + Int64(events.count) == timeline.sequence {
      run.source = .simulated(timeline)
      take(events)
    } else {
      switchBranch { $0 = timeline }
      playback.isPaused = false
    }
  }

  mutating func followBranch(_ timeline: Timeline) {
    switchBranch { $0 = timeline }
    say("the writer of this run switched to another branch", .muted)
  }

  mutating func note(isWritten: Bool) {
    if case .following(let journal, _) = run.access {
      run.access = .following(journal: journal, isWritten: isWritten)
    }
    say(
      isWritten ? "another program is continuing this run" : "no program is writing this run now; still following",
      .muted)
  }

  /// Resumes following.
  mutating func followAgain() {
    guard run.access.isFollowing, let timeline = run.timeline, timeline.isBehind else { return }
    go(to: .event(timeline.head.sequence))
    playback.isPaused = false
  }

  /// Says so when events go beyond the end of a record.
  mutating func leaveRecord(_ sequence: Int64) {
    guard case .replaying(let journal, let end, false) = run.access, sequence > end, !playback.isPaused else { return }
    run.access = .replaying(journal: journal, end: end, hasLeft: true)
    say("the recording ends at #\(Count.grouped(end)); from here on, events are simulated and not recorded", .warning)
  }
}
