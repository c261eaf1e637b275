import Canvas

extension Action {
  /// Tables, and the board itself.
  var tableSpec: ActionSpec {
    func spec(_ title: String, _ help: String, _ key: Unicode.Scalar? = nil, hint: String? = nil) -> ActionSpec {
      ActionSpec(title: title, help: help, keys: key.map { [.character($0)] } ?? [], section: .tables, hint: hint)
    }
    return switch self {
    case .filter:
      spec(
        "Filter or search", "Narrow a table with each key; in an open object and on Events: search.", "/",
        hint: "filter")
    case .showOnly: spec("Show only matches", "Narrow the table, on Events as well.", "&")
    case .nextMatch: spec("Next match", "To the next place that the search meets.", "n")
    case .previousMatch: spec("Previous match", "To the place before that the search meets.", "N")
    case .sort: spec("Sort", "Choose the column to sort by; Tab in the list adds a further one.", "s", hint: "sort")
    case .sortFurther: spec("Sort by a further column", "Where rows are alike in the columns before.")
    case .reverseSort: spec("Reverse the sort", "Turn the order round.", "S")
    case .columns: spec("Columns", "Which columns are shown, in which order, how wide.", "C")
    case .views: spec("Views", "Show a saved view, or save screen, filter, sort and columns under a name.", "V")
    case .mark:
      spec(
        "Mark the row", "Mark it or unmark it, and go on; actions are then about all marked rows.", " ", hint: "mark")
    case .markRange: spec("Mark the range", "Mark from the row that was marked last up to this one.", "m")
    case .markAll: spec("Mark all", "Mark every row that the filter shows; again unmarks them.", "M")
    case .markBy: spec("Mark by a filter", "Mark every row that a filter lets through.")
    case .unmark: spec("Unmark all", "Take away all marks of this table.")
    case .otherView:
      spec(
        "Other view", "To do: one line for each cause, or each row by itself. Events: what was done at this board.",
        "o", hint: "other view")
    case .snooze: spec("Snooze", "Put a problem of To do aside until a time, or bring it back.", "z", hint: "snooze")
    default: spec("Note", "Note that a problem of To do has been seen.", "A")
    }
  }

  var programSpec: ActionSpec {
    func spec(_ title: String, _ help: String, _ keys: [Key] = [], hint: String? = nil) -> ActionSpec {
      ActionSpec(title: title, help: help, keys: keys, section: .program, hint: hint)
    }
    return switch self {
    case .journal: spec("Journal", "Where this run is recorded, how far, and what was done in it.")
    case .unrecord:
      spec("Go on without the journal", "Stop recording where a journal cannot be written; what is there stays.")
    case .notify: spec("Notify", "Ring the bell and tell the desktop when something happens, such as status:AuthError.")
    case .themes: spec("Theme", "Choose how the board looks; the list shows each at once.", [.character("T")])
    case .mouse:
      spec("Mouse on or off", "Off leaves the mouse to the terminal, for selecting text.", [.function(2)])
    case .tour: spec("Tour", "A walk round the board in a minute.")
    case .help: spec("Help", "Every key and action.", [.character("?"), .function(1)], hint: "help")
    case .palette: spec("Palette", "Find any action or screen by a few letters.", [.character(":")], hint: "all")
    case .redraw: spec("Redraw", "Draw the whole screen anew.", [.control("l")])
    default:
      spec("Quit", "Leave; signalbox --journal FILE goes on with a recorded run.", [.character("q")], hint: "quit")
    }
  }
}
