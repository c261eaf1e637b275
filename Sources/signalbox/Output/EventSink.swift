import Feed
import Lifecycles
import Simulation

/// Prints events, or counts them.
struct EventSink {
  private let lines: FeedLines?
  private var transitions: [String: Int] = [:]
  private var world: World

  init(roster: World, isSummary: Bool) {
    lines = isSummary ? nil : FeedLines(roster: roster, output: Output.write)
    world = roster
  }

  mutating func take(_ events: [Event]) {
    if let lines { return lines.write(events) }
    for event in events {
      transitions["\(event.object.kind)", default: 0] += 1
      world.apply(event)
    }
  }

  mutating func finish(_ simulator: Simulator, upTo hit: Event?) {
    lines?.finish()
    for refused in simulator.script.refusals where hit.map({ refused.time <= $0.time }) ?? true {
      Output.error(
        "\(ISO8601.text(refused.time)): step \(refused.what) was refused: \(refused.refusal.description)")
    }
    guard lines == nil else { return }
    if hit == nil { world.now = simulator.world.now }
    var text = "\(Count.text(world.lastSequence, "event")) up to \(ISO8601.display(world.now))\n"
    for kind in transitions.keys.sorted() {
      text += "  \(Count.text(Int64(transitions[kind]!), "\(kind) event"))\n"
    }
    for lifecycle in Catalog.all {
      text += "\n\(lifecycle.system.name)s\n"
      for info in lifecycle.statuses where world.count(lifecycle.system, info.id.raw) > 0 {
        let count = String(world.count(lifecycle.system, info.id.raw))
        text +=
          """
            \(String(repeating: " ", count: max(0, 7 - count.count)))\(count)  \
          \(Diagram.label(lifecycle, info.id.raw))\n
          """
      }
    }
    Output.text(text)
  }
}
