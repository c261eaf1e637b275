import Lifecycles

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
