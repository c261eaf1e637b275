/// The start of a declaration in tokens: attributes, modifiers, a keyword, and a name.
struct Declaration {
  let keyword: String
  /// Each part of a name such as `Diagram.Format`; empty for `init` and patterns.
  let names: [String]

  static let types: Set = ["struct", "enum", "class", "actor", "protocol", "extension", "typealias"]
  private static let others: Set = [
    "let", "var", "func", "init", "deinit", "subscript", "case", "associatedtype", "operator", "precedencegroup",
    "macro",
  ]
  private static let modifiers: Set = [
    "public", "package", "internal", "fileprivate", "private", "open", "static", "final", "mutating", "nonmutating",
    "lazy", "weak", "unowned", "override", "indirect", "convenience", "required", "nonisolated", "isolated", "optional",
    "borrowing", "consuming", "prefix", "postfix", "infix", "dynamic", "unsafe", "sending",
  ]

  /// Reads a declaration that starts at a token; nil if there is none.
  init?(_ tokens: [Token], at start: Int) {
    var index = start
    while index < tokens.count {
      let text = tokens[index].text
      if text == "@" {
        index += 2
        if index < tokens.count, tokens[index].text == "(" { index = tokens.end(ofBracketAt: index) }
      } else if text == "class", index + 1 < tokens.count, ["func", "var"].contains(tokens[index + 1].text) {
        index += 1
      } else if Self.modifiers.contains(text) {
        index += 1
        if index < tokens.count, tokens[index].text == "(" { index = tokens.end(ofBracketAt: index) }
      } else {
        guard Self.types.contains(text) || Self.others.contains(text) else { return nil }
        keyword = text
        names = Self.names(tokens, after: index)
        return
      }
    }
    return nil
  }

  private static func names(_ tokens: [Token], after index: Int) -> [String] {
    var names: [String] = []
    var next = index + 1
    while next < tokens.count, tokens[next].text.first?.isLetter == true {
      names.append(tokens[next].text)
      guard next + 2 < tokens.count, tokens[next + 1].text == "." else { break }
      next += 2
    }
    return names
  }
}
