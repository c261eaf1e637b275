import Simulation

/// A line of input with a purpose.
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
      case .breakpoint(let isOneShot): isOneShot ? "pause once on" : "pause on"
      case .save: "save as"
      case .mark: "mark matching"
      case .note: "acknowledge with a note"
      case .notify: "notify on"
      case .view: "save view as"
      }
    }

    /// The hint while nothing is typed.
    ///
    /// - Parameter isRecorded: whether the run is recorded.
    func hint(isRecorded: Bool) -> String {
      switch self {
      case .goTo: Destination.forms
      case .breakpoint, .notify:
        "such as status:AuthError, code:429, standing:failed provider:Xero, fault:any, cause:outage"
      case .save: "the name of a new file"
      case .note: isRecorded ? "kept in the journal" : "kept while the board is open"
      case .view: "a name, such as Monday review"
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

/// What can be exported.
package enum TakeHome: Equatable, Sendable {
  case scenario
  case events
  case historyJSON(Entity)
  case historySwift(Entity)
  /// The table on the screen, as filtered and sorted.
  case table(TableKind, TableFormat)
  /// The errors of an object.
  case errorLog(Entity, isJSON: Bool)

  package enum TableFormat: String, CaseIterable, Sendable { case csv, json, md }

  /// Whether the board itself has the content. The rest is made from the run.
  var isOfTheScreen: Bool {
    switch self {
    case .table, .errorLog: true
    case .scenario, .events, .historyJSON, .historySwift: false
    }
  }

  var title: String {
    switch self {
    case .scenario: "the scenario with all commands"
    case .events: "all events up to here"
    case .historyJSON: "the history as JSON"
    case .historySwift: "the history as a Swift test"
    case .table: "the table as shown"
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
