/// No line is longer than the formatter allows. The formatter doesn't break literals and comments; people can.
struct LineLengthRule: Rule {
  static let limit = 120

  /// Lines that can't be broken: an address.
  private static func isAllowed(_ line: String) -> Bool {
    line.contains("https://") && line.split(separator: " ").contains { $0.count > limit - 20 }
  }

  func findings(in file: SourceFile) -> [Finding] {
    file.lines.enumerated().compactMap { index, line in
      guard line.utf8.count > Self.limit, line.count > Self.limit, !Self.isAllowed(line) else { return nil }
      return file.finding(
        index + 1, "the line has \(line.count) columns, more than \(Self.limit)",
        "Break it; a literal as \"\"\" with \\ at the ends of its lines")
    }
  }
}
