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
      line("written", "\(Count.text(recording.events, "event")), \(Count.text(recording.acts, "act")) of yours"),
      line("waiting", recording.waiting == 0 ? "nothing" : Count.text(recording.waiting, "event")),
    ]
    if let problem = recording.problem { lines.append(PageLine("  \(recordingProblem ?? problem)", .error)) }
    lines += [
      PageLine(),
      PageLine("  With this file, once the board is closed or at another terminal:", .muted),
      line("go on", "signalbox --journal FILE"),
      line("go through", "signalbox replay FILE"),
      line("look on", "signalbox replay --follow FILE"),
      line("read", "sqlite3 FILE 'SELECT * FROM event_list'"),
      line("prove", "signalbox journal verify FILE"),
      line("print", "signalbox journal export FILE"),
    ]
    overlay = .text(TextPage(title: "Journal", lines: lines))
  }
}
