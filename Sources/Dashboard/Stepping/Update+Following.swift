import Canvas
import Simulation

/// Following a run that another program writes.
extension Model {
  /// Takes in what was added to the run.
  mutating func follow(_ events: [Event], _ timeline: Timeline) {
    guard source.timeline != nil else { return }
    if isPaused {
      // The person is looking at a position. What came lies ahead of it.
      source.timeline!.learn(from: timeline)
      return
    }
    if source.timeline!.sequence + Int64(events.count) == timeline.sequence {
      source.timeline = timeline
      take(events)
    } else {
      comeBack(to: timeline)
    }
  }

  /// Says so when events go beyond the end of a record.
  mutating func leaveRecord(_ sequence: Int64) {
    guard let end = recordEnd, sequence > end, !hasLeftRecord, !isPaused else { return }
    hasLeftRecord = true
    say("the recording ends at #\(Count.grouped(end)); from here on, events are simulated and not recorded", .warning)
  }

  /// Goes to the end of a run that has continued meanwhile.
  private mutating func comeBack(to timeline: Timeline) {
    changeCourse { $0 = timeline }
    isPaused = false
  }

  /// Resumes following.
  mutating func followAgain() {
    guard isFollowing, let head = source.timeline?.head, source.timeline?.isBehind == true else { return }
    go(to: .event(head.sequence))
    isPaused = false
  }
}
