import Canvas
import Simulation

/// A run that another program writes, shown as it goes on.
extension Model {
  /// Takes up what was added to the run.
  mutating func follow(_ events: [Event], _ timeline: Timeline) {
    guard source.timeline != nil else { return }
    if isPaused {
      // Somebody looks at a place: what has come lies ahead of it.
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

  /// What comes behind the end of a record is told for what it is.
  mutating func leaveRecord(_ sequence: Int64) {
    guard let end = recordEnd, sequence > end, !hasLeftRecord, !isPaused else { return }
    hasLeftRecord = true
    say("the record ends at #\(Count.grouped(end)): what comes now is only simulated, and not recorded", .warning)
  }

  /// To the end of a run that has gone on meanwhile.
  private mutating func comeBack(to timeline: Timeline) {
    changeCourse { $0 = timeline }
    isPaused = false
  }

  /// Goes on with what is written elsewhere.
  mutating func followAgain() {
    guard isFollowing, let head = source.timeline?.head, source.timeline?.isBehind == true else { return }
    go(to: .event(head.sequence))
    isPaused = false
  }
}
