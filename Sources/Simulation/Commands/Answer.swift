import Lifecycles

/// How a system owner answers a Direct Contact: uploads in the access phase, the form in the deletion phase
/// (seed 003).
package enum Answer: Hashable, Codable, Sendable {
  case files(Int)
  case noFiles
  case deleted
  case nothingHeld
  case notDeleted

  package var trigger: Trigger {
    switch self {
    case .files: .answerWithFiles
    case .noFiles: .answerWithoutFiles
    case .deleted: .answerDeleted
    case .nothingHeld: .answerNothingHeld
    case .notDeleted: .answerNotDeleted
    }
  }
}
