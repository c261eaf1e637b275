import Lifecycles
import Simulation

/// A filter compiled for one world.
package struct Matcher: Sendable {
  private var words: [RowTest] = []
  private var clocks: [Filter.Term] = []
  private let seed: UInt64?
  private let marked: Set<ObjectRef>

  /// - Parameter marked: the objects that the term `marked` matches.
  package init(_ filter: Filter, _ world: World, marked: Set<ObjectRef> = []) {
    self.marked = filter.usesMarks ? marked : []
    if case .derived(let seed) = world.identity { self.seed = seed } else { seed = nil }
    for term in filter.terms {
      if case .word(let field, let word) = term.test {
        words.append(RowTest(field, word, isNegated: term.isNegated, world))
      } else {
        clocks.append(term)
      }
    }
  }

  /// A matcher of one term, without its negation, for what doesn't change about an object.
  package init(only term: Filter.Term, _ world: World) {
    marked = []
    if case .derived(let seed) = world.identity { self.seed = seed } else { seed = nil }
    guard case .word(let field, let word) = term.test else {
      clocks = [Filter.Term(test: term.test)]
      return
    }
    var test = RowTest(field, word, isNegated: false, world)
    test.statuses = []
    test.code = nil
    test.actor = nil
    words = [test]
  }

  /// Matches many rows at once, word by word over flat tables, as a million rows require.
  package func select(_ rows: [UInt32], _ kind: TableKind, _ world: World) -> [Bool] {
    var flags = [Bool](repeating: true, count: rows.count)
    for word in words {
      if kind == .datasets, word.actor == nil, word.system == nil {
        selectDatasets(word, rows, world, &flags)
      } else {
        for position in rows.indices where flags[position] {
          let object = kind.object(Int(rows[position]), world)
          flags[position] = matches(word, object, world) != word.isNegated
        }
      }
    }
    for term in clocks {
      for position in rows.indices where flags[position] {
        flags[position] = clockHolds(term, kind.object(Int(rows[position]), world), world) != term.isNegated
      }
    }
    return flags
  }

  private func selectDatasets(_ test: RowTest, _ rows: [UInt32], _ world: World, _ flags: inout [Bool]) {
    let datasets = world.datasets
    // What a word matches on the connection is computed once for all of its data types.
    let links = world.connections.map { connection in
      Self.holds(test.providers, Int(connection.provider)) || Self.holds(test.accounts, Int(connection.account))
    }
    let types = test.types.isEmpty ? [Bool](repeating: false, count: DataType.names.count) : test.types
    let statuses =
      test.statuses.isEmpty ? [Bool](repeating: false, count: 256) : test.statuses[Int(StatusSystem.dataset.rawValue)]
    // Compared as numbers: comparing codes is a call for each row.
    let code = test.code?.rawValue ?? .max
    let looksAtID = test.idBits != nil || (test.id?.count ?? 0) > 8 || (test.id != nil && seed == nil)
    for position in rows.indices where flags[position] {
      let index = Int(rows[position])
      let isHit =
        links[Int(datasets[index].connection)] || types[Int(datasets[index].type.index)]
        || statuses[Int(datasets[index].status)] || datasets[index].code.rawValue == code
        || (looksAtID && idMatches(test, .dataset(index), world))
      flags[position] = isHit != test.isNegated
    }
  }

  /// Whether an object matches all terms.
  package func matches(_ object: ObjectRef, _ world: World) -> Bool {
    for word in words where matches(word, object, world) == word.isNegated { return false }
    for term in clocks where clockHolds(term, object, world) == term.isNegated { return false }
    return true
  }

  @inline(__always)
  private func matches(_ test: RowTest, _ object: ObjectRef, _ world: World) -> Bool {
    let index = object.position
    if let system = test.system { return "\(object.kind)".hasPrefix(system) }
    if let actor = test.actor { return Attention.actor(world, object).word.contains(actor) }
    var connection = -1
    var account = -1
    switch object.kind {
    case .connection, .session: connection = index
    case .dataset:
      let dataset = world.datasets[index]
      if Self.holds(test.types, Int(dataset.type.index)) { return true }
      if let code = test.code, dataset.code == code { return true }
      connection = Int(dataset.connection)
    case .request: account = Int(world.requests[index].account)
    case .integration:
      let integration = world.integrations[index]
      if let code = test.code, integration.code == code { return true }
      account = Int(world.requests[Int(integration.request)].account)
      if integration.connection != Integration.noConnection {
        connection = Int(integration.connection)
      } else if Self.holds(test.contacts, Int(integration.nameIndex)) {
        return true
      }
    case .provider: return Self.holds(test.providers, index)
    case .feedLine:
      return test.word.isEmpty || world.anomalies[index].kind.rawValue.contains(test.word)
        || world.anomalies[index].text.lowercased().contains(test.word)
    }
    if connection >= 0 {
      if Self.holds(test.providers, Int(world.connections[connection].provider)) { return true }
      if account < 0 { account = Int(world.connections[connection].account) }
    }
    if account >= 0, Self.holds(test.accounts, account) { return true }
    if !test.statuses.isEmpty, test.statuses[Int(object.kind.rawValue)][Int(world.status(of: object))] { return true }
    return test.id != nil && idMatches(test, object, world)
  }

  /// Looks up a name's flag. A name added after the filter was compiled has none and doesn't match.
  @inline(__always)
  private static func holds(_ flags: [Bool], _ index: Int) -> Bool { index < flags.count && flags[index] }

  private func idMatches(_ test: RowTest, _ object: ObjectRef, _ world: World) -> Bool {
    if seed != nil {
      guard let bits = test.idBits else {
        return (test.id?.count ?? 0) > 8 && world.id(of: object).hasPrefix(test.id ?? "")
      }
      return world.idPrefix(of: object).map { $0 >> bits.shift } == bits.value
    }
    return world.id(of: object).lowercased().contains(test.id ?? "")
  }

  private func clockHolds(_ term: Filter.Term, _ object: ObjectRef, _ world: World) -> Bool {
    switch term.test {
    case .age(let longer, let span): return (world.now - world.since(object) > span) == longer
    case .due(let within, let span):
      guard let due = Attention.deadline(world, object) else { return false }
      return (due - world.now < span) == within
    case .marked: return marked.contains(object)
    case .word: return true
    }
  }
}
