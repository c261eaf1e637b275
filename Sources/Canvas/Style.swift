/// What a piece of text is for. Screens name roles, a theme defines their appearance, and only the terminal knows
/// color numbers.
package enum Role: UInt8, CaseIterable, Sendable {
  case text, muted, heading, accent, error, warning, success, frame
  case barTop, barPaused, barProblem, barHint, barKey
  case tab, tabActive, input, cursor, marked, changed, match
  case failed, waiting, working, done, ended, unknown

  /// The spelling in theme files.
  package var name: String {
    switch self {
    case .text: "text"
    case .muted: "text.muted"
    case .heading: "text.heading"
    case .accent: "text.accent"
    case .error: "text.error"
    case .warning: "text.warning"
    case .success: "text.success"
    case .frame: "frame"
    case .barTop: "bar.top"
    case .barPaused: "bar.paused"
    case .barProblem: "bar.problem"
    case .barHint: "bar.hint"
    case .barKey: "bar.key"
    case .tab: "tab"
    case .tabActive: "tab.active"
    case .input: "input"
    case .cursor: "row.cursor"
    case .marked: "row.marked"
    case .changed: "cell.changed"
    case .match: "search.match"
    case .failed: "status.failed"
    case .waiting: "status.waiting"
    case .working: "status.working"
    case .done: "status.done"
    case .ended: "status.ended"
    case .unknown: "status.unknown"
    }
  }
}

/// A role, with highlights on top.
package struct Style: Hashable, Sendable {
  package var role: Role
  /// Whether it is in the row under the cursor.
  package var isCursor = false
  /// Whether it changed a moment ago.
  package var isChanged = false

  package init(_ role: Role, isCursor: Bool = false, isChanged: Bool = false) {
    self.role = role
    self.isCursor = isCursor
    self.isChanged = isChanged
  }
}
