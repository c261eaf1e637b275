import Lifecycles
import Simulation

/// The objects that lines are about: found by id, or created.
extension FeedReader {
  // MARK: Objects

  func opensRun(_ object: ObjectRef, _ id: String) -> Bool {
    switch object.kind {
    case .session, .dataset:
      world.status(of: object) != StatusID.absentRaw && world.id(of: object) != id || world.run(of: object) == 0
    case .connection, .request, .integration, .provider, .feedLine: false
    }
  }

  mutating func remember(_ id: String, _ object: ObjectRef, run: Int64) {
    tell(.identified(object, id: id))
    if object.kind == .session || object.kind == .dataset {
      seenRuns.insert("\(object.kind) \(id)")
    }
    if object.kind == .session { sessionRuns[id] = max(1, UInt32(clamping: run)) }
  }

  mutating func account(_ name: String?) -> Int {
    let name = name ?? Self.noAccount
    if let known = accounts[name] { return known }
    let index = tell(.account(name: name))
    accounts[name] = index
    return index
  }

  mutating func provider(_ name: String) -> Int {
    if let known = providers[name] { return known }
    let known = Provider.builtIn.first { $0.name == name } ?? Provider(name: name, category: .accounting)
    let index = min(tell(.provider(known)), Int(UInt16.max))
    providers[name] = index
    return index
  }

  static let noAccount = "(no account)"
  static let noProvider = "(no provider)"

  /// Fills in what earlier lines of the object lacked: account, provider, link.
  mutating func complete(_ object: ObjectRef, _ line: FeedLine) {
    if object.kind == .request, let name = line.account,
      world.accounts[Int(world.requests[object.position].account)].name == Self.noAccount
    {
      tell(.accountOfRequest(object.position, account: account(name)))
    }
    guard let index = world.connection(of: object) else { return }
    if let name = line.account, world.account(ofConnection: index).name == Self.noAccount {
      tell(.accountOfConnection(index, account: account(name)))
    }
    if let name = line.provider, world.provider(ofConnection: index).name == Self.noProvider {
      tell(.providerOfConnection(index, provider: provider(name)))
    }
    if let url = line.redirectUrl { tell(.signInLink(connection: index, url: url)) }
  }

  /// The object that a line names, created if it is new.
  mutating func place(_ system: StatusSystem, _ line: FeedLine, _ id: String) -> ObjectRef {
    switch system {
    case .connection: return .connection(connection(id, line))
    case .session:
      if let known = sessions[id] { return .session(known) }
      // A session without a connection gets a connection of its own.
      let index = connection(behind: line, "session \(id)")
      sessions[id] = index
      return .session(index)
    case .dataset: return .dataset(dataset(id, line))
    case .request: return .request(request(id, line))
    case .integration: return .integration(integration(id, line))
    }
  }

  mutating func connection(_ id: String, _ line: FeedLine) -> Int {
    if let known = connections[id] { return known }
    let index = tell(
      .connection(
        account: account(line.account), provider: provider(line.provider ?? Self.noProvider),
        types: types(line) ?? DataTypeSet()))
    connections[id] = index
    if let pair = Self.pair(line) { links[pair] = index }
    tell(.identified(.connection(index), id: id))
    rememberPlaces(index)
    return index
  }

  /// The connection behind another object: the one named, or the account's connection to the provider, or a
  /// placeholder.
  mutating func connection(behind line: FeedLine, _ fallback: String) -> Int {
    if let id = line.connection { return connection(id, line) }
    if let pair = Self.pair(line), let known = links[pair] { return known }
    return connection(Self.pair(line) ?? fallback, line)
  }

  static func pair(_ line: FeedLine) -> String? {
    guard let account = line.account, let provider = line.provider else { return nil }
    return "\(account) / \(provider)"
  }

  mutating func rememberPlaces(_ connection: Int) {
    for dataset in world.datasets(ofConnection: connection) {
      places[Self.key(connection, world.datasets[dataset].type)] = dataset
    }
  }

  static func key(_ connection: Int, _ type: DataType) -> UInt64 {
    UInt64(connection) << 8 | UInt64(type.index)
  }

  mutating func dataset(_ id: String, _ line: FeedLine) -> Int {
    if let known = datasets[id] { return known }
    let connection = connection(behind: line, "dataset \(id)")
    let type = line.dataType.flatMap(DataType.init(name:)) ?? DataType(index: 9)
    let key = Self.key(connection, type)
    let index = places[key] ?? tell(.dataset(connection: connection, type: type))
    places[key] = index
    datasets[id] = index
    return index
  }

  /// The right as given, or as implied by phase and status.
  static func right(_ line: FeedLine) -> PrivacyRight {
    if let right = line.right.flatMap(PrivacyRight.init(title:)) { return right }
    let status = line.status?.text.lowercased() ?? ""
    return line.phase?.lowercased() == "deletion" || status.contains("delet") || status.contains("no extraction")
      ? .deletion : .access
  }

  mutating func request(_ id: String, _ line: FeedLine) -> Int {
    if let known = requests[id] { return known }
    let index = tell(
      .request(
        account: account(line.account), right: Self.right(line),
        statute: line.statute?.lowercased() == "ccpa" ? .ccpa : .gdpr))
    requests[id] = index
    tell(.identified(.request(index), id: id))
    return index
  }

  mutating func integration(_ id: String, _ line: FeedLine) -> Int {
    if let known = integrations[id] { return known }
    let request = request(line.request ?? "request of \(id)", line)
    let isContact = line.integrationType?.lowercased().hasPrefix("direct") ?? (line.provider == nil)
    var contact = 0
    if isContact {
      let name = line.name ?? line.provider ?? "(no name)"
      contact = contacts[name] ?? tell(.contact(name: name))
      contacts[name] = contact
    }
    let link = isContact ? nil : connection(behind: line, "integration \(id)")
    let index = tell(
      .integration(
        request: request, type: isContact ? .directContact : .api, connection: link, contact: contact,
        pauses: line.noResponse == "pause"))
    integrations[id] = index
    tell(.identified(.integration(index), id: id))
    return index
  }
}
