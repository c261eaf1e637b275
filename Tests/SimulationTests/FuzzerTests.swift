import Lifecycles
import Simulation
import Testing

/// The fuzzer of scenarios.
@Suite struct FuzzerTests {
  /// Seeds of the fuzzer, as `signalbox fuzz` runs them. What must occur does.
  @Test func fuzzerFindsNothingAndCoversEverything() {
    let fuzzer = Fuzzer(length: Span.day)
    var triggers: Set<Trigger> = []
    for seed in 0..<120 as Range<UInt64> {
      let scenario = Fuzzer.scenario(seed, length: Span.day)
      let finding = fuzzer.finding(scenario)
      #expect(finding == nil, "seed \(seed)")
      var simulator = Simulator(withoutBootstrap: scenario)
      simulator.run(until: scenario.start + Span.day)
      for event in simulator.drain() { triggers.insert(event.trigger) }
    }
    let feedOnly: Set<Trigger> = [
      .observed, .waitForMapping, .waitForValidation, .waitForProcessing, .limitRate, .denyPermission,
      .missPrerequisite,
    ]
    let unmet = Trigger.allCases.filter { !feedOnly.contains($0) && !triggers.contains($0) }
    #expect(unmet.isEmpty, "never met: \(unmet)")
  }

  /// A planted violation is found, and the reduced scenario still breaks the invariant.
  @Test func failingRunsAreReduced() {
    let fuzzer = Fuzzer(length: Span.day) { _, events in
      events.contains { $0.trigger == .beginOutage && $0.cause != .root } ? .extra("an outage was ordered") : nil
    }
    let seed = (0..<200 as Range<UInt64>).first { fuzzer.finding(Fuzzer.scenario($0, length: Span.day)) != nil }
    guard let seed else {
      Issue.record("no seed orders an outage")
      return
    }
    let large = Fuzzer.scenario(seed, length: Span.day)
    let small = fuzzer.shrink(large)
    #expect(fuzzer.finding(small) == .extra("an outage was ordered"))
    #expect(small.script.count == 1)
    #expect(small.script.count < large.script.count)
    #expect(small.accounts == 1)
  }
}
