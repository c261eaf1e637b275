/// An article of the reference that `signalbox help TOPIC` prints.
package struct HelpTopic: Sendable {
  /// The word on the command line, such as `exit-codes`.
  package let name: String
  /// The article as Markdown.
  package let text: String

  /// The article's abstract, its first paragraph, without markup.
  package var summary: String {
    let paragraphs = text.split(separator: "\n\n", omittingEmptySubsequences: true)
    return paragraphs.count > 1 ? MarkdownText.plain(paragraphs[1].replacing("\n", with: " ")) : ""
  }
}

/// The articles of the documentation catalog, embedded so that the binary needs no files.
package enum Documentation {
  /// The topics in the order in which they are listed.
  package static let topics: [HelpTopic] = [
    topic("keys", PackageResources.Keys_md),
    topic("filters", PackageResources.Filters_md),
    topic("conditions", PackageResources.Conditions_md),
    topic("stepping", PackageResources.Stepping_md),
    topic("configuration", PackageResources.Configuration_md),
    topic("themes", PackageResources.Themes_md),
    topic("scenarios", PackageResources.Scenarios_md),
    topic("feed", PackageResources.Feed_md),
    topic("events", PackageResources.Events_md),
    topic("journal", PackageResources.Journal_md),
    topic("exit-codes", PackageResources.ExitCodes_md),
  ]

  private static func topic(_ name: String, _ bytes: [UInt8]) -> HelpTopic {
    HelpTopic(name: name, text: String(decoding: bytes, as: UTF8.self))
  }
}
