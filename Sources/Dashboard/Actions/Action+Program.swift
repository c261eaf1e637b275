import Canvas
import Queries
import Simulation

/// The program itself.
extension Action {
  package static let notify = Action(
    "notify", "Notify", "Ring the bell and notify the desktop on a condition, such as status:AuthError.", .program,
    .view { $0.openAlerts() })
  package static let journal = Action(
    "journal", "Journal", "Where this run is recorded and how far.", .program,
    unless: { board in
      board.journalPath == nil
        ? Refusal("this run is not recorded; --journal FILE records a run or a feed") : nil
    }, .view { $0.showJournal() })
  package static let stopRecording = Action(
    "stop-recording", "Stop recording", "Continue without the journal. What is recorded is kept.", .program,
    unless: { $0.actionLog.recording == nil ? Refusal("this run is not recorded") : nil },
    .view { _ in [.stopRecording] })
  package static let themes = Action(
    "themes", "Theme", "Choose a theme, with a live preview.", keys: "T", .program,
    unless: { $0.preferences.themes.isEmpty ? Refusal("there are no themes to choose from") : nil },
    .view { $0.openThemes() })
  package static let mouse = Action(
    "mouse", "Mouse on or off", "Turn the mouse off to select text with the terminal.", keys: "F2", .program,
    .view { $0.toggleMouse() })
  package static let tour = Action(
    "tour", "Tour", "A one-minute tour of the board.", .program, .view { $0.show(tour: 0) })
  package static let help = Action(
    "help", "Help", "Show every key and action.", keys: "? F1", .program, hint: "help",
    .view { $0.navigation.overlay = .help(top: 0) })
  package static let palette = Action(
    "palette", "Palette", "Find any action or screen by typing a few letters.", keys: ":", .program, hint: "all",
    .view { $0.openPalette() })
  package static let redraw = Action(
    "redraw", "Redraw", "Redraw the whole screen.", keys: "^L", .program, .view { _ in [.redraw] })
  package static let quit = Action(
    "quit", "Quit", "Quit. signalbox --journal FILE resumes a recorded run.", keys: "q", .program, hint: "quit",
    .view { _ in [.quit] })

  static let program = [notify, journal, stopRecording, themes, mouse, tour, help, palette, redraw, quit]
}
