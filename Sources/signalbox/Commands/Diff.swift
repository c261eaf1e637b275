import ArgumentParser
import Dashboard
import Foundation
import Journal
import Lifecycles
import Queries
import Simulation

struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run two scenarios and show what differs.",
    discussion: "The exit code is 0 if nothing differs, 1 if something does.")

  @Argument(help: "A scenario: a name or a file.", completion: .scenario)
  var first: String

  @Argument(help: "Another scenario with the same accounts.", completion: .scenario)
  var second: String

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("How long after the start. Default: the longer scenario's length, or 1d.", valueName: "span"))
  var span: String?

  func run() throws {
    let one = try Files.scenario(first)
    let other = try Files.scenario(second)
    guard one.start == other.start, one.effectiveWarmUp == other.effectiveWarmUp else {
      throw Failure.input("the scenarios don't start at the same moment; start and warm_up must be equal")
    }
    let length = try span.map { try Simulate.length($0, one) } ?? max(one.length ?? Span.day, other.length ?? Span.day)
    let roster = Simulator(withoutBootstrap: one).world
    let names = Simulator(withoutBootstrap: other).world.accounts.map(\.name)
    guard roster.accounts.map(\.name) == names else {
      throw Failure.input("the scenarios have different accounts; diff compares the same accounts object by object")
    }
    let end = one.start + length
    let branches = (Self.branch(one, end), Self.branch(other, end))
    let comparison = Comparison(common: roster, first: branches.0, second: branches.1, until: end)
    let theme = try ThemeLibrary.theme("monochrome")
    let lines = ComparisonLines(
      comparison: comparison, names: (Self.name(first), Self.name(second)),
      worlds: (branches.0.world, branches.1.world), glyphs: Glyphs(theme: theme, isASCII: false))
    for line in lines.lines { Output.text(line.text + "\n") }
    if !comparison.differences.isEmpty { throw ExitCode(1) }
  }

  private static func name(_ path: String) -> String { String(FilePath.name(of: path).prefix(22)) }

  private static func branch(_ scenario: Scenario, _ end: Instant) -> (events: [Event], world: World) {
    var simulator = Simulator(withoutBootstrap: scenario)
    simulator.run(until: end)
    return (simulator.drain(), simulator.world)
  }
}
