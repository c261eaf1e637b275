import ArgumentParser

struct Completions: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Print a shell's completion script.")

  enum Shell: String, ExpressibleByArgument, CaseIterable { case zsh, bash, fish }

  @Argument(help: "zsh, bash or fish.")
  var shell: Shell

  func run() throws {
    let kind: CompletionShell =
      switch shell {
      case .zsh: .zsh
      case .bash: .bash
      case .fish: .fish
      }
    Output.text(Signalbox.completionScript(for: kind))
  }
}
