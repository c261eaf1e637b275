import Lifecycles
import Simulation

/// A word or a term's value, looked up once among the names and statuses of a world, so that matching a row takes only
/// a few table lookups.
struct RowTest: Sendable {
  var isNegated: Bool
  /// A word without a term, for texts that have no table; not a possible word otherwise.
  var word = "\u{0}"
  var accounts: [Bool] = []
  var providers: [Bool] = []
  var types: [Bool] = []
  var contacts: [Bool] = []
  /// By system and raw status; empty if no status matches.
  var statuses: [[Bool]] = []
  var code: ErrorCode?
  /// The system, as typed.
  var system: String?
  /// The actor, as typed. The status alone doesn't determine it.
  var actor: String?
  private(set) var id: String?
  /// The first bits of a derived id, if the value is hexadecimal.
  private(set) var idBits: (value: UInt32, shift: UInt32)?
  private let value: String
  private let needle: [UInt8]

  /// - Parameters:
  ///   - term: the term, or `FilterTerm.word`.
  ///   - value: in lowercase.
  init(_ term: FilterTerm, _ value: String, isNegated: Bool, _ world: World) {
    self.isNegated = isNegated
    self.value = value
    needle = Array(value.utf8)
    term.rows?(&self, value, world)
  }

  /// Adds the statuses that a condition holds for.
  mutating func addStatuses(_ holds: (StatusSystem, UInt8) -> Bool) {
    let added = StatusSystem.allCases.map { system in (0...UInt8.max).map { holds(system, $0) } }
    statuses = statuses.isEmpty ? added : zip(statuses, added).map { zip($0, $1).map { $0 || $1 } }
  }

  mutating func setID(_ value: String) {
    id = value
    if value.count <= 8, let bits = UInt32(value, radix: 16) { idBits = (bits, UInt32(32 - 4 * value.count)) }
  }

  /// Whether a name contains the value, without regard to case. Plain ASCII is compared as bytes.
  func hits(_ name: String) -> Bool {
    var name = name
    let isPlain = name.withUTF8 { bytes -> Bool? in
      guard needle.count <= bytes.count else { return bytes.allSatisfy { $0 < 0x80 } ? false : nil }
      var isASCII = true
      for start in 0...(bytes.count - needle.count) {
        var offset = 0
        while offset < needle.count, Self.lowered(bytes[start + offset]) == needle[offset] { offset += 1 }
        if offset == needle.count { return true }
        if bytes[start] >= 0x80 { isASCII = false }
      }
      return isASCII && bytes.allSatisfy { $0 < 0x80 } ? false : nil
    }
    return isPlain ?? name.lowercased().contains(value)
  }

  private static func lowered(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte + 32 : byte }
}
