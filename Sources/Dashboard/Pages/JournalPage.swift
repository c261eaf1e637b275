import Canvas
import Simulation

extension Model {
  /// Where the run is recorded, and how far.
  mutating func showJournal() {
    guard let recording else { return }
    func line(_ name: String, _ text: String) -> PageLine {
      PageLine("  \(name)", .muted).adding(String(repeating: " ", count: max(1, 14 - name.count)) + text)
    }
    var lines = [
      line("file", recording.path),
      line("written", "\(Count.grouped(recording.events)) events, \(recording.acts) of your acts"),
      line(
        "waiting", recording.waiting == 0 ? "nothing" : "\(Count.grouped(recording.waiting)) events"),
    ]
    if let problem = recording.problem { lines.append(PageLine("  \(recordingProblem ?? problem)", .error)) }
    lines += [
      PageLine(),
      PageLine("  signalbox --journal FILE goes on with it after this board is closed,"),
      PageLine("  signalbox replay FILE goes through it, signalbox replay --follow FILE shows it live elsewhere,"),
      PageLine("  sqlite3 FILE 'SELECT * FROM event_list' reads it, signalbox journal verify FILE proves it."),
    ]
    overlay = .text(TextPage(title: "Journal", lines: lines))
  }
}
