import Fixtures
import Foundation
import Lifecycles
import Queries
import Simulation
import Testing

/// Which members an json's JSON has in each of its statuses, and which of them are null.
@Suite struct ObjectJSONTests {
  /// The members of an json, by whether they have a value.
  struct Members: Equatable {
    var given: Set<String> = []
    var null: Set<String> = []
  }

  static func json(_ world: World, _ object: ObjectRef) throws -> [String: Any] {
    let text = ObjectJSON.value(world, object).text
    return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  static func members(_ json: [String: Any]) -> Members {
    Members(
      given: Set(json.filter { !($0.value is NSNull) }.keys), null: Set(json.filter { $0.value is NSNull }.keys))
  }

  /// One connection with two data types, and a request with an integration of each type.
  static func world(
    isDeletion: Bool = false, type: IntegrationType = .api, identity: Identity = .derived(seed: 7)
  ) -> World {
    var world = World(providers: Provider.builtIn, identity: identity, now: 1_767_600_000_000)
    let account = world.apply(.account(name: "Cobalt Foods"))
    world.apply(.connection(account: account, provider: 0, types: DataTypeSet(bits: 6)))
    let request = world.apply(.request(account: account, right: isDeletion ? .deletion : .access, statute: .gdpr))
    let contact = world.apply(.contact(name: "HR archive"))
    world.apply(
      .integration(request: request, type: type, connection: type == .api ? 0 : nil, contact: contact, pauses: false))
    return world
  }

  static func apply(
    _ object: ObjectRef, _ trigger: Trigger, to: UInt8, _ payload: Payload = .none, _ world: inout World
  ) {
    world.now += Span.minute
    world.apply(
      Event(
        sequence: world.lastSequence + 1, time: world.now, cause: .root, object: object, trigger: trigger,
        from: world.status(of: object), to: to, payload))
  }

  // MARK: Connections

  static let connectionMembers: Set<String> = [
    "id", "provider_name", "requested_data_types", "skip_permissions", "redirect_url", "return_url", "status",
    "connected_at", "created_at", "disconnected_at",
  ]

  private func expectConnection(
    _ world: World, null: Set<String>, _ what: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let members = Self.members(try Self.json(world, .connection(0)))
    let expected = Members(given: Self.connectionMembers.subtracting(null), null: null)
    #expect(members == expected, "\(what)", sourceLocation: sourceLocation)
  }

  /// A life through every status: what was ever connected has `connected_at`, what lost its connection has
  /// `disconnected_at` until it is connected again.
  @Test func connectionsThroughTheirLife() throws {
    var scenario = Scenario.quiet(["Xero"])
    scenario.named[0].connections = []
    var simulator = Simulator(scenario)
    let xero = try #require(simulator.world.providers.firstIndex { $0.name == "Xero" })
    let never: Set<String> = ["connected_at", "disconnected_at"]
    let steps: [(Command, String, Set<String>)] = [
      (.account(0, .connect(provider: xero, types: DataTypeSet(bits: 6))), "AUTH_REQUIRED", never),
      (.connection(0, .openLink), "CONNECTING", never), (.connection(0, .abort), "AUTH_REQUIRED", never),
      (.connection(0, .openLink), "CONNECTING", never),
      (.connection(0, .authorize), "CONNECTED", ["disconnected_at"]),
      (.inject(Fault(.connection(0), .loseAuthorization)), "AUTH_ERROR", []),
      (.connection(0, .disconnect), "DISCONNECTED", []), (.connection(0, .reconnect), "AUTH_REQUIRED", []),
      (.connection(0, .openLink), "CONNECTING", []), (.connection(0, .authorize), "CONNECTED", ["disconnected_at"]),
      (.connection(0, .disconnect), "DISCONNECTED", []),
    ]
    for (command, status, null) in steps {
      _ = try simulator.submit(command).get()
      #expect(try Self.json(simulator.world, .connection(0))["status"] as? String == status)
      try expectConnection(simulator.world, null: null, "\(status) after \(command.title)")
    }
  }

  /// What a recording begins with had a life before.
  @Test(arguments: ConnectionStatus.allCases) func foundConnections(_ status: ConnectionStatus) throws {
    let null: Set<String> =
      switch status {
      case .authRequired, .connecting: ["connected_at", "disconnected_at"]
      case .connected: ["disconnected_at"]
      case .authError, .disconnected: []
      }
    var world = Self.world()
    Self.apply(
      .connection(0), .preexisting, to: status.rawValue,
      .connectionPreexisting(since: world.now - Span.day, isConnectorOffline: false), &world)
    try expectConnection(world, null: null, "\(status)")
  }

  /// A feed that doesn't give the links doesn't have them.
  @Test(arguments: ConnectionStatus.allCases) func linksOfAFeedAreNotInvented(_ status: ConnectionStatus) throws {
    var world = Self.world(identity: .given([:]))
    world.apply(.identified(.connection(0), id: "c1"))
    Self.apply(.connection(0), .observed, to: status.rawValue, .none, &world)
    let null = Self.members(try Self.json(world, .connection(0))).null
    #expect(null.isSuperset(of: ["redirect_url", "return_url"]))
    world.apply(.signInLink(connection: 0, url: "https://example.com/link"))
    #expect(Self.members(try Self.json(world, .connection(0))).given.contains("redirect_url"))
  }

  // MARK: Sessions

  @Test(arguments: SessionStatus.allCases) func sessions(_ status: SessionStatus) throws {
    var world = Self.world()
    Self.apply(
      .session(0), .preexisting, to: status.rawValue, .sessionPreexisting(run: 3, since: world.now - Span.hour), &world)
    let json = try Self.json(world, .session(0))
    var expected: Set = ["id", "connectionId", "statusCode", "status", "started", "since", "datasets", "isPartial"]
    if status == .processing || status == .processingError { expected.insert("substage") }
    #expect(Self.members(json) == Members(given: expected))
    #expect(json["statusCode"] as? Int == Int(status.rawValue))
    #expect(json["status"] as? String == Catalog[.session].info(status.rawValue)?.key)
    #expect(Set((json["datasets"] as? [String: Any] ?? [:]).keys) == ["total", "complete", "failed"])
  }

  /// A number that no document publishes is shown as it came.
  @Test(arguments: ["24", "Levitating"]) func unknownSessions(_ text: String) throws {
    var world = Self.world()
    world.apply(.unknownStatus(.session(0), text: text))
    Self.apply(.session(0), .observed, to: StatusID.unknownRaw, .sessionRun(1), &world)
    let json = try Self.json(world, .session(0))
    #expect(json["statusCode"] as? Int == Int(text))
    #expect(json["status"] as? String == "unknown (\(text))")
    #expect(Self.members(json).null == (text == "24" ? [] : ["statusCode"]))
  }

  // MARK: Requests and integrations

  @Test(arguments: RequestStatus.allCases) func requests(_ status: RequestStatus) throws {
    var world = Self.world(isDeletion: status.rawValue > 3)
    Self.apply(
      .request(0), .preexisting, to: status.rawValue, .requestPreexisting(since: world.now - Span.day), &world)
    let json = try Self.json(world, .request(0))
    #expect(
      Self.members(json)
        == Members(given: [
          "id", "right", "status", "received", "statute", "deadline", "isExtended", "integrations",
        ]))
    #expect((json["integrations"] as? [Any])?.count == 1)
  }

