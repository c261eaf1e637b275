import ArgumentParser
import Configuration
import Foundation
import Simulation

struct Fuzz: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look for runs that break the rules: scenarios made up from seeds, each run twice.",
    discussion: """
      Every law is checked after every event; two runs of a seed have to be the same, and so has the run of the \
      scenario when it is written to a file and read again; when nothing goes wrong any more everything has to come to \
      rest. A run that fails is made as small as it goes and written to fuzz-SEED.toml; the exit code is then 1.
      """)

  @Option(help: "How many seeds.")
  var seeds = 1_000

  @Option(help: "The first of them.")
  var from: UInt64 = 0

  @Option(
    name: .customLong("for"), help: ArgumentHelp("How long each run goes on, such as 2d.", valueName: "span"))
  var span = "2d"

  @Option(help: ArgumentHelp("The folder for what fails.", valueName: "folder"))
  var output = "."

  func run() throws {
    guard let length = Span.parse(span), length > 0 else {
      throw Failure.input("--for is \"\(span)\"; expected a duration such as 12h or 2d")
    }
    guard (1...10_000_000).contains(seeds) else { throw Failure.input("--seeds is \(seeds); expected 1 to 10000000") }
    guard FileManager.default.isWritableFile(atPath: output) else {
      throw Failure.input("--output is \(output), which is no folder that can be written to")
    }
    let fuzzer = Fuzzer(length: length, extra: Self.writtenDiffers)
    var failures = 0
    for number in 0..<UInt64(seeds) {
      let seed = from &+ number
      if number % 100 == 0, number > 0 { Output.error("\(number) of \(seeds) seeds, \(failures) failed") }
      let scenario = Fuzzer.scenario(seed, length: length)
      guard let problem = fuzzer.problem(scenario) else { continue }
      failures += 1
      try report(fuzzer, scenario, problem, seed)
    }
    Output.text(
      "\(seeds) seeds from \(from), each for \(span): \(failures == 0 ? "all laws held" : "\(failures) failed")\n")
    if failures > 0 { throw Failure.failed("\(failures) of \(seeds) seeds failed") }
  }

  private func report(_ fuzzer: Fuzzer, _ scenario: Scenario, _ problem: String, _ seed: UInt64) throws {
    Output.error("seed \(seed): \(problem)")
    var small = fuzzer.shrink(scenario)
    small.length = fuzzer.length
    let path = (output as NSString).appendingPathComponent("fuzz-\(seed).toml")
    let found = fuzzer.problem(small) ?? problem
    let text = ScenarioWriter.text(small, note: ["Found by signalbox fuzz, seed \(seed), and made smaller.", found])
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      Output.error("  the smallest run that fails, \(small.script.count) steps: \(path)")
    } catch {
      throw Failure.failed("\(path) cannot be written: \(error.localizedDescription)")
    }
  }

  /// Whether a scenario that is written and read again makes other events.
  @Sendable private static func writtenDiffers(_ scenario: Scenario, _ events: [Event]) -> String? {
    do {
      let read = try ScenarioFile.parse(ScenarioWriter.text(scenario), file: "written")
      if read != scenario { return "a written scenario reads as another" }
      return nil
    } catch let error as ConfigurationError {
      return "a written scenario cannot be read: \(error.message)"
    } catch {
      return "a written scenario cannot be read: \(error)"
    }
  }
}
