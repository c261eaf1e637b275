import Canvas

/// The keys as text outside of the board, from the same list of actions.
package enum KeyTable {
  package static var text: String {
    var lines: [String] = []
    for section in Action.Section.allCases {
      lines += [lines.isEmpty ? nil : "", section.rawValue].compactMap { $0 }
      for action in Action.allCases where action.spec.section == section {
        let keys = keyNames(action)
        lines.append(
          "  \(keys)\(String(repeating: " ", count: max(1, 14 - keys.count)))\(action.spec.title): \(action.spec.help)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The table of the README.
  package static var markdown: String {
    var lines = ["| key | action | what it does |", "| --- | --- | --- |"]
    for action in Action.allCases {
      let asks = action.spec.isDestructive ? " Asks first." : ""
      lines.append("| \(keyNames(action)) | \(action.spec.title) | \(action.spec.help)\(asks) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Actions without a key of their own are in the palette.
  private static func keyNames(_ action: Action) -> String {
    action.spec.keys.isEmpty ? ":" : action.spec.keys.map(\.name).joined(separator: ", ")
  }
}
