import Canvas
import Queries
import Simulation

/// Tables: filter, sort, columns, marks, and the list of what needs attention.
extension Action {
  package static let filter = Action(
    "filter", "Filter or search", "Filter a table as you type. In an open object and on Events: search.", keys: "/",
    .tables, hint: "filter", hintedWhen: { !$0.showsText }, .view { $0.beginFilter() })
  package static let showOnly = Action(
    "show-only", "Show only matches", "Hide rows that don't match, on Events too.", keys: "&", .tables,
    unless: { $0.showsText ? Refusal("there is no table to filter here; screens 2 to 7 have one") : nil },
    .view { $0.narrow() })
  package static let nextMatch = Action(
    "next-match", "Next match", "Go to the next match of the search.", keys: "n", .tables,
    unless: { $0.searchRefusal }, .view { $0.nextMatch(1) })
  package static let previousMatch = Action(
    "previous-match", "Previous match", "Go to the previous match of the search.", keys: "N", .tables,
    unless: { $0.searchRefusal }, .view { $0.nextMatch(-1) })
  package static let sort = Action(
    "sort", "Sort", "Choose the column to sort by. Tab in the list adds another.", keys: "s", .tables, hint: "sort",
    hintedWhen: { $0.shownTable != nil }, unless: sortRefusal, .view { $0.openSort(further: false) })
  package static let sortFurther = Action(
    "sort-further", "Add a sort column", "Sort by another column where the first ones are equal.", .tables,
    unless: sortRefusal, .view { $0.openSort(further: true) })
  package static let reverseSort = Action(
    "reverse-sort", "Reverse the sort", "Reverse the order of the rows.", keys: "S", .tables, unless: sortRefusal,
    .view { $0.reverseSort() })
  package static let columns = Action(
    "columns", "Columns", "Choose which columns are shown, their order and width.", keys: "C", .tables,
    unless: columnsRefusal, .view { $0.openColumns() })
  package static let views = Action(
    "views", "Views", "Open a saved view, or save screen, filter, sort and columns as one.", keys: "V", .tables,
    .view { $0.openViews() })
  package static let mark = Action(
    "mark", "Mark", "Mark or unmark the row. Actions then apply to all marked rows.", keys: "Space", .tables,
    hint: "mark", hintedWhen: { $0.shownTable != nil }, unless: markRefusal, .view { $0.markRow() })
  package static let markRange = Action(
    "mark-range", "Mark a range", "Mark from the last marked row to this one.", keys: "m", .tables,
    unless: markRefusal, .view { $0.markRange() })
  package static let markAll = Action(
    "mark-all", "Mark all", "Mark every row shown. Press again to unmark them.", keys: "M", .tables,
    unless: markRefusal, .view { $0.markAll() })
  package static let markBy = Action(
    "mark-by", "Mark by filter", "Mark every row that matches a filter.", .tables, unless: markRefusal,
    .view { $0.openPrompt(.mark) })
  package static let unmark = Action(
    "unmark", "Unmark all", "Remove all marks from this table.", .tables, unless: markRefusal, .view { $0.unmark() })
  package static let group = Action(
    "group", "Group or ungroup",
    "To do: one line per cause, or one per row. Events: what was done at this board.", keys: "o", .tables,
    hint: "group", hintedWhen: { $0.navigation.pages.isEmpty && $0.navigation.screen == .todo }, unless: groupRefusal,
    .view { $0.toggleGrouping() })
  package static let snooze = Action(
    "snooze", "Snooze", "Hide a problem until a later time, or show it again.", keys: "z", .tables, hint: "snooze",
    hintedWhen: { $0.showsProblems }, unless: problemRefusal, .view { $0.openSnooze() })
  package static let acknowledge = Action(
    "acknowledge", "Acknowledge", "Acknowledge a problem with a note.", keys: "A", .tables, unless: problemRefusal,
    .view { $0.openAcknowledgment() })

  static let tables = [
    filter, showOnly, nextMatch, previousMatch, sort, sortFurther, reverseSort, columns, views, mark, markRange,
    markAll, markBy, unmark, group, snooze, acknowledge,
  ]

  // MARK: Availability

  private static let sortRefusal: @Sendable (BoardState) -> Refusal? = { board in
    if board.showsProblems {
      return Refusal(
        "problems are always worst first; \(board.keys.word(.group)) ungroups them into rows you can sort")
    }
    if board.showsText { return Refusal("there is no table to sort here") }
    return board.navigation.screen == .events
      ? Refusal("events are always in order of time; \(board.keys.word(.showOnly)) filters them") : nil
  }

  private static let columnsRefusal: @Sendable (BoardState) -> Refusal? = { board in
    guard board.screenOfTable == nil else { return nil }
    return Refusal(
      board.showsProblems
        ? "problems have no columns; \(board.keys.word(.group)) ungroups them into rows"
        : "there is no table here; screens 2 to 7 have columns")
  }

  private static let markRefusal: @Sendable (BoardState) -> Refusal? = { board in
    guard board.shownTable == nil else { return nil }
    return Refusal(
      board.showsProblems
        ? "an action on a problem applies to all of its rows; \(board.keys.word(.group)) ungroups them"
        : "there are no rows to mark here; screens 2 to 6 have some")
  }

  private static let groupRefusal: @Sendable (BoardState) -> Refusal? = { board in
    let screen = board.navigation.screen
    guard board.navigation.pages.isEmpty, screen == .todo || screen == .events else {
      return Refusal("only To do and Events can be grouped")
    }
    return screen == .todo || !board.actionLog.entries.isEmpty ? nil : .nothingDone
  }

  private static let problemRefusal: @Sendable (BoardState) -> Refusal? = { board in
    if let refusal = board.recordingRefusal { return refusal }
    guard board.selectedProblem == nil else { return nil }
    return Refusal(
      board.showsProblems ? "no problem is selected" : "problems are snoozed on screen 6 To do, grouped by cause")
  }
}

extension Refusal {
  static let noRow = Refusal("no row is selected")
  static let nothingDone = Refusal("nothing has been done at this board")
}
