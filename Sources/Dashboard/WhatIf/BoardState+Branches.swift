import Canvas
import Lifecycles
import Queries
import Simulation

/// Switching between the branches of a run.
extension BoardState {
  mutating func openBranches() {
    guard let timeline = run.timeline else { return }
    let items = timeline.savedBranches.indices.reversed().map { index -> Picker.Item in
      let branch = timeline.savedBranches[index]
      let commands = branch.inputs.count
      return Picker.Item(
        "\(branch.name): \(Count.text(commands, "command")), up to \(ISO8601.display(branch.head.time))",
        detail: "diverges at #\(Count.grouped(branch.fork))", choice: .branch(index))
    }
    navigation.overlay = .picker(Picker(title: "Switch to a branch (the current one is kept)", items: Array(items)))
  }

  mutating func take(branch index: Int) {
    let name = run.timeline?.savedBranches[index].name ?? ""
    switchBranch { $0.take(branch: index) }
    say("now on \(name), at its end; \(keys.word(.branches)) switches back")
  }

  /// The events that a switch of branches reads again, for the log.
  private static let mostRead = 200_000

  /// Switches to another branch, and reloads everything.
  mutating func switchBranch(_ change: (inout Timeline) -> Void) {
    guard var timeline = run.timeline else { return }
    change(&timeline)
    run.source = .simulated(timeline)
    run.log.replace(with: timeline.record(latest: Self.mostRead))
    tables.invalidate()
    closeMissing()
    tables.events.follow()
    playback.recount(run.log)
    overview.restart(run.log)
    playback.isPaused = true
  }
}
