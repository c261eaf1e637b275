import Canvas
import Queries
import Simulation

/// What covers the screen.
package enum Overlay: Sendable {
  case help(top: Int)
  case picker(Picker)
  case confirmation(Confirmation)
  /// The line in which a filter or search is typed.
  case filter(FilterLine)
  case prompt(Prompt)
  case comparison(ComparisonPage)
  case text(TextPage)
  case columns(ColumnsEditor)
  /// A step of the tour.
  case tour(Int)
}

/// A question before a destructive or bulk action.
package struct Confirmation: Sendable {
  package let title: String
  package let lines: [String]
  /// What `y` does, in the words of the action.
  package let button: String
  let answer: Answer

  enum Answer: Sendable {
    /// A command, its object, and the object's status when the key was pressed.
    case one(Command, ObjectRef, status: UInt8)
    case many(BulkAction)
  }
}
