import Canvas
import Lifecycles

/// The glyphs that are drawn, in Unicode or in ASCII.
package struct Glyphs: Equatable, Sendable {
  package var isASCII: Bool
  private var categories: [String]
  private var words: [String]

  package init(theme: Theme, isASCII: Bool) {
    self.isASCII = isASCII
    categories = theme.signs.map { isASCII ? $0.ascii : $0.sign }
    words = theme.signs.map(\.word)
  }

  /// Words instead of glyphs, for text that is read aloud.
  package init(spoken theme: Theme) {
    isASCII = true
    words = theme.signs.map(\.word)
    categories = words
  }

  /// The theme's word for a category.
  package func word(_ category: StatusCategory) -> String { words[Int(category.rawValue)] }

  package func sign(_ category: StatusCategory) -> String { categories[Int(category.rawValue)] }

  package var play: String { isASCII ? ">" : "▶" }
  package var pause: String { isASCII ? "||" : "‖" }
  package var problem: String { isASCII ? "x" : "✖" }
  package var todo: String { isASCII ? "!" : "◆" }
  package var rule: Unicode.Scalar { isASCII ? "-" : "─" }
  // On the timeline: what lies ahead, the position, a checkpoint, a breakpoint hit.
  package var ahead: Unicode.Scalar { isASCII ? "." : "┄" }
  package var here: String { isASCII ? "|" : "┃" }
  package var checkpoint: String { isASCII ? "+" : "┼" }
  package var stop: String { isASCII ? "o" : "●" }
  package var ascending: String { isASCII ? "^" : "▲" }
  package var descending: String { isASCII ? "v" : "▼" }
  package var cursor: String { isASCII ? ">" : "▌" }
  package var hit: String { isASCII ? "/" : "›" }
  package var mark: String { isASCII ? "#" : "◈" }
  package var full: String { isASCII ? "#" : "▰" }
  package var empty: String { isASCII ? "." : "▱" }
  package var arrow: String { isASCII ? "->" : "→" }
  package var dash: String { isASCII ? "-" : "–" }
  package var dot: String { isASCII ? "-" : "·" }
  package var branch: String { isASCII ? "`-" : "└" }
  package var corners: (String, String, String, String) { isASCII ? ("+", "+", "+", "+") : ("┌", "┐", "└", "┘") }
  package var side: String { isASCII ? "|" : "│" }
  package var levels: [String] {
    isASCII ? [" ", ".", ":", "-", "=", "+", "*", "#"] : ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  }
  package var keyNames: [String: String] {
    isASCII ? [:] : ["Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Enter": "⏎"]
  }
}

extension StatusCategory {
  /// The role that a category is drawn in.
  package var role: Role {
    switch self {
    case .failed: .failed
    case .waiting: .waiting
    case .working: .working
    case .done: .done
    case .ended: .ended
    case .unknown: .unknown
    }
  }
}
