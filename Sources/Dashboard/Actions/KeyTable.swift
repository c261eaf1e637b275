import Canvas
import Queries

/// The keys as text outside the board, from the same list of actions.
package enum KeyTable {
  package static func text(_ bindings: KeyBindings) -> String {
    var lines: [String] = []
    for section in Action.Section.allCases {
      lines += [lines.isEmpty ? nil : "", section.rawValue].compactMap { $0 }
      for action in Action.allCases where action.section == section {
        let keys = bindings.list(action).joined(separator: ", ")
        let name = action.name
        lines.append(
          "  \(keys)\(padding(keys, 12))\(name)\(padding(name, 22))\(action.title): \(action.help)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The key table as Markdown, for the documentation.
  package static func markdown(_ bindings: KeyBindings) -> String {
    var lines = ["| key | action | name | what it does |", "| --- | --- | --- | --- |"]
    for action in Action.allCases {
      let asks = action.asksFirst ? " Asks first." : ""
      lines.append(
        """
        | \(bindings.list(action).joined(separator: ", ")) | \(action.title) | `\(action.name)` | \
        \(action.help)\(asks) |
        """
      )
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func padding(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count))
  }
}
