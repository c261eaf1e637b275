import Testing

/// Each rule finds a planted fault, and nothing beside it: otherwise it proves nothing.
extension TidyTests {
  /// The lines in which a rule finds something.
  private func lines(_ rule: some Rule, _ text: String, path: String = "Sources/Canvas/Key.swift") -> [Int] {
    rule.findings(in: SourceFile(path: path, text: text)).map(\.line)
  }

  @Test func longLinesAreFound() {
    let words = String(repeating: "word ", count: 25)
    #expect(lines(LineLengthRule(), "let short = 1\nlet long = \"\(words)\"\n// \(words)\n") == [2, 3])
    #expect(lines(LineLengthRule(), String(repeating: "é", count: 120)) == [])
    #expect(lines(LineLengthRule(), "// https://example.com/\(String(repeating: "a", count: 120))\n") == [])
    #expect(lines(LineLengthRule(), "// https://example.com/ \(words)\n") == [1])
  }

  @Test func orphanedCommentsAreFound() {
    let orphans = [
      "/// Gone.\n\nlet a = 1\n", "/// Gone.\n", "struct A {\n  /// Gone.\n}\n", "func a() {\n  /// Gone.\n  b()\n}\n",
    ]
    #expect(orphans.map { lines(DocCommentRule(), $0).count } == [1, 1, 1, 1])
    let documented = """
      /// An attribute with arguments.
      @Test(arguments: [
        "a", ")",
      ]) func a() {}

      struct A {
        /// A case.
        case a
        /// Settable here.
        private(set) var b = 1
      }
      let text = \"""
        /// In a literal.

        \"""
      """
    #expect(lines(DocCommentRule(), documented) == [])
  }

  @Test func misnamedFilesAreFound() {
    #expect(lines(FileNameRule(), "struct Mouse {}\n") == [1])
    #expect(lines(FileNameRule(), "struct Mouse {\n  enum Key {}\n}\n") == [1])
    #expect(lines(FileNameRule(), "package enum Key {}\n") == [])
    #expect(lines(FileNameRule(), "extension Key {}\n", path: "Sources/Canvas/Key+Names.swift") == [])
    #expect(lines(FileNameRule(), "extension Diagram.Format: B {}\n", path: "Sources/A/Format+Argument.swift") == [])
    #expect(lines(FileNameRule(), "print(1)\n", path: "Sources/a/main.swift") == [])
  }

  @Test func longFilesAndFunctionsAreFound() {
    let body = String(repeating: "  b()\n", count: 60)
    #expect(lines(LengthRule(), "func a() {\n\(body)}\n") == [])
    #expect(lines(LengthRule(), "let c = 1\nfunc a() {\n\(body)  b()\n}\n") == [2])
    #expect(lines(LengthRule(), "protocol P {\n  func a()\n}\nstruct S {\n\(body)\(body)}\n") == [])
    #expect(lines(LengthRule(), String(repeating: "// a\n", count: 300)) == [])
    #expect(lines(LengthRule(), String(repeating: "// a\n", count: 301)) == [301])
  }

  @Test func linesReadByNumberAreFound() {
    let text = """
      #expect(board.line(37) == board.hints)
      terminal.line(28)
      (0..<3).map { board.line($0) }
      try write(Self.line(3) + line(4))
      """
    #expect(lines(ScreenLineRule(), text) == [1, 2])
  }

  @Test func defaultsAreFound() {
    let text = """
      enum Light {
        case red, green(Int)
        case `default` = "a", off
        var isOn: Bool {
          switch self {
          case .red, .green: true
          default: false
          }
        }
      }
      enum Key { case up, down }
      func a(_ light: Light, _ number: Int) {
        switch light {
        case .red where number > 1: b()
        case .red: if case .off = light { b() }
        case .green, .default, .off: b()
        }
        switch number {
        case 1, 2: b()
        default: break
        }
        switch (light, number) {
        case (.red, 1): b()
        default: break
        }
        switch other {
        case .red, .yellow: b()
        default: break
        }
        switch key {
        case .up: b()
        default: break
        }
        switch light {
        case .green(let count) where count > 1: b("\\(count) default: \\("in"))")
        case let .off: b()
        default: break
        }
      }
      """
    let file = SourceFile(path: "Sources/Canvas/Light.swift", text: text)
    let rule = DefaultRule([file])
    #expect(rule.enumerations.first == .init(name: "Light", cases: ["red", "green", "default", "off"]))
    #expect(rule.findings(in: file).map(\.line) == [7, 37])
  }

  @Test func missingNamesAreFound() {
    let listing = Listing("Package.swift", ".embedInCode(\"dark.toml\")") { ".embedInCode(\"\($0).toml\")" }
    let findings = listing.findings("theme", ["dark", "light"])
    #expect(
      findings.report
        == "Package.swift:1: the theme light is not listed. Add .embedInCode(\"light.toml\") to the others")
  }
}
