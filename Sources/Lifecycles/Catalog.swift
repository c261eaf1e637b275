/// All five lifecycles, and lookups from text to status.
package enum Catalog {
  package static let all: [Lifecycle] = [.connection, .session, .dataset, .request, .integration]

  package static subscript(system: StatusSystem) -> Lifecycle {
    switch system {
    case .connection: .connection
    case .session: .session
    case .dataset: .dataset
    case .request: .request
    case .integration: .integration
    }
  }

  package static func info(_ id: StatusID) -> StatusInfo? { self[id.system].info(id.raw) }

  /// The category of a status, or `.unknown` where no document publishes it.
  package static func category(_ id: StatusID) -> StatusCategory { info(id)?.category ?? .unknown }

  /// The category of a raw status, from a table that loops over many rows can afford.
  package static func category(_ system: StatusSystem, _ raw: UInt8) -> StatusCategory {
    categories[Int(system.rawValue)][Int(raw)]
  }

  private static let categories: [[StatusCategory]] = StatusSystem.allCases.map { system in
    (0...UInt8.max).map { category(StatusID(system, $0)) }
  }

  /// Returns the statuses of one system with a canonical key, alias or number. Case and surrounding spaces are
  /// ignored. The same integration key can occur in several tables, so there can be more than one.
  package static func statuses(of system: StatusSystem, named text: String) -> [StatusInfo] {
    let wanted = fold(text)
    return self[system].statuses.filter { info in
      fold(info.key) == wanted || info.aliases.contains { fold($0) == wanted }
        || info.code.map { String($0) == wanted } == true
    }
  }

  /// Returns the statuses of every system with a canonical key, alias or number.
  package static func statuses(named text: String) -> [StatusInfo] {
    StatusSystem.allCases.flatMap { statuses(of: $0, named: text) }
  }

  private static func fold(_ text: String) -> String {
    var result = ""
    for scalar in text.lowercased().unicodeScalars where !" _-·()".unicodeScalars.contains(scalar) {
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  /// Returns keys that start with a text or are close to it, for "did you mean".
  package static func suggestions(for text: String) -> [String] {
    let wanted = fold(text)
    guard !wanted.isEmpty else { return [] }
    var found: [String] = []
    for lifecycle in all {
      for info in lifecycle.statuses where fold(info.key).contains(wanted) || distance(fold(info.key), wanted) <= 2 {
        if !found.contains(info.key) { found.append(info.key) }
      }
    }
    return found
  }

  /// The edit distance between two words.
  package static func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a.unicodeScalars), b = Array(b.unicodeScalars)
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var row = Array(0...b.count)
    for i in 1...a.count {
      var previous = row[0]
      row[0] = i
      for j in 1...b.count {
        let cost = a[i - 1] == b[j - 1] ? previous : previous + 1
        previous = row[j]
        row[j] = min(cost, row[j] + 1, row[j - 1] + 1)
      }
    }
    return row[b.count]
  }
}
