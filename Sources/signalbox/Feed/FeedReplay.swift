import Feed
import Journal
import Simulation

/// Rereads the lines of a feed's journal, batch by batch, and compares the resulting events with the recorded ones.
struct FeedReplay {
  private(set) var reader = FeedReader()
  var world: World { reader.world }
  /// The event after which they differ; nil if they match.
  private(set) var difference: Int64?

  /// - Returns: the events that the batch's lines make.
  @discardableResult
  mutating func take(_ batch: JournalReader.Batch) -> [Event] {
    let before = reader.world.lastSequence
    var events: [Event] = []
    for line in batch.lines { events += reader.read(line.bytes, length: line.length).events }
    if difference == nil, events != batch.events {
      difference = before + Int64(zip(events, batch.events).prefix { $0 == $1 }.count)
    }
    return events
  }

  /// - Throws: `Failure` if the recorded events are not reproduced.
  func check(_ path: String) throws(Failure) {
    guard let difference else { return }
    throw Failure.failed("\(path): after event \(difference), the recorded lines no longer give the recorded events")
  }
}
