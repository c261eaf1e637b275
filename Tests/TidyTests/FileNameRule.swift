/// A file is named after a type that it declares or extends: `Type.swift`, or `Type+Part.swift`.
struct FileNameRule: Rule {
  /// Files that can't be, with the reason.
  static let exceptions: [String: String] = [
    "Package.swift": "the package manager's name",
    "main.swift": "the compiler's name for a program's start",
    "Sources/Journal/Rows.swift": "one short type per table of a journal, best read together",
    "Sources/Journal/Rows+Values.swift": "the values of those types",
    "Sources/Simulation/World/Rows.swift": "one short type per table of a world, best read together",
    "Sources/Simulation/Commands/Command+Objects.swift": "the commands of each object, one enum each",
  ]

  func findings(in file: SourceFile) -> [Finding] {
    if Self.exceptions[file.path] != nil || Self.exceptions["\(file.name).swift"] != nil { return [] }
    let expected = String(file.name.prefix { $0 != "+" })
    var names: [String] = []
    for index in file.tokens.indices where file.tokens[index].isAtMargin {
      guard let declaration = Declaration(file.tokens, at: index) else { continue }
      if Declaration.types.contains(declaration.keyword) { names += declaration.names }
    }
    guard !names.contains(expected) else { return [] }
    let types = names.isEmpty ? "no type" : names.joined(separator: ", ")
    return [
      file.finding(
        1, "the file is named \(file.name) and declares or extends \(types)",
        "Name it after its main type, or after the type and a part: Type+Part.swift")
    ]
  }
}
