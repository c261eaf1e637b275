import ArgumentParser
import Configuration
import Foundation
import Simulation

struct Fuzz: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Search for runs that break the rules, with scenarios generated from seeds.",
    discussion: """
      Every invariant is checked after every event. Each scenario runs twice, and both runs must match. It must also \
      read back unchanged after it is written to a file. Finally, once nothing fails any more, everything must settle. \
      A failing run is reduced and written to fuzz-SEED.toml, and the exit code is 1.
      """)

  @Option(help: "The number of seeds.")
  var seeds = 1_000

  @Option(help: "The first seed.")
  var from: UInt64 = 0

  @Option(
    name: .customLong("for"), help: ArgumentHelp("How long each run is, such as 2d.", valueName: "span"))
  var span = "2d"

  @Option(help: ArgumentHelp("The folder for scenarios of failing runs.", valueName: "folder"), completion: .directory)
  var output = "."

  /// A larger number takes weeks, and is taken for a mistake.
  private static let limits = 1...10_000_000
  /// Progress is reported after so many seeds.
  private static let reported: UInt64 = 100

  func run() throws {
    guard let length = Span.parse(span), length > 0 else {
      throw Failure.input("--for must be a duration such as 12h or 2d, found \"\(span)\"")
    }
    guard Self.limits.contains(seeds) else {
      throw Failure.input("--seeds must be from \(Self.limits.lowerBound) to \(Self.limits.upperBound), found \(seeds)")
    }
    guard FileManager.default.isWritableFile(atPath: output) else {
      throw Failure.input("--output must be a writable folder, found \(output)")
    }
    let fuzzer = Fuzzer(length: length, extra: Self.writtenDiffers)
    var failures = 0
    for number in 0..<UInt64(seeds) {
      let seed = from &+ number
      if number % Self.reported == 0, number > 0 { Output.error("\(number) of \(seeds) seeds, \(failures) failed") }
      let scenario = Fuzzer.scenario(seed, length: length)
      guard let finding = fuzzer.finding(scenario) else { continue }
      failures += 1
      try report(fuzzer, scenario, finding, seed)
    }
    Output.text(
      """
      \(Count.text(seeds, "seed")) from \(from), each for \(span): \
      \(failures == 0 ? "all invariants held" : "\(failures) failed")\n
      """
    )
    if failures > 0 { throw Failure.failed("\(failures) of \(Count.text(seeds, "seed")) failed") }
  }

  private func report(_ fuzzer: Fuzzer, _ scenario: Scenario, _ finding: Fuzzer.Finding, _ seed: UInt64) throws(Failure)
  {
    Output.error("seed \(seed): \(finding)")
    var small = fuzzer.shrink(scenario)
    small.length = fuzzer.length
    let path = (output as NSString).appendingPathComponent("fuzz-\(seed).toml")
    let found = fuzzer.finding(small) ?? finding
    let text = ScenarioWriter.text(
      small, note: ["Found by signalbox fuzz, seed \(seed), and reduced.", found.description])
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      Output.error("  reduced to \(Count.text(small.script.count, "step")): \(path)")
    } catch {
      throw Failure.failed("\(path) can't be written: \(error.localizedDescription)")
    }
  }

  /// What changes in a scenario when it is written and read back; nil if nothing does.
  @Sendable private static func writtenDiffers(_ scenario: Scenario, _ events: [Event]) -> Fuzzer.Finding? {
    do throws(ConfigurationError) {
      let read = try ScenarioFile.parse(ScenarioWriter.text(scenario), file: "written")
      if read != scenario { return .extra("the scenario changes when it is written and read back") }
      return nil
    } catch {
      return .extra("the written scenario can't be read back: \(error.message)")
    }
  }
}
