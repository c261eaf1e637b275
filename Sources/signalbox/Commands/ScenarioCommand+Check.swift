import ArgumentParser
import Simulation

extension ScenarioCommand {
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check a scenario file for mistakes.")

    @Argument(help: "The file.", completion: .toml)
    var file: String

    func run() throws {
      let scenario = try Files.scenario(file)
      let simulator = Simulator(withoutBootstrap: scenario)
      let world = simulator.world
      let counts = [
        (world.accounts.count, "account"), (world.connections.count, "connection"), (world.datasets.count, "data type"),
        (world.requests.count, "request"), (world.integrations.count, "integration"), (scenario.script.count, "step"),
      ]
      Output.text("\(file): \(counts.map { Count.text($0.0, $0.1) }.joined(separator: ", "))\n")
    }
  }
}
