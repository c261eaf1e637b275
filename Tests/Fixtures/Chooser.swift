import Simulation

/// Makes random choices that are the same for the same seed.
package struct Chooser {
  private var draw: Draw

  package init(_ seed: UInt64) { draw = Draw(seed: seed, object: 91, count: 0, purpose: .manager) }

  package mutating func below(_ bound: Int) -> Int {
    draw = draw.next
    return draw.index(bound)
  }

  package mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }
}