  @Test(arguments: IntegrationTable.all) func integrations(_ table: IntegrationTable) throws {
    for kind in table.kinds {
      var world = Self.world(isDeletion: table.isDeletion, type: table.type)
      let isDue = kind == .dueIn || kind == .overdue
      Self.apply(
        .integration(0), .preexisting, to: IntegrationStatus(table, kind).raw,
        .integrationReported(
          due: isDue ? world.now + Span.day : 0, amount: isDue ? 0 : 4, kind == .error ? 403 : .none), &world)
      let json = try Self.json(world, .integration(0))
      var expected: Set = ["id", "name", "integrationType", "phase", "status", "since"]
      if kind == .error { expected.formUnion(["errorCode", "errorMessage"]) }
      if isDue { expected.insert("due") }
      #expect(Self.members(json) == Members(given: expected), "\(kind)")
      #expect(json["phase"] as? String == (table.phase == .access ? "access" : "deletion"))
      if kind == .error { #expect(json["errorMessage"] as? String == "Insufficient permissions") }
    }
    var world = Self.world(isDeletion: table.isDeletion, type: table.type)
    Self.apply(.integration(0), .observed, to: StatusID.unknownRaw, .none, &world)
    let unknown = Self.members(try Self.json(world, .integration(0)))
    #expect(unknown == Members(given: ["id", "name", "integrationType", "status", "since"]))
  }

  @Test(arguments: ProviderCondition.allCases) func providers(_ condition: ProviderCondition) throws {
    var world = Self.world()
    Self.apply(.provider(0), condition.begin, to: condition.rawValue, .none, &world)
    let json = try Self.json(world, .provider(0))
    #expect(Self.members(json) == Members(given: ["name", "condition"]))
    #expect(json["condition"] as? String == condition.title)
  }
}
