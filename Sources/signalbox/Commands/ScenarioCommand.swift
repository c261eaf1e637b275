import ArgumentParser

struct ScenarioCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenario", abstract: "List, print and check scenarios.",
    subcommands: [List.self, Show.self, Check.self])
}
