import Canvas
import Configuration
import Dashboard
import Queries
import Documentation
import Foundation
import Lifecycles
import Simulation
import Testing

/// The documentation, compared with the program.
@Suite struct DocumentationTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

  private static func article(_ name: String) throws -> String {
    try String(contentsOf: root.appending(path: "Sources/Documentation/Signalbox.docc/\(name).md"), encoding: .utf8)
  }

  /// The only TOML example of an article.
  private static func example(_ name: String) throws -> String {
    let parts = try article(name).components(separatedBy: "```toml\n")
    try #require(parts.count == 2)
    return parts[1].components(separatedBy: "```")[0]
  }

  // MARK: Articles

  @Test func keysMatchTheProgram() throws {
    #expect(try Self.article("Keys").contains(KeyTable.markdown(.standard)))
  }

  @Test func filtersNameEveryTerm() throws {
    let filters = try Self.article("Filters"), conditions = try Self.article("Conditions")
    for term in FilterTerm.all {
      #expect((term.isAboutEvents ? conditions : filters).contains("`\(term.name):"), "\(term.name)")
    }
    for category in StatusCategory.allCases { #expect(filters.contains(category.word), "\(category.word)") }
    for term in examples(in: filters) { #expect(Filter(term).problem == nil, "\(term)") }
    for term in examples(in: conditions) { #expect(Filter(term, isForEvents: true).problem == nil, "\(term)") }
  }

  /// The terms in the first column of an article's tables.
  private func examples(in article: String) -> [String] {
    article.split(separator: "\n").filter { $0.hasPrefix("| `") }
      .flatMap { $0.split(separator: "|")[0].split(separator: "`").map { $0.trimmingCharacters(in: .whitespaces) } }
      .filter { $0.contains(":") && !$0.hasPrefix(":") || $0.hasPrefix("age") || $0.hasPrefix("due") }
  }

  @Test func eventsNameEveryTrigger() throws {
    let events = try Self.article("Events")
    for trigger in Trigger.allCases { #expect(events.contains("`\(trigger.name)`"), "\(trigger.name)") }
  }

  @Test func scenariosNameEveryKeyAndStep() throws {
    let article = try Self.article("Scenarios")
    for verb in ScriptStep.Verb.allCases { #expect(article.contains("`\(verb.rawValue)`"), "\(verb.rawValue)") }
    for key in ScenarioFile.keys {
      #expect(["`\(key)`", "[\(key)", ".\(key)]"].contains(where: article.contains), "\(key)")
    }
    for scenario in ScenarioFile.builtIn {
      #expect(article.contains("| `\(scenario.name)` | \(ScenarioFile.about(scenario.text)) |"), "\(scenario.name)")
    }
  }

  /// The defaults in the tables, read as a scenario, change nothing.
  @Test func scenarioDefaultsMatchTheProgram() throws {
    var text = "", count = 0
    for line in try Self.article("Scenarios").split(separator: "\n") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard line.hasPrefix("|"), cells.count == 3 else { continue }
      if cells[0].hasPrefix("`[") {
        text += cells[0].replacing("`", with: "") + "\n"
      } else if !text.isEmpty, cells[0].hasPrefix("`") {
        text += "\(cells[0]) = \(cells[2])\n".replacing("`", with: "")
        count += 1
      }
    }
    #expect(try ScenarioFile.parse(text, file: "Scenarios.md").settings == Settings())
    #expect(count == ScenarioFile.settingKeys.count)
  }

  @Test func scenarioExampleRuns() throws {
    let scenario = try ScenarioFile.parse(try Self.example("Scenarios"), file: "Scenarios.md")
    var simulator = Simulator(scenario)
    simulator.run(until: scenario.start + Span.hour)
    #expect(simulator.script.refusals.isEmpty)
    #expect(simulator.world.requests[0].requestStatus == .deletionAccessing)
  }

  @Test func configurationExampleIsValid() throws {
    let text = try Self.example("Configuration")
    let configuration = try ConfigurationFile.parse(text, file: "Configuration.md")
    #expect(configuration.themeOnDark == "nord" && configuration.preferences.views.count == 1)
    #expect(configuration.preferences.keys.action(.function(5)) == .requeue)
    // The defaults in the table are the program's.
    let article = try Self.article("Configuration")
    let defaults = ConfigurationWriter.text(BoardConfiguration())
    for line in defaults.split(separator: "\n").prefix(while: { !$0.hasPrefix("[") }) where !line.hasPrefix("#") {
      let key = line.split(separator: " ")[0]
      #expect(article.contains("`\(key)`"), "\(key)")
    }
  }

  @Test func themeExampleIsValid() throws {
    let theme = try ThemeFile.parse(try Self.example("Themes"), file: "Themes.md")
    #expect(theme[.failed].foreground?.rgb == 0xFF9F7F && theme.signs[3].word == "fine")
    let article = try Self.article("Themes")
    for name in ThemeFile.builtInNames {
      let about = try ThemeFile.parse(ThemeFile.builtInText(name) ?? "", file: name).about
      #expect(article.contains("| `\(name)` | \(about) |"), "\(name)")
    }
  }

  @Test func guaranteesNameTestsThatExist() throws {
    let article = try Self.article("Guarantees")
    let tests = Self.root.appending(path: "Tests")
    let files = FileManager.default.enumerator(at: tests, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL }
    let sources = try (files ?? []).filter { $0.pathExtension == "swift" && !$0.path.contains("/.build") }
      .map { try String(contentsOf: $0, encoding: .utf8) }
    let names = article.split(separator: "`").filter { $0.contains("Tests") && !$0.contains(" ") && !$0.contains("/") }
    #expect(names.count > 15)
    for name in names {
      let parts = name.split(separator: ".")
      let suite = sources.filter { $0.contains("struct \(parts[0])") || $0.contains("class \(parts[0])") }
      #expect(suite.contains { parts.count == 1 || $0.contains("func \(parts[1])(") }, "\(name)")
    }
  }

  // MARK: Help topics

  @Test func everyArticleIsInTheCatalog() throws {
    let catalog = Self.root.appending(path: "Sources/Documentation/Signalbox.docc")
    let index = try Self.article("Signalbox")
    for file in try FileManager.default.contentsOfDirectory(atPath: catalog.path) where file != "Signalbox.md" {
      #expect(index.contains("<doc:\(file.dropLast(3))>"), "\(file)")
    }
  }

  /// The build embeds the articles that the manifest lists. Each of them is a topic.
  @Test func everyEmbeddedArticleIsATopic() throws {
    let manifest = try String(contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)
    let articles = try manifest.matches(of: /embedInCode\("Signalbox\.docc\/(\w+)\.md"\)/).map {
      try Self.article(String($0.1))
    }
    #expect(articles == Documentation.topics.map(\.text))
  }

  @Test(arguments: Documentation.topics.map(\.name), [40, 80, 120])
  func topicsFitTheirWidth(_ name: String, _ width: Int) throws {
    let topic = try #require(Documentation.topics.first { $0.name == name })
    #expect(topic.text.hasPrefix("# ") && !topic.summary.isEmpty)
    let text = MarkdownText.render(topic.text, width: width)
    #expect(!text.contains("<doc:") && !text.contains("```") && !text.contains("\n|"))
    if width >= 80 {
      let prose = text.split(separator: "\n").filter { !$0.hasPrefix("    ") }
      for line in prose { #expect(line.count <= width, "\(line)") }
    }
  }

  @Test func tablesAreAligned() {
    let text = MarkdownText.render(
      """
      # Title\n\nA **word** and `code`,\non one line.\n\n| a | b |\n| --- | --- |\n| `one` | two |\n| 1 | 2 |\n\n- \
      x\n- y\n
      """,
      width: 40)
    #expect(
      text == """
        TITLE

          A word and code, on one line.

          a    b
          one  two
          1    2

          - x
          - y

        """)
  }
}
