import Dashboard
import Testing

/// What a test can keep of the style that `Architecture` describes. Each rule says where, what, and what to do.
@Suite struct TidyTests {
  @Test func linesFit() { expectNone(LineLengthRule(), SourceFile.sources + SourceFile.tests) }

  @Test func commentsDocumentSomething() { expectNone(DocCommentRule(), SourceFile.sources + SourceFile.tests) }

  @Test func filesAreNamedAfterTheirTypes() { expectNone(FileNameRule(), SourceFile.sources + SourceFile.tests) }

  @Test func filesAndFunctionsAreShort() { expectNone(LengthRule(), SourceFile.sources) }

  @Test func switchesListTheirCases() { expectNone(DefaultRule(SourceFile.sources), SourceFile.sources) }

  @Test func screensAreReadByName() {
    expectNone(
      ScreenLineRule(),
      SourceFile.tests.filter { $0.path.contains("/DashboardTests/") || $0.path.contains("/ProgramTests/") })
  }

  /// An exception whose file is gone would hide the next one.
  @Test func exceptionsExist() {
    let paths = Set((SourceFile.sources + SourceFile.tests).map(\.path))
    for path in FileNameRule.exceptions.keys where path.contains("/") { #expect(paths.contains(path), "\(path)") }
    for path in DefaultRule.left.keys { #expect(paths.contains(path), "\(path)") }
  }

  private func expectNone(
    _ rule: some Rule, _ files: [SourceFile], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(files.count > 20, "the files are not there", sourceLocation: sourceLocation)
    let findings = files.flatMap(rule.findings)
    if !findings.isEmpty { Issue.record("\(findings.report)", sourceLocation: sourceLocation) }
  }

  // MARK: Lists

  /// The reference is elsewhere.
  @Test func readmeIsShort() throws {
    let bytes = try SourceFile.text("README.md").utf8.count
    #expect((1...8_192).contains(bytes), "README.md:1: it has \(bytes) bytes. Move what is reference to Signalbox.docc")
  }

  @Test func everyThemeIsListed() throws {
    let names = try SourceFile.names(in: "themes/BuiltIn", ending: ".toml")
    expectListed(
      "theme", names,
      [
        try Listing("themes/Themes.swift") { "(\"\($0)\"," },
        try Listing("Sources/Documentation/Signalbox.docc/Themes.md") { "| `\($0)` |" },
      ])
  }

  @Test func everyScenarioIsListed() throws {
    let names = try SourceFile.names(in: "Sources/Scenarios/BuiltIn", ending: ".toml")
    expectListed(
      "scenario", names,
      [
        try Listing("Sources/Scenarios/Scenarios.swift") { "(\"\($0)\"," },
        try Listing("Sources/Documentation/Signalbox.docc/Scenarios.md") { "| `\($0)` |" },
      ])
  }

  @Test func everyActionIsListed() throws {
    expectListed(
      "action", Action.allCases.map(\.name),
      [try Listing("Sources/Documentation/Signalbox.docc/Keys.md") { "| `\($0)` |" }])
  }

  /// Every article is in the catalog, and those before Background are help topics.
  @Test func everyArticleIsListed() throws {
    let catalog = "Sources/Documentation/Signalbox.docc/"
    let names = try SourceFile.names(in: catalog, ending: ".md").filter { $0 != "Signalbox" }
    expectListed("article", names, [try Listing(catalog + "Signalbox.md") { "- <doc:\($0)>" }])
    let parts = try SourceFile.text(catalog + "Signalbox.md").split(separator: "### Background")
    try #require(parts.count == 2)
    expectListed(
      "help topic", names.filter { !parts[1].contains("<doc:\($0)>") },
      [
        try Listing("Package.swift") { ".embedInCode(\"Signalbox.docc/\($0).md\")" },
        try Listing("Sources/Documentation/Documentation.swift") { "PackageResources.\($0)_md)" },
      ])
  }

  private func expectListed(
    _ kind: String, _ names: [String], _ places: [Listing], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(names.count > 5, sourceLocation: sourceLocation)
    let findings = places.flatMap { $0.findings(kind, names) }
    if !findings.isEmpty { Issue.record("\(findings.report)", sourceLocation: sourceLocation) }
  }
}
