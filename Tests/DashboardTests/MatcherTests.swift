import Dashboard
import Lifecycles
import Queries
import Simulation
import Testing

/// A filter selects the same rows at once as row by row, whatever it says.
@Suite struct MatcherTests {
  static let kinds = SelectionTests.kinds

  /// Small and deterministic.
  struct Chooser {
    var draw: Draw
    init(_ seed: UInt64) { draw = Draw(seed: seed, object: 91, count: 0, purpose: .manager) }

    mutating func below(_ bound: Int) -> Int {
      draw = draw.next
      return draw.index(bound)
    }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }
  }

  /// A term that says something about this world.
  static func term(_ chooser: inout Chooser, _ world: World) -> String {
    let statuses = Catalog.all.flatMap { $0.statuses.filter { !$0.isFeedOnly }.map(\.key) }
    let connection = chooser.below(world.connections.count)
    let ids = [
      world.id(of: .connection(connection)), world.id(of: .dataset(chooser.below(world.datasets.count))),
      world.id(of: .request(chooser.below(world.requests.count))),
      world.id(of: .integration(chooser.below(world.integrations.count))),
    ].filter { !$0.isEmpty }
    let name = world.accounts[chooser.below(world.accounts.count)].name
    let provider = world.provider(ofConnection: connection).name
    let spans = ["0s", "30s", "5m", "1h", "7h", "1d", "5d", "20d", "90d"]
    let words = [
      "status:\"\(chooser.pick(statuses))\"", "standing:\(chooser.pick(StatusCategory.allCases).word)",
      "code:\(chooser.pick(["2", "11", "99", "401", "403", "503", "502", "429"]))",
      "provider:\"\(provider)\"", "account:\"\(name)\"", "account:\(name.prefix(3).filter { $0 != " " && $0 != "\"" })",
      "type:\(chooser.pick(DataType.names))", "type:bank",
      "actor:\(chooser.pick(["customer", "support", "nobody", "owner"]))",
      "id:\(chooser.pick(ids).prefix(1 + chooser.below(20)))", "system:\(chooser.pick(StatusSystem.allCases).name)",
      "marked", "age>\(chooser.pick(spans))", "age<\(chooser.pick(spans))", "due<\(chooser.pick(spans))",
      "due>\(chooser.pick(spans))", "xero", "fail", chooser.pick(statuses).split(separator: " ")[0].lowercased(),
      "\(chooser.pick(ids).prefix(4))", "e",
    ]
    return chooser.pick(words)
  }

  /// One to three terms, each negated or not.
  static func filter(_ chooser: inout Chooser, _ world: World) -> String {
    (0...chooser.below(3)).map { _ in (chooser.below(2) == 0 ? "-" : "") + term(&chooser, world) }.joined(
      separator: " ")
  }

  static func rows(_ kind: TableKind, _ world: World) -> [UInt32] {
    (0..<kind.rowSpace(world)).filter { kind.exists($0, world) }.map { UInt32($0) }
  }

  static func marks(_ kind: TableKind, _ world: World, _ chooser: inout Chooser) -> Set<ObjectRef> {
    Set(rows(kind, world).filter { _ in chooser.below(3) == 0 }.map { kind.object(Int($0), world) })
  }

  /// A run with failures, advanced by an hour each time.
  struct Run {
    var simulator: Simulator

    init(_ seed: UInt64) {
      var scenario = Scenario.builtIn
      scenario.seed = seed
      scenario.accounts = 5
      scenario.warmUp = 12 * Span.hour
      scenario.settings.mapFailure = 40_000
      scenario.settings.conditionEvery = DurationTable([Span.hour, 6 * Span.hour])
      simulator = Simulator(scenario)
      simulator.discard()
    }

    var world: World { simulator.world }

    mutating func goOn(_ span: Milliseconds) -> [Event] {
      simulator.run(until: simulator.world.now + span)
      return simulator.drain()
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>) func selectingEqualsMatchingRowByRow(_ seed: UInt64) {
    var chooser = Chooser(seed)
    var run = Run(seed)
    for _ in 0..<6 {
      let world = run.world
      for kind in Self.kinds {
        let rows = Self.rows(kind, world)
        for _ in 0..<12 {
          let text = Self.filter(&chooser, world)
          let matcher = Matcher(Filter(text), world, marked: Self.marks(kind, world, &chooser))
          let selected = matcher.select(rows, kind, world)
          let expected = rows.map { matcher.matches(kind.object(Int($0), world), world) }
          #expect(selected == expected, "\(kind.noun): \(text)")
        }
      }
      _ = run.goOn(Span.hour)
    }
  }

  /// A negated term matches exactly the rest, and several terms match what all of them match.
  @Test(arguments: 20..<26 as Range<UInt64>) func termsAreNegatedAndCombined(_ seed: UInt64) {
    var chooser = Chooser(seed)
    let world = Run(seed).world
    for kind in Self.kinds {
      let rows = Self.rows(kind, world)
      let marks = Self.marks(kind, world, &chooser)
      func matched(_ text: String) -> [Bool] {
        let matcher = Matcher(Filter(text), world, marked: marks)
        return rows.map { matcher.matches(kind.object(Int($0), world), world) }
      }
      for _ in 0..<25 {
        let (first, second) = (Self.term(&chooser, world), Self.term(&chooser, world))
        let one = matched(first)
        #expect(matched("-" + first) == one.map { !$0 }, "\(kind.noun): \(first)")
        let both = zip(one, matched(second)).map { $0 && $1 }
        #expect(matched("\(first) \(second)") == both, "\(kind.noun): \(first) \(second)")
      }
    }
  }

  /// Terms whose meaning is simple enough to state again.
  @Test(arguments: kinds) func termsMeanWhatTheySay(_ kind: TableKind) {
    var chooser = Chooser(3)
    let world = Run(3).world
    let rows = Self.rows(kind, world)
    let marks = Self.marks(kind, world, &chooser)
    func expect(_ text: String, _ holds: (ObjectRef) -> Bool) {
      let matcher = Matcher(Filter(text), world, marked: marks)
      for row in rows {
        let object = kind.object(Int(row), world)
        #expect(matcher.matches(object, world) == holds(object), "\(text): \(object)")
      }
    }
    for (text, span) in [("30s", 30 * Span.second), ("1h", Span.hour), ("9d", 9 * Span.day)] {
      expect("age>\(text)") { world.now - world.since($0) > span }
      expect("-age>\(text)") { world.now - world.since($0) <= span }
      expect("age<\(text)") { world.now - world.since($0) <= span }
      expect("-age<\(text)") { world.now - world.since($0) > span }
    }
    expect("marked") { marks.contains($0) }
    expect("-marked") { !marks.contains($0) }
    for category in StatusCategory.allCases {
      expect("standing:\(category.word)") { StatusText.category(world, $0) == category }
    }
    expect("account:\"\(world.accounts[1].name)\"") { world.account(of: $0) == 1 }
    expect("system:\(StatusSystem.session.name)") { $0.system == .session }
    for text in ["due<40d", "due>40d"] {
      expect(text) { Self.due($0, world).map { ($0 - world.now < 40 * Span.day) == (text == "due<40d") } == true }
    }
  }

  /// The deadline of an open request, or of an integration of one that isn't complete.
  private static func due(_ object: ObjectRef, _ world: World) -> Instant? {
    switch object.kind {
    case .request:
      let request = world.requests[object.position]
      return request.requestStatus?.isClosed == true ? nil : request.deadline
    case .integration:
      let integration = world.integrations[object.position]
      let request = world.requests[Int(integration.request)]
      if request.requestStatus?.isClosed == true || integration.kind?.state == .complete { return nil }
      return integration.due == 0 ? request.deadline : integration.due
    case .connection, .session, .dataset, .provider, .feedLine: return nil
    }
  }
}
