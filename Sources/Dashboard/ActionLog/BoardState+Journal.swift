import Canvas
import Queries
import Simulation

extension BoardState {
  /// Whether the page is shown and must be kept up to date.
  package var showsJournal: Bool {
    if case .text(let page) = navigation.overlay { return page.isOfJournal }
    return false
  }

  /// The file of the journal that is written or on display; nil for none.
  var journalPath: String? { actionLog.recording?.path ?? run.access.journal }

  /// Shows where the run is recorded and how far, or which journal is on display.
  mutating func showJournal() {
    var page = TextPage(title: "Journal", lines: journalLines)
    page.isOfJournal = true
    navigation.overlay = .text(page)
  }

  /// Updates the page.
  mutating func renewJournalPage() {
    guard case .text(var page) = navigation.overlay, page.isOfJournal else { return }
    page.lines = journalLines
    navigation.overlay = .text(page)
  }

  private var journalLines: [PageLine] {
    func line(_ name: String, _ text: String) -> PageLine {
      PageLine("  \(name)", .muted).adding(String(repeating: " ", count: max(1, 14 - name.count)) + text)
    }
    var lines = path(journalPath ?? "").enumerated().map { line($0 == 0 ? "file" : "", $1) }
    if let recording = actionLog.recording {
      lines += [
        line(
          "written", "\(Count.text(recording.events, "event")), \(Count.text(recording.acts, "action")) at the board"),
        line("waiting", recording.waiting == 0 ? "nothing" : Count.text(recording.waiting, "event")),
      ]
      if let refusal = recordingRefusal { lines.append(PageLine("  \(refusal.reason)", .error)) }
    } else {
      lines.append(line("mode", "read-only; nothing done here is recorded"))
    }
    let isFeed = !run.isSimulated
    return lines + [
      PageLine(),
      PageLine("  Commands for this file, after closing the board or in another terminal:", .muted),
      line("resume", isFeed ? "signalbox watch FEED --journal FILE" : "signalbox --journal FILE"),
      line("replay", isFeed ? "signalbox watch FILE" : "signalbox replay FILE"),
      line("follow", isFeed ? "signalbox watch FILE" : "signalbox replay --follow FILE"),
      line("query", "sqlite3 FILE 'SELECT * FROM event_list'"), line("verify", "signalbox journal verify FILE"),
      line("export", "signalbox journal export FILE"),
    ]
  }

  /// A path wrapped over several lines.
  private func path(_ path: String) -> [String] {
    let room = max(20, viewport.width - 18)
    var rest = Substring(path)
    var parts: [String] = []
    while rest.count > room {
      parts.append(String(rest.prefix(room)))
      rest = rest.dropFirst(room)
    }
    return parts + [String(rest)]
  }
}
