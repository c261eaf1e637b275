import ArgumentParser
import Configuration

extension ScenarioCommand {
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print a scenario, as a starting point for your own.")

    @Argument(help: "The scenario.", completion: .scenarioName)
    var name: String

    func run() throws {
      guard let text = ScenarioFile.builtInText(name) else {
        throw Failure.input(
          "unknown scenario \(name)\(Suggestion.text(name, ScenarioFile.builtIn.map(\.name)))")
      }
      Output.text(text)
    }
  }
}
