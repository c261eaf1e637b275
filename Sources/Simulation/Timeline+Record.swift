import Lifecycles

/// What a journal records of a run so that it can be reproduced with every branch.
extension Timeline {
  /// A branch as a journal knows it.
  package struct Course: Equatable, Sendable {
    /// 1 for the first of a run.
    package let number: Int
    /// The number of the branch that it continues; 0 for the first.
    package let parent: Int
    /// Up to here it is its parent's.
    package let parting: Place
    package let variation: Variation

    package init(number: Int, parent: Int, parting: Place, variation: Variation) {
      self.number = number
      self.parent = parent
      self.parting = parting
      self.variation = variation
    }

    package static let first = Course(
      number: 1, parent: 0, parting: Place(sequence: 0, time: .min, inputs: 0), variation: Variation())
  }

  /// A branch with everything a journal holds about it.
  package struct CourseRecord: Sendable {
    package let course: Course
    /// Its own commands, without those of its parent.
    package var inputs: [Input] = []
    /// How far it was recorded.
    package var head: Reach

    package init(course: Course, head: Reach) {
      self.course = course
      self.head = head
    }
  }

  /// The branch that the run is on.
  package var course: Course { courses[courses.count - 1] }

  mutating func beginCourse(parent: Int, parting: Place) {
    courses.append(Course(number: courses.count + 1, parent: parent, parting: parting, variation: variation))
  }

  /// The events in a range, wherever the position is. The run is replayed for them.
  package func events(after first: Int64, through last: Int64) -> [Event] {
    guard last > first else { return [] }
    var copy = self
    copy.restore(nearest(max(0, first)))
    copy.simulator.run(toEvent: last)
    return copy.simulator.drain().filter { $0.sequence > first && $0.sequence <= last }
  }

  /// A recorded run before its first event, on its last branch, with its commands ahead and its other branches.
  ///
  /// - Parameter records: in the order in which they started; empty for a new run.
  package init(_ scenario: Scenario, records: [CourseRecord], memory: Int = 128 << 20) {
    self.init(Simulator(unfounded: scenario), memory: memory)
    guard !records.isEmpty else { return }
    courses = []
    var left: [SavedBranch] = []
    for record in records {
      let course = record.course
      let origin = left.firstIndex { $0.number == course.parent && course.number - 1 != course.parent }
      if !courses.isEmpty {
        let parting = origin.map { left[$0].parting } ?? course.parting
        if let origin { left.remove(at: origin) }
        savedBranches = left
        keepBranch(parting: parting)
        left = savedBranches
      }
      inputs = Self.inputs(of: record, records)
      variation = course.variation
      head = record.head
      courses.append(course)
    }
    simulator.take(variation)
    simulator.plan(inputs)
    checkpoints = [Checkpoint(simulator)]
  }

  /// The commands of a branch, those of its parents first.
  private static func inputs(of record: CourseRecord, _ records: [CourseRecord]) -> [Input] {
    guard record.course.parent > 0 else { return record.inputs }
    let parent = records[record.course.parent - 1]
    return inputs(of: parent, records).prefix(record.course.parting.inputs) + record.inputs
  }

  /// Replays towards the end of the record.
  ///
  /// - Parameters:
  ///   - end: how far the record goes.
  ///   - limit: the maximum number of events.
  /// - Returns: the events, and whether the end was reached.
  package mutating func retrace(to end: Reach, limit: Int) -> (events: [Event], isThere: Bool) {
    let goal = time < scenario.start ? min(scenario.start, end.time) : end.time
    let result = advance(to: goal, limit: limit)
    if result.reached, start.time < scenario.start { start = Reach(sequence: sequence, time: time) }
    guard result.reached, goal == end.time else { return (result.events, false) }
    let events = result.events.filter { $0.sequence <= end.sequence }
    // It was left in the middle of a moment.
    if sequence > end.sequence { seek(event: end.sequence, clock: end.time) }
    head = end
    mark()
    return (events, true)
  }
}

extension Timeline {
  /// Continues an interrupted warm-up.
  ///
  /// - Returns: its events, and whether the run has reached its start.
  package mutating func warmUp(limit: Int) -> (events: [Event], isThere: Bool) {
    guard time < scenario.start else { return ([], true) }
    let result = advance(to: scenario.start, limit: limit)
    if result.reached { start = Reach(sequence: sequence, time: time) }
    return (result.events, result.reached)
  }

  /// Whether the position is not in the middle of a cascade, and nothing lies ahead.
  package var isSettled: Bool { held == nil && !isBehind }

  /// Goes back to just after an event, and makes it the head.
  package mutating func end(at sequence: Int64) {
    seek(event: sequence)
    head = Reach(sequence: self.sequence, time: time)
  }

  /// Adds commands that another program appended to the record.
  package mutating func extend(_ more: [Input]) {
    inputs += more
    simulator.plan(inputs.dropFirst(simulator.inputsDone))
  }

  /// Takes over how far the same branch got elsewhere. The position stays.
  package mutating func learn(from other: Timeline) {
    head = other.head
    extend(Array(other.inputs.dropFirst(inputs.count)))
  }
}
