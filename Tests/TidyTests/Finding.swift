/// Something that a rule forbids: where it is, what is wrong, and what to do.
struct Finding: CustomStringConvertible {
  let file: String
  /// From 1.
  let line: Int
  let problem: String
  let remedy: String

  var description: String { "\(file):\(line): \(problem). \(remedy)" }
}

/// A rule about one file at a time.
protocol Rule {
  func findings(in file: SourceFile) -> [Finding]
}

extension [Finding] {
  /// The findings, one a line, for a failing test.
  var report: String { map(\.description).joined(separator: "\n") }
}
