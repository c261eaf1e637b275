import Lifecycles

/// The ids people see. A simulated world derives them; a feed brings its own.
package enum Identity: Sendable {
  case derived(seed: UInt64)
  /// Ids by object. For sessions and datasets, the id of the latest run.
  case given([ObjectRef: String])

  /// Sets the id of an object that a feed names. Derived ids stay.
  mutating func set(_ id: String, of object: ObjectRef) {
    guard case .given(var ids) = self else { return }
    self = .given([:])  // so that the dictionary is mutated in place
    ids[object] = id
    self = .given(ids)
  }

  /// A UUID (version 8, custom) made of an object's key and one of its runs.
  package static func uuid(seed: UInt64, key: UInt64, run: UInt32) -> String {
    var bytes: [UInt8] = []
    append(seed: seed, key: key, run: run, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the same UUID as ASCII, for writing millions of them.
  package static func append(seed: UInt64, key: UInt64, run: UInt32, to bytes: inout [UInt8]) {
    let draw = Draw(seed: seed, object: key, count: UInt64(run), purpose: .identity)
    let high = draw.bits & 0xFFFF_FFFF_FFFF_0FFF | 0x8000
    let low = draw.next.bits & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 36) { text in
      var place = 0
      for position in 0..<32 {
        if position == 8 || position == 12 || position == 16 || position == 20 {
          text[place] = UInt8(ascii: "-")
          place += 1
        }
        let half = position < 16 ? high : low
        let digit = UInt8(truncatingIfNeeded: half >> UInt64(60 - position % 16 * 4)) & 0xF
        text[place] = digit < 10 ? 0x30 + digit : 0x57 + digit
        place += 1
      }
      bytes.append(contentsOf: text)
    }
  }

  /// The first 32 bits of the derived id, which tables show and filters compare.
  package static func prefix(seed: UInt64, key: UInt64, run: UInt32) -> UInt32 {
    UInt32(truncatingIfNeeded: Draw(seed: seed, object: key, count: UInt64(run), purpose: .identity).bits >> 32)
  }

}

extension World {
  /// The key of an object, from which its luck and its id follow.
  ///
  /// Connections are keyed by account, provider and ordinal; datasets by connection and data type; requests by account
  /// and ordinal; integrations by request and ordinal. So leaving out a connection changes nothing for later ones.
  @inline(__always)
  package func key(of object: ObjectRef) -> UInt64 {
    switch object.kind {
    case .connection, .session:
      UInt64(object.kind.rawValue) << 58 | connectionKey(object.position)
    case .dataset:
      UInt64(object.kind.rawValue) << 58 | connectionKey(Int(datasets[object.position].connection)) << 8
        | UInt64(datasets[object.position].type.index)
    case .request: UInt64(object.kind.rawValue) << 58 | requestKey(object.position)
    case .integration:
      UInt64(object.kind.rawValue) << 58 | requestKey(Int(integrations[object.position].request)) << 8
        | UInt64(integrations[object.position].ordinal)
    case .provider, .feedLine: UInt64(object.kind.rawValue) << 58 | UInt64(object.index)
    }
  }

  private func requestKey(_ index: Int) -> UInt64 {
    UInt64(requests[index].account) << 16 | UInt64(requests[index].ordinal)
  }

  @inline(__always)
  private func connectionKey(_ index: Int) -> UInt64 {
    let connection = connections[index]
    return UInt64(connection.account) << 18 | UInt64(connection.provider) << 8 | UInt64(connection.ordinal)
  }

  /// The first 32 bits of a derived id; nil if ids are given.
  package func idPrefix(of object: ObjectRef) -> UInt32? {
    guard case .derived(let seed) = identity else { return nil }
    return Identity.prefix(seed: seed, key: key(of: object), run: run(of: object))
  }

  /// The run whose id is shown: sessions and datasets have one id per run.
  package func run(of object: ObjectRef) -> UInt32 {
    switch object.kind {
    case .session: connections[object.position].sessionRun
    case .dataset: datasets[object.position].run
    default: 0
    }
  }

  /// The id of an object, or of its latest run if it has runs.
  package func id(of object: ObjectRef) -> String { id(of: object, run: run(of: object)) }

  /// The id of one run of an object. A feed's earlier run ids are not kept, so the latest one is returned.
  package func id(of object: ObjectRef, run: UInt32) -> String {
    // A data type that was never synced has no dataset, and so no id.
    if object.kind == .dataset, run == 0 { return "" }
    return switch identity {
    case .derived(let seed): Identity.uuid(seed: seed, key: key(of: object), run: run)
    case .given(let ids): ids[object] ?? ""
    }
  }

  /// Appends the id of one run as ASCII. Returns false if it is not a derived one.
  package func appendID(of object: ObjectRef, run: UInt32, to bytes: inout [UInt8]) -> Bool {
    guard case .derived(let seed) = identity, object.kind != .dataset || run != 0 else { return false }
    Identity.append(seed: seed, key: key(of: object), run: run, to: &bytes)
    return true
  }

  /// The first eight characters of the id.
  package func shortID(of object: ObjectRef) -> String { String(id(of: object).prefix(8)) }

  /// Where the customer signs in (seed 002, `redirect_url`). A simulated world derives it. With a feed it is what the
  /// feed gave, or empty.
  package func redirectURL(ofConnection index: Int) -> String {
    guard case .derived = identity else { return toldRedirectURLs[index] ?? "" }
    return "https://link.signalbox.example/connect/\(id(of: .connection(index)))"
  }

  /// Where the customer returns to (seed 002, `return_url`); empty with a feed, which does not give it.
  package func returnURL(ofConnection index: Int) -> String {
    guard case .derived = identity else { return "" }
    return "https://app.signalbox.example/accounts/\(connections[index].account)/connected"
  }
}
