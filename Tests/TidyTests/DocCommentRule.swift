/// A documentation comment is directly above what it documents; attributes may be between.
struct DocCommentRule: Rule {
  func findings(in file: SourceFile) -> [Finding] {
    var findings: [Finding] = []
    var token = 0
    var line = 1
    while line <= file.lines.count {
      guard file.isDocumentation(line) else {
        line += 1
        continue
      }
      let first = line
      while line <= file.lines.count, file.isDocumentation(line) { line += 1 }
      while token < file.tokens.count, file.tokens[token].line < line { token += 1 }
      if token == file.tokens.count {
        findings.append(file.finding(first, "the comment documents nothing", "Delete it"))
      } else if file.lines[line - 1].allSatisfy({ $0 == " " }) {
        findings.append(
          file.finding(
            first, "an empty line separates the comment from what it documents",
            "Delete the empty line, or the comment if its declaration is gone"))
      } else if file.tokens[token].text != "#", Declaration(file.tokens, at: token) == nil {
        findings.append(
          file.finding(first, "the comment isn't above a declaration", "Move it there, or make it a // comment"))
      }
    }
    return findings
  }
}
