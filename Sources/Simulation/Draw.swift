/// Randomness as a pure function of who draws, for the how-manieth time, and for what.
///
/// No stream is shared: what one entity draws never depends on another, so that a fault taken out
/// of a scenario changes only what the fault caused. Integers only, so that every machine agrees.
package struct Draw: Sendable {
  package let bits: UInt64

  package enum Purpose: UInt8, Sendable {
    case population, founding, fetch, duration, outcome, session, customer, consent, connector, provider, request
    case integration, manager, identity, script
  }

  package init(seed: UInt64, entity: UInt64, count: UInt64, purpose: Purpose) {
    var value = Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15 &* (entity &+ 1))
    value = Self.mix(value ^ (count &* 0xD1B5_4A32_D192_ED03) ^ (UInt64(purpose.rawValue) << 56))
    bits = value
  }

  private init(bits: UInt64) { self.bits = bits }

  /// A further value of the same draw.
  package var next: Draw { Draw(bits: Self.mix(bits &+ 0x9E37_79B9_7F4A_7C15)) }

  /// A number from 0 up to, and without, `bound`.
  package func below(_ bound: Int64) -> Int64 {
    Int64(bits.multipliedFullWidth(by: UInt64(bound)).high)
  }

  package func index(_ count: Int) -> Int { Int(below(Int64(count))) }

  /// A number of a closed range.
  package func within(_ range: ClosedRange<Int64>) -> Int64 {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// True in so many of a million cases.
  package func chance(perMillion: Int64) -> Bool { below(1_000_000) < perMillion }

  /// The finaliser of splitmix64: every bit of the input reaches every bit of the output.
  @inline(__always)
  package static func mix(_ input: UInt64) -> UInt64 {
    var value = input
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// A spread of durations by quantiles: a draw falls evenly into one of the steps and then evenly
/// between its ends. Long tails need no floating point this way.
package struct DurationTable: Equatable, Sendable {
  /// Ascending milliseconds, at least two.
  package var quantiles: [Milliseconds]

  package init(_ quantiles: [Milliseconds]) {
    precondition(quantiles.count >= 2, "a spread of durations needs two ends")
    self.quantiles = quantiles
  }

  package func sample(_ draw: Draw) -> Milliseconds {
    let step = draw.index(quantiles.count - 1)
    return quantiles[step] + draw.next.below(max(1, quantiles[step + 1] - quantiles[step]))
  }
}
