import Simulation
import Lifecycles
var bad: [String: Int] = [:]
var seen = Set<StatusID>()
for seed in 1...60 {
  var s = Scenario.builtIn
  s.seed = UInt64(seed)
  var sim = Simulator(unfounded: s)
  var checker = InvariantChecker(roster: sim.world, settings: s.settings)
  sim.found()
  while sim.world.now < s.start + 3 * Span.day {
    sim.run(until: sim.world.now + Span.hour)
    for e in sim.drain() { checker.apply(e); if let sy = e.entity.system { seen.insert(StatusID(sy, e.to)) } }
    checker.checkWhole(sim.world)
  }
  for v in checker.violations { bad[v.law, default: 0] += 1; if bad[v.law]! < 3 { print(seed, v) } }
  for l in Catalog.all { for i in l.statuses where !i.isFeedOnly && !seen.contains(i.id) { print(seed, "never", Diagram.label(l, i.id.raw)) } }
  seen = []
}
print(bad)
