import Dashboard
import Dispatch
import Feed
import Simulation
import Terminal

/// Brings a feed's lines to the model, some milliseconds' worth at a time.
final class FeedPump {
  private let input: LineInput
  private var reader = FeedReader()
  /// Whether lines may be waiting.
  private(set) var hasMore = true

  init(_ input: LineInput) { self.input = input }

  var descriptor: Int32 { input.waitDescriptor }

  /// Takes what has come.
  ///
  /// - Returns: what the board wants done about it; nil where nothing has come.
  func pump(_ model: inout Model) -> [Effect]? {
    let end = DispatchTime.now().uptimeNanoseconds + 12_000_000
    var events: [Event] = []
    let before = reader.lines
    repeat {
      hasMore = model.changeTold { world in
        input.read { line in events += reader.read(line, into: &world) }
      }
    } while hasMore && DispatchTime.now().uptimeNanoseconds < end
    guard reader.lines != before else { return nil }
    var report = FeedReport()
    report.lines = reader.lines
    report.malformed = reader.counts[.malformed] ?? 0
    report.unknown = reader.counts[.unknown] ?? 0
    report.illegal = reader.counts[.illegal] ?? 0
    report.duplicate = reader.counts[.duplicate] ?? 0
    report.late = reader.counts[.late] ?? 0
    model.note(report)
    return model.update(.told(events))
  }
}
