import ArgumentParser

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Check or print the configuration.",
    subcommands: [Check.self, Path.self, Show.self])
}
