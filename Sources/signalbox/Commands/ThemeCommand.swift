import ArgumentParser

struct ThemeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "theme", abstract: "List, print and check themes.", subcommands: [List.self, Show.self, Check.self])
}
