import Canvas

extension Action {
  /// Actions on tables, and on the board itself.
  var tableSpec: ActionSpec {
    func spec(_ title: String, _ help: String, _ key: Unicode.Scalar? = nil, hint: String? = nil) -> ActionSpec {
      ActionSpec(title: title, help: help, keys: key.map { [.character($0)] } ?? [], section: .tables, hint: hint)
    }
    return switch self {
    case .filter:
      spec(
        "Filter or search", "Filter a table as you type. In an open object and on Events: search.", "/",
        hint: "filter")
    case .showOnly: spec("Show only matches", "Hide rows that don't match, on Events too.", "&")
    case .nextMatch: spec("Next match", "Go to the next match of the search.", "n")
    case .previousMatch: spec("Previous match", "Go to the previous match of the search.", "N")
    case .sort: spec("Sort", "Choose the column to sort by. Tab in the list adds another.", "s", hint: "sort")
    case .sortFurther: spec("Add a sort column", "Sort by another column where the first ones are equal.")
    case .reverseSort: spec("Reverse the sort", "Reverse the order of the rows.", "S")
    case .columns: spec("Columns", "Choose which columns are shown, their order and width.", "C")
    case .views: spec("Views", "Open a saved view, or save screen, filter, sort and columns as one.", "V")
    case .mark:
      spec(
        "Mark", "Mark or unmark the row. Actions then apply to all marked rows.", " ", hint: "mark")
    case .markRange: spec("Mark a range", "Mark from the last marked row to this one.", "m")
    case .markAll: spec("Mark all", "Mark every row shown. Press again to unmark them.", "M")
    case .markBy: spec("Mark by filter", "Mark every row that matches a filter.")
    case .unmark: spec("Unmark all", "Remove all marks from this table.")
    case .group:
      spec(
        "Group or ungroup", "To do: one line per cause, or one per row. Events: what was done at this board.",
        "o", hint: "group")
    case .snooze: spec("Snooze", "Hide a problem until a later time, or show it again.", "z", hint: "snooze")
    default: spec("Acknowledge", "Acknowledge a problem with a note.", "A")
    }
  }

  var programSpec: ActionSpec {
    func spec(_ title: String, _ help: String, _ keys: [Key] = [], hint: String? = nil) -> ActionSpec {
      ActionSpec(title: title, help: help, keys: keys, section: .program, hint: hint)
    }
    return switch self {
    case .journal: spec("Journal", "Where this run is recorded and how far.")
    case .stopRecording:
      spec("Stop recording", "Continue without the journal. What is recorded is kept.")
    case .notify: spec("Notify", "Ring the bell and notify the desktop on a condition, such as status:AuthError.")
    case .themes: spec("Theme", "Choose a theme, with a live preview.", [.character("T")])
    case .mouse:
      spec("Mouse on or off", "Turn the mouse off to select text with the terminal.", [.function(2)])
    case .tour: spec("Tour", "A one-minute tour of the board.")
    case .help: spec("Help", "Show every key and action.", [.character("?"), .function(1)], hint: "help")
    case .palette: spec("Palette", "Find any action or screen by typing a few letters.", [.character(":")], hint: "all")
    case .redraw: spec("Redraw", "Redraw the whole screen.", [.control("l")])
    default:
      spec("Quit", "Quit. signalbox --journal FILE resumes a recorded run.", [.character("q")], hint: "quit")
    }
  }
}
