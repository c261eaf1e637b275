/// Randomness as a pure function of object, moment and purpose.
///
/// No stream is shared: what one object draws never depends on another, so removing a fault from a scenario changes
/// only what the fault caused. Integers only, so every machine agrees.
package struct Draw: Sendable {
  package let bits: UInt64

  package enum Purpose: UInt8, Sendable {
    case population, bootstrap, fetch, duration, outcome, session, customer, consent, connector, provider, request
    case integration, manager, identity, script
  }

  package init(seed: UInt64, object: UInt64, count: UInt64, purpose: Purpose) {
    var value = Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15 &* (object &+ 1))
    value = Self.mix(value ^ (count &* 0xD1B5_4A32_D192_ED03) ^ (UInt64(purpose.rawValue) << 56))
    bits = value
  }

  private init(bits: UInt64) { self.bits = bits }

  /// Another value from the same draw.
  package var next: Draw { Draw(bits: Self.mix(bits &+ 0x9E37_79B9_7F4A_7C15)) }

  /// A number from 0 up to, but not including, `bound`.
  package func below(_ bound: Int64) -> Int64 {
    Int64(bits.multipliedFullWidth(by: UInt64(bound)).high)
  }

  package func index(_ count: Int) -> Int { Int(below(Int64(count))) }

  /// A number in a closed range.
  package func within(_ range: ClosedRange<Int64>) -> Int64 {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// True in `perMillion` of a million cases.
  package func chance(perMillion: Int64) -> Bool { below(1_000_000) < perMillion }

  /// The splitmix64 finalizer: every input bit affects every output bit.
  @inline(__always)
  package static func mix(_ input: UInt64) -> UInt64 {
    var value = input
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// A distribution of durations, as quantiles. A draw picks one of the steps evenly, then a point evenly between its
/// ends, which gives long tails without floating point.
package struct DurationTable: Equatable, Sendable {
  /// Ascending milliseconds, at least two.
  package var quantiles: [Milliseconds]

  package init(_ quantiles: [Milliseconds]) {
    precondition(quantiles.count >= 2, "a duration table needs at least two quantiles")
    self.quantiles = quantiles
  }

  package func sample(_ draw: Draw) -> Milliseconds {
    let step = draw.index(quantiles.count - 1)
    return quantiles[step] + draw.next.below(max(1, quantiles[step + 1] - quantiles[step]))
  }
}
