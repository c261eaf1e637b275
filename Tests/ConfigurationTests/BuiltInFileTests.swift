import Configuration
import Foundation
import Testing

/// A theme or scenario is its file and an entry in one list. The build embeds every file; these tests find the files
/// that no entry names.
@Suite struct BuiltInFileTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

  private func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: folder).path)
      .map { String($0.replacing(/\.toml$/, with: "")) }.sorted()
  }

  @Test func everyThemeFileIsListed() throws {
    #expect(try names(in: "themes/BuiltIn") == ThemeFile.builtInNames.sorted())
  }

  @Test func everyScenarioFileIsListed() throws {
    #expect(try names(in: "Sources/Scenarios/BuiltIn") == ScenarioFile.builtIn.map(\.name).sorted())
  }
}
