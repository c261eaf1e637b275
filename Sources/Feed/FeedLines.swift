import Dispatch
import Simulation
import Synchronization

/// Formats events as lines on its own thread while more events are read. This is half of an export's work.
package final class FeedLines: Sendable {
  private struct State: Sendable {
    var writer: FeedWriter
    var text: [UInt8] = []
  }

  /// The maximum number of pending pieces. Whoever adds more waits.
  private static let pieces = 4
  /// The size of a piece of output, in bytes.
  private static let size = 1 << 18

  private let state: Mutex<State>
  private let output: @Sendable ([UInt8]) -> Void
  private let queue = DispatchQueue(label: "feed lines")
  private let room = DispatchSemaphore(value: pieces)

  /// - Parameters:
  ///   - roster: the world before the first event.
  ///   - output: called with whole lines, in order, on the formatting thread.
  package init(roster: World, output: @escaping @Sendable ([UInt8]) -> Void) {
    state = Mutex(State(writer: FeedWriter(roster: roster)))
    self.output = output
  }

  /// Adds events. Their lines follow soon.
  package func write(_ events: [Event]) {
    guard !events.isEmpty else { return }
    room.wait()
    queue.async { [self] in
      state.withLock { state in
        for event in events {
          state.writer.append(event, to: &state.text)
          state.text.append(0x0A)
          if state.text.count >= Self.size { put(&state.text) }
        }
      }
      room.signal()
    }
  }

  /// Waits until every line is written.
  package func finish() {
    queue.sync { state.withLock { put(&$0.text) } }
  }

  private func put(_ text: inout [UInt8]) {
    guard !text.isEmpty else { return }
    output(text)
    text.removeAll(keepingCapacity: true)
  }
}
