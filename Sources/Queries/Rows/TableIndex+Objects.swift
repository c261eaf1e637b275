import Simulation

/// The order of a table of objects. It is here, in the module of the rows, because the compiler inlines nothing into
/// the loops of another module, and these look at every row.
extension TableIndex {
  /// Rebuilds the index.
  ///
  /// - Parameter sort: the sort columns, the first one first; at least one of them has a sort key.
  package mutating func rebuild(_ kind: TableKind, _ world: World, _ ranks: SortRanks, sort: [SortTerm]) {
    rebuild(
      space: kind.rowSpace(world), exists: { kind.exists($0, world) }, levels: Self.levels(kind, world, ranks, sort))
  }

  /// Moves changed rows to their new positions.
  ///
  /// - Parameters:
  ///   - changed: each row at most once.
  ///   - matcher: what the rows are filtered by; nil without a filter.
  package mutating func update(
    _ changed: [Int], _ kind: TableKind, _ world: World, _ ranks: SortRanks, sort: [SortTerm], matcher: Matcher?
  ) {
    let matches: ((Int) -> Bool)? = matcher.map { matcher in { matcher.matches(kind.object($0, world), world) } }
    update(
      changed, exists: { kind.exists($0, world) }, levels: Self.levels(kind, world, ranks, sort), matches: matches)
  }

  private static func levels(_ kind: TableKind, _ world: World, _ ranks: SortRanks, _ sort: [SortTerm]) -> [Level] {
    let columns = kind.columns
    return sort.compactMap { term in
      guard let key = columns[term.column].sortKey else { return nil }
      return Level(isDescending: term.isDescending) { key(world, ranks, kind.object($0, world)) }
    }
  }
}
