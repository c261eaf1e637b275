import Simulation

/// A line in which something is typed.
package struct Prompt: Sendable {
  package enum Purpose: Equatable, Sendable {
    case goTo
    case breakpoint(isOneShot: Bool)
    case save(TakeHome)
    case mark

    var label: String {
      switch self {
      case .goTo: "go to"
      case .breakpoint(let isOneShot): isOneShot ? "stop once at" : "stop at"
      case .save: "save as"
      case .mark: "mark what matches"
      }
    }

    /// What is shown while nothing is typed.
    var hint: String {
      switch self {
      case .goTo: Destination.forms
      case .breakpoint: "such as status:AuthError, code:429, standing:failed provider:Xero, fault:any, cause:outage"
      case .save: "a file that is not there yet"
      case .mark: "such as status:AuthError provider:Xero age>2h"
      }
    }
  }

  package let purpose: Purpose
  package var text = ""
  package var problem: String?
}

/// What can be taken out of a run, to be kept.
package enum TakeHome: Equatable, Sendable {
  case scenario
  case events
  case historyJSON(Entity)
  case historySwift(Entity)

  var title: String {
    switch self {
    case .scenario: "the scenario with everything that was done"
    case .events: "all events up to here"
    case .historyJSON: "the history as JSON"
    case .historySwift: "the history as a Swift test"
    }
  }

  var suffix: String {
    switch self {
    case .scenario: "toml"
    case .events: "jsonl"
    case .historyJSON: "json"
    case .historySwift: "swift"
    }
  }
}
