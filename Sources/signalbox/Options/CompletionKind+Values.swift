import ArgumentParser
import Configuration
import Foundation

/// What shells complete for scenarios and themes: names, and files that could be meant as well.
extension CompletionKind {
  static let scenario = CompletionKind.custom { _, _, word in
    ScenarioFile.builtIn.map(\.name) + files(word)
  }

  static let theme = CompletionKind.custom { _, _, word in
    ["auto"] + ThemeLibrary.names + files(word)
  }

  static let scenarioName = CompletionKind.list(ScenarioFile.builtIn.map(\.name))
  static let colors = CompletionKind.list(BoardConfiguration.depths.map(\.0))
  static let toml = CompletionKind.file(extensions: ["toml"])

  /// The TOML files and folders whose path starts with a word.
  private static func files(_ word: String) -> [String] {
    let slash = word.lastIndex(of: "/")
    let folder = slash.map { String(word[...$0]) } ?? ""
    let beginning = slash.map { String(word[word.index(after: $0)...]) } ?? word
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    return names.sorted().compactMap { name in
      guard name.hasPrefix(beginning), !name.hasPrefix(".") || beginning.hasPrefix(".") else { return nil }
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: folder + name, isDirectory: &isFolder)
      if isFolder.boolValue { return folder + name + "/" }
      return name.hasSuffix(".toml") ? folder + name : nil
    }
  }
}
