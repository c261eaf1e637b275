import ArgumentParser
import Configuration
import Simulation

/// Which world is simulated.
struct ScenarioOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A built-in scenario's name, or a file (TOML). Default: the built-in world.",
      valueName: "name|file"), completion: .scenario)
  var scenario: String?

  @Option(help: "The seed. The same seed gives the same run.")
  var seed: UInt64?

  @Option(help: "The number of generated accounts. Default: the scenario's, or 40.")
  var accounts: Int?

  /// Whether any of the options was given.
  var isGiven: Bool { scenario != nil || seed != nil || accounts != nil }

  func load() throws(Failure) -> Scenario {
    var result = Scenario.builtIn
    if let scenario { result = try Files.scenario(scenario) }
    if let seed { result.seed = seed }
    if let accounts {
      let limits = ScenarioLimits.accounts
      guard limits.contains(accounts) else {
        throw Failure.input("--accounts must be from \(limits.lowerBound) to \(limits.upperBound), found \(accounts)")
      }
      result.accounts = accounts
    }
    return result
  }
}
