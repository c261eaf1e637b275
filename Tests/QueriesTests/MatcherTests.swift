import Fixtures
import Lifecycles
import Queries
import Simulation
import Testing

/// A filter selects the same rows at once as row by row, whatever it says.
@Suite struct MatcherTests {
  static func rows(_ kind: TableKind, _ world: World) -> [UInt32] {
    (0..<kind.rowSpace(world)).filter { kind.exists($0, world) }.map { UInt32($0) }
  }

  static func marks(_ kind: TableKind, _ world: World, _ chooser: inout Chooser) -> Set<ObjectRef> {
    Set(rows(kind, world).filter { _ in chooser.below(3) == 0 }.map { kind.object(Int($0), world) })
  }

  @Test(arguments: 0..<8 as Range<UInt64>) func selectingEqualsMatchingRowByRow(_ seed: UInt64) {
    var chooser = Chooser(seed)
    var run = BusyRun(seed)
    for _ in 0..<6 {
      let world = run.world
      for kind in TableKind.allCases {
        let rows = Self.rows(kind, world)
        for _ in 0..<12 {
          let text = RandomFilter.filter(&chooser, world)
          let matcher = Matcher(Filter(text), world, marked: Self.marks(kind, world, &chooser))
          let selected = matcher.select(rows, kind, world)
          let expected = rows.map { matcher.matches(kind.object(Int($0), world), world) }
          #expect(selected == expected, "\(kind.noun): \(text)")
        }
      }
      _ = run.advance(by: Span.hour)
    }
  }

  /// A negated term matches exactly the rest, and several terms match what all of them match.
  @Test(arguments: 20..<26 as Range<UInt64>) func termsAreNegatedAndCombined(_ seed: UInt64) {
    var chooser = Chooser(seed)
    let world = BusyRun(seed).world
    for kind in TableKind.allCases {
      let rows = Self.rows(kind, world)
      let marks = Self.marks(kind, world, &chooser)
      func matched(_ text: String) -> [Bool] {
        let matcher = Matcher(Filter(text), world, marked: marks)
        return rows.map { matcher.matches(kind.object(Int($0), world), world) }
      }
      for _ in 0..<25 {
        let (first, second) = (RandomFilter.term(&chooser, world), RandomFilter.term(&chooser, world))
        let one = matched(first)
        #expect(matched("-" + first) == one.map { !$0 }, "\(kind.noun): \(first)")
        let both = zip(one, matched(second)).map { $0 && $1 }
        #expect(matched("\(first) \(second)") == both, "\(kind.noun): \(first) \(second)")
      }
    }
  }

  /// Terms whose meaning is simple enough to state again.
  @Test(arguments: TableKind.allCases) func termsMeanWhatTheySay(_ kind: TableKind) {
    var chooser = Chooser(3)
    let world = BusyRun(3).world
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
