/// A key as a person knows it.
package enum Key: Hashable, Sendable {
  case character(Unicode.Scalar)
  case control(Unicode.Scalar)
  case up, down, left, right, pageUp, pageDown, home, end
  case enter, escape, backspace, delete, tab, backTab
  case function(Int)
  case other(Int32)
}

extension Key {
  /// Keys with a name of their own, as help, hints and configuration files spell it.
  private static let named: [(key: Key, name: String)] = [
    (.character(" "), "Space"), (.up, "Up"), (.down, "Down"), (.left, "Left"), (.right, "Right"), (.pageUp, "PgUp"),
    (.pageDown, "PgDn"), (.home, "Home"), (.end, "End"), (.enter, "Enter"), (.escape, "Esc"),
    (.backspace, "Backspace"), (.delete, "Del"), (.tab, "Tab"), (.backTab, "Shift-Tab"),
  ]

  /// The key's name in help and hints.
  package var name: String {
    if let known = Self.named.first(where: { $0.key == self }) { return known.name }
    return switch self {
    case .character(let scalar): String(scalar)
    case .control(let scalar): "^\(String(scalar).uppercased())"
    case .function(let number): "F\(number)"
    case .other: "this key"
    default: ""
    }
  }

  /// Parses a key name such as `r`, `^L`, `F5`, `PgUp` or `Space`; nil if there is no such key.
  package init?(name: String) {
    if let known = Self.named.first(where: { $0.name.lowercased() == name.lowercased() }) {
      self = known.key
      return
    }
    let scalars = Array(name.unicodeScalars)
    if scalars.count == 1, scalars[0].value > 0x20, scalars[0].value != 0x7F {
      self = .character(scalars[0])
    } else if scalars.count == 2, scalars[0] == "^", let letter = String(scalars[1]).lowercased().unicodeScalars.first,
      ("a"..."z").contains(letter), !["i", "j", "m", "h", "c", "z", "s", "q"].contains(letter)
    {
      // Tab, Enter and Backspace arrive as ^I, ^J, ^M and ^H. The terminal keeps ^C, ^Z, ^S and ^Q.
      self = .control(letter)
    } else if name.first == "F" || name.first == "f", let number = Int(name.dropFirst()), (1...12).contains(number) {
      self = .function(number)
    } else {
      return nil
    }
  }

  /// The forms of a key's name, for errors.
  package static let forms = "a key such as \"r\", \"^L\", \"F5\", \"Space\", \"Enter\", \"PgUp\""
}
