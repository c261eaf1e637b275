import Simulation

/// The positions of names in alphabetical order, so that rows sort by numbers.
package struct SortRanks: Sendable {
  package private(set) var accounts: [UInt32] = []
  package private(set) var providers: [UInt32] = []
  package private(set) var types: [UInt32] = []
  package private(set) var contacts: [UInt32] = []

  package init() {}

  /// Adds names that are new.
  ///
  /// - Returns: whether there were some.
  @discardableResult
  package mutating func update(_ world: World) -> Bool {
    guard
      accounts.count != world.accounts.count || providers.count != world.providers.count
        || contacts.count != world.contactNames.count || types.isEmpty
    else { return false }
    if accounts.count != world.accounts.count { accounts = Self.rank(world.accounts.map(\.name)) }
    if providers.count != world.providers.count { providers = Self.rank(world.providers.map(\.name)) }
    if contacts.count != world.contactNames.count { contacts = Self.rank(world.contactNames) }
    if types.isEmpty { types = Self.rank(DataType.names) }
    return true
  }

  private static func rank(_ names: [String]) -> [UInt32] {
    let folded = names.map { $0.lowercased() }
    var ranks = [UInt32](repeating: 0, count: names.count)
    for (rank, index) in folded.indices.sorted(by: { folded[$0] == folded[$1] ? $0 < $1 : folded[$0] < folded[$1] })
      .enumerated()
    {
      ranks[index] = UInt32(rank)
    }
    return ranks
  }
}
