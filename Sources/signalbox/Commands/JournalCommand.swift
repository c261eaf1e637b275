import ArgumentParser

struct JournalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal", abstract: "Verify, describe, export or copy recorded runs.",
    subcommands: [Verify.self, Info.self, Export.self, Compact.self, List.self])
}
