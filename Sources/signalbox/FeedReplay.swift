import Feed
import Journal
import Simulation

/// Reads the lines of a feed's journal again, batch by batch, and holds what they make against what was recorded.
struct FeedReplay {
  private(set) var reader = FeedReader()
  private(set) var world = FeedReader.emptyWorld()
  /// The event after which the lines make others than were recorded; nil where they do not.
  private(set) var difference: Int64?

  /// - Returns: the events that the lines of the batch make.
  @discardableResult
  mutating func take(_ batch: JournalReader.Batch) -> [Event] {
    let before = world.lastSequence
    var events: [Event] = []
    for line in batch.lines {
      events += reader.read(line.bytes, length: line.length, into: &world)
    }
    if difference == nil, events != batch.events {
      difference = before + Int64(zip(events, batch.events).prefix { $0 == $1 }.count)
    }
    return events
  }

  /// - Throws: `Failure` where what was recorded does not come again.
  func check(_ path: String) throws {
    guard let difference else { return }
    throw Failure.failed("\(path): after event \(difference) the lines make other events than were recorded")
  }
}
