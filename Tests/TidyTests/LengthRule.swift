/// Files and functions that are short enough to be read at once.
struct LengthRule: Rule {
  static let fileLimit = 300
  static let functionLimit = 60

  func findings(in file: SourceFile) -> [Finding] {
    var findings: [Finding] = []
    // The last line is empty: the file ends in a line end.
    let length = file.lines.count - 1
    if length > Self.fileLimit {
      findings.append(
        file.finding(
          length, "the file has \(length) lines, more than \(Self.fileLimit)", "Move a part of it to Type+Part.swift"))
    }
    for index in file.tokens.indices where ["func", "init", "deinit"].contains(file.tokens[index].text) {
      guard let open = bodyStart(file.tokens, after: index) else { continue }
      let end = file.tokens.end(ofBracketAt: open) - 1
      let lines = file.tokens[end].line - file.tokens[open].line - 1
      if lines > Self.functionLimit {
        findings.append(
          file.finding(
            file.tokens[index].line, "the function has \(lines) lines, more than \(Self.functionLimit)",
            "Give a part of it a name of its own"))
      }
    }
    return findings
  }

  /// The bracket that opens a function's body; nil for a requirement and for a call of `init`.
  private func bodyStart(_ tokens: [Token], after index: Int) -> Int? {
    guard index == 0 || tokens[index - 1].text != "." else { return nil }
    var next = index + 1
    while next < tokens.count {
      switch tokens[next].text {
      case "(", "[": next = tokens.end(ofBracketAt: next)
      case "{": return next
      case "}", "func", "var", "let", "init", "case", "static", "mutating": return nil
      default: next += 1
      }
    }
    return nil
  }
}
