/// Tests read the screen by name, such as `board.hints`: a line's number says nothing, and changes.
struct ScreenLineRule: Rule {
  private static let readers: Set = ["line", "text", "ground"]

  func findings(in file: SourceFile) -> [Finding] {
    let tokens = file.tokens
    return tokens.indices.dropFirst().dropLast(2).compactMap { index in
      guard tokens[index - 1].text == ".", tokens[max(0, index - 2)].text != "Self",
        Self.readers.contains(tokens[index].text), tokens[index + 1].text == "(",
        tokens[index + 2].text.first?.isNumber == true, tokens[index + 3].text != "."
      else { return nil }
      return file.finding(
        tokens[index].line, "a line of the screen is read by its number, \(tokens[index + 2].text)",
        "Use a name such as hints, notice or row(0), or add one to ScreenLines")
    }
  }
}
