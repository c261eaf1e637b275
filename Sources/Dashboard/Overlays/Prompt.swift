import Simulation

/// A line in which something is typed.
package struct Prompt: Sendable {
  package enum Purpose: Equatable, Sendable {
    case goTo
    case breakpoint(isOneShot: Bool)
    case save(TakeHome)
    case mark
    case note
    case notify
    /// The name of a view.
    case view

    var label: String {
      switch self {
      case .goTo: "go to"
      case .breakpoint(let isOneShot): isOneShot ? "stop once at" : "stop at"
      case .save: "save as"
      case .mark: "mark what matches"
      case .note: "seen, with a note"
      case .notify: "ring at"
      case .view: "save the view as"
      }
    }

    /// What is shown while nothing is typed.
    ///
    /// - Parameter isRecorded: whether a journal is kept.
    func hint(isRecorded: Bool) -> String {
      switch self {
      case .goTo: Destination.forms
      case .breakpoint, .notify:
        "such as status:AuthError, code:429, standing:failed provider:Xero, fault:any, cause:outage"
      case .save: "a file that is not there yet"
      case .note: isRecorded ? "for yourself, kept in the journal" : "for yourself, kept while the board is open"
      case .view: "a name, such as Monday round"
      case .mark: "such as status:AuthError provider:Xero age>2h"
      }
    }
  }

  package let purpose: Purpose
  package var line: LineEditor
  package var problem: String?

  init(purpose: Purpose, text: String = "", problem: String? = nil) {
    self.purpose = purpose
    line = LineEditor(text)
    self.problem = problem
  }

  package var text: String { line.text }
}

/// What can be taken out of a run, to be kept.
package enum TakeHome: Equatable, Sendable {
  case scenario
  case events
  case historyJSON(Entity)
  case historySwift(Entity)
  /// The table on the screen as it is filtered and sorted.
  case table(TableKind, TableFormat)
  /// The errors of an object.
  case errorLog(Entity, isJSON: Bool)

  package enum TableFormat: String, CaseIterable, Sendable { case csv, json, md }

  /// Whether the board itself knows what is to be written; the rest is made from the run.
  var isOfTheScreen: Bool {
    switch self {
    case .table, .errorLog: true
    case .scenario, .events, .historyJSON, .historySwift: false
    }
  }

  var title: String {
    switch self {
    case .scenario: "the scenario with everything that was done"
    case .events: "all events up to here"
    case .historyJSON: "the history as JSON"
    case .historySwift: "the history as a Swift test"
    case .table: "the table as seen"
    case .errorLog: "the error log"
    }
  }

  var suffix: String {
    switch self {
    case .scenario: "toml"
    case .events: "jsonl"
    case .historyJSON: "json"
    case .historySwift: "swift"
    case .table(_, let format): format.rawValue
    case .errorLog(_, let isJSON): isJSON ? "json" : "txt"
    }
  }
}
