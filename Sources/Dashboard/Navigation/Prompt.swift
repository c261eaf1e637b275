import Queries
import Simulation

/// A line of input with a purpose.
package struct Prompt: Sendable {
  package enum Purpose: Equatable, Sendable {
    case goTo
    case breakpoint(isOneShot: Bool)
    case save(Export)
    case mark
    case note
    case notify
    /// The name of a view.
    case view

    package var label: String {
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
    package func hint(isRecorded: Bool) -> String {
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
