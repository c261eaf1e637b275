import Dashboard
import Feed
import Journal
import Simulation

/// Reads the lines of a feed's journal again.
enum FeedReplay {
  /// - Parameter body: given the lines in pieces, with the events that they made and the world after them.
  /// - Returns: the reader, with what it knows of the feed.
  @discardableResult
  static func run(
    _ read: ReadJournal, _ body: ([JournalLine], [Event], World) throws -> Void
  ) rethrows -> (reader: FeedReader, world: World) {
    var reader = FeedReader()
    var world = FeedReader.emptyWorld()
    var start = 0
    let lines = read.run.lines
    while start < lines.count {
      let piece = Array(lines[start..<min(lines.count, start + 4_096)])
      var events: [Event] = []
      for line in piece { events += reader.read(line.bytes, length: line.length, into: &world) }
      try body(piece, events, world)
      start += piece.count
    }
    return (reader, world)
  }

  /// Holds the events that the lines make against those that were recorded.
  ///
  /// - Returns: how many lines there were.
  static func check(_ read: ReadJournal) throws -> Int {
    var sequence: Int64 = 0
    try run(read) { _, events, _ in
      let last = events.last?.sequence ?? sequence
      let wanted = try Failure.naming { () throws(JournalError) in
        try read.reader.events(ofCourse: 1, after: sequence, through: last)
      }
      guard events == wanted else {
        throw Failure.failed(
          "\(read.reader.path): after event \(sequence) the lines make other events than were recorded")
      }
      sequence = last
    }
    return read.run.lines.count
  }
}
