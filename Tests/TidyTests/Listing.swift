/// A place that lists everything of a kind, such as the themes in Package.swift.
struct Listing {
  let file: String
  let text: String
  /// How the place spells a name.
  let spelling: (String) -> String

  init(_ file: String, _ text: String, _ spelling: @escaping (String) -> String) {
    (self.file, self.text, self.spelling) = (file, text, spelling)
  }

  init(_ file: String, _ spelling: @escaping (String) -> String) throws {
    self.init(file, try SourceFile.text(file), spelling)
  }

  /// The names that are not listed.
  func findings(_ kind: String, _ names: [String]) -> [Finding] {
    names.filter { !text.contains(spelling($0)) }.map { name in
      Finding(
        file: file, line: 1, problem: "the \(kind) \(name) is not listed",
        remedy: "Add \(spelling(name)) to the others")
    }
  }
}
