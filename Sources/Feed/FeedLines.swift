import Dispatch
import Simulation
import Synchronization

/// Makes the lines of events on a thread of its own, while more events are made or read: half of an export's work.
package final class FeedLines: Sendable {
  private struct State: Sendable {
    var writer: FeedWriter
    var text: [UInt8] = []
  }

  /// So many pieces wait at most; whoever brings more waits.
  private static let pieces = 4
  /// Lines go out in pieces of so many bytes.
  private static let size = 1 << 18

  private let state: Mutex<State>
  private let output: @Sendable ([UInt8]) -> Void
  private let queue = DispatchQueue(label: "feed lines")
  private let room = DispatchSemaphore(value: pieces)

  /// - Parameters:
  ///   - roster: the world before the first event.
  ///   - output: given whole lines, in their order, on the thread that they are made on.
  package init(roster: World, output: @escaping @Sendable ([UInt8]) -> Void) {
    state = Mutex(State(writer: FeedWriter(roster: roster)))
    self.output = output
  }

  /// Takes events; their lines come soon.
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

  /// Returns when every line is out.
  package func finish() {
    queue.sync { state.withLock { put(&$0.text) } }
  }

  private func put(_ text: inout [UInt8]) {
    guard !text.isEmpty else { return }
    output(text)
    text.removeAll(keepingCapacity: true)
  }
}
