import Lifecycles
import Simulation

/// The rows of the Events table, filtered while an event's object still has its name.
package struct EventRows: Sendable {
  /// The sequence numbers of matching events; nil without a filter.
  private var filtered: [Int64]?
  private var firstKept: Int64 = 0
  private var nextUnseen: Int64 = 1

  package init() {}

  /// Takes in what the log has gained and lost.
  package mutating func update(_ log: EventLog, _ matches: ((Event) -> Bool)?) {
    firstKept = log.events.first?.sequence ?? 0
    let end = (log.last?.sequence ?? 0) + 1
    defer { nextUnseen = end }
    // The run stepped back. What lies ahead is hidden.
    while let last = filtered?.last, last >= end { filtered!.removeLast() }
    guard let matches, filtered != nil else { return }
    let from = max(nextUnseen, firstKept)
    if let first = log.events.first?.sequence, from < end {
      for position in Int(from - first)..<log.count where matches(log[position]) {
        filtered!.append(log[position].sequence)
      }
    }
    // The oldest events drop out at the front. They are removed in bulk.
    if let stale = filtered!.firstIndex(where: { $0 >= firstKept }), stale > Self.mostStale {
      filtered!.removeFirst(stale)
    }
  }

  /// How many rows are removed at a time at the front, which moves all the others.
  private static let mostStale = 4_096

  package mutating func filter(_ log: EventLog, _ matches: ((Event) -> Bool)?) {
    firstKept = log.events.first?.sequence ?? 0
    nextUnseen = (log.last?.sequence ?? 0) + 1
    filtered = matches.map { matches in
      log.events.prefix(log.count).filter(matches).map(\.sequence)
    }
  }

  private var staleCount: Int { filtered?.firstIndex { $0 >= firstKept } ?? filtered?.count ?? 0 }

  package func count(_ log: EventLog) -> Int { filtered.map { $0.count - staleCount } ?? log.count }

  package func event(at position: Int, _ log: EventLog) -> Event? {
    guard let filtered else { return position < log.count ? log[position] : nil }
    let index = position + staleCount
    return index < filtered.count ? log.event(filtered[index]) : nil
  }

  package func position(of sequence: Int64, _ log: EventLog) -> Int? {
    guard let filtered else {
      guard let first = log.events.first?.sequence, sequence >= first, sequence - first < log.count else { return nil }
      return Int(sequence - first)
    }
    var low = staleCount
    var high = filtered.count
    while low < high {
      let middle = (low + high) / 2
      if filtered[middle] < sequence { low = middle + 1 } else { high = middle }
    }
    return low < filtered.count && filtered[low] == sequence ? low - staleCount : nil
  }
}
